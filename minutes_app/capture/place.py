"""Where desks and plans of recordings lie: in the person's state folder on this PC, never in the meeting's folder.

A desk exists from the start of a recording until it has become a meeting: what is left there was interrupted or still
goes on. Looking costs one listing of a folder that is nearly always empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from minutes_app.capture.plan import TRACKS, RecorderPlan, Track
from minutes_app.files import disk_errors, write_atomic
from minutes_app.meeting.sealed import NotReadable, decode, encode

DESK = ".desk"


@dataclass(frozen=True, slots=True)
class Going:
    """A recording that has begun and not become a meeting yet: its desk and the plans of its recorders."""

    desk: Path
    plans: tuple[RecorderPlan, ...]

    @property
    def folder(self) -> Path:
        """The meeting's folder."""
        return Path(self.plans[0].folder)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The tracks that are recorded."""
        return tuple(plan.track for plan in self.plans)


def desks_folder() -> Path:
    """The folder of all desks of this person on this PC."""
    return platformdirs.user_state_path("minutes_app", appauthor=False) / "recordings"


def desk_path(meeting_id: str) -> Path:
    """The desk of a meeting's recording."""
    return desks_folder() / f"{meeting_id}{DESK}"


def plan_path(desk: Path, track: Track) -> Path:
    """The plan of one track, beside the desk."""
    return desk.with_name(f"{desk.stem}-{track}.json")


def write_plan(plan: RecorderPlan) -> Path:
    """Put a plan beside its desk and return its path. Raises `DiskError`."""
    path = plan_path(Path(plan.desk), plan.track)
    write_atomic(path, encode(plan))
    return path


def going() -> Iterator[Going]:
    """All recordings that have begun on this PC and not become meetings; what cannot be read is not ours."""
    try:
        names = sorted(path for path in desks_folder().iterdir() if path.suffix == DESK)
    except OSError:
        return
    for desk in names:
        plans = tuple(plan for track in TRACKS if (plan := _read_plan(plan_path(desk, track))) is not None)
        if plans:
            yield Going(desk, plans)


def going_in(folder: Path) -> Going | None:
    """The recording of this meeting folder, if it has one that has not become a meeting."""
    with disk_errors(folder):
        wanted = folder.resolve()
    return next((each for each in going() if each.folder.resolve() == wanted), None)


def clear(desk: Path) -> None:
    """The recording has become a meeting (or nothing): its desk and plans are taken away. Raises `DiskError`."""
    for path in (*(plan_path(desk, track) for track in TRACKS), desk):
        with disk_errors(path):
            path.unlink(missing_ok=True)


def _read_plan(path: Path) -> RecorderPlan | None:
    try:
        return decode(path.read_bytes(), RecorderPlan)
    except (OSError, NotReadable):
        return None
