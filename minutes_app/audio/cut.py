"""A stream of samples → windows cut where it is quietest.

In: int16 arrays of shape (tracks, samples), in pieces of any size. Out: `Window`s that follow each other without a
hole. The cuts depend on the samples alone, never on the size of the pieces. Nothing is thrown away: a gate decides
only how long a window may grow, and counts sound as active when in doubt.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from minutes_app.audio.window import RATE, Window

if TYPE_CHECKING:
    from minutes_app.audio.mix import Block

FIRST_MS = 30_000
"""The first window ends by then, so that the first text comes soon."""
ACTIVE_MS = 60_000
LONGEST_MS = 180_000
"""Of one track; several share it. Sound without speech is cut here, so that memory stays flat."""
STEP = RATE
"""Samples between two looks at whether the window is full."""
FRAME = RATE // 100
COARSE = 10
"""Frames of 10 ms in one that the gate judges."""
QUIET = 30
"""Frames over which quietness is averaged: 300 ms, longer than the stop of a consonant."""
FLOOR_PERCENTILE = 10
MARGIN_DB = 6.0
NEVER_ACTIVE_DB = -80.0
ALWAYS_ACTIVE_DB = -45.0
FULL_SCALE = 32768.0


class Cutter:
    """Collects sound and gives it back as windows. `start_ms`: where the first sample stands on the time line.

    `raw`: the last row is no track, but the first one as it was recorded.
    """

    def __init__(self, tracks: int, start_ms: int, *, raw: bool = False) -> None:
        import numpy

        self._raw = raw

        self._longest = LONGEST_MS // tracks // 1000 * RATE
        self._samples = numpy.empty((tracks, self._longest), numpy.int16)
        self._energy = numpy.empty((tracks, self._longest // FRAME), numpy.float32)
        self._filled = 0
        self._measured = 0
        self._start_ms = start_ms
        self._first = True

    def push(self, block: "Block") -> Iterator[Window]:
        """Take `block`; yield each window that became full."""
        taken = 0
        while taken < block.shape[1]:
            count = min(STEP - self._filled % STEP, block.shape[1] - taken)
            self._samples[:, self._filled : self._filled + count] = block[:, taken : taken + count]
            self._filled += count
            taken += count
            if self._filled % STEP == 0:
                self._measure()
                if self._is_full():
                    yield self._window(self._quietest() * FRAME)

    def finish(self) -> Iterator[Window]:
        """Yield what is left, if anything."""
        if self._filled:
            yield self._window(self._filled)

    def _measure(self) -> None:
        """Mean square of each new frame of 10 ms and each track."""
        import numpy

        end = self._filled // FRAME
        new = self._samples[:, self._measured * FRAME : end * FRAME].astype(numpy.float32)
        frames = new.reshape(new.shape[0], -1, FRAME)
        self._energy[:, self._measured : end] = numpy.square(frames).mean(axis=2)
        self._measured = end

    def _is_full(self) -> bool:
        if self._filled >= self._longest:
            return True
        if self._first:
            return self._filled >= FIRST_MS * RATE // 1000
        return self._active_ms() >= ACTIVE_MS

    def _active_ms(self) -> int:
        """How much of the window may be speech, in any track."""
        import numpy

        usable = self._measured // COARSE * COARSE
        if usable * 10 < ACTIVE_MS:
            return 0
        coarse = self._energy[:, :usable].reshape(self._energy.shape[0], -1, COARSE).mean(axis=2)
        power = coarse.max(axis=0) / FULL_SCALE**2
        level_db = 10 * numpy.log10(numpy.maximum(power, 1e-12))
        floor_db = float(numpy.percentile(level_db, FLOOR_PERCENTILE))
        gate_db = min(max(floor_db + MARGIN_DB, NEVER_ACTIVE_DB), ALWAYS_ACTIVE_DB)
        return int(numpy.count_nonzero(level_db > gate_db)) * COARSE * 10

    def _quietest(self) -> int:
        """The frame in the second half about which 300 ms are quietest; the latest of equals."""
        import numpy

        half = self._measured // 2
        summed = self._energy[:, half : self._measured].sum(axis=0, dtype=numpy.float64)
        total = numpy.concatenate([[0.0], numpy.cumsum(summed)])
        smooth = total[QUIET:] - total[:-QUIET]
        latest = len(smooth) - 1 - int(numpy.argmin(smooth[::-1]))
        return half + latest + QUIET // 2

    def _window(self, length: int) -> Window:
        rows = tuple(row[:length].tobytes() for row in self._samples)
        window = Window(self._start_ms, rows[:-1], rows[-1]) if self._raw else Window(self._start_ms, rows)
        self._samples[:, : self._filled - length] = self._samples[:, length : self._filled].copy()
        frames = length // FRAME
        self._measured = max(0, self._measured - frames)
        self._energy[:, : self._measured] = self._energy[:, frames : frames + self._measured].copy()
        self._filled -= length
        self._start_ms += length * 1000 // RATE
        self._first = False
        return window
