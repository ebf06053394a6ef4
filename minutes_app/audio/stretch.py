"""A lane of files from one place of the time line to another, read from there and not from its beginning.

In: a lane whose files have their places, and the stretch. Out: blocks of exactly that stretch, sample by sample what
`side_by_side.LaneSound` gives there. A file whose length is not known, in which something had to be skipped, or whose
clock cannot be sought, is read from its beginning, and what lies before the stretch is dropped.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from minutes_app.audio.container import Sound
from minutes_app.audio.side_by_side import FileBegun, LaneSound, require_sound, silent
from minutes_app.audio.timeline import PER_MS, Timeline
from minutes_app.audio.window import RATE, Lane, Part

if TYPE_CHECKING:
    from minutes_app.audio.mix import Block

LEAST_S = 2
"""Nearer to a file's beginning nothing is gained by seeking."""
AGREES_S = 0.2
"""A header that tells another length than was heard has a clock that did not run through."""


class StretchSound(LaneSound):
    """The sound of one lane from `begins_ms` to `until_ms`; `moved` is told how far the reading is (ms)."""

    def __init__(
        self, lane: Lane, tracks: int, stretch: tuple[int, int], beat: Callable[[], None], moved: Callable[[int], None]
    ) -> None:
        super().__init__(lane, tracks, stretch[0], beat)
        self._first, self._last = (place * PER_MS for place in stretch)
        self._moved = moved
        self._end = 0

    def blocks(self) -> "Iterator[Block | FileBegun]":
        """All of it; nothing where no file reaches. Raises `AudioError`, `DiskError`."""
        given = self._first
        for part in self._lane:
            start = max(self._end, part.at_ms * PER_MS)
            self._end = start + part.length_ms * PER_MS
            if start >= self._last:
                return
            if part.length_ms and self._end <= self._first:
                continue
            self.path = part.path
            yield FileBegun(part.path)
            for silence in silent(self.tracks, start - given):
                given += silence.shape[1]
                yield silence
            with closing(self._heard(part, start)) as heard:
                for at, block in heard:
                    kept = block[:, max(0, given - at) : self._last - at]
                    given += kept.shape[1]
                    if kept.shape[1]:
                        yield kept
                    if given >= self._last:
                        return

    def _heard(self, part: Part, start: int) -> "Generator[tuple[int, Block], None, None]":
        """The blocks of a file that begins at sample `start`, each with its place, from before the stretch on."""
        second = (self._first - start) // RATE - 1
        for at_s in (second, 0) if part.is_whole and second >= LEAST_S else (0,):
            with Sound(part.path, self._beat) as sound:
                line = Timeline(sound, self.tracks)
                if at_s and not (_agrees(sound, part) and line.begin_at(at_s)):
                    continue
                place = start + at_s * RATE
                for block in line.blocks():
                    self._moved(place // PER_MS)
                    yield place, block
                    place += block.shape[1]
                if not at_s:
                    require_sound(line, sound)
                self._end = max(self._end, place)
                return


def _agrees(sound: Sound, part: Part) -> bool:
    return abs(sound.duration_s - part.length_ms / 1000) <= AGREES_S
