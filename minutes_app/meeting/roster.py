"""名簿: a list of attendees from CSV or Excel → attendees.

In: .csv, .tsv, .txt (UTF-8, UTF-16, cp932; comma, tab or semicolon) or .xlsx, with a heading row (所属, 職名, 氏名,
出欠) or without. Out: attendees in the order of the file. Raises BadRoster with a reason of
`wording.information.ROSTER_REASONS`. A row without a name is passed over; nothing is filled in.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from minutes_app.errors import BadRoster
from minutes_app.files import disk_errors
from minutes_app.meeting.attendees import attendee_of, parse_attendee
from minutes_app.meeting.dates import plain
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.office_text import decoded, one_line
from minutes_app.meeting.workbook import Sheet, sheets_of
from minutes_app.progress import Progress, Report, Stage

LIST_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".numbers", ".ods")
MAX_ATTENDEES = 1000
FILE_LIMIT = 10 * 1024 * 1024
"""Bytes."""
CELL_LIMIT = 200
"""Characters of a name, an office or a post."""
HEADING_ROWS = 30
"""How far down a heading row may stand: offices put a title and a date above it."""

PASTED = "名簿"
"""What stands for the file's name where a list was pasted."""

Row = Sequence[str]

_COLUMNS = {
    "name": "氏名 名前 お名前 ご氏名 委員名 委員氏名 出席者 出席者名 出席者氏名 氏名漢字 name",
    "surname": "姓 氏 名字 苗字",
    "given": "名",
    "department": "所属 所属名 所属部署 所属課 所属等 所属団体 所属機関 部署 部署名 課 課名 課所名 部課名 部局 部局名"
    " 機関名 団体 団体名 組織 組織名 会社名 department",
    "post": "職 職名 職名等 職位 補職名 役職 役職名 役職等 肩書 肩書き post",
    "presence": "出欠 出席 出欠席 出欠状況 出席状況 presence",
    "absence": "欠席 absent",
}
_COLUMN_OF = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_ABSENT = ("欠", "×", "✕", "✖", "x", "absent", "不参加", "no")
_MARKED = ("○", "◯", "〇", "●", "レ", "✓", "✔", "1", "true", "yes", "欠席", "欠", "はい")


def read_roster(path: Path) -> tuple[Attendee, ...]:
    """The attendees of a list. Raises BadRoster, DiskError."""
    kind = path.suffix.lower()
    if not path.is_file():
        raise BadRoster(path, "missing")
    if kind in (".xls", ".numbers", ".ods"):
        raise BadRoster(path, "save_as_xlsx")
    content = _content_of(path)
    if kind in (".xlsx", ".xlsm"):
        people = _from_sheets(sheets_of(content, path), path)
    else:
        people = _from_rows(_rows_of_text(content, path), path)
    if not people:
        raise BadRoster(path, "nobody")
    if len(people) > MAX_ATTENDEES:
        raise BadRoster(path, "too_many")
    return people


def roster_in_child(path: Path, *, report: Report) -> Iterator[tuple[Attendee, ...]]:
    """`read_roster` in the shape that a child runs."""
    report(Progress(Stage.WAIT))
    yield read_roster(path)


def pasted_roster(text: str) -> tuple[Attendee, ...]:
    """The attendees of rows copied out of Excel or typed one a line; () where there is nobody. Raises BadRoster."""
    here = Path(PASTED)
    people = _from_rows(_rows_of_text(text.encode("utf-8", "replace"), here), here)
    if len(people) > MAX_ATTENDEES:
        raise BadRoster(here, "too_many")
    return people


def column_of(heading: str) -> str:
    """ "name", "department", "post", "presence", "absence", "surname", "given" for a heading, "" for any other."""
    return _COLUMN_OF.get(re.sub(r"[(\[【].*", "", plain(heading)).lower(), "")


def absence_of(column: str, mark: str) -> bool:
    """Whether `mark` in the 出欠 or 欠席 column says that the person was not there; an empty cell says nothing."""
    mark = plain(mark).lower()
    if column == "absence":
        return mark in _MARKED
    return mark.startswith(_ABSENT)


def _content_of(path: Path) -> bytes:
    with disk_errors(path), path.open("rb") as stream:
        content = stream.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise BadRoster(path, "too_big")
    return content


def _rows_of_text(content: bytes, path: Path) -> list[Row]:
    if content.startswith(b"PK\x03\x04"):
        raise BadRoster(path, "rename_xlsx")
    text = decoded(content)
    if text is None or re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text):
        raise BadRoster(path, "not_text")
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)) if any(row)]
    except csv.Error:
        raise BadRoster(path, "not_text") from None


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first lines; a comma where there is none."""
    lines = "\n".join(text.splitlines()[:HEADING_ROWS])
    return max(",\t;", key=lines.count)


def _from_sheets(sheets: Iterable[Sheet], path: Path) -> tuple[Attendee, ...]:
    """The people of the first sheet that has a heading for names."""
    for sheet in sheets:
        found = _heading(sheet.rows)
        if found is not None:
            sheet.fill_down(found[1].get("department", -1))
            return _from_table(sheet.rows, found, path)
    raise BadRoster(path, "no_name_column")


def _from_rows(rows: Sequence[Row], path: Path) -> tuple[Attendee, ...]:
    found = _heading(rows)
    if found is not None:
        return _from_table(rows, found, path)
    return tuple(person for row in rows if (person := _without_heading(row, path)) is not None)


def _without_heading(row: Row, path: Path) -> Attendee | None:
    cells = _limited(row, path)
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 1:
        return parse_attendee(cells[0])
    absent = len(cells) == 4 and absence_of("presence", cells[3])
    return attendee_of(cells[:3], absent=absent)


def _heading(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """(row number, column → index) of the row that names most columns, among them one for names."""
    best: tuple[int, dict[str, int]] | None = None
    for number, row in enumerate(rows[:HEADING_ROWS]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            if column := column_of(cell):
                columns.setdefault(column, index)
        named = "name" in columns or {"surname", "given"} <= set(columns)
        if named and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return best


def _from_table(rows: Sequence[Row], heading: tuple[int, dict[str, int]], path: Path) -> tuple[Attendee, ...]:
    first, columns = heading
    people = (_from_cells(_limited(row, path), columns) for row in rows[first + 1 :])
    return tuple(person for person in people if person is not None)


def _from_cells(cells: list[str], columns: dict[str, int]) -> Attendee | None:
    def cell(column: str) -> str:
        index = columns.get(column, len(cells))
        return cells[index] if index < len(cells) else ""

    name = cell("name") or " ".join(filter(None, (cell("surname"), cell("given"))))
    if not name or column_of(name) == "name":
        return None
    absent = any(absence_of(column, cell(column)) for column in ("presence", "absence"))
    if "department" in columns or "post" in columns:
        return attendee_of((cell("department"), cell("post"), name), absent=absent)
    return parse_attendee(name, absent=absent)


def _limited(row: Row, path: Path) -> list[str]:
    cells = [one_line(cell) for cell in row]
    if any(len(cell) > CELL_LIMIT for cell in cells):
        raise BadRoster(path, "too_long")
    return cells
