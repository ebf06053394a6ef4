"""Handing a meeting over: its folder → one `.kaigi` file, and such a file → a meeting of the library.

In: a folder or a file. Out: a file or a folder that is there whole or not at all; nobody's is overwritten. The work is
done in a child process, for the file may come from anybody, and the disk may be a share that hangs. Takes no lock:
what is packed is the state on the disk, and recordings and runs never change.
"""

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DiskFault, DiskFull, KaigiRefused, StillRecording
from minutes_app.files import disk_errors, patiently, safe_name, sync_folder
from minutes_app.meeting.kaigi import ENDING
from minutes_app.meeting.model import Meeting, Occasion, length_ms
from minutes_app.meeting.packing import pack, paths_of, size_of
from minutes_app.meeting.place import find_by_id, folder_names
from minutes_app.meeting.store import load
from minutes_app.meeting.unpacking import look, unpack
from minutes_app.progress import Report, no_report
from minutes_app.wording.meeting import NO_TITLE

LIMITS = Limits(memory=2 << 30)
SPARE = 50 << 20
"""Bytes that stay free on the disk."""

_STAGING = ".kaigi-"
_PART = ".part"
_LEFT_OVER_S = 24 * 3600
_RECORDERS = "capture-*.jsonl"
"""What a recorder notes lies there until its recording is finished or mended."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a .kaigi gives away that no document shows: sound, 非公開 and deleted utterances.

    `lacking`: a recording of the meeting is not in its folder any more, so it is not in the .kaigi either.
    """

    length_ms: int
    hidden: int
    deleted: int
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The file that was made, its sha256, the meeting's id, and what it holds."""

    path: Path
    sha256: str
    meeting: str
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class Received:
    """A meeting of the library. `known`: it was there already, and nothing was taken in."""

    folder: Path
    meeting: str
    known: bool


def holdings_of(folder: Path, meeting: Meeting) -> Holdings:
    """What to warn of before the meeting is handed over."""
    there = tuple(one for one in meeting.recordings if (folder / one.file).is_file())
    return Holdings(
        length_ms(there),
        sum(one.hidden and not one.deleted for one in meeting.utterances),
        sum(one.deleted for one in meeting.utterances),
        len(there) < len(meeting.recordings),
    )


def hand_over(folder: Path, out: Path, report: Report = no_report) -> HandedOver:
    """Pack the meeting into a new file in `out`; a file of that name stays, and the new one is numbered.

    Raises `StillRecording`, `MeetingFileError`, `DiskError`, `Cancelled`; then nothing is left in `out`.
    """
    meeting = load(folder)
    if any(folder.glob(_RECORDERS)):
        raise StillRecording(folder)
    with disk_errors(out):
        out.mkdir(exist_ok=True)
    _sweep(out, f".*{ENDING}{_PART}")
    target = _free_name(out, meeting.occasion)
    _check_room(target, sum(size_of(folder / path) for path in paths_of(folder)))
    part = out / f".{secrets.token_hex(8)}{ENDING}{_PART}"
    try:
        packed = _in_child(out, pack, folder, part, target, report=report)
        target = _free_name(out, meeting.occasion)
        patiently(lambda: os.replace(part, target), target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    with disk_errors(out):
        sync_folder(out)
    return HandedOver(target, packed.sha256, packed.meeting, holdings_of(folder, meeting))


def receive_kaigi(path: Path, library: Path, *, keep_both: bool = False, report: Report = no_report) -> Received:
    """Take the meeting of a .kaigi in.

    A meeting with the same id stays as it is: with `keep_both` the new one gets an id of its own, else nothing is taken
    in. Raises `InputMissing`, `KaigiRefused`, `MeetingTooNew`, `DiskError`, `Cancelled`; then the library is as it was.
    """
    path = path.absolute()
    contents = _from_outside(path, look, path, report=report)
    with disk_errors(library):
        library.mkdir(parents=True, exist_ok=True)
    _sweep(library, f"{_STAGING}*")
    there = find_by_id(library, contents.meeting)
    if there is not None and not keep_both:
        return Received(there, contents.meeting, True)
    _check_room(library / path.stem, contents.bytes)
    new_id = f"m-{secrets.token_hex(8)}" if there is not None else contents.meeting
    staging = library / f"{_STAGING}{secrets.token_hex(8)}"
    try:
        with disk_errors(library):
            staging.mkdir()
        meeting = _from_outside(path, unpack, path, staging, new_id, report=report)
        folder = _put_in_place(staging, library, meeting)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Received(folder, meeting.id, False)


def _in_child(place: Path, function: Callable[..., Iterator[T]], *args: object, report: Report) -> T:
    try:
        with Child("handing", LIMITS) as child:
            return child.call(function, *args, report=report)
    except ChildDied as death:
        raise DiskFault(place, death.why) from death


def _from_outside(path: Path, function: Callable[..., Iterator[T]], *args: object, report: Report) -> T:
    """The same for a file that may be there to do harm: a child that dies of it is the file's fault."""
    try:
        with Child("handing", LIMITS) as child:
            return child.call(function, *args, report=report)
    except ChildDied as death:
        raise KaigiRefused(path, "too_large" if death.why == "memory" else "broken") from death


def _check_room(target: Path, needed: int) -> None:
    with disk_errors(target.parent):
        free = shutil.disk_usage(target.parent).free
    if free < needed + SPARE:
        raise DiskFull(target)


def _free_name(out: Path, occasion: Occasion) -> Path:
    """`20260115_定例会議.kaigi`, numbered where it is taken."""
    parts = (occasion.date.replace("-", ""), safe_name(occasion.title, limit=40) or NO_TITLE)
    stem = safe_name("_".join(part for part in parts if part))
    path, number = out / f"{stem}{ENDING}", 1
    while os.path.lexists(path):
        number += 1
        path = out / f"{stem} ({number}){ENDING}"
    return path


def _put_in_place(staging: Path, library: Path, meeting: Meeting) -> Path:
    for name in folder_names(library, meeting):
        folder = library / name
        if os.path.lexists(folder):
            continue
        patiently(lambda folder=folder: staging.rename(folder), folder)  # type: ignore[misc] # a default argument binds the loop's value
        with disk_errors(library):
            sync_folder(library)
        return folder
    raise AssertionError("every name for the folder is taken")


def _sweep(place: Path, unfinished: str) -> None:
    """What a kill left of earlier receptions, or of files that were being made: a whole meeting, and nobody sees it."""
    with disk_errors(place):
        left = list(place.glob(unfinished))
    for path in left:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_OVER_S:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
