"""The child's side of taking a meeting in: a `.kaigi` file from anybody → a whole meeting in an empty folder.

In: the file, and a folder of our own. Out: what is in it; or `KaigiRefused`, and the caller throws the folder away.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.errors import KaigiRefused, MeetingFileError, MeetingTooNew
from minutes_app.files import disk_errors, write_atomic
from minutes_app.meeting.kaigi import Kaigi, PackedFile, belongs, opened
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.place import BACKUP, JOURNAL, SNAPSHOT
from minutes_app.meeting.snapshot import Snapshot, write_snapshot
from minutes_app.meeting.store import load
from minutes_app.progress import Progress, Report, Stage


@dataclass(frozen=True, slots=True)
class Contents:
    """Which meeting it is, and how many bytes it has unpacked. Nothing but names and sizes has been looked at."""

    meeting: str
    bytes: int


def look(path: Path, *, report: Report) -> Iterator[Contents]:
    """Yield what a file says it is. Raises `KaigiRefused`, `MeetingTooNew`, `DiskError`."""
    report(Progress(Stage.WAIT))
    with opened(path) as kaigi:
        yield Contents(kaigi.manifest.meeting, kaigi.size)


def unpack(path: Path, folder: Path, new_id: str, *, report: Report) -> Iterator[Meeting]:
    """Fill an empty folder with the meeting, under its new id. Yields the meeting without what was said.

    Raises `KaigiRefused`, `MeetingTooNew`, `DiskError`.
    """
    with opened(path) as kaigi:
        done = 0
        for file in kaigi.manifest.files:
            _copy(kaigi, file, folder, _after(report, done, kaigi.size))
            done += file.bytes
        meeting = _checked(kaigi, folder)
    if new_id != meeting.id:
        meeting = replace(meeting, id=new_id)
        write_atomic(folder / SNAPSHOT, write_snapshot(Snapshot(meeting)))
        with disk_errors(folder):
            (folder / JOURNAL).unlink(missing_ok=True)
    with disk_errors(folder):
        snapshot = (folder / SNAPSHOT).read_bytes()
    write_atomic(folder / BACKUP, snapshot)
    yield Meeting(meeting.id, meeting.created_at, meeting.occasion, meeting.recordings)


def _after(report: Report, before: int, total: int) -> Callable[[int], None]:
    return lambda done: report(Progress(Stage.IMPORT, before + done, total))


def _copy(kaigi: Kaigi, file: PackedFile, folder: Path, step: Callable[[int], None]) -> None:
    target = folder / file.path
    with disk_errors(target):
        target.parent.mkdir(exist_ok=True)
        with target.open("xb") as stream:
            kaigi.copy(file, stream, step)
            stream.flush()
            os.fsync(stream.fileno())


def _checked(kaigi: Kaigi, folder: Path) -> Meeting:
    """The meeting, if it is the one it says it is, and names no file outside of its folder."""
    try:
        meeting = load(folder)
    except MeetingTooNew as error:
        raise MeetingTooNew(kaigi.path, error.schema, error.ours) from error
    except MeetingFileError as error:
        raise KaigiRefused(kaigi.path, "meeting") from error
    if meeting.id != kaigi.manifest.meeting:
        raise KaigiRefused(kaigi.path, "changed")
    if not all(belongs(one.file) and one.file.startswith("recording-") for one in meeting.recordings):
        raise KaigiRefused(kaigi.path, "path")
    return meeting
