"""Finds the places of a table: rows that repeat under the words of a head, then a blank beside or under each label."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minutes_app.word.adopting.grid import Cell, Grid
from minutes_app.word.adopting.labels import (
    BOXES,
    asked_by,
    column_of,
    field_of,
    is_blank,
    is_label,
    is_left_free,
    is_numbering,
    is_stamp,
    plain,
)
from minutes_app.word.adopting.lines import places_in_lines
from minutes_app.word.adopting.marks import is_list, parts_of, table_lists
from minutes_app.word.adopting.pieces import Line, control_of, name_of_control
from minutes_app.word.adopting.places import Boxes, Column, Place, Room, Rows, Under
from minutes_app.word.scan import W
from minutes_app.wording.form_words import GUESSED, PEOPLE

HIGH = 700
"""Twentieths of a point: more than two lines."""
MOST_NUMBERS = 3
"""Characters of a running number that is printed in a row."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Blank rows `first` to `last` (not with it) of a list: (column, end of the column, part) under each word."""

    list_name: str
    first: int
    last: int
    columns: tuple[tuple[int, int, str], ...]
    side_by_side: int = 1
    label: str = ""
    heads: tuple[str, ...] = ()


def places_in_table(table: Any, heading: str) -> Iterator[Place]:
    """The places of one table, not of tables inside it. `heading`: the line above it."""
    grid = Grid(table)
    taken: set[Any] = set()
    found: list[tuple[int, int, Place]] = []
    for group in _groups(grid, heading):
        rows = _rows_of(grid, group)
        found.append((group.first, 0, rows))
        found += [(group.first, 1 + number, column) for number, column in enumerate(rows.columns)]
        taken |= {cell.element for row in grid.cells[group.first : group.last] for cell in row}
    for row in grid.cells:
        for cell in row:
            found += [(cell.row, cell.column, place) for place in _beside(grid, cell, taken)]
    for _row, _column, place in sorted(found, key=lambda one: one[0]):
        yield place


def _rows_of(grid: Grid, group: _Group) -> Rows:
    first = grid.cells[group.first]
    columns = []
    for number, (begin, end, part) in enumerate(group.columns):
        cells = [grid.at(row, begin, end) for row in range(group.first, group.last)]
        elements = [cell.element for cell in cells if cell is not None]
        anchor = cells[0].paragraphs[0] if cells[0] is not None else first[0].paragraphs[0]
        at = number * group.side_by_side // len(group.columns)
        label = group.heads[number] if group.heads else part
        columns.append(Column(label, part, anchor, cells=elements, at=at))
    return Rows(
        group.label or group.list_name.removesuffix("一覧"), group.list_name, columns[0].anchor,
        rows=grid.rows[group.first : group.last], columns=columns, side_by_side=group.side_by_side, width=grid.width,
    )  # fmt: skip


def _groups(grid: Grid, heading: str) -> Iterator[_Group]:
    """Rows under a head, and blank rows beside a label that is merged down over them."""
    done = 0
    for row in range(len(grid.cells)):
        if row < done:
            continue
        group = _under_head(grid, row, heading) or _beside_label(grid, row) or _under_label(grid, row)
        if group is not None:
            done = group.last
            yield group


def _under_head(grid: Grid, row: int, heading: str) -> _Group | None:
    """A row of words that name columns, and the blank rows under it."""
    context = field_of(heading) or _label_left(grid, row) or _title_above(grid, row)
    cells = grid.cells[row]
    heads = [one for one in cells if one.text.strip() and not _is_left_label(one, cells, context)]
    heads = [one for one in heads if one.merge != "continue"]
    if not heads or not all(is_label(one.text) for one in heads):
        return None
    named = _read(heads, context)
    if named is None:
        return None
    columns = tuple(_with_number(grid, head, part) for head, part in zip(heads, named.parts, strict=True))
    last = row + 1
    while last < len(grid.cells) and _is_free(grid, last, columns):
        last += 1
    if last == row + 1:
        return None
    label = named.list_name.removesuffix("一覧")
    words = tuple(plain(head.text) for head in heads)
    return _Group(named.list_name, row + 1, last, columns, named.side_by_side, label, words)


def _with_number(grid: Grid, head: Cell, part: str) -> tuple[int, int, str]:
    """A column in which the form has printed running numbers is theirs, whatever stands over it."""
    below = grid.below(head)
    is_numbered = below is not None and below.text.strip().isdecimal()
    return head.column, head.end, "番号" if is_numbered else part


