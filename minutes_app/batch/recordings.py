"""Many recordings: which files belong to which meeting. Does not open them."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.kind import SOUND_ENDINGS
from minutes_app.errors import DiskError, InputMissing, MinutesError, UnsupportedSound
from minutes_app.files import disk_errors
from minutes_app.meeting.place import BACKUP, SNAPSHOT


@dataclass(frozen=True, slots=True)
class Job:
    """The recordings of one meeting, in order, or the error in their place. `named`: as the person typed."""

    sources: tuple[Path, ...]
    named: Path
    error: MinutesError | None = None


def plan(inputs: list[Path], *, as_one: bool) -> list[Job]:
    """One job a recording, or one for all. A name that is not there becomes a failed job, not the end of the rest."""
    jobs: list[Job] = []
    seen: set[Path] = set()
    for each in inputs:
        try:
            found = recordings_in(each)
        except DiskError as error:
            jobs.append(Job((), each, error))
            continue
        if not found:
            jobs.append(Job((), each, _nothing_at(each)))
        for path in found:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                jobs.append(Job((path,), path))
    if not as_one:
        return jobs
    if missing := [job for job in jobs if job.error]:
        return missing
    return [Job(tuple(path for job in jobs for path in job.sources), inputs[0])] if jobs else []


def recordings_in(place: Path) -> tuple[Path, ...]:
    """The file itself, or the recordings in a folder and below it, in the order a person would count them.

    Meeting folders below it are left out: what is in them has been received already. Raises `DiskError`.
    """
    with disk_errors(place):
        if place.is_file():
            return (place,)
        if not place.is_dir():
            return ()
        found = [path for path in place.rglob("*") if _is_recording(path.relative_to(place)) and path.is_file()]
        ours = {folder for folder in {path.parent for path in found} if folder != place and _is_meeting(folder)}
    outside = (path for path in found if path.parent not in ours)
    return tuple(sorted(outside, key=lambda path: (natural_key(str(path)), str(path))))


def natural_key(name: str) -> tuple[tuple[int, str | int], ...]:
    """A sort key in which 会議2 comes before 会議10, in whatever width the digits are."""
    parts = re.split(r"(\d+)", unicodedata.normalize("NFKC", name))
    return tuple((1, int(part)) if part.isdigit() else (0, part) for part in parts)


def _nothing_at(place: Path) -> MinutesError:
    if place.is_dir():
        return InputMissing(place, is_folder=True)
    return UnsupportedSound(place, "not_file") if place.exists() else InputMissing(place)


def _is_meeting(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (SNAPSHOT, BACKUP))


def _is_recording(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.suffix.lower() in SOUND_ENDINGS
