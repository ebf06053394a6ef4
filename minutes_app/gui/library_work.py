"""What the lanes run for the list of meetings: read it, set a meeting's state, put one into the wastebasket.

In: the library and folders. Out: values of the list. Reading goes in small steps with rests between them, so that the
window's own thread always finds Python free.
"""

import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.errors import MeetingFileError
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.edit import set_status
from minutes_app.meeting.glance import Glance, Stamp, glance, meeting_folders, stamp_of
from minutes_app.meeting.lock import Lock, holder_of
from minutes_app.meeting.model import Status
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.minutes.confirming import verdict_of
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.progress import Progress, Report, Stage

LONGEST_REST_S = 0.05
LINES = 500
REST_S = 0.0005


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting of the library, and all that it can be found by, as `plain` text."""

    glance: Glance
    findable: str


class Shelf:
    """What was read of each meeting, kept until its files change. For one lane."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, Listed]] = {}

    def meetings(self, library: Path, report: Report) -> Iterator[Listed]:
        """Every meeting of the library, newest folders first. Raises `DiskError`."""
        there: set[Path] = set()
        for folder in meeting_folders(library):
            report(Progress(Stage.WAIT))
            there.add(folder)
            yield self._listed(folder)
        self._known = {folder: known for folder, known in self._known.items() if folder in there}

    def _listed(self, folder: Path) -> Listed:
        stamp = stamp_of(folder)
        known = self._known.get(folder)
        if known is not None and known[0] == stamp:
            listed = known[1]
            return replace(listed, glance=replace(listed.glance, owner=holder_of(folder)))
        began = time.monotonic()
        seen = glance(folder)
        listed = Listed(replace(seen, text=""), _findable(seen))
        self._known[folder] = stamp, listed
        time.sleep(min(time.monotonic() - began, LONGEST_REST_S))
        return listed


def plain(text: str) -> str:
    """Text for comparing: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def _plain_gently(text: str) -> str:
    """As `plain`, some lines at a time, for Python does nothing else while a text is normalised."""
    lines = text.split("\n")
    done: list[str] = []
    for first in range(0, len(lines), LINES):
        done.append(plain("\n".join(lines[first : first + LINES])))
        if len(lines) > LINES:
            time.sleep(REST_S)
    return "\n".join(done)


def change_status(folder: Path, status: Status, audit: Auditor) -> Iterator[tuple[str, ...]]:
    """校正中, 確認中 or 確定, kept on disk like every edit.

    確定 is not set, and what stands against it is yielded in sentences, where something does: overruling it takes a
    reason, and a page where it is read. Raises `MeetingInUse`, `DiskError`.
    """
    with OpenMeeting(folder) as book:
        if status == "confirmed" and book.meeting.in_force is not None:
            return
        verdict = verdict_of(book.meeting) if status == "confirmed" else None
        if verdict is not None and verdict.change is None:
            yield verdict.sentences
            return
        change = verdict.change if verdict is not None else set_status(book.meeting, status)
        if change is not None and change.splices:
            book.commit(change)
            audit(verdict.action if verdict is not None else Action.CHANGED, book.meeting.id, "")


def throw_away(folder: Path, away: Callable[[Path], bool], audit: Auditor) -> Iterator[bool]:
    """Put a meeting with all its files into the wastebasket; yields whether that went.

    `away` does it. Nobody may have the meeting open. Raises `MeetingInUse`, `MeetingMissing`, `DiskError`.
    """
    try:
        meeting = load(folder).id
    except MeetingFileError:
        meeting = ""
    lock = Lock(folder)
    lock.acquire()
    lock.release()  # or the meeting would come back locked
    gone = away(folder)
    if gone:
        audit(Action.DELETED, meeting, "")
    yield gone


def _findable(glance: Glance) -> str:
    occasion = glance.occasion
    people = [f"{one.department}{one.post}{one.name}" for one in occasion.attendees]
    date = japanese_moment(occasion.date)
    parts = [occasion.title, occasion.date, date, occasion.place, occasion.organiser, *people, glance.text]
    return _plain_gently("\n".join(parts))
