"""collect(): the files that came back → everything they say, kept with the meeting.

In: an open meeting and places. Out: what became of each file, as it is read. Takes nothing into the minutes.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from minutes_app.errors import NotPublished, ReplyRefused
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Report, no_report
from minutes_app.replies.kept import keep_found, kept_in
from minutes_app.replies.model import Found
from minutes_app.replies.reading import Read, Reader, files_in
from minutes_app.replies.standing import latest_of
from minutes_app.replies.taking import standing_of
from minutes_app.word.reply_form import Publication, publications_of


def published(folder: Path) -> tuple[Publication, ...]:
    """What was published of the meeting. Raises `NotPublished`, `DiskError`."""
    found = publications_of(folder)
    if not found:
        raise NotPublished(folder)
    return found


def folders_of(publications: tuple[Publication, ...]) -> tuple[Path, ...]:
    """Where the last editions were published to."""
    return tuple(dict.fromkeys(Path(one.folder) for one in latest_of(publications)))


def collect(book: OpenMeeting, places: tuple[Path, ...], who: str, report: Report = no_report) -> Iterator[Read]:
    """Read the places, or where the last editions were published to; what was read before is not kept twice.

    A place that is a file is one that a person has named: then a document of something else is an error.
    Raises `NotPublished`, `ReplyRefused` for a folder that cannot be read, `DiskError`, `Cancelled`.
    """
    publications = published(book.folder)
    named = places or folders_of(publications)
    for place in named:
        if not place.exists():
            raise ReplyRefused(place, "away")
    folders = tuple(place for place in named if place.is_dir())
    files = tuple(place for place in named if place not in folders)
    with Reader(publications, book.meeting.id) as reader:
        for group, is_named in ((files, True), (files_in(folders), False)):
            for read in reader.read_all(group, named=is_named, report=report):
                yield _kept(book, read, who) if isinstance(read, Found) else read


def _kept(book: OpenMeeting, found: Found, who: str) -> Found:
    """Remembered; without a 所感 that the meeting had already when the field was printed."""
    known = {one.reply.id for one in kept_in(book.folder).entries}
    new = tuple(
        one
        for one in found.replies
        if one.id in known or one.kind != "impression" or standing_of(book.meeting, one) != "done"
    )
    found = replace(found, replies=new)
    keep_found(book.folder, found, who)
    return found
