"""How loud a meeting is along its time line, for a picture of it. Runs in the decoding process.

In: lanes of files. Out: `Peaks` in order, one byte for every `PEAK_MS`, so that ten hours are 720 kB. It streams.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutes_app.audio.decode import windows
from minutes_app.audio.side_by_side import FileBegun
from minutes_app.audio.window import RATE, Lane, Window
from minutes_app.progress import Report

if TYPE_CHECKING:
    from minutes_app.audio.mix import Block

PEAK_MS = 50
_SAMPLES = RATE * PEAK_MS // 1000


@dataclass(frozen=True, slots=True)
class Peaks:
    """From `start_ms` on the loudest sample of any track in every `PEAK_MS`: 0 silence, 255 as loud as can be."""

    start_ms: int
    levels: bytes


def peaks(lanes: tuple[Lane, ...], *, report: Report) -> Iterator[FileBegun | Peaks]:
    """Yield the peaks of `lanes` on one time line; the last one may stand for less than `PEAK_MS`.

    Raises `AudioError`, `DiskError`; `report` may raise `Cancelled`.
    """
    import numpy

    rest = numpy.zeros(0, numpy.int16)
    at_ms = 0
    for each in windows(lanes, "mix", 0, report=report):
        if isinstance(each, FileBegun):
            yield each
        elif isinstance(each, Window):
            loudest = numpy.concatenate((rest, _loudest(each)))
            whole = len(loudest) // _SAMPLES * _SAMPLES
            start_ms = each.start_ms - len(rest) * 1000 // RATE
            at_ms = start_ms + whole * 1000 // RATE
            yield Peaks(start_ms, _levels(loudest[:whole]))
            rest = loudest[whole:]
    if len(rest):
        yield Peaks(at_ms, _levels(numpy.pad(rest, (0, _SAMPLES - len(rest)))))


def _loudest(window: Window) -> "Block":
    """The loudest track at each sample, without its sign."""
    import numpy

    tracks = [numpy.abs(numpy.frombuffer(pcm, "<i2").astype(numpy.int32)) for pcm in window.tracks]
    loudest: Block = numpy.minimum(numpy.max(tracks, axis=0), 32767).astype(numpy.int16)
    return loudest


def _levels(loudest: "Block") -> bytes:
    return bytes((loudest.reshape(-1, _SAMPLES).max(axis=1) >> 7).tolist())
