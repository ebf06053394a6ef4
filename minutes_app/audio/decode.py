"""Recordings → facts, and windows of sound. Generator functions that run in the decoding process.

In: paths. Out: `SoundFacts`, or `FileBegun` and `Window`s in order and one `DecodeSummary`. The sound streams: memory
does not grow with the length of a recording. The parent's side is `source.Decoder`; recognition is elsewhere.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.container import Sound
from minutes_app.audio.cut import Cutter
from minutes_app.audio.timeline import LONGEST_S, PER_MS, Timeline
from minutes_app.audio.when import begun_at, recorded_at
from minutes_app.audio.window import RATE, DecodeSummary, SoundFacts, Tracks, Window
from minutes_app.errors import CannotDecode, NoSoundInFile
from minutes_app.progress import Progress, Report, Stage

REPORT_EVERY_S = 0.1
LEAST_MISSING_S = 5.0
TELLS_THE_END = frozenset({"dss"})
"""Kinds whose time, as FFmpeg tells it, is that of the end of the recording (libavformat/dss.c)."""


@dataclass(frozen=True, slots=True)
class FileBegun:
    """What follows comes from `path`: should the process die, this is the file that did it."""

    path: Path


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


def probe(path: Path, *, report: Report) -> Iterator[SoundFacts]:
    """Yield what the header of `path` says.

    Raises `InputMissing`, `UnsupportedSound`, `CannotDecode`, `NoSoundInFile`, `DiskError`.
    """
    _spare_threads()
    yield _facts(path, _Pulse(report))


def windows(
    paths: tuple[Path, ...], tracks: Tracks, from_ms: int, *, report: Report
) -> Iterator[FileBegun | Window | DecodeSummary]:
    """Yield the sound of `paths`, joined on one time line, from `from_ms` on, then a summary of all of it.

    "mix" makes one track; "separate" one a channel, as many as the file that has most. Each file is opened once before
    the first sound is yielded, so that a broken one is named at once. The same arguments give the same windows.
    Reports `Progress(WAIT, ms decoded)` while it works. Raises as `probe`.
    """
    _spare_threads()
    pulse = _Pulse(report)
    count = 1
    for path in paths:
        yield FileBegun(path)
        facts = _facts(path, pulse)
        count = max(count, facts.channels if tracks == "separate" else 1)
    cutter = Cutter(count, 0)
    lines: list[Timeline] = []
    missing: list[int] = []
    for path in paths:
        yield FileBegun(path)
        with Sound(path, pulse.beat) as sound:
            line = Timeline(sound, count)
            for block in line.blocks():
                pulse.done_ms += block.shape[1] // PER_MS
                yield from _since(cutter.push(block), from_ms)
            _require_sound(line, sound)
            missing.append(_missing_ms(line, sound))
        lines.append(line)
    yield from _since(cutter.finish(), from_ms)
    yield _summary(lines, missing)


def _since(windows: Iterator[Window], from_ms: int) -> Iterator[Window]:
    """The windows from `from_ms` on, cut exactly where an uninterrupted decode cuts them."""
    for window in windows:
        late = from_ms - window.start_ms
        if late <= 0:
            yield window
        elif late < window.duration_ms:
            yield Window(from_ms, tuple(pcm[late * PER_MS * 2 :] for pcm in window.tracks))


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


def _require_sound(line: Timeline, sound: Sound) -> None:
    if line.heard_any:
        return
    if sound.reason:
        raise CannotDecode(sound.path, sound.reason)
    raise NoSoundInFile(sound.path)


def _missing_ms(line: Timeline, sound: Sound) -> int:
    """What the end of the file lacks (a copy that was cut off); 0 for what may be a header's inaccuracy."""
    heard_s = line.produced / RATE
    claimed_s = sound.claimed_s(heard_s)
    lacks_s = claimed_s - heard_s
    told = claimed_s <= LONGEST_S and lacks_s > max(LEAST_MISSING_S, claimed_s / 100)
    return round(lacks_s * 1000) if told else 0


def _summary(lines: list[Timeline], missing: list[int]) -> DecodeSummary:
    return DecodeSummary(
        durations_ms=tuple(line.produced // PER_MS for line in lines),
        skipped=tuple(line.places for line in lines),
        skipped_ms=tuple(line.skipped // PER_MS for line in lines),
        missing_ms=tuple(missing),
    )
