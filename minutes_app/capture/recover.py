"""Recordings that nobody makes any more and that have not become a meeting: found, mended, finished.

In: the person's desks, or a meeting folder. Out: which recordings were interrupted or still go on; a finished meeting.
Looking is cheap enough for every command: the listing of one folder that is nearly always empty.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_app.capture.place import Going, going, going_in
from minutes_app.capture.plan import TRACKS, Track, evidence_path

if TYPE_CHECKING:
    from minutes_app.capture.finish import Finished
    from minutes_app.meeting.store import OpenMeeting


@dataclass(frozen=True, slots=True)
class Running:
    """A recording that goes on. `attended`: the process that looks after it is alive."""

    folder: Path
    attended: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recording that was interrupted, as a meeting. `behind_ms`: sound that had been written and is not there now."""

    finished: "Finished"
    behind_ms: int


def interrupted() -> tuple[Path, ...]:
    """Folders of recordings of this PC that ended without becoming a meeting."""
    return tuple(
        each.folder
        for each in going()
        if not _is_attended(each) and not _is_recorded(each) and (each.folder / "meeting.json").is_file()
    )


def running() -> tuple[Running, ...]:
    """Recordings of this PC that are still being made."""
    return tuple(Running(each.folder, _is_attended(each)) for each in going() if _is_recorded(each))


def interrupted_in(library: Path) -> tuple[Path, ...]:
    """The same in a library, whoever made the recordings: recorders' own evidence is there only until the end."""
    try:
        folders = sorted(path for path in library.iterdir() if path.is_dir())
    except OSError:
        return ()
    live = {each.folder for each in running()}
    return tuple(
        folder
        for folder in folders
        if folder not in live and any(evidence_path(folder, track).exists() for track in TRACKS)
    )


def recover(book: "OpenMeeting") -> Recovered:
    """Stop what still records without anybody, mend what was cut off, and make a meeting of it.

    Raises `NothingRecorded`, `DiskError`.
    """
    from minutes_app.capture.finish import finish

    found = going_in(book.folder)
    if found is not None and _is_recorded(found):
        _stop(book)
    written = _written_ms(found) if found is not None else {}
    done = finish(book)
    there = dict.fromkeys(TRACKS, 0)
    for recording in done.meeting.recordings:
        there[TRACKS[recording.track]] += recording.duration_ms
    return Recovered(done, max((0, *(ms - there[track] for track, ms in written.items()))))


def _stop(book: "OpenMeeting") -> None:
    from minutes_app.capture.session import Session

    session = Session.attach(book)
    try:
        session.stop()
        session.wait_until_over()
    finally:
        session.close()


def _written_ms(found: Going) -> dict[Track, int]:
    """What the recorders said they had written; nothing when the desk is gone."""
    from minutes_app.capture.desk import Desk
    from minutes_app.errors import DiskError

    try:
        with Desk(found.desk) as desk:
            return {track: desk.status(track).written_ms for track in found.tracks}
    except DiskError:
        return {}


def _is_attended(found: Going) -> bool:
    from minutes_app.capture import process
    from minutes_app.capture.desk import Desk
    from minutes_app.errors import DiskError

    try:
        with Desk(found.desk) as desk:
            return process.is_alive(int(desk.get("pid")), desk.get("pid_started"))
    except DiskError:
        return False


def _is_recorded(found: Going) -> bool:
    from minutes_app.capture import process
    from minutes_app.capture.desk import Desk, State
    from minutes_app.errors import DiskError

    try:
        with Desk(found.desk) as desk:
            owners = [
                (int(desk.get_track(track, "pid")), desk.get_track(track, "pid_started"))
                for track in found.tracks
                if desk.status(track).state not in (State.CLOSED, State.FAILED)
            ]
    except DiskError:
        return False
    return any(process.is_alive(pid, began) for pid, began in owners)
