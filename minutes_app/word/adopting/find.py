"""Every place of one part of a form that can take a field, in the order of the page.

In: the root of a part. Out: places; a text box that Word keeps twice (for old versions, too) is one place with a twin.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from minutes_app.word.adopting.labels import field_of, is_blank, is_label
from minutes_app.word.adopting.lines import places_in_lines
from minutes_app.word.adopting.pieces import Line
from minutes_app.word.adopting.places import Place
from minutes_app.word.adopting.tables import places_in_table
from minutes_app.word.scan import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STORIES = (W + "body", W + "hdr", W + "ftr")


@dataclass(slots=True)
class Found:
    """A place, and the same one in the copy that old versions of Word show."""

    place: Place
    twins: list[Place] = field(default_factory=list)


def find(root: Any) -> list[Found]:
    """The places of a part. Rows come before their columns."""
    stories = list(root.iter(*_STORIES))
    boxes = list(root.iter(W + "txbxContent"))
    places = [place for container in (*stories, *boxes) for place in _walk(container, title=container in stories)]
    position = {element: number for number, element in enumerate(root.iter())}
    places.sort(key=lambda place: position[place.anchor])
    return _joined(places)


def _walk(container: Any, *, title: bool) -> Iterator[Place]:
    """The lines and tables of a container, tables in cells too; text boxes are containers of their own."""
    blocks = list(_blocks(container))
    heading = ""
    for is_table, group in groupby(blocks, key=lambda one: one.tag == W + "tbl"):
        run = list(group)
        if is_table:
            for table in run:
                yield from places_in_table(table, heading)
                for cell in table.iter(W + "tc"):
                    if next(cell.iterancestors(W + "tbl")) is table:
                        yield from _tables_in(cell)
            continue
        heading, lines = _heading_of(run, before_table=run[-1] is not blocks[-1])
        yield from places_in_lines(lines, title=title)


def _tables_in(cell: Any) -> Iterator[Place]:
    for block in _blocks(cell):
        if block.tag == W + "tbl":
            yield from places_in_table(block, "")
            for inner in block.iter(W + "tc"):
                if next(inner.iterancestors(W + "tbl")) is block:
                    yield from _tables_in(inner)


def _heading_of(run: list[Any], *, before_table: bool) -> tuple[str, list[Any]]:
    """The last line with words before a table, and the lines; blank ones between it and its table are no place."""
    written = [number for number, one in enumerate(run) if not is_blank(Line(one).text)]
    if not before_table or not written:
        return "", run
    last = Line(run[written[-1]]).text
    has_room = any(True for _place in places_in_lines([run[written[-1]]], title=False))
    is_heading = is_label(last) and bool(field_of(last)) and not has_room
    return last, run[: written[-1]] if is_heading else run


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables, those in content controls around them too."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "customXml", W + "sdtContent"):
            yield from _blocks(child)


def _joined(places: list[Place]) -> list[Found]:
    """Places in the copy for old versions become twins of those in the box itself."""
    found: list[Found] = []
    boxes: dict[Any, list[Found]] = {}
    copies: dict[Any, list[Place]] = {}
    for place in places:
        branch = next((one for one in place.anchor.iterancestors(MC + "Choice", MC + "Fallback")), None)
        if branch is not None and branch.tag == MC + "Fallback":
            copies.setdefault(branch.getparent(), []).append(place)
            continue
        found.append(Found(place))
        if branch is not None:
            boxes.setdefault(branch.getparent(), []).append(found[-1])
    for both, twins in copies.items():
        for one, twin in zip(boxes.get(both, []), twins, strict=False):
            if type(one.place) is type(twin):
                one.twins.append(twin)
    return found
