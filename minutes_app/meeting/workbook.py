"""An Excel file from anywhere → rows of text, after it has been looked at as a zip.

In: the bytes of an .xlsx. Out: the visible sheets, each as rows of strings. Values only: no formula is computed, no
macro read, no link followed. Raises BadRoster for what is no workbook and for bombs: too many, too big, too tightly
packed parts, or a DOCTYPE, which no workbook has and which entity bombs need.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minutes_app.errors import BadRoster

MAX_PARTS = 1000
MAX_PART = 16 * 1024 * 1024
MAX_WHOLE = 32 * 1024 * 1024
"""Bytes, unpacked."""
MAX_RATIO = 200
"""Unpacked to packed, looked at from 1 MiB on; sheets of offices stay below 50."""
MAX_ROWS = 20_000
MAX_COLUMNS = 64
MAX_MERGED = 1000
"""Merged cells of a sheet."""

_MERGED = re.compile(r'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    OSError,
    NotImplementedError,
    AssertionError,
    RuntimeError,
)
"""What openpyxl and zipfile let through for damaged files; XML errors are SyntaxErrors."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text, and the vertically merged cells as (column, first row, last row), counted from 0."""

    rows: list[list[str]]
    merged: tuple[tuple[int, int, int], ...] = ()

    def fill_down(self, column: int) -> None:
        """Give every row of a merged cell in `column` its text, as a person sees it (one 所属 beside many names)."""
        for merged, first, last in self.merged:
            if merged != column or first >= len(self.rows) or column >= len(self.rows[first]):
                continue
            for row in self.rows[first + 1 : last + 1]:
                if column < len(row) and not row[column]:
                    row[column] = self.rows[first][column]


def sheets_of(content: bytes, path: Path) -> Iterator[Sheet]:
    """Yield each visible sheet. Raises BadRoster."""
    if content.startswith(_OLE):
        raise BadRoster(path, "old_or_protected")
    try:
        _look_at(content, path)
        yield from _read(content)
    except _BROKEN as error:
        raise BadRoster(path, "damaged") from error


def _look_at(content: bytes, path: Path) -> None:
    """Refuse the zip before anything of it is believed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if len(parts) > MAX_PARTS or len(names) != len(parts) or sum(part.file_size for part in parts) > MAX_WHOLE:
            raise BadRoster(path, "bomb")
        if "[Content_Types].xml" not in names:
            raise BadRoster(path, "damaged")
        for part in parts:
            _look_at_part(archive, part, path)


def _look_at_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    if part.flag_bits & 1:
        raise BadRoster(path, "old_or_protected")
    tight = part.file_size > 1 << 20 and part.file_size > MAX_RATIO * max(part.compress_size, 1)
    if tight or part.file_size > MAX_PART:
        raise BadRoster(path, "bomb")
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    if is_xml and b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
        raise BadRoster(path, "bomb")


def _read(content: bytes) -> Iterator[Sheet]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield Sheet(_rows_of(sheet), _merged(content, sheet))
    finally:
        book.close()


def _rows_of(sheet: Any) -> list[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        return [[_shown(cell) for cell in row] for row in rows]


def _merged(content: bytes, sheet: Any) -> tuple[tuple[int, int, int], ...]:
    from openpyxl.utils import column_index_from_string

    # WORKAROUND https://openpyxl.readthedocs.io/en/stable/optimized.html: read-only sheets know no merged cells
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(sheet._worksheet_path.lstrip("/")).decode("utf-8", "replace")
    found = _MERGED.findall(xml)[:MAX_MERGED]
    return tuple((column_index_from_string(column) - 1, int(first) - 1, int(last) - 1) for column, first, last in found)


def _shown(cell: Any) -> str:
    """A cell as text; errors such as #REF! and empty cells are ""."""
    if cell is None or (isinstance(cell, str) and cell.startswith("#") and cell.endswith(("!", "?", "A"))):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
