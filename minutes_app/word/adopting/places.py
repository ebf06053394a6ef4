"""The places of a form that can take a field, and how each is given one. Changes the tree it was found in.

A place knows its elements; what leaves the process is a `Blank` (`word.adopting.adopt`).
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

from minutes_app.word.adopting.labels import BOXES
from minutes_app.word.adopting.marks import (
    in_column,
    in_line,
    is_list,
    keeps_unit,
    loop_of,
    loop_over_rows,
    ticked,
)
from minutes_app.word.adopting.pieces import Line, clear_placeholder, control_of, sign
from minutes_app.word.scan import W14, W

Kind = Literal["text", "lines", "boxes", "rows", "column"]


@dataclass(eq=False, slots=True)
class Place:
    """`proposed`: the field that the label asks for, or "". `anchor`: a paragraph of it, for saying where it is."""

    label: str
    proposed: str
    anchor: Any
    kind: Kind = "text"

    def give(self, name: str) -> None:
        """Put the marks of a field here."""
        raise NotImplementedError

    def show(self, text: str) -> None:
        """Put plain words here, for the picture of the form with its numbers."""
        raise NotImplementedError


@dataclass(eq=False, slots=True)
class InLine(Place):
    """A stretch of a line: behind a label, or a whole paragraph whose neighbours stay as they are."""

    start: int = 0
    end: int = 0

    def give(self, name: str) -> None:
        """Put a mark in the line."""
        line = Line(self.anchor)
        blank = line.text[self.start : self.end]
        line.replace(self.start, self.end, in_line(name, blank) + keeps_unit(name, blank))

    def show(self, text: str) -> None:
        """Put words in the line."""
        Line(self.anchor).replace(self.start, self.end, text)


@dataclass(eq=False, slots=True)
class Room(Place):
    """One or more blank paragraphs of a cell, of a text box, or under a heading."""

    paragraphs: list[Any] = field(default_factory=list)
    kind: Kind = "lines"

    def give(self, name: str) -> None:
        """A value in the first paragraph; a list as lines, with as many blank ones as the form has."""
        first = self.paragraphs[0]
        line = Line(first)
        if not is_list(name):
            line.replace(0, len(line.text), in_line(name, line.text) + keeps_unit(name, line.text))
            self._clear_rest()
            return
        loop, model = loop_of(name), deepcopy(first)
        line.replace(0, len(line.text), loop.line)
        first.addprevious(sign(f"{{%p for {loop.entry} in {name} %}}"))
        behind = [sign("{%p else %}"), _saying(model, loop.nothing), sign("{%p endfor %}")]
        if len(self.paragraphs) > 1:
            spare = f"range([{name}|length, 1]|max, {len(self.paragraphs)})"
            behind += [sign(f"{{%p for 空き in {spare} %}}"), deepcopy(self.paragraphs[1]), sign("{%p endfor %}")]
        for one in self.paragraphs[1:]:
            one.getparent().remove(one)
        for one in reversed(behind):
            first.addnext(one)

    def _clear_rest(self) -> None:
        """「自　年　月　日」 and 「至　年　月　日」 are one blank for one value."""
        for one in self.paragraphs[1:]:
            line = Line(one)
            if line.text.strip():
                line.replace(0, len(line.text), "")

    def show(self, text: str) -> None:
        """Put words in the first paragraph."""
        line = Line(self.paragraphs[0])
        line.replace(0, len(line.text), text)


@dataclass(eq=False, slots=True)
class Under(Place):
    """The room of a high cell under the label that stands in it; there is no paragraph yet."""

    kind: Kind = "lines"

    def give(self, name: str) -> None:
        """A value or the lines of a list under the label."""
        if not is_list(name):
            self.anchor.addnext(self._line(in_line(name, "")))
            return
        loop = loop_of(name)
        made = [sign(f"{{%p for {loop.entry} in {name} %}}"), self._line(loop.line)]
        made += [sign("{%p else %}"), self._line(loop.nothing)] if loop.nothing else []
        for one in reversed([*made, sign("{%p endfor %}")]):
            self.anchor.addnext(one)

    def show(self, text: str) -> None:
        """Words under the label."""
        self.anchor.addnext(self._line(text))

    def _line(self, text: str) -> Any:
        from lxml import etree

        made = etree.Element(W + "p")
        look = self.anchor.find(W + "pPr")
        if look is not None:
            made.append(deepcopy(look))
            for name in ("jc", "numPr", "sectPr"):
                for child in made[0].findall(W + name):
                    made[0].remove(child)
        line = Line(made)
        line.replace(0, 0, text)
        return made


@dataclass(eq=False, slots=True)
class Boxes(Place):
    """「□公開　□非公開」."""

    kind: Kind = "boxes"

    def give(self, _name: str) -> None:
        """Each box is filled when its word is what the meeting is."""
        line = Line(self.anchor)
        for found in reversed(list(BOXES.finditer(line.text))):
            Line(self.anchor).replace(found.start(), found.start() + 1, ticked(found["choice"], found[0][0]))

    def show(self, text: str) -> None:
        """Words before the first box."""
        found = BOXES.search(Line(self.anchor).text)
        if found is not None:
            Line(self.anchor).replace(found.start(), found.start() + 1, f"{text}{found[0][0]}")


@dataclass(eq=False, slots=True)
class Column(Place):
    """One column of repeated rows: `at` tells which of the entries that stand side by side."""

    cells: list[Any] = field(default_factory=list)
    at: int = 0
    kind: Kind = "column"

    def give(self, name: str) -> None:
        """Given by its rows."""

    def show(self, text: str) -> None:
        """Words in the first cell."""
        _write(self.cells[0], text)


@dataclass(eq=False, slots=True)
class Rows(Place):
    """Blank rows of a table, one for each entry of a list."""

    rows: list[Any] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    side_by_side: int = 1
    width: int = 1
    kind: Kind = "rows"

    def give(self, name: str) -> None:
        """Given with its columns (`repeat`)."""

    def show(self, text: str) -> None:
        """Shown by its columns."""

    def repeat(self, name: str, parts: list[str]) -> None:
        """A row for each entry, as many rows as the form has at least; the look of each row of the form is kept."""
        empty = [deepcopy(row) for row in self.rows]
        for column, part in zip(self.columns, parts, strict=True):
            for cell in column.cells if part else ():
                _write(cell, in_column(name, part, column.at, self.side_by_side))
        if "番号" in parts and name != "配布資料一覧":
            self._number_the_spare(empty, parts)
        begin, count = loop_over_rows(name, self.side_by_side)
        many = len(self.rows)
        last = f"loop.last and loop.length >= {many}"
        filled = _variants(self.rows, "loop.index == {0}", last, offset=1)
        spare = _variants(empty, "空き == {0}", "loop.last", offset=0)
        made = [
            self._sign(begin), *self._chosen(filled), self._sign("endfor"),
            self._sign(f"for 空き in range({count}, {many})"), *self._chosen(spare), self._sign("endfor"),
        ]  # fmt: skip
        for one in made:
            self.rows[0].addprevious(one)
        for row in self.rows:
            row.getparent().remove(row)

    def _number_the_spare(self, empty: list[Any], parts: list[str]) -> None:
        """Rows for nobody keep the running number that the form has printed in them, wherever they begin."""
        for column, part in zip(self.columns, parts, strict=True):
            places = [list(row.iter(W + "tc")).index(cell) for row, cell in zip(self.rows, column.cells, strict=True)]
            cells = [list(row.iter(W + "tc"))[place] for row, place in zip(empty, places, strict=True)]
            printed = ["".join(text.text or "" for text in cell.iter(W + "t")).strip() for cell in cells]
            if part == "番号" and self.side_by_side == 1 and all(text.isascii() and text for text in printed):
                for cell in cells:
                    _write(cell, "{{ 空き + 1 }}")

    def _chosen(self, variants: list[tuple[str, Any]]) -> Iterator[Any]:
        if len(variants) == 1:
            yield deepcopy(variants[0][1])
            return
        for number, (condition, row) in enumerate(variants):
            yield self._sign(f"{'elif' if number else 'if'} {condition}" if condition else "else")
            yield deepcopy(row)
        yield self._sign("endif")

    def _sign(self, sentence: str) -> Any:
        from lxml import etree

        row = etree.Element(W + "tr")
        cell = etree.SubElement(row, W + "tc")
        properties = etree.SubElement(cell, W + "tcPr")
        if self.width > 1:
            etree.SubElement(properties, W + "gridSpan").set(W + "val", str(self.width))
        cell.append(sign(f"{{%tr {sentence} %}}"))
        return row


def _variants(rows: list[Any], condition: str, last: str, *, offset: int) -> list[tuple[str, Any]]:
    """(condition, row) for each row that is not like the one in the middle, and that one for all others."""
    begins_merge = any(one.get(W + "val") == "restart" for one in rows[0].iter(W + "vMerge"))
    usual = rows[len(rows) // 2 if len(rows) > 2 or begins_merge else 0]
    shape = _shape(usual)
    special = [
        (last if number == len(rows) - 1 and number else condition.format(number + offset), row)
        for number, row in enumerate(rows)
        if row is not usual and _shape(row) != shape
    ]
    return [*special, ("", usual)]


def _shape(row: Any) -> bytes:
    """What a row looks like, without the numbers that Word gives to paragraphs and to sessions of writing."""
    from lxml import etree

    copied = deepcopy(row)
    for element in copied.iter():
        for name in [name for name in element.attrib if "rsid" in name or name.startswith(W14)]:
            del element.attrib[name]
    return etree.tostring(copied, method="c14n")


def _saying(model: Any, text: str) -> Any:
    """The paragraph that is printed when a list has no entry."""
    if not text:
        return model
    line = Line(model)
    line.replace(0, len(line.text), text)
    return model


def _write(cell: Any, text: str) -> None:
    """Put text into the first paragraph of a cell, in the place of what is blank (or a printed number)."""
    paragraph = next(cell.iter(W + "p"))
    line = Line(paragraph)
    line.replace(0, len(line.text), text)
    for element, _text in Line(paragraph).pieces:
        if control_of(element) is not None:
            clear_placeholder(element)


def unlock(element: Any) -> bool:
    """Rows of a fixed height around a place for a list may grow; whether there was one."""
    changed = False
    own = [element] if element.tag == W + "tr" else []
    for row in [*own, *element.iterancestors(W + "tr")]:
        height = row.find(f"{W}trPr/{W}trHeight")
        if height is not None and height.get(W + "hRule") == "exact":
            height.set(W + "hRule", "atLeast")
            changed = True
    return changed