@dataclass(frozen=True, slots=True)
class _Head:
    list_name: str
    parts: tuple[str, ...]
    side_by_side: int


def _read(heads: list[Cell], context: str) -> _Head | None:
    """Which list these words belong to: at least two of its columns, or one where the label beside or above says so."""
    texts = [plain(one.text) for one in heads]
    times = next((times for times in (4, 3, 2) if len(texts) % times == 0 and _repeats(texts, times)), 1)
    names = [context, *table_lists()] if context in table_lists() else list(table_lists())
    best: tuple[int, _Head] | None = None
    for name in names:
        table = "出席者一覧" if name in PEOPLE else name
        parts = tuple(column_of(one.text, table) for one in heads)
        hits = len({part for part in parts if part and part != "番号"})
        known = sum(bool(part) or is_left_free(one.text) for part, one in zip(parts, heads, strict=True))
        enough = hits >= 2 or (
            hits == 1 and (name == context or ("番号" in parts and known == len(parts)) or times > 1)
        )
        if enough and hits * 2 >= len(set(texts)) - 1 and (best is None or hits > best[0]):
            best = (hits, _Head(name, parts, times))
    return best[1] if best else None


def _repeats(texts: list[str], times: int) -> bool:
    part = len(texts) // times
    return all(texts[:part] == texts[part * n : part * (n + 1)] for n in range(times))


def _is_free(grid: Grid, row: int, columns: tuple[tuple[int, int, str], ...]) -> bool:
    """Blank under every word, but for a running number; nothing else beside it than a label merged from above."""
    if not grid.is_plain(row):
        return False
    ends = {begin for begin, _end, _part in columns}
    for begin, end, part in columns:
        cell = grid.at(row, begin, end)
        if (
            cell is None
            or cell.merge == "continue"
            or not (cell.is_blank or (part == "番号" and _is_number(cell.text)))
        ):
            return False
    return all(one.column in ends or one.merge or one.is_blank for one in grid.cells[row])


def _is_number(text: str) -> bool:
    bare = plain(text)
    return 0 < len(text.strip()) <= MOST_NUMBERS and (bare.isdecimal() or not bare)


def _is_left_label(cell: Cell, cells: list[Cell], context: str) -> bool:
    """「出席者」 left of a head, merged down over the rows."""
    return cell is cells[0] and cell.merge == "restart" and len(cells) > 1 and bool(context)


def _label_left(grid: Grid, row: int) -> str:
    """The field of a label that is merged down beside a row."""
    cells = grid.cells[row]
    if not cells or not cells[0].merge:
        return ""
    above = row
    while above > 0 and (at := grid.at(above, cells[0].column, cells[0].end)) is not None and at.merge == "continue":
        above -= 1
    at = grid.at(above, cells[0].column, cells[0].end)
    return field_of(at.text) if at is not None else ""


def _title_above(grid: Grid, row: int) -> str:
    """The field of a label that fills the row above."""
    above = grid.cells[row - 1] if row else []
    return field_of(above[0].text) if len(above) == 1 else ""


def _beside_label(grid: Grid, row: int) -> _Group | None:
    """A label merged down over two or more rows that are blank beside it."""
    cells = grid.cells[row]
    if len(cells) < 2 or cells[0].merge != "restart":
        return None
    name, height = field_of(cells[0].text), grid.height(cells[0])
    if not is_list(name) or height < 2:
        return None
    return _headless(grid, row, row + height, name, cells[1:], plain(cells[0].text))


def _under_label(grid: Grid, row: int) -> _Group | None:
    """A label that fills its row, and two or more blank rows of the same columns under it."""
    cells = grid.cells[row]
    name = field_of(cells[0].text) if len(cells) == 1 else ""
    if not is_list(name) or row + 1 >= len(grid.cells):
        return None
    model = grid.cells[row + 1]
    last = row + 1
    while (
        last < len(grid.cells) and _same_columns(grid.cells[last], model) and all(c.is_blank for c in grid.cells[last])
    ):
        last += 1
    return _headless(grid, row + 1, last, name, model, plain(cells[0].text)) if last - row > 2 else None


