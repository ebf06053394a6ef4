"""What the document lane runs for 回答の取りまとめ, as generators of values. Knows no Qt.

In: a meeting folder that nobody has open here, places, what a person decides. Out: what was read, the list as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from minutes_app.errors import NotPublished
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.progress import Report
from minutes_app.replies.collecting import collect, folders_of, published
from minutes_app.replies.kept import kept_in
from minutes_app.replies.reading import Read
from minutes_app.replies.showing import Shown, shown
from minutes_app.replies.standing import Standing, standings
from minutes_app.replies.taking import refuse, reopen, take
from minutes_app.settings import Settings, own_servers
from minutes_app.tools import Tools
from minutes_app.word.reply_form import Publication

Deed = Literal["take", "take_anyway", "refuse", "undo"]


@dataclass(frozen=True, slots=True)
class Listed:
    """The meeting, its replies and its people as they are now. `publications` () while nothing was published."""

    meeting: Meeting
    rows: tuple[Shown, ...]
    people: tuple[Standing, ...]
    publications: tuple[Publication, ...]


def look(folder: Path, _report: Report) -> Iterator[Listed]:
    """The list; takes no lock."""
    yield _listed(folder, load(folder))


def gather(
    folder: Path, places: tuple[Path, ...], settings: Settings, tools: Tools, report: Report
) -> Iterator[Read | Listed]:
    """Read what came back, here or (without places) where it was published to: each file, then the list."""
    with OpenMeeting(folder) as book:
        tools.audit(Action.OPENED, book.meeting.id, "")
        places = places or folders_of(published(folder), own_servers(settings, folder))
        yield from collect(book, places, user_name(), report)
        yield _listed(folder, book.meeting)


def decide(folder: Path, number: int, deed: Deed, tools: Tools, _report: Report) -> Iterator[Listed]:
    """Take, refuse, or take a decision back. Raises `ReplyError`, `MeetingFileError`, `DiskError`."""
    with OpenMeeting(folder) as book:
        entry = kept_in(folder).entries[number - 1]
        if deed in ("take", "take_anyway"):
            take(book, entry, user_name(), anyway=deed == "take_anyway")
        else:
            (refuse if deed == "refuse" else reopen)(book, entry, user_name())
        tools.audit(Action.CHANGED, book.meeting.id, "")
        yield _listed(folder, book.meeting)


def _listed(folder: Path, meeting: Meeting) -> Listed:
    try:
        publications = published(folder)
    except NotPublished:
        return Listed(meeting, (), (), ())
    kept = kept_in(folder)
    people = standings(publications, kept, date.today())
    return Listed(meeting, tuple(shown(meeting, kept)), people, publications)
