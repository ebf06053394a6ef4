"""All meetings: recordings from outside become a meeting folder, and are found again by what they are.

In: files that a person named. Out: a meeting folder with a copy of each, untouched. Does not listen to them.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.audio.source import Decoder
from minutes_app.audio.when import recorded_when
from minutes_app.audio.window import SoundFacts
from minutes_app.errors import DiskFull, MeetingFileError, MeetingInUse
from minutes_app.files import BLOCK, disk_errors, safe_name, sha256_of, sync_folder
from minutes_app.meeting.clock import now
from minutes_app.meeting.information import merge
from minutes_app.meeting.lock import Lock
from minutes_app.meeting.model import Meeting, Occasion, Recording
from minutes_app.meeting.place import find_by_recording, utf16_length
from minutes_app.meeting.store import create, load
from minutes_app.progress import Progress, Report, Stage, undone_by

NAME_UNITS = 60
"""Of a recording's own name, as Windows counts: what a folder name leaves of its 259 (see `meeting.place`)."""

_DATED = re.compile(r"^(\d{8}|\d{6}|\d{4}-\d{2}-\d{2})([ _T-]?\d{4}(\d{2})?)?(?!\d)[ _-]*")
SPARE = 200 << 20
"""Bytes that stay free on the library's disk after a copy."""


@dataclass(frozen=True, slots=True)
class Received:
    """A meeting folder; `known` when it was there already. `kept_out`: what was not copied into it, with its source."""

    folder: Path
    known: bool
    kept_out: tuple[tuple[Path, Recording], ...] = ()


def _nothing(_folder: Path, _name: str) -> bool:
    return False


def receive(
    sources: tuple[Path, ...],
    library: Path,
    occasion: Occasion,
    *,
    decoder: Decoder,
    report: Report,
    is_disposed: Callable[[Path, str], bool] = _nothing,
) -> Received:
    """Find the meeting of these recordings in the library, or make one. `occasion`: what a person said about it.

    A recording that a kill kept from arriving in a known meeting is copied again, unless it `is_disposed` (the folder,
    the file's name in it) there; of two programs that receive the same at the same time the second finds the meeting
    of the first. Raises AudioError, DiskError, MeetingInUse, Cancelled; then the library is as it was.
    """
    facts = tuple(decoder.probe(source, report) for source in sources)
    hashes = _hashes(sources, report)
    found = find_by_recording(library, hashes)
    if found is not None:
        return _completed(found, sources, is_disposed, report)
    _check_room(library, sources)
    recordings = tuple(
        Recording(name, _shown(source.name), digest, fact.duration_ms, recorded_at=fact.recorded_at)
        for name, source, digest, fact in zip(_names(sources), sources, hashes, facts, strict=True)
    )
    meeting = Meeting(
        id=f"m-{_digest_of(hashes)[:16]}",
        created_at=now(),
        occasion=merge(guessed_occasion(sources[0], facts[0]), occasion),
        recordings=_on_one_time_line(recordings),
    )
    folder = create(library, meeting)
    first = find_by_recording(library, hashes)
    if first is not None and first != folder:
        shutil.rmtree(folder, ignore_errors=True)
        return _completed(first, sources, is_disposed, report)
    with undone_by(lambda: shutil.rmtree(folder, ignore_errors=True), unless=MeetingInUse):
        _copy_all(folder, tuple(zip(sources, recordings, strict=True)), report)
    return Received(folder, False)


def guessed_occasion(source: Path, facts: SoundFacts) -> Occasion:
    """What the first recording itself tells: its date and time, and its name as the title. All marked as guessed."""
    day, clock = recorded_when(source, facts)
    known = {"title": _title_of(source, dated=bool(day)), "date": day, "start": clock}
    return Occasion(
        title=known["title"], date=day, start=clock, guessed=tuple(name for name, value in known.items() if value)
    )


def _title_of(source: Path, *, dated: bool) -> str:
    """The file's name without the date and time before it, which the meeting has as its date and start."""
    name = safe_name(source.stem, limit=100)
    return (_DATED.sub("", name) if dated else name) or name


