"""The agreement about a published 会議録: what it carries so that the answers in it can be read back.

In a published .docx:

- docProps/custom.xml has the properties `MEETING`, `EDITION`, `PUBLICATION` and `PERSON`, all text (vt:lpwstr).
  `PERSON` is the id of the attendee whose copy it is, "" in the main file and in the one shared file.
- 確認欄 is the last table: a row for each attendee who was present, in a copy only that person's. Its cells
  hold inline content controls (w:sdt within a paragraph) with the tags of `tag`: `minutes.confirmed.<person>` is a
  w14:checkbox (☐ / ☑), `minutes.opinion.<person>` and `minutes.impression.<person>` are text of many lines (rich: a
  plain one is doubled by LibreOffice 7.4). An empty one shows `wording.publishing.PLACEHOLDERS`, with w:showingPlcHdr.
  Around each control stands a bookmark (`cell`): LibreOffice 7.4 keeps controls, text and bookmarks, and loses tags,
  names and showingPlcHdr, so a control is known by its tag or by its bookmark, an empty one by its text.
- A passage made from an utterance, a 要点 or an item stands between bookmarkStart and bookmarkEnd of the name that
  `bookmark` gives: exactly its text, so a paragraph of several utterances has several. A passage that the form prints
  twice is marked once, one that the form shortens not at all.
- Our comments 「要確認 [00:14:32]」 have the author `wording.publishing.COMMENT_AUTHOR`.
- The bookmark `NOTE` is in the paragraph at the top that says what to do, `SHEET` in the heading of 確認欄, and `BREAK`
  before it in a paragraph that ends the form's own section, where that is no place for a table. These and what follows
  `SHEET` are ours; `word.passages` reads the paragraphs without them.
- Copies and the one shared file record changes (w:trackRevisions); the main file is protected (read only).

Beside the meeting, in `published/<publication>.json`: a `Publication`. Nothing of it lies in the shared folder. This
file opens no document.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, get_args

from minutes_app.files import disk_errors
from minutes_app.meeting.sealed import NotReadable, open_seal, seal

SCHEMA = 1
FOLDER = "published"
"""Within the meeting's folder."""
MEETING, EDITION, PUBLICATION, PERSON = "minutes.meeting", "minutes.edition", "minutes.publication", "minutes.person"
"""Names of document properties; `EDITION` is 版 in digits."""
NOTE, BREAK, SHEET = "reply_note", "reply_break", "reply_sheet"
"""Bookmarks in what is neither the meeting's nor the form's."""

Answer = Literal["confirmed", "opinion", "impression"]
"""確認, 修正意見, 所感."""
ANSWERS: tuple[Answer, ...] = get_args(Answer)
Source = Literal["utterance", "point", "item"]
Way = Literal["copies", "one"]
"""A copy for each attendee beside a read-only main file, or one file for all."""

_PREFIX: dict[Source, str] = {"utterance": "u_", "point": "p_", "item": "i_"}
_PLAIN = re.compile(r"[A-Za-z0-9_]{1,36}\Z")
_TAG = re.compile(rf"minutes\.({'|'.join(ANSWERS)})\.([0-9]{{1,4}})\Z")
CELL = re.compile(rf"reply_({'|'.join(ANSWERS)})_([0-9]{{1,4}})\Z")
"""The names that `cell` gives."""


