"""保管: the whole meeting as one .kaigi in the office's archive, with its 保存期間.

In: a meeting folder, the archive's folder. Out: the file and its record. Nothing is deleted here. The .kaigi holds the
meeting with its recording, if that is still there; what was disposed of before is not in it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minutes_app.closing.keeping import kept_until, years_of
from minutes_app.closing.ledger import Archived, ClosedFile, Entry, keep
from minutes_app.errors import NotConfirmed
from minutes_app.meeting.handing import Holdings, hand_over, holdings_of
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.packing import paths_of, size_of
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Report, no_report


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What would be packed. `until`: the last day of the 保存期間, "" without an end, or where it cannot be told."""

    files: int
    bytes: int
    holdings: Holdings
    kept_for: str
    until: str
    is_understood: bool


def plan_of(folder: Path, meeting: Meeting, kept_for: str) -> ArchivePlan:
    """A dry run. `kept_for`: the office's 保存期間 for meetings that name none. Raises `NotConfirmed`, `DiskError`."""
    if meeting.in_force is None:
        raise NotConfirmed(folder)
    paths = paths_of(folder)
    said = meeting.occasion.paperwork.kept_for or kept_for
    finished = datetime.fromisoformat(meeting.in_force.at).date()
    return ArchivePlan(
        len(paths),
        sum(size_of(folder / path) for path in paths),
        holdings_of(folder, meeting),
        said,
        kept_until(said, finished),
        years_of(said) is not None,
    )


def archive(book: OpenMeeting, out: Path, kept_for: str, who: str, report: Report = no_report) -> Entry:
    """Pack it, and keep the record. Raises `NotConfirmed`, `StillRecording`, `MeetingFileError`, `DiskError`."""
    plan = plan_of(book.folder, book.meeting, kept_for)
    done = hand_over(book.folder, out, report)
    file = ClosedFile(str(done.path.absolute()), size_of(done.path), done.sha256)
    return keep(book.folder, who, Archived(file, plan.kept_for, plan.until))
