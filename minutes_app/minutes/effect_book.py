"""The effect as an Excel workbook: the table, the months with a chart, the answers on 操作感, and how it was counted.

In: a `Table`, answers, notes. Out: the bytes of an .xlsx. Text from meetings is text there, never a formula. What is
not known is left as ―. Writes no file.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minutes_app.logbook import Feeling
from minutes_app.minutes.characters import one_line
from minutes_app.minutes.effect import MINUTES_PER_HOUR, MS_PER_MINUTE, Row, Table
from minutes_app.progress import Progress, Report, Stage
from minutes_app.wording import effect as words

Cell = str | int | float | date | None
_MOST = 32_000
"""Characters of a cell: Excel takes 32,767."""
_DAY = 'yyyy"年"m"月"d"日"'
_NUMBER = "0.0"
INK, PAPER, FULL = "404040", "FFFFFF", "1F5FA8"


@dataclass(frozen=True, slots=True)
class EffectBook:
    """Everything that goes into the workbook."""

    table: Table
    feelings: tuple[Feeling, ...]
    notes: tuple[str, ...]


def book_in_child(contents: EffectBook, *, report: Report) -> Iterator[bytes]:
    """`book_of` in the shape that a child runs: the library takes numpy where it finds it, and the window has none."""
    report(Progress(Stage.WRITE))
    yield book_of(contents)


def book_of(contents: EffectBook) -> bytes:
    """The workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, words.SHEET_MEETINGS, words.EXCEL_COLUMNS, _meetings(contents.table), (18, 44, 20, 20, 26, 30, 18))
    months = _sheet(book, words.SHEET_MONTHS, words.EXCEL_MONTHS, _months(contents.table), (14, 14, 20, 16, 22))
    if contents.table.months:
        months.add_chart(_chart(months, len(contents.table.months)), "G2")
    _sheet(book, words.SHEET_FEELINGS, words.EXCEL_FEELINGS, _feelings(contents.feelings), (16, 14, 20))
    _sheet(book, words.SHEET_NOTES, (words.SHEET_NOTES,), ((note,) for note in contents.notes), (110,))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(
    book: Any, title: str, columns: Sequence[str], rows: Iterator[tuple[Cell, ...]], widths: Sequence[int]
) -> Any:
    """A sheet with a heading row that stays in sight and on every printed page."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for number, row in enumerate((tuple(columns), *rows), 1):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(number, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _put(cell: Any, value: Cell) -> None:
    from openpyxl.styles import Alignment

    if value is None:
        value = words.NO_NUMBER
        cell.alignment = Alignment(horizontal="right")
    if isinstance(value, str):
        cell.value = one_line(value)[:_MOST]
        cell.data_type = "s"  # 「=1+1」 is a title, not a formula
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = _DAY
        cell.alignment = Alignment(horizontal="left")
    elif isinstance(value, float):
        cell.number_format = _NUMBER


def _meetings(table: Table) -> Iterator[tuple[Cell, ...]]:
    for row in table.rows:
        yield (date.fromisoformat(row.day) if row.day else None, row.title, *_numbers(row))
    total = table.total
    yield (
        words.TOTAL,
        words.meetings(total.meetings),
        total.length_ms / MS_PER_MINUTE,
        total.active if total.measured else None,
        total.reports,
        total.before_known,
        total.saved,
    )


def _numbers(row: Row) -> tuple[Cell, ...]:
    length = row.length_ms / MS_PER_MINUTE if row.length_ms else None
    return length, row.active, row.reports, row.before, row.saved


def _months(table: Table) -> Iterator[tuple[Cell, ...]]:
    for month in table.months:
        before, now = month.before / MINUTES_PER_HOUR, month.now / MINUTES_PER_HOUR
        yield words.month_name(month.name), month.meetings, before, now, before - now


def _feelings(feelings: tuple[Feeling, ...]) -> Iterator[tuple[Cell, ...]]:
    for one in feelings:
        if one.mark in words.ANSWERS:
            yield date.fromisoformat(one.day), one.mark, words.ANSWERS[one.mark]


def _chart(sheet: Any, months: int) -> Any:
    """Two bars a month, before and now; one is hatched, so that it can be told on a black and white print."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties

    chart = BarChart()
    chart.title = words.CHART
    chart.y_axis.title = words.HOURS
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.add_data(Reference(sheet, min_col=3, max_col=4, min_row=1, max_row=months + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=months + 1))
    before, now = (series.graphicalProperties for series in chart.series)
    ink, paper = (ColorChoice(srgbClr=each) for each in (INK, PAPER))  # type: ignore[arg-type] # the stubs want its inner class
    before.pattFill = PatternFillProperties(prst="wdUpDiag", fgClr=ink, bgClr=paper)
    before.line.solidFill = now.line.solidFill = INK
    now.solidFill = FULL
    chart.width, chart.height = 22, 11
    return chart
