"""A filled document → the 確定版: read only as Word understands it, and with the list of changes of a later edition.

In: the bytes of a .docx of ours, rows. Out: its bytes. Runs in the document child; writes nothing to disk. The form's
own pages stay as they are: what is added stands behind them.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.elements import append_to, say, text_width
from minutes_app.word.guard import protect, recommend_reading
from minutes_app.word.properties import describe
from minutes_app.word.scan import W
from minutes_app.word.text import Cleaner

AT_ONCE = 500
"""Rows until we are heard of again: ten hours may differ in twenty thousand places."""
_SHARES = (14, 12, 37, 37)
_LINE = "A6ADB8"
_HEAD_FILL = "EEF1F5"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a later edition says otherwise: a heading, a sentence, the columns' names, and a row for each place."""

    heading: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """`status`: 確定; `edition`: 版; `changes` None in the first edition."""

    status: str
    edition: int
    changes: Changes | None = None


def seal(content: bytes, wanted: Seal, *, report: Report) -> Iterator[bytes]:
    """Yield the document."""
    from docx import Document

    report(Progress(Stage.WRITE))
    document = Document(io.BytesIO(content))
    if wanted.changes is not None:
        _append(document.element.body, wanted.changes, report)
    settings = document.settings.element
    protect(settings)
    recommend_reading(settings)
    describe(document, {"content_status": wanted.status, "version": str(wanted.edition)})
    stream = io.BytesIO()
    document.save(stream)
    yield stream.getvalue()


def _append(body: Any, changes: Changes, report: Report) -> None:
    """On a page of its own, before the last section's properties."""
    made = [
        _paragraph(changes.heading, bold=True, size=26, new_page=True),
        _paragraph(changes.sentence, size=20),
        _table(changes, text_width(body), report),
        _paragraph("", size=20),
    ]
    append_to(body, made)


def _table(changes: Changes, width: int, report: Report) -> Any:
    widths = [width * share // 100 for share in _SHARES]
    table = _made("tbl")
    look = _put(table, "tblPr")
    _put(look, "tblW", w=str(sum(widths)), type="dxa")
    borders = _put(look, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _put(borders, side, val="single", sz="4", space="0", color=_LINE)
    _put(look, "tblLayout", type="fixed")
    grid = _put(table, "tblGrid")
    for one in widths:
        _put(grid, "gridCol", w=str(one))
    table.append(_row(changes.columns, widths, is_head=True))
    for number, texts in enumerate(changes.rows):
        if number % AT_ONCE == 0:
            report(Progress(Stage.WRITE))
        table.append(_row(texts, widths, is_head=False))
    return table


def _row(texts: tuple[str, ...], widths: list[int], *, is_head: bool) -> Any:
    row = _made("tr")
    if is_head:
        look = _put(row, "trPr")
        _put(look, "cantSplit")
        _put(look, "tblHeader")
    for text, width in zip(texts, widths, strict=True):
        cell = _put(row, "tc")
        look = _put(cell, "tcPr")
        _put(look, "tcW", w=str(width), type="dxa")
        if is_head:
            _put(look, "shd", val="clear", color="auto", fill=_HEAD_FILL)
        cell.append(_paragraph(text, bold=is_head, size=18))
    return row


def _paragraph(text: str, *, bold: bool = False, size: int, new_page: bool = False) -> Any:
    paragraph = _made("p")
    look = _put(paragraph, "pPr")
    if new_page:
        _put(look, "pageBreakBefore")
    _put(look, "spacing", before="0", after="60")
    _put(look, "ind", left="0", right="0", firstLine="0")
    _put(look, "jc", val="left")
    if new_page:
        _put(look, "outlineLvl", val="0")
    if text:
        run = _put(paragraph, "r")
        letters = _put(run, "rPr")
        if bold:
            _put(letters, "b")
        _put(letters, "sz", val=str(size))
        _put(letters, "szCs", val=str(size))
        _write(run, Cleaner().text(text))
    return paragraph


def _write(run: Any, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            _put(run, "br")
        say(_put(run, "t"), line)


def _made(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{name}")


def _put(parent: Any, name: str, **values: str) -> Any:
    child = _made(name)
    for key, value in values.items():
        child.set(W + key, value)
    parent.append(child)
    return child
