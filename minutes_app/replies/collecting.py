"""collect(): the files that came back → everything they say, kept with the meeting.

In: an open meeting and places. Out: what became of each file, as it is read. Takes nothing into the minutes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.errors import NotPublished, ReplyRefused
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Report, no_report
from minutes_app.replies.kept import FILE, keep_found, kept_in
from minutes_app.replies.model import Found
from minutes_app.replies.places import Places
from minutes_app.replies.reading import Read, Reader, files_in, others_in
from minutes_app.replies.standing import latest_of
from minutes_app.servers import Servers
from minutes_app.word.reply_form import Publication, publications_of, unreadable_of


@dataclass(frozen=True, slots=True)
class _Known:
    """What the meeting knows already, with what this run has kept: ids of replies, source → what it said last."""

    places: Places
    replies: set[str]
    latest: dict[str, Found]


def published(folder: Path) -> tuple[Publication, ...]:
    """What was published of the meeting. Raises `NotPublished`, `ReplyRefused` for its record, `DiskError`."""
    found = publications_of(folder)
    if not found:
        if lost := unreadable_of(folder):
            raise ReplyRefused(lost[0], "record")
        raise NotPublished(folder)
    return found


def folders_of(publications: tuple[Publication, ...], servers: Servers) -> tuple[Path, ...]:
    """Where the last editions were published to. Raises `ReplyRefused` for a server that nobody has named here."""
    for one in latest_of(publications):
        if not servers.may_ask(one.folder):
            raise ReplyRefused(Path(one.folder), "strange")
    return tuple(dict.fromkeys(Path(one.folder) for one in latest_of(publications)))


def collect(book: OpenMeeting, places: tuple[Path, ...], who: str, report: Report = no_report) -> Iterator[Read]:
    """Read the places, files or folders; what was read before is not kept twice.

    A place that is a file is one that a person has named: then a document of something else is an error.
    What cannot be read of our own records is told as a file that is refused: a publication, lines of what was kept.
    Raises `NotPublished`, `ReplyRefused` for a folder that cannot be read, `DiskError`, `Cancelled`.
    """
    publications = published(book.folder)
    for record in unreadable_of(book.folder):
        yield ReplyRefused(record, "record")
    kept = kept_in(book.folder)
    if kept.unreadable:
        yield ReplyRefused(book.folder / FILE, "lines", tuple(map(str, kept.unreadable)))
    for place in places:
        if not place.exists():
            raise ReplyRefused(place, "away")
    folders = tuple(place for place in places if place.is_dir())
    files = tuple(place for place in places if place not in folders)
    known = _Known(Places(book.meeting), {one.reply.id for one in kept.entries}, dict(kept.latest))
    with Reader(publications, book.meeting.id, book.meeting.exports) as reader:
        for group, is_named in ((files, True), (files_in(folders), False)):
            for read in reader.read_all(group, named=is_named, report=report):
                yield _kept(book.folder, read, who, known) if isinstance(read, Found) else read
    yield from others_in(folders, book.meeting.exports)


def _kept(folder: Path, found: Found, who: str, known: _Known) -> Found:
    """Remembered, if it is news; without a 所感 that the meeting had already when the field was printed."""
    new = tuple(
        one
        for one in found.replies
        if one.id in known.replies or one.kind != "impression" or known.places.of(one).standing != "done"
    )
    found = replace(found, replies=new)
    if known.latest.get(found.source) != found:
        keep_found(folder, found, who)
        known.latest[found.source] = found
        known.replies.update(one.id for one in new)
    return found
