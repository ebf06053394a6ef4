"""A Word form without fields → its blanks with a field proposed for each → the same form with marks.

In: a .docx from outside, and for each blank the field a person wants there. Out: bytes; the file itself is only read.
Only the parts in which a mark is put are written anew, every other part stays as it is to the byte.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minutes_app.errors import TemplateUnadoptable
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.adopting.find import Found, find
from minutes_app.word.adopting.marks import is_list, names, parts_of, table_lists
from minutes_app.word.adopting.places import Column, Rows, unlock
from minutes_app.word.adopting.unfilled import unfilled
from minutes_app.word.inspect import inspect
from minutes_app.word.scan import PROPERTIES, parse, spots, story_parts
from minutes_app.wording.fields import PERSONAL
from minutes_app.wording.form_words import REPORT

MOST = 300
"""Blanks of one form; more is no form for people."""
_MARKS = ("{{", "{%", "{#")


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank. `kind`: "text", "lines", "boxes", "rows" or "column"; `rows`: the number of the rows that a column
    belongs to, else 0; `many`: how many rows the form has; `table` and `row` 0 outside of tables."""

    number: int
    kind: str
    label: str
    proposed: str
    part: str
    paragraph: int
    table: int
    row: int
    rows: int = 0
    many: int = 0


@dataclass(frozen=True, slots=True)
class Adopted:
    """The form with its marks, and its blanks. `grown`: numbers of those whose row had a fixed height and may grow now;
    `boxed`: of lists in text boxes, which cannot grow; `unfilled`: labels that we know and that have no blank."""

    content: bytes
    blanks: tuple[Blank, ...]
    grown: tuple[int, ...] = ()
    boxed: tuple[int, ...] = ()
    unfilled: tuple[str, ...] = ()


Given = dict[int, str]
"""Number of a blank → its field; of a column its part; "" leaves the blank as it is."""


def survey(path: Path, *, report: Report) -> Iterator[tuple[Blank, ...]]:
    """The blanks of a form.

    Raises `TemplateUnreadable`, `TemplateDangerous`, `TemplateUnadoptable` ("has_marks", "no_blanks", "too_many"),
    `DiskError`.
    """
    report(Progress(Stage.WRITE, 0, 1))
    _content, parts = inspect(path)
    yield _Form(path, parts).blanks


def adopt(path: Path, given: Given, show: bool, *, report: Report) -> Iterator[Adopted]:
    """The form with marks, or (`show`) with the number and the field of each blank in plain words, to be looked at."""
    report(Progress(Stage.WRITE, 0, 2))
    content, parts = inspect(path)
    form = _Form(path, parts)
    report(Progress(Stage.WRITE, 1, 2))
    labels = () if show else tuple(form.unfilled())
    grown = tuple(form.show(given) if show else form.give(given))
    boxed = () if show else tuple(form.boxed(given))
    yield Adopted(_packed(content, form.changed()), form.blanks, grown, boxed, labels)


def choices_for(blank: Blank, list_name: str = "") -> tuple[str, ...]:
    """What a blank can be given. `list_name`: what the rows of a column were given."""
    if blank.kind == "boxes":
        return ("公開の別",)
    if blank.kind == "rows":
        return table_lists()
    return parts_of(list_name) if blank.kind == "column" else names()


@dataclass(slots=True)
class _Entry:
    blank: Blank
    found: Found


