"""The disposal of a recording after 確定, by a rule of the office and by nothing else.

In: an open meeting, the rule. Out: what would be deleted (a dry run), or a 廃棄記録 for each file that was. What is
deleted is the recording in the meeting's folder: the text, the documents and the records stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from minutes_app.closing.ledger import FILE, ClosedFile, Disposal, Entry, Ledger, hold_in, keep, ledger_of
from minutes_app.errors import DisposalRefused
from minutes_app.files import disk_errors, patiently, sha256_of, sync_folder
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import Progress, Report, Stage, no_report

_SOUND = "recording-*"
_RECORDERS = "capture-*.jsonl"


@dataclass(frozen=True, slots=True)
class Rule:
    """The office's rule. `days` after 確定; `text`: as the 廃棄記録 names it."""

    audio: Literal["keep", "after_confirmed"]
    days: int
    text: str


@dataclass(frozen=True, slots=True)
class Doomed:
    """A file that the rule allows to delete, its bytes, and how long it sounds where that is known."""

    path: Path
    bytes: int
    duration_ms: int


def doomed_by(folder: Path, meeting: Meeting, *, ledger: Ledger, rule: Rule, today: date) -> tuple[Doomed, ...]:
    """What may be deleted now; () when nothing is left of the recording.

    Raises `DisposalRefused`: "rule", "not_confirmed", "too_early" (with the first day), "unreadable" (with the lines
    of the ledger, any of which may be a hold), "held" (with the reason), "recording".
    """
    _refuse(folder, meeting, ledger, rule, today)
    lengths = {one.file: one.duration_ms for one in meeting.recordings}
    with disk_errors(folder):
        files = sorted(one for one in folder.glob(_SOUND) if one.is_file() and not one.is_symlink())
        return tuple(Doomed(one, one.stat().st_size, lengths.get(one.name, 0)) for one in files)


def dispose(book: OpenMeeting, rule: Rule, who: str, today: date, report: Report = no_report) -> Iterator[Entry]:
    """Delete it, and yield the record of each file once it has gone. What was stopped in between can be run again.

    Raises `DisposalRefused`, `DiskError`, `Cancelled`.
    """
    known = {one.file: one.sha256 for one in book.meeting.recordings}
    doomed = doomed_by(book.folder, book.meeting, ledger=ledger_of(book.folder), rule=rule, today=today)
    total = sum(one.bytes for one in doomed)
    done = 0
    for one in doomed:
        digest = sha256_of(one.path, lambda read, before=done: report(Progress(Stage.VERIFY, before + read, total)))  # type: ignore[misc] # a default argument binds the loop's value
        done += one.bytes
        file = ClosedFile(one.path.name, one.bytes, digest)
        is_whole = known.get(one.path.name) == digest
        keep(book.folder, who, Disposal(file, rule.text, True, is_whole))
        patiently(one.path.unlink, one.path)
        with disk_errors(book.folder):
            sync_folder(book.folder)
        yield keep(book.folder, who, Disposal(file, rule.text, False, is_whole))


def allowed_from(meeting: Meeting, rule: Rule) -> date | None:
    """The first day on which the rule allows it; None while the meeting is not 確定."""
    if meeting.in_force is None:
        return None
    return datetime.fromisoformat(meeting.in_force.at).date() + timedelta(days=rule.days)


def _refuse(folder: Path, meeting: Meeting, ledger: Ledger, rule: Rule, today: date) -> None:
    if rule.audio != "after_confirmed":
        raise DisposalRefused(folder, "rule")
    first = allowed_from(meeting, rule)
    if first is None:
        raise DisposalRefused(folder, "not_confirmed")
    if ledger.unreadable:
        raise DisposalRefused(folder / FILE, "unreadable", "、".join(map(str, ledger.unreadable)))
    hold = hold_in(ledger.entries)
    if hold is not None and hold.hold is not None:
        raise DisposalRefused(folder, "held", hold.hold.reason)
    if any(folder.glob(_RECORDERS)):
        raise DisposalRefused(folder, "recording")
    if today < first:
        raise DisposalRefused(folder, "too_early", japanese_date(first.isoformat(), weekday=False))
