"""A filled document → the files that go to the attendees: the same pages with comments where somebody should hear
again, a note at the top, 確認欄 behind, and properties that say what it is. Runs in the document child; writes nothing
to disk.

Works with any form: whatever it adds brings its own look, and the form's own parts stay as they are.
"""

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.elements import append_to, text_width
from minutes_app.word.guard import protect, record_changes
from minutes_app.word.passages import paragraphs_in, passages_in, text_in
from minutes_app.word.properties import describe, put_properties
from minutes_app.word.reply_form import EDITION, MEETING, PERSON, PUBLICATION, Passage, Person, Source, Way
from minutes_app.word.reply_sheet import Asked, break_before, note, sheet
from minutes_app.word.scan import W
from minutes_app.wording import publishing as words

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of ours: `text`, at the first of these `bookmarks` that the document has."""

    bookmarks: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What the files of one publication say. `title`: of the document; `deadline`: as a person reads it, or "".

    `said`: person's id → 所感 that is known; `sources`: bookmark → what it was made of.
    """

    meeting: str
    publication: str
    edition: int
    title: str
    document: str
    way: Way
    deadline: str = ""
    persons: tuple[Person, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    sources: dict[str, tuple[Source, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the document says, before anything was added, or the next piece of it: as `Publication` keeps it."""

    passages: tuple[Passage, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """One whole .docx; `person`: whose copy it is, "" = the main file or the one for all."""

    content: bytes
    person: str


def dress(content: bytes, letter: Letter, *, report: Report) -> Iterator[Printed | Copied]:
    """Yield what the document says, in pieces, then each file. `content`: as `word.fill` has made it."""
    document = _Document(content, letter)
    yield from document.printed()
    document.comment()
    copies = [one.id for one in letter.persons] if letter.way == "copies" else []
    for done, person in enumerate(("", *copies)):
        report(Progress(Stage.WRITE, done, len(copies) + 1))
        yield Copied(document.copy_for(person), person)


class _Document:
    def __init__(self, content: bytes, letter: Letter) -> None:
        from docx import Document

        self.docx = Document(io.BytesIO(content))
        self.letter = letter
        self.body = self.docx.element.body

    def printed(self) -> Iterator[Printed]:
        """The text as the form has it, in pieces: whoever takes them has other things to do."""
        paragraphs = paragraphs_in(self.body)
        passages = tuple(passages_in(paragraphs, self.letter.sources))
        texts = tuple(text_in(one) for one in paragraphs)
        for first in range(0, max(len(passages), len(texts)), AT_ONCE):
            yield Printed(passages[first : first + AT_ONCE], texts[first : first + AT_ONCE])

    def comment(self) -> None:
        """Our comments; where a document shows none of the places there is none."""
        starts = {mark.get(W + "name"): mark for mark in self.body.iter(W + "bookmarkStart")}
        ends = {mark.get(W + "id"): mark for mark in self.body.iter(W + "bookmarkEnd")}
        for remark in self.letter.remarks:
            start = next((starts[name] for name in remark.bookmarks if name in starts), None)
            if start is None:
                continue
            end = ends.get(start.get(W + "id"))
            if end is not None and end.getparent() is start.getparent():
                made = self.docx.comments.add_comment(remark.text, words.COMMENT_AUTHOR, words.COMMENT_INITIALS)
                _embrace(start, end, str(made.comment_id))

    def copy_for(self, person: str) -> bytes:
        """The bytes of one file; the document is as before when this returns."""
        kept = [deepcopy(one) for one in self.body]
        one_person = tuple(one for one in self.letter.persons if one.id == person)
        is_main = self.letter.way == "copies" and not person
        self._ask(one_person or self.letter.persons, is_main=is_main)
        (protect if is_main else record_changes)(self.docx.settings.element)
        self._describe(person)
        stream = io.BytesIO()
        self.docx.save(stream)
        for one in list(self.body):
            self.body.remove(one)
        self.body.extend(kept)
        return stream.getvalue()

    def _ask(self, persons: tuple[Person, ...], *, is_main: bool) -> None:
        """The note and 確認欄."""
        numbers = [int(mark.get(W + "id", "0")) for mark in self.body.iter(W + "bookmarkStart")]
        sentence = words.main_note if is_main else words.note
        alone = persons[0].name if self.letter.way == "copies" and not is_main and persons else ""
        asked = Asked(
            persons,
            self.letter.said,
            sentence(self.letter.edition, self.letter.deadline, alone, asks=bool(persons)),
            words.lines(self.letter.deadline, is_main=is_main),
            max(numbers, default=0) + 1,
        )
        asked.control = self._free_control(asked.control)
        self.body.insert(0, note(asked))
        if persons:
            self._append_sheet(asked)

    def _append_sheet(self, asked: Asked) -> None:
        """Behind everything; where the last section is no place for a table, in one of its own."""
        last = self.body.find(W + "sectPr")
        own = last is not None and _is_no_place(last)
        if own:
            last.addprevious(break_before(asked, deepcopy(last)))
            _make_plain(last)
        append_to(self.body, sheet(asked, text_width(self.body), new_page=not own))

    def _free_control(self, first: int) -> int:
        taken = {int(one.get(W + "val", "0")) for one in self.body.iterfind(f".//{W}sdtPr/{W}id")}
        return max((one + 1 for one in taken if one >= first), default=first)

    def _describe(self, person: str) -> None:
        letter = self.letter
        values = {MEETING: letter.meeting, EDITION: str(letter.edition), PUBLICATION: letter.publication}
        put_properties(self.docx, values | {PERSON: person})
        said = {
            "title": f"{letter.title}　{letter.document}",
            "subject": letter.title,
            "category": letter.document,
            "content_status": words.STATUS,
            "version": str(letter.edition),
            "identifier": letter.publication,
        }
        describe(self.docx, said)


def _embrace(start: Any, end: Any, number: str) -> None:
    """Put a comment around a bookmark."""
    from lxml import etree

    marks = [etree.Element(W + name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
    for mark in marks:
        mark.set(W + "id", number)
    run = etree.Element(W + "r")
    run.append(marks[2])
    start.addprevious(marks[0])
    end.addnext(marks[1])
    marks[1].addnext(run)


def _is_no_place(section: Any) -> bool:
    """Vertical text or columns."""
    direction, columns = section.find(W + "textDirection"), section.find(W + "cols")
    turned = direction is not None and direction.get(W + "val", "lrTb") not in ("lrTb", "lr")
    several = columns is not None and int(columns.get(W + "num", "1")) > 1
    return turned or several


def _make_plain(section: Any) -> None:
    """A new page, one column, lines from left to right."""
    from lxml import etree

    for name in ("textDirection", "cols", "type", "vAlign", "docGrid"):
        for old in section.findall(W + name):
            section.remove(old)
    kind = etree.Element(W + "type")
    kind.set(W + "val", "nextPage")
    ahead = [W + name for name in ("headerReference", "footerReference", "footnotePr", "endnotePr")]
    section.insert(sum(child.tag in ahead for child in section), kind)