class _Form:
    """The parts of a form with their places numbered through."""

    def __init__(self, path: Path, parts: dict[str, bytes]) -> None:
        self.path = path
        self.trees = {name: parse(parts[name]) for name in story_parts(parts) if name != PROPERTIES}
        self.touched: set[str] = set()
        self.entries: list[_Entry] = []
        self._refuse_marks()
        self._number()
        if not self.entries or len(self.entries) > MOST:
            raise TemplateUnadoptable(path, "too_many" if self.entries else "no_blanks")

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Every blank by its number."""
        return tuple(one.blank for one in self.entries)

    def give(self, given: Given) -> Iterator[int]:
        """Put in the marks, from the last blank to the first; yields the numbers of rows that may grow."""
        for entry in reversed(self.entries):
            name = given.get(entry.blank.number, "")
            if not name or isinstance(entry.found.place, Column):
                continue
            self.touched.add(entry.blank.part)
            if is_list(name) and sum(unlock(one) for one in _elements_of(entry)):
                yield entry.blank.number
            for place in (entry.found.place, *entry.found.twins):
                if isinstance(place, Rows):
                    place.repeat(name, [given.get(number, "") for number in self._columns(entry)])
                else:
                    place.give(name)

    def boxed(self, given: Given) -> Iterator[int]:
        """The numbers of lists that stand in text boxes."""
        for entry in self.entries:
            in_box = next(_elements_of(entry)[0].iterancestors(_BOX), None) is not None
            if in_box and is_list(given.get(entry.blank.number, "")):
                yield entry.blank.number

    def unfilled(self) -> Iterator[str]:
        """The labels without a blank; to be asked before anything is put in."""
        blanks = [entry.blank for entry in self.entries]
        fields = {one.proposed for one in blanks if one.kind != "column"}
        yield from unfilled(self.trees.values(), {one.label for one in blanks}, fields)

    def show(self, given: Given) -> Iterator[int]:
        """Plain words in every blank; yields nothing."""
        for entry in reversed(self.entries):
            self.touched.add(entry.blank.part)
            blank = entry.blank
            name = given.get(blank.number, "").removesuffix("一覧")
            rows = f"【{blank.rows}】" if blank.rows and blank.number == blank.rows + 1 else ""
            for place in (entry.found.place, *entry.found.twins):
                place.show(rows + f"【{blank.number} {name}】".replace(" 】", "】"))
        yield from ()

    def changed(self) -> dict[str, bytes]:
        """The parts in which something was put."""
        from lxml import etree

        return {
            name: etree.tostring(self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
            for name in self.touched
        }

    def _columns(self, entry: _Entry) -> list[int]:
        return [one.blank.number for one in self.entries if one.blank.rows == entry.blank.number]

    def _refuse_marks(self) -> None:
        for name, tree in self.trees.items():
            if any(mark in spot.text for spot in spots(name, tree) for mark in _MARKS):
                raise TemplateUnadoptable(self.path, "has_marks")

    def _number(self) -> None:
        text = "".join(spot.text for name, tree in self.trees.items() for spot in spots(name, tree))
        is_report = REPORT in "".join(text.split())
        for name, tree in self.trees.items():
            where = dict(zip(tree.iter(_P), spots(name, tree), strict=True))
            rows = 0
            for found in find(tree):
                number, place = len(self.entries) + 1, found.place
                spot = where[place.anchor]
                if isinstance(place, Rows):
                    rows = number
                proposed = place.proposed
                if proposed.startswith(f"{PERSONAL}.") and not is_report:
                    proposed = ""
                owner = rows if isinstance(place, Column) else 0
                many = len(place.rows) if isinstance(place, Rows) else 0
                blank = Blank(
                    number, place.kind, place.label, proposed, name, spot.number, spot.table, spot.row, owner, many
                )
                self.entries.append(_Entry(blank, found))


_BOX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"
_P = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"


def _elements_of(entry: _Entry) -> list[Any]:
    """What of the page a blank stands in, in each copy of a text box."""
    places = (entry.found.place, *entry.found.twins)
    return [one for place in places for one in (place.rows if isinstance(place, Rows) else [place.anchor])]


def _packed(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The same package with some parts changed; order, names and times of all parts stay."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if not entry.is_dir():
                new = zipfile.ZipInfo(entry.filename, entry.date_time)
                new.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(new, changed.get(entry.filename) or source.read(entry))
    return stream.getvalue()
