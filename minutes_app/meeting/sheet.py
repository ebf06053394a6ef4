"""Meeting information from an Excel sheet → the same table as a TOML file gives.

In: the bytes of an .xlsx: names of things in the first column, what is said from the second on, lists going on in the
rows below. Out: name → text or list of texts. Raises BadInformation where it is no workbook. A row that holds nothing
but a heading, or a name without anything said, says nothing.
"""

from pathlib import Path
from typing import Any

from minutes_app.errors import BadInformation, BadRoster
from minutes_app.meeting.dates import plain
from minutes_app.meeting.keys import BY_NAME
from minutes_app.meeting.workbook import sheets_of

SUFFIXES = (".xlsx", ".xlsm")
SHEET_LIMIT = 10 * 1024 * 1024
"""Bytes."""

_PEOPLE = ("attendees", "absentees", "secretariat", "witnesses", "explainers", "officers", "duties")
_LISTS = (
    *("agenda", "handouts", "words", "signers", "approvers", "circulation"),
    *("notices", "seats", "matters", "bills", "elections", "votes", "others"),
)
_HEADINGS = ("項目", "事項", "項目名")
_MIDNIGHT = " 00:00:00"
"""What openpyxl puts behind a cell that holds a date alone."""


def sheet_table(content: bytes, path: Path) -> dict[str, Any]:
    """The table of the first sheet that says anything. Raises BadInformation."""
    try:
        for sheet in sheets_of(content, path):
            if table := _table(sheet.rows):
                return table
    except BadRoster as error:
        raise BadInformation(path.name, "", "sheet") from error
    return {}


def _table(rows: list[list[str]]) -> dict[str, Any]:
    said: dict[str, list[list[str]]] = {}
    name = ""
    for row in rows:
        cells = [cell.strip().removesuffix(_MIDNIGHT) for cell in row]
        first, rest = (cells[0], cells[1:]) if cells else ("", [])
        name = first or name
        if any(rest) and name and plain(name) not in _HEADINGS:
            said.setdefault(name, []).append(rest)
    return {name: _value(name, lines) for name, lines in said.items()}


def _value(name: str, lines: list[list[str]]) -> Any:
    """People are one a row, other lists one a cell; anything else is one text."""
    key = BY_NAME.get(plain(name).lower())
    if key is not None and key.field in _PEOPLE:
        return ["\t".join(line).rstrip("\t") for line in lines]
    cells = [cell for line in lines for cell in line if cell]
    return cells if key is not None and key.field in _LISTS else " ".join(cells)
