"""A table of a form as rows and columns, merged cells and cells inside content controls included. Changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minutes_app.word.adopting.labels import is_blank
from minutes_app.word.adopting.pieces import Line
from minutes_app.word.scan import W


@dataclass(eq=False, slots=True)
class Cell:
    """`merge`: "", "restart" or "continue" (down); `paragraphs` are its own, without those of a table inside."""

    element: Any
    row: int
    column: int
    span: int
    merge: str
    paragraphs: list[Any]
    has_table: bool

    @property
    def text(self) -> str:
        """What stands in it, one paragraph a line."""
        return "\n".join(Line(one).text for one in self.paragraphs)

    @property
    def is_blank(self) -> bool:
        """Whether there is only room in it."""
        return not self.has_table and bool(self.paragraphs) and all(is_blank(Line(one).text) for one in self.paragraphs)

    @property
    def end(self) -> int:
        """The column after it."""
        return self.column + self.span


class Grid:
    """`rows`: the w:tr of the table itself, or those in content controls around rows; `cells` row by row."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self.rows = list(_inside(table, W + "tr"))
        self.cells = [list(_cells(row, number)) for number, row in enumerate(self.rows)]

    def at(self, row: int, column: int, end: int) -> Cell | None:
        """The cell of a row that begins and ends at these columns."""
        if not 0 <= row < len(self.cells):
            return None
        return next((one for one in self.cells[row] if (one.column, one.end) == (column, end)), None)

    def right_of(self, cell: Cell) -> Cell | None:
        """Its neighbour."""
        return next((one for one in self.cells[cell.row] if one.column == cell.end), None)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under it, under all of it where it is merged down."""
        return self.at(cell.row + self.height(cell), cell.column, cell.end)

    def height(self, cell: Cell) -> int:
        """How many rows it is merged over."""
        height = 1
        while (under := self.at(cell.row + height, cell.column, cell.end)) is not None and under.merge == "continue":
            height += 1
        return height if cell.merge == "restart" else 1

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((row[-1].end for row in self.cells if row), default=1)

    def is_plain(self, row: int) -> bool:
        """Whether a row stands in the table itself, so that it can be repeated."""
        return self.rows[row].getparent() is self.table


def _cells(row: Any, number: int) -> Iterator[Cell]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = _number(before, 0)
    for element in _inside(row, W + "tc"):
        properties = element.find(W + "tcPr")
        span, merged = 1, None
        if properties is not None:
            span = max(_number(properties.find(W + "gridSpan"), 1), 1)
            merged = properties.find(W + "vMerge")
        merge = "" if merged is None else merged.get(W + "val", "continue")
        has_table = next(element.iter(W + "tbl"), None) is not None
        yield Cell(element, number, column, span, merge, list(_inside(element, W + "p")), has_table)
        column += span


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """The children of a kind, those in content controls around them too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from _inside(content, tag)
        elif child.tag in (W + "customXml", W + "smartTag"):
            yield from _inside(child, tag)


def _number(element: Any, otherwise: int) -> int:
    try:
        return min(int(element.get(W + "val", "")), 1000) if element is not None else otherwise
    except ValueError:
        return otherwise
