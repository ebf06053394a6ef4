"""Recordings → facts, and windows of sound. Generator functions that run in the decoding process.

In: paths, or lanes of files. Out: `SoundFacts`, or `FileBegun` and `Window`s in order and one `DecodeSummary`. The
sound streams: memory does not grow with the length of a recording. The parent's side is `source.Decoder`; recognition
is elsewhere.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from minutes_app.audio.container import Sound
from minutes_app.audio.cut import Cutter
from minutes_app.audio.echo import without_echo
from minutes_app.audio.side_by_side import FileBegun, LaneSound, side_by_side
from minutes_app.audio.stretch import StretchSound
from minutes_app.audio.timeline import LONGEST_S, PER_MS
from minutes_app.audio.when import begun_at, recorded_at
from minutes_app.audio.window import DecodeSummary, Lane, SoundFacts, Tracks, Window
from minutes_app.progress import Progress, Report, Stage

REPORT_EVERY_S = 0.1
ROOM_AND_FAR_END = 2
"""Lanes. Of the first, what the second explains is taken out (`echo`)."""
LEARNS_MS = 60_000
"""Before a stretch, so much is heard of the far end, that it is known how the room answers (`echo.MOST_HELD`)."""
TELLS_THE_END = frozenset({"dss"})
"""Kinds whose time, as FFmpeg tells it, is that of the end of the recording (libavformat/dss.c)."""


class _Pulse:
    """Says a few times a second how many ms have been decoded; `report` may raise `Cancelled`."""

    def __init__(self, report: Report) -> None:
        self.done_ms = 0
        self._report = report
        self._next = 0.0

    def beat(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + REPORT_EVERY_S
            self._report(Progress(Stage.WAIT, self.done_ms))

    def moved(self, at_ms: int) -> None:
        """The reading is at that place now."""
        self.done_ms = at_ms
        self.beat()


def probe(path: Path, *, report: Report) -> Iterator[SoundFacts]:
    """Yield what the header of `path` says.

    Raises `InputMissing`, `UnsupportedSound`, `CannotDecode`, `NoSoundInFile`, `DiskError`.
    """
    _spare_threads()
    yield _facts(path, _Pulse(report))


def windows(
    lanes: tuple[Lane, ...], tracks: Tracks, from_ms: int, *, report: Report
) -> Iterator[FileBegun | Window | DecodeSummary]:
    """Yield the sound of `lanes` on one time line, from `from_ms` on, then a summary of all of it.

    One lane: "mix" makes one track of it; "separate" one a channel, as many as the file that has most. Several lanes
    are a track each, whatever `tracks` says, and two of them the room and the far end of an online meeting. The time
    line begins where the first file stands. Each file is opened once before the first sound is yielded, so that a
    broken one is named at once. The same arguments give the same windows.
    Reports `Progress(WAIT, ms decoded)` while it works. Raises as `probe`.
    """
    _spare_threads()
    pulse = _Pulse(report)
    count = 1
    for part in (part for lane in lanes for part in lane):
        yield FileBegun(part.path)
        facts = _facts(part.path, pulse)
        count = max(count, facts.channels if tracks == "separate" and len(lanes) == 1 else 1)
    begins_ms = min(lane[0].at_ms for lane in lanes)
    online = len(lanes) == ROOM_AND_FAR_END
    cutter = Cutter(max(count, len(lanes)) + online, begins_ms, raw=online)
    done = [LaneSound(lane, count, begins_ms, pulse.beat) for lane in lanes]
    blocks = side_by_side(done)
    for each in without_echo(blocks) if online else blocks:
        if isinstance(each, FileBegun):
            yield each
        else:
            pulse.done_ms += each.shape[1] // PER_MS
            yield from _since(cutter.push(each), from_ms)
    yield from _since(cutter.finish(), from_ms)
    yield _summary(done)


def stretch(
    lanes: tuple[Lane, ...], tracks: Tracks, from_ms: int, until_ms: int, *, report: Report
) -> Iterator[FileBegun | Window]:
    """Yield the sound of `lanes` from `from_ms` to `until_ms` of the time line, read from there.

    The same samples as `windows` (a clock that counts milliseconds may be 2 ms off), in windows of its own; but what is
    taken out of an online meeting's room is learnt in the minute before, not from the beginning on. Reports
    `Progress(WAIT, ms of the time line)`. Raises as `probe`.
    """
    _spare_threads()
    pulse = _Pulse(report)
    online, count = len(lanes) == ROOM_AND_FAR_END, 1
    for part in lanes[0] if tracks == "separate" and len(lanes) == 1 else ():
        yield FileBegun(part.path)
        count = max(count, _facts(part.path, pulse).channels)
    begins_ms = max(0, from_ms - LEARNS_MS) if online else from_ms
    cutter = Cutter(max(count, len(lanes)) + online, begins_ms, raw=online)
    blocks = side_by_side([StretchSound(lane, count, (begins_ms, until_ms), pulse.beat, pulse.moved) for lane in lanes])
    for each in without_echo(blocks) if online else blocks:
        if isinstance(each, FileBegun):
            yield each
        else:
            yield from _since(cutter.push(each), from_ms)
    yield from _since(cutter.finish(), from_ms)


def _since(windows: Iterator[Window], from_ms: int) -> Iterator[Window]:
    """The windows from `from_ms` on, cut exactly where an uninterrupted decode cuts them."""
    for window in windows:
        late = from_ms - window.start_ms
        if late <= 0:
            yield window
        elif late < window.duration_ms:
            rest = slice(late * PER_MS * 2, None)
            yield Window(from_ms, tuple(pcm[rest] for pcm in window.tracks), window.raw[rest])


def _facts(path: Path, pulse: _Pulse) -> SoundFacts:
    with Sound(path, pulse.beat) as sound:
        context = sound.stream.codec_context
        claimed_s = sound.duration_s if 0 < sound.duration_s <= LONGEST_S else 0.0
        told = recorded_at(sound.tags)
        return SoundFacts(
            path=path,
            format=sound.kind.name,
            codec=context.codec.canonical_name,
            channels=context.channels,
            rate=context.sample_rate,
            duration_ms=round(claimed_s * 1000),
            recorded_at=begun_at(told, claimed_s) if sound.kind.name in TELLS_THE_END else told,
        )


def _spare_threads() -> None:
    """Keep numpy from starting a thread a core for algebra that is not used here: their stacks count as memory."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _summary(done: list[LaneSound]) -> DecodeSummary:
    lines = [line for lane in done for line in lane.lines]
    return DecodeSummary(
        durations_ms=tuple(line.produced // PER_MS for line in lines),
        skipped=tuple(line.places for line in lines),
        skipped_ms=tuple(line.skipped // PER_MS for line in lines),
        missing_ms=tuple(ms for lane in done for ms in lane.missing_ms),
    )