@dataclass(frozen=True, slots=True)
class Person:
    """An attendee who is asked. `id`: the ordinal among those who were present when it was published, from "1"."""

    id: str
    name: str
    department: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A bookmarked stretch of the main text: what it was made of, and its text as it was published.

    Line breaks are "\\n", tabs "\\t". `paragraph`: its number in `Publication.paragraphs`.
    """

    bookmark: str
    source: Source
    id: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file of a publication. `name` as it lies in `Publication.folder`; `delivered_at` "" while it waits.

    `person`: the id of the attendee whose copy it is, "" for the main file and the one shared file.
    """

    name: str
    sha256: str
    size: int
    person: str = ""
    delivered_at: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published at once: one document, in one edition, for these persons.

    `document`: what it is called in file names (会議録, 会議結果概要 …); editions count for each. `deadline`:
    ISO date, "" for none. `paragraphs`: the text of every paragraph of the main text in the order of the document
    (w:body//w:p, those of 確認欄 and of the note about it left out), as they were published.
    """

    id: str
    meeting: str
    document: str
    template: str
    edition: int
    way: Way
    folder: str
    at: str
    deadline: str = ""
    persons: tuple[Person, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    passages: tuple[Passage, ...] = ()
    paragraphs: tuple[str, ...] = ()
    schema: int = SCHEMA

    @property
    def waits(self) -> tuple[PublishedFile, ...]:
        """Files that are not in the folder yet."""
        return tuple(one for one in self.files if not one.delivered_at)


@dataclass(frozen=True, slots=True)
class PublicationSummary:
    """A `Publication` without its text: the record of a long meeting is read in a moment."""

    id: str
    document: str
    template: str
    edition: int
    way: Way
    folder: str
    at: str
    deadline: str = ""
    persons: tuple[Person, ...] = ()
    schema: int = SCHEMA


T = TypeVar("T", Publication, PublicationSummary)


def tag(answer: Answer, person: str) -> str:
    """The tag of a content control."""
    return f"minutes.{answer}.{person}"


def read_tag(text: str) -> tuple[Answer, str] | None:
    """(answer, person) of a tag that is ours, else None."""
    found = _TAG.match(text)
    return (next(one for one in ANSWERS if one == found[1]), found[2]) if found else None


def cell(answer: Answer, person: str) -> str:
    """The name of the bookmark around a content control."""
    return f"reply_{answer}_{person}"


def bookmark(source: Source, piece_id: str) -> str:
    """The name of the bookmark around a passage; Word allows letters, digits and lines, 40 at most."""
    plain = piece_id.replace("-", "_")
    if not _PLAIN.match(plain):
        plain = hashlib.sha256(piece_id.encode("utf-8", "replace")).hexdigest()[:32]
    return _PREFIX[source] + plain


def to_json(publication: Publication) -> bytes:
    """The record as it is kept: JSON with a check."""
    return seal(publication)


def from_json(content: bytes) -> Publication:
    """The record again. Raises `NotReadable` when it was damaged or made by a newer program."""
    return _opened(content, Publication)


def record_of(folder: Path, publication_id: str) -> Path:
    """Where the record of a publication lies in a meeting's folder."""
    return folder / FOLDER / f"{publication_id}.json"


def publications_of(folder: Path) -> tuple[Publication, ...]:
    """What was published of a meeting, the oldest first, without records that cannot be read. Raises `DiskError`."""
    return _records(folder, Publication)


def summaries_of(folder: Path) -> tuple[PublicationSummary, ...]:
    """As `publications_of`, for who wants to know what there is and not what it says."""
    return _records(folder, PublicationSummary)


def unreadable_of(folder: Path) -> tuple[Path, ...]:
    """The records that cannot be read: each is of an edition that nothing more is known of. Raises `DiskError`."""
    return tuple(one for one in _read(folder / FOLDER, PublicationSummary) if isinstance(one, Path))


def _records(folder: Path, kind: type[T]) -> tuple[T, ...]:
    found = (one for one in _read(folder / FOLDER, kind) if not isinstance(one, Path))
    return tuple(sorted(found, key=lambda one: (one.at, one.edition, one.document, one.id)))


def _read(place: Path, kind: type[T]) -> Iterator[T | Path]:
    with disk_errors(place):
        paths = sorted(place.glob("*.json")) if place.is_dir() else []
    for path in paths:
        with disk_errors(path):
            content = path.read_bytes()
        try:
            yield _opened(content, kind)
        except NotReadable:
            yield path


def _opened(content: bytes, kind: type[T]) -> T:
    record = open_seal(content, kind)
    if record.schema > SCHEMA:
        raise NotReadable("newer")
    return record
