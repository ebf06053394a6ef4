"""What recorders have left → an ordinary meeting: `Recording`s in their places, and marks on the time line.

In: an open meeting whose recorders have closed or died. Out: its parts mended where they were cut off, `recordings` and
`marks` in meeting.json, one `capture.jsonl`, the desk cleared. Done twice, it says the same. Hears nothing.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from minutes_app.audio.growing import HEADER, RATE, Mended, mend, samples_in
from minutes_app.capture.evidence import WATCHED, Entry, read
from minutes_app.capture.place import clear, going_in
from minutes_app.capture.plan import KIND_OF, TRACKS, Track, evidence_path, mirror_folder, part_name
from minutes_app.errors import DiskError, NothingRecorded
from minutes_app.files import disk_errors, sha256_of, sync_folder, write_atomic
from minutes_app.meeting.model import Mark, Meeting, Recording
from minutes_app.meeting.sealed import seal
from minutes_app.meeting.store import OpenMeeting

ENDS = {"no_data": "data_back", "silence": "sound_back", "device_gone": "device_back"}
"""What begins a stretch → what ends it; the end itself is no mark."""


@dataclass(frozen=True, slots=True)
class Finished:
    """`parts`: every part with what had to be mended; `lost_ms`: sound noted as lost on the worst track."""

    meeting: Meeting
    parts: tuple[Mended, ...]
    lost_ms: int


def finish(book: OpenMeeting) -> Finished:
    """Make the recording a meeting. Raises `NothingRecorded` (nothing is changed), `DiskError`."""
    second = second_folder(book.folder)
    if second is not None:
        _fetch_better(second, book.folder)
    entries = evidence_of(book.folder, second)
    parts = {track: tuple(mend(path) for path in parts_of(book.folder, track)) for track in TRACKS}
    recordings = tuple(each for track in TRACKS for each in _recordings(track, parts[track], entries))
    if not recordings:
        raise NothingRecorded(book.folder)
    meeting = replace(book.meeting, recordings=recordings, marks=tuple(marks_of(entries)))
    book.replace(_with_end(meeting, entries))
    going = going_in(book.folder)
    _keep_one_file(book.folder, entries)
    if going is not None:
        clear(going.desk)
    whole = tuple(part for track in TRACKS for part in parts[track])
    return Finished(book.meeting, whole, lost_ms(entries))


def parts_of(folder: Path, track: Track) -> list[Path]:
    """The files of a track in their order. Raises `DiskError`."""
    pattern = part_name(track, 1).replace("001", "[0-9]" * 3 + "*")
    with disk_errors(folder):
        return sorted(folder.glob(pattern), key=lambda path: (len(path.name), path.name))


def has_sound(folder: Path) -> bool:
    """Whether a recorder has left at least one sample. Raises `DiskError`."""
    return any(path.stat().st_size > HEADER for track in TRACKS for path in parts_of(folder, track))


def second_folder(folder: Path) -> Path | None:
    """Where the recorders kept a second copy: as their plans say, or (when those are gone) the evidence."""
    going = going_in(folder)
    if going is not None:
        return mirror_folder(going.plans[0])
    noted = [str(each.facts.get("mirror", "")) for each in read(evidence_path(folder, None)) if each.kind == "began"]
    return Path(noted[-1]) if noted and noted[-1] else None


def evidence_of(folder: Path, second: Path | None = None) -> list[Entry]:
    """What all writers noted in either folder, in order of time, each thing once. Raises `DiskError`."""
    paths = [evidence_path(folder, writer) for writer in (None, *TRACKS)]
    paths += [evidence_path(second, track) for track in TRACKS] if second is not None else []
    seen = {seal(entry): entry for path in paths for entry in read(path)}
    return sorted(seen.values(), key=lambda entry: entry.clock)


def marks_of(entries: Iterable[Entry]) -> Iterator[Mark]:
    """The person's marks, and where something happened to the recording, in order of their places."""
    ordered = _without_beginnings(entries)
    found: list[Mark] = []
    for number, entry in enumerate(ordered):
        if entry.kind == "mark":
            found.append(Mark(entry.at_ms, str(entry.facts.get("kind", "")), text=str(entry.facts.get("text", ""))))
        elif entry.kind == "paused":
            found.append(Mark(entry.at_ms, "paused", text=_span(entry, ordered[number + 1 :])))
        elif entry.kind in WATCHED and entry.kind not in ENDS.values():
            found.append(Mark(entry.at_ms, entry.kind, _until(entry, ordered[number + 1 :])))
    return iter(sorted(found, key=lambda mark: mark.at_ms))