def _headless(grid: Grid, first: int, last: int, name: str, model: list[Cell], label: str) -> _Group | None:
    columns = tuple((one.column, one.end, "") for one in model)
    guessed = GUESSED.get(len(columns)) if name in PEOPLE else _main_part(name) if len(columns) == 1 else None
    if len(model) == 2 and _is_number(model[0].text):
        guessed = ("番号", *(GUESSED[1] if name in PEOPLE else _main_part(name)))
    elif name in ("発言一覧",) and len(columns) == 2:
        guessed = ("話者", "内容")
    if not guessed or len(guessed) != len(columns) or name not in table_lists():
        return None
    rows = range(first, last)
    named = tuple((begin, end, part) for (begin, end, _none), part in zip(columns, guessed, strict=True))
    free = all(_is_free(grid, row, named) for row in rows)
    return _Group(name, first, last, named, 1, label) if free else None


def _main_part(list_name: str) -> tuple[str, ...]:
    """What one column without a word over it holds."""
    return tuple(part for part in parts_of(list_name) if part != "番号")[:1]


def _same_columns(cells: list[Cell], model: list[Cell]) -> bool:
    return [(one.column, one.end) for one in cells] == [(one.column, one.end) for one in model]


def _beside(grid: Grid, cell: Cell, taken: set[Any]) -> Iterator[Place]:
    """What belongs to one cell: the blank beside or under it when it is a label, else the blanks in its own lines."""
    if cell.element in taken or cell.merge == "continue":
        return
    text = cell.text
    if is_stamp(text):
        return
    if is_label(text) and (room := _room_for(grid, cell, taken)) is not None:
        taken.add(room.element)
        yield _as_place(plain(text), asked_by(text, room.text), room)
        return
    inside = list(places_in_lines(cell.paragraphs, title=False))
    if inside:
        taken.add(cell.element)
        yield from inside
    elif field_of(text) and is_label(text) and _is_high(grid, cell):
        taken.add(cell.element)
        yield Under(plain(text), field_of(text), cell.paragraphs[-1])
    elif cell.is_blank and (control := _control_in(cell)) is not None:
        taken.add(cell.element)
        name = name_of_control(control)
        yield _as_place(name, field_of(name), cell)


def _is_high(grid: Grid, cell: Cell) -> bool:
    """A cell over the whole width, whose row is higher than its label needs."""
    height = grid.rows[cell.row].find(f"{W}trPr/{W}trHeight")
    value = height.get(W + "val", "") if height is not None else ""
    return cell.column == 0 and cell.end >= grid.width and value.isdecimal() and int(value) >= HIGH


def _room_for(grid: Grid, cell: Cell, taken: set[Any]) -> Cell | None:
    """The blank cell to the right; else, for a label that we know, the one under it."""
    right = _behind_number(grid, grid.right_of(cell))
    if right is not None and right.element not in taken and right.merge != "continue" and _has_room(right):
        return right
    below = grid.below(cell)
    known = bool(field_of(cell.text))
    if known and below is not None and below.element not in taken and below.merge != "continue" and _has_room(below):
        return below if not _is_answered_beside(grid, below) else None
    return None


def _behind_number(grid: Grid, cell: Cell | None) -> Cell | None:
    """「（１）」 beside a label is no room; what is behind it may be."""
    return grid.right_of(cell) or cell if cell is not None and is_numbering(cell.text) else cell


def _is_answered_beside(grid: Grid, cell: Cell) -> bool:
    """Whether a blank cell only continues the column of labels: the row has a label or a number and room of its own."""
    beside = grid.right_of(cell)
    if beside is None or not (is_numbering(beside.text) or (is_label(beside.text) and not beside.is_blank)):
        return False
    room = grid.right_of(beside)
    return room is not None and _has_room(room)


def _has_room(cell: Cell) -> bool:
    return not cell.has_table and (cell.is_blank or BOXES.search(cell.text) is not None)


def _as_place(label: str, name: str, cell: Cell) -> Place:
    if not cell.is_blank:
        boxed = next(one for one in cell.paragraphs if BOXES.search(Line(one).text))
        return Boxes(label, "公開の別", boxed)
    return Room(label, name, cell.paragraphs[0], paragraphs=_blank_run(cell.paragraphs))


def _blank_run(paragraphs: list[Any]) -> list[Any]:
    """From the first blank one on, those that follow each other in the same place."""
    run = [paragraphs[0]]
    for one in paragraphs[1:]:
        if one.getparent() is not run[0].getparent() or not is_blank(Line(one).text):
            break
        run.append(one)
    return run


def _control_in(cell: Cell) -> Any:
    pieces = [element for one in cell.paragraphs for element, _text in Line(one).pieces]
    return next((control for element in pieces if (control := control_of(element)) is not None), None)
