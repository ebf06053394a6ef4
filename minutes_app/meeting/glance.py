"""A list of meetings without opening one: what a folder says of itself at a glance.

In: a library folder. Out: a `Glance` for each meeting folder in it, newest first, damaged ones too; the `Outline` of a
meeting, for figures. Takes no lock, changes nothing, and reads the whole meeting only where edits wait in the journal.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeVar

from minutes_app.errors import MinutesError
from minutes_app.files import disk_errors
from minutes_app.meeting.lock import Owner, holder_of
from minutes_app.meeting.model import SCHEMA, Export, Meeting, Occasion, Recording, Status, length_ms
from minutes_app.meeting.place import BACKUP, JOURNAL, SNAPSHOT
from minutes_app.meeting.sealed import NotReadable, open_seal
from minutes_app.meeting.store import load

T = TypeVar("T")
_PARTIAL = "*.partial.jsonl"
Stamp = tuple[tuple[int, int], ...]
"""Time and size of each file."""


class Stage(Enum):
    """How far a meeting is, as its folder tells."""

    UNRECORDED = "unrecorded"
    UNHEARD = "unheard"
    HALF_HEARD = "half_heard"
    HEARD = "heard"
    EDITED = "edited"
    WRITTEN = "written"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Glance:
    """One line of the list.

    `text`: what was said, for searching; `owner`: who has it open, as far as can be told; `changed_at`: seconds since
    1970; `status`: 校正中, 確認中, 確定.
    """

    folder: Path
    occasion: Occasion
    stage: Stage
    length_ms: int = 0
    text: str = ""
    owner: Owner | None = None
    changed_at: float = 0.0
    status: Status = "proofreading"


@dataclass(frozen=True, slots=True)
class Outline:
    """A meeting without what was said in it and made of that."""

    id: str
    created_at: str
    occasion: Occasion = field(default_factory=Occasion)
    recordings: tuple[Recording, ...] = ()
    exports: tuple[Export, ...] = ()
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    occasion: Occasion
    recordings: tuple[Recording, ...] = ()
    utterances: tuple[_Said, ...] = ()
    exports: tuple[Export, ...] = ()
    run_id: str = ""
    touched: bool = False
    status: Status = "proofreading"


def glances(library: Path) -> Iterator[Glance]:
    """Every meeting of the library, newest first by the names of their folders. Raises `DiskError`."""
    for folder in meeting_folders(library):
        yield glance(folder)


def meeting_folders(library: Path) -> Iterator[Path]:
    """The folders that are meetings, newest first by their names. Raises `DiskError`."""
    if not library.is_dir():
        return
    with disk_errors(library):
        folders = sorted((entry for entry in library.iterdir() if not entry.name.startswith(".")), reverse=True)
    for folder in folders:
        if any((folder / name).is_file() for name in (SNAPSHOT, BACKUP)):
            yield folder


def stamp_of(folder: Path) -> Stamp:
    """What changes whenever the files change that `glance` reads; who has it open is not among them."""
    return tuple(_stamp(folder / name) for name in (SNAPSHOT, JOURNAL, "runs"))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


def glance(folder: Path) -> Glance:
    """What one meeting folder says of itself; one that cannot be read is `DAMAGED` under its folder's name."""
    try:
        seen = _seen(folder)
        half = not seen.run_id and any((folder / "runs").glob(_PARTIAL))
        changed_at = max(path.stat().st_mtime for path in folder.iterdir() if path.name in (SNAPSHOT, JOURNAL))
    except (MinutesError, NotReadable, OSError, ValueError):
        day, _, _rest = folder.name.partition("_")
        date = day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""
        return Glance(folder, Occasion(title=folder.name, date=date), Stage.DAMAGED, owner=holder_of(folder))
    length = length_ms(seen.recordings)
    said = "\n".join(one.text for one in seen.utterances if not one.deleted)
    stage = _stage(seen, half=half)
    return Glance(folder, seen.occasion, stage, length, said, holder_of(folder), changed_at, seen.status)


def outline(folder: Path) -> Outline:
    """The outline of one meeting. Raises as `load` does."""
    with contextlib.suppress(OSError, NotReadable):
        if not _has_edits(folder) and (found := _plain(folder, Outline)).schema == SCHEMA:
            return found
    return outlined(load(folder))


def outlined(meeting: Meeting) -> Outline:
    """The outline of a meeting that is at hand."""
    return Outline(meeting.id, meeting.created_at, meeting.occasion, meeting.recordings, meeting.exports)


def _has_edits(folder: Path) -> bool:
    """Whether edits wait in the journal."""
    journal = folder / JOURNAL
    return journal.is_file() and journal.stat().st_size > 0


def _plain(folder: Path, kind: type[T]) -> T:
    """Those fields of the snapshot that `kind` has, the rest passed over. Raises NotReadable, OSError."""
    return open_seal((folder / SNAPSHOT).read_bytes(), kind)


def _seen(folder: Path) -> _Seen:
    if _has_edits(folder):
        meeting = load(folder)
        said = tuple(_Said(one.text, one.deleted) for one in meeting.utterances)
        return _Seen(
            meeting.occasion,
            meeting.recordings,
            said,
            meeting.exports,
            meeting.run_id,
            meeting.touched,
            meeting.status,
        )
    return _plain(folder, _Seen)


def _stage(seen: _Seen, *, half: bool) -> Stage:
    if seen.exports:
        return Stage.WRITTEN
    if seen.touched:
        return Stage.EDITED
    if seen.run_id or seen.utterances:
        return Stage.HEARD
    if not seen.recordings:
        return Stage.UNRECORDED
    return Stage.HALF_HEARD if half else Stage.UNHEARD