def _names(sources: tuple[Path, ...]) -> list[str]:
    """`recording-1_名前.mp3`: unique, safe on every disk, and still the person's own name."""
    return [f"recording-{number}{_stem(source)}{_ending(source)}" for number, source in enumerate(sources, 1)]


def _stem(source: Path) -> str:
    stem = safe_name(source.stem)
    while utf16_length(stem) > NAME_UNITS:
        stem = stem[:-1]
    return f"_{stem}" if stem else ""


def _shown(name: str) -> str:
    """A name that Linux could not read as UTF-8, without what JSON cannot hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _digest_of(hashes: tuple[str, ...]) -> str:
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode("ascii")).hexdigest()


def _ending(source: Path) -> str:
    ending = safe_name(source.suffix.lower(), limit=10)
    return f".{ending}" if ending else ""


def _hashes(sources: tuple[Path, ...], report: Report) -> tuple[str, ...]:
    sizes = [_size(source) for source in sources]
    total, before, digests = sum(sizes), 0, []
    for source, size in zip(sources, sizes, strict=True):
        start = before
        digests.append(sha256_of(source, lambda done, start=start: report(Progress(Stage.IMPORT, start + done, total))))  # type: ignore[misc] # a default argument binds the loop's value
        before += size
    return tuple(digests)


def _size(path: Path) -> int:
    with disk_errors(path):
        return path.stat().st_size


def _check_room(library: Path, sources: tuple[Path, ...]) -> None:
    with disk_errors(library):
        library.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(library).free
    if free < sum(_size(source) for source in sources) + SPARE:
        raise DiskFull(library)


def _completed(
    folder: Path, sources: tuple[Path, ...], is_disposed: Callable[[Path, str], bool], report: Report
) -> Received:
    """Copy what a killed `receive` left out of the folder it had just made; `OpenMeeting` tells of damage."""
    try:
        recordings = load(folder).recordings
    except MeetingFileError:
        return Received(folder, True)
    pairs = zip(sources, recordings, strict=True)
    lacking = tuple((source, recording) for source, recording in pairs if not _arrived(source, folder / recording.file))
    kept_out = tuple(pair for pair in lacking if is_disposed(folder, pair[1].file))
    missing = tuple(pair for pair in lacking if pair not in kept_out)
    if missing:
        _check_room(folder.parent, tuple(source for source, _recording in missing))
        _copy_all(folder, missing, report)
    return Received(folder, True, kept_out)


def _arrived(source: Path, target: Path) -> bool:
    return target.is_file() and _size(target) == _size(source)


def _copy_all(folder: Path, pairs: tuple[tuple[Path, Recording], ...], report: Report) -> None:
    """Under the meeting's lock, so that nobody else copies the same at the same time."""
    with Lock(folder):
        for source, recording in pairs:
            copy_recording(source, folder / recording.file, report)


def copy_recording(source: Path, target: Path, report: Report) -> None:
    """Copy under a temporary name, so that a kill or a power cut leaves no half recording that looks whole."""
    part = target.with_name(f".{target.name}.part")
    total, done = _size(source), 0
    with disk_errors(target), source.open("rb") as reader, part.open("wb") as writer:
        while block := reader.read(BLOCK):
            writer.write(block)
            done += len(block)
            report(Progress(Stage.IMPORT, done, total))
        writer.flush()
        os.fsync(writer.fileno())
    with disk_errors(target):
        part.replace(target)
        sync_folder(target.parent)


def _on_one_time_line(recordings: tuple[Recording, ...]) -> tuple[Recording, ...]:
    out: list[Recording] = []
    for recording in recordings:
        offset = out[-1].offset_ms + out[-1].duration_ms if out else 0
        out.append(replace(recording, offset_ms=offset))
    return tuple(out)


def discard(folder: Path) -> bool:
    """Remove a meeting that was just made for a recording nothing can be heard of; never one with a finished window.

    Whether it was removed.
    """
    runs = folder / "runs"
    if runs.is_dir() and any(path.suffix == ".json" or path.read_bytes().count(b"\n") > 1 for path in runs.iterdir()):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