def _without_beginnings(entries: Iterable[Entry]) -> list[Entry]:
    """What was noted when it began and once more with its end counts once."""
    ordered = list(entries)
    whole = {(entry.kind, entry.track, entry.at_ms) for entry in ordered if entry.until_ms}
    return [entry for entry in ordered if entry.until_ms or (entry.kind, entry.track, entry.at_ms) not in whole]


def lost_ms(entries: Iterable[Entry]) -> int:
    """Sound that was noted as lost, on the track that lost most."""
    lost = [entry for entry in entries if entry.kind == "lost"]
    return max(
        (sum(max(0, each.until_ms - each.at_ms) for each in lost if each.track == track) for track in TRACKS), default=0
    )


def _recordings(track: Track, parts: tuple[Mended, ...], entries: list[Entry]) -> Iterator[Recording]:
    hashes = {str(each.facts.get("file", "")): each for each in entries if each.kind == "part_closed"}
    starts = {
        str(each.facts.get("file", "")): int(each.facts.get("start", 0)) for each in entries if each.kind == "part"
    }
    offset = 0
    for part in parts:
        if not part.samples:
            continue
        offset = max(offset, starts.get(part.path.name, 0))
        closed = hashes.get(part.path.name)
        known = str(closed.facts.get("sha256", "")) if closed and not part.did else ""
        begin_ms, end_ms = offset * 1000 // RATE, (offset + part.samples) * 1000 // RATE
        yield Recording(
            file=part.path.name,
            source_name=part.path.name,
            sha256=known or sha256_of(part.path),
            duration_ms=end_ms - begin_ms,
            offset_ms=begin_ms,
            origin=KIND_OF[track],
            recorded_at=_moment(entries, begin_ms),
            track=TRACKS.index(track),
        )
        offset += part.samples


def _fetch_better(second: Path, folder: Path) -> None:
    """Parts that the second folder has alone, or with more in them: both begin at the same sample."""
    for track in TRACKS:
        with contextlib.suppress(DiskError):
            for path in parts_of(second, track):
                ours = folder / path.name
                if samples_in(path) > (samples_in(ours) if ours.exists() else 0):
                    _copy(path, ours)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    with disk_errors(target):
        shutil.copyfile(source, part)
        part.replace(target)
        sync_folder(target.parent)


def _moment(entries: list[Entry], at_ms: int) -> str:
    """The wall clock at a place of the time line: from the last thing noted at or before it."""
    before = [entry for entry in entries if entry.wall and entry.at_ms <= at_ms]
    if not before:
        return ""
    last = max(before, key=lambda entry: (entry.at_ms, entry.clock))
    moment = datetime.fromisoformat(last.wall) + timedelta(milliseconds=at_ms - last.at_ms)
    return moment.isoformat(timespec="seconds")


def _span(entry: Entry, later: list[Entry]) -> str:
    """A pause on the wall clock: «14:10～14:25»; its length is no part of the time line."""
    back = next((each for each in later if each.kind in ("resumed", "ended")), None)
    return f"{entry.wall[11:16]}～{back.wall[11:16] if back else ''}"


def _until(entry: Entry, later: list[Entry]) -> int:
    """The end of a stretch: as noted with it, or where its end was noted."""
    if entry.until_ms or entry.kind not in ENDS:
        return entry.until_ms
    ending = (ENDS[entry.kind], "ended")
    return next((each.at_ms for each in later if each.track == entry.track and each.kind in ending), 0)


def _with_end(meeting: Meeting, entries: list[Entry]) -> Meeting:
    """The time of day at which the recording ended, where nobody has said when the meeting did."""
    occasion = meeting.occasion
    begin = {each.wall[:10] for each in entries if each.kind == "began"}
    ends = [each.wall for each in entries if each.kind == "ended"]
    if occasion.end or not ends or begin != {ends[-1][:10]}:
        return meeting
    guessed = tuple(dict.fromkeys((*occasion.guessed, "end")))
    return replace(meeting, occasion=replace(occasion, end=ends[-1][11:16], guessed=guessed))


def _keep_one_file(folder: Path, entries: list[Entry]) -> None:
    """One evidence file; the recorders' own go last, so that a kill in between loses nothing."""
    last = entries[-1] if entries else None
    if last is not None and last.kind != "finished":
        entries = [*entries, Entry("finished", last.at_ms, last.clock, last.wall)]
    write_atomic(evidence_path(folder, None), b"".join(seal(entry) + b"\n" for entry in entries))
    for track in TRACKS:
        with disk_errors(folder):
            evidence_path(folder, track).unlink(missing_ok=True)
