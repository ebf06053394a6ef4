"""What the document lane runs for the edits of the page 会議録, as generators of values. Knows no Qt.

In: a folder that this window has not open in 校正, and what is to be made of its meeting. Out: the change that was
made; an edit is on the disk when it is yielded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.logbook import Action
from minutes_app.meeting.change import Change, Misfit
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.confirming import Verdict, verdict_of
from minutes_app.progress import Report
from minutes_app.tools import Tools

Make = Callable[[Meeting], Change]


@dataclass(frozen=True, slots=True)
class Outdated:
    """The change was made for another state of the meeting: somebody has edited it meanwhile. Nothing is changed."""


def edit_meeting(folder: Path, make: Make, tools: Tools, _report: Report) -> Iterator[Change]:
    """Make an edit and keep it. Raises MeetingFileError, DiskError."""
    with OpenMeeting(folder) as book:
        change = make(book.meeting)
        if change.splices:
            book.commit(change)
            tools.audit(Action.CHANGED, book.meeting.id, "")
        yield change


def commit_change(folder: Path, change: Change, tools: Tools, _report: Report) -> Iterator[Change | Outdated]:
    """A change that was made before: undo and redo. Raises MeetingFileError, DiskError."""
    with OpenMeeting(folder) as book:
        try:
            book.commit(change)
        except Misfit:
            yield Outdated()
            return
        tools.audit(Action.CHANGED, book.meeting.id, "")
        yield change


@dataclass(frozen=True, slots=True)
class Asked:
    """A person asks for 確定: with this reason, after these sentences were on the screen.

    `meeting`: as 校正 has it; None: as it is on the disk.
    """

    reason: str
    seen: tuple[str, ...]
    meeting: Meeting | None = None


def confirm_meeting(folder: Path, asked: Asked, tools: Tools, _report: Report) -> Iterator[Verdict]:
    """確定, or what stands against it. A reason overrules only what the person has seen.

    Where 校正 has the meeting the change is only made, not kept. Raises MeetingFileError, DiskError.
    """
    if asked.meeting is not None:
        yield _judged(asked.meeting, asked)
        return
    with OpenMeeting(folder) as book:
        verdict = _judged(book.meeting, asked)
        if verdict.change is not None:
            book.commit(verdict.change)
            tools.audit(verdict.action, book.meeting.id, verdict.digest)
        yield verdict


def note_confirmed(meeting: str, verdict: Verdict, tools: Tools, _report: Report) -> Iterator[None]:
    """The audit log's line for what 校正 keeps."""
    tools.audit(verdict.action, meeting, verdict.digest)
    yield None


def _judged(meeting: Meeting, asked: Asked) -> Verdict:
    verdict = verdict_of(meeting, asked.reason)
    if verdict.sentences and verdict.sentences != asked.seen:
        return Verdict(verdict.findings, verdict.sentences)
    return verdict
