"""The workbook: what stands in its cells, that text stays text, and that LibreOffice opens it."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from minutes_app.child import Child, Limits
from minutes_app.logbook import Feeling
from minutes_app.minutes.effect import Baseline, Period, Table, table_of
from minutes_app.minutes.effect_book import EffectBook, book_in_child, book_of
from minutes_app.progress import no_report
from tests.documents.pages import print_all
from tests.documents.validator import faults_of
from tests.effect.making import library_of, meeting
from tests.libreoffice import saved_as

BASELINE = Baseline(180, 40, ("会議録兼復命書",))
HOSTILE = '=HYPERLINK("http://example.invalid","x")'
TITLES = (HOSTILE, "髙﨑𠮷😀\x01\x0b第3回\n会議", "+1+1", "@SUM(A1)", "長" * 40_000)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> EffectBook:
    """Five meetings in two months, and three answers."""
    made = [meeting(at, f"2026-{10 + at % 2}-{10 + at:02}", title=title) for at, title in enumerate(TITLES, 1)]
    library = library_of(tmp_path_factory.mktemp("effect") / "会議", *made)
    worked = {one.id: 900 * at for at, one in enumerate(made[:4], 1)}
    (table,) = table_of(library, Period(), worked, BASELINE, no_report)
    answers = (Feeling("2026-10-01", 5), Feeling("2026-11-02", 0), Feeling("2026-11-05", 2))
    return EffectBook(table, answers, ("測り方の説明です。",))


def test_every_figure_is_a_number_in_its_cell_and_the_sums_are_below(contents: EffectBook) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(contents)))
    assert book.sheetnames == ["会議ごと", "月ごと", "操作感", "測り方"]
    rows = list(book["会議ごと"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(TITLES) + 1
    by_title = {str(row[1])[:5]: row for row in rows}
    day, _title, length, active, reports, before, saved = by_title["+1+1"]
    assert (length, active, reports, before, saved) == (60, 45, 2, 260, 215)
    assert getattr(day, "date", lambda: day)() == date(2026, 11, 13)
    assert by_title["長長長長長"][3:] == ("―", 2, 260, "―")
    assert rows[-1] == ("合計", "5件", 300, 150, 10, 1300, 890)


def test_text_of_meetings_is_text_and_never_a_formula(contents: EffectBook) -> None:
    content = book_of(contents)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells if cell.value == HOSTILE] == [HOSTILE]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name) and "sheet" in name]


def test_an_empty_table_is_still_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(EffectBook(Table((), (), BASELINE), (), ()))))
    assert [sheet.max_row for sheet in book.worksheets][1:] == [1, 1, 1]


def test_a_child_makes_the_same_workbook(contents: EffectBook) -> None:
    with Child("effect", Limits(silent_s=120)) as child:
        content = child.call(book_in_child, contents)
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["月ごと"].iter_rows(values_only=True))
    assert [row[:2] for row in rows] == [("月", "数えた会議"), ("2026年10月", 2), ("2026年11月", 2)]


def test_libreoffice_opens_it_with_its_chart(contents: EffectBook, tmp_path: Path) -> None:
    path = tmp_path / "効果.xlsx"
    path.write_bytes(book_of(contents))
    pages = print_all([path], tmp_path)["効果"].pages
    text = "\n".join(pages)
    for wanted in ("減った時間（分）", "合計", "月ごとの時間（これまでと今）", "やや使いにくい", "測り方の説明です。"):
        assert wanted in text
    saved_as("csv:Text - txt - csv (StarCalc):44,34,76", tmp_path, path)
    rows = list(csv.reader((tmp_path / "効果.csv").read_text("utf-8").splitlines()))
    assert [row[1] for row in rows if row[1] == HOSTILE] == [HOSTILE]
    assert rows[-1][:2] == ["合計", "5件"]


def test_the_validator_of_open_xml_finds_nothing_wrong(contents: EffectBook, tmp_path: Path) -> None:
    """But the order in which the library writes its own first font, which Excel reads in any order."""
    path = tmp_path / "効果.xlsx"
    path.write_bytes(book_of(contents))
    assert [fault for fault in faults_of(path) if "x:fonts[1]/x:font[1]" not in fault] == []
