"""Lanes of files → blocks that hold all tracks side by side.

In: lanes. Out: int16 arrays of shape (tracks, samples) without a hole; a lane that ends early goes on in silence.
Does not cut windows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_app.audio.container import Sound
from minutes_app.audio.timeline import LONGEST_S, PER_MS, Timeline
from minutes_app.audio.window import RATE, Lane
from minutes_app.errors import CannotDecode, NoSoundInFile

if TYPE_CHECKING:
    from minutes_app.audio.mix import Block

PULL = RATE * 5
"""Samples taken from one lane before the next one has its turn."""


LEAST_MISSING_S = 5.0
"""A shorter lack at the end of a file may be its header's inaccuracy."""


@dataclass(frozen=True, slots=True)
class FileBegun:
    """What follows comes from `path`: should the process die, this is the file that did it."""

    path: Path


class LaneSound:
    """The sound of one lane from `begins_ms` of the time line on.

    `lines`: its files so far, in order; `missing_ms`: what the end of each lacks.
    """

    def __init__(self, lane: Lane, tracks: int, begins_ms: int, beat: Callable[[], None]) -> None:
        self.lines: list[Timeline] = []
        self.missing_ms: list[int] = []
        self.tracks = tracks
        self.path = lane[0].path
        self._lane = lane
        self._begins_ms = begins_ms
        self._beat = beat

    def blocks(self) -> "Iterator[Block | FileBegun]":
        """All of it. Raises `AudioError`, `DiskError`."""
        produced = 0
        for part in self._lane:
            self.path = part.path
            yield FileBegun(part.path)
            with Sound(part.path, self._beat) as sound:
                line = Timeline(sound, self.tracks)
                for silence in silent(self.tracks, (part.at_ms - self._begins_ms) * PER_MS - produced):
                    produced += silence.shape[1]
                    yield silence
                for block in line.blocks():
                    produced += block.shape[1]
                    yield block
                require_sound(line, sound)
                self.missing_ms.append(_missing_ms(line, sound))
            self.lines.append(line)


def side_by_side(lanes: Sequence[LaneSound]) -> "Iterator[Block | FileBegun]":
    """One lane as it is; several as blocks with a track each."""
    if len(lanes) == 1:
        yield from lanes[0].blocks()
        return
    queues = [_Queue(lane) for lane in lanes]
    while True:
        for queue in queues:
            yield from queue.filled()
        going = [queue.samples for queue in queues if queue.goes_on]
        ready = min(going) if going else max(queue.samples for queue in queues)
        if ready:
            yield _joined([queue.taken(ready) for queue in queues], ready)
        if not going:
            return


class _Queue:
    """What is ready of one lane. `goes_on`: more will come."""

    def __init__(self, lane: LaneSound) -> None:
        self.goes_on = True
        self.samples = 0
        self._lane = lane
        self._stream = lane.blocks()
        self._blocks: list[Block] = []

    def filled(self) -> Iterator[FileBegun]:
        """Take from the lane until `PULL` samples are ready, or it has ended; says which file it is at."""
        if self.goes_on and self.samples < PULL:
            yield FileBegun(self._lane.path)
        while self.goes_on and self.samples < PULL:
            each = next(self._stream, None)
            if each is None:
                self.goes_on = False
            elif isinstance(each, FileBegun):
                yield each
            else:
                self._blocks.append(each)
                self.samples += each.shape[1]

    def taken(self, samples: int) -> "Block":
        """Take the first `samples`, or all where there are fewer."""
        import numpy

        if not self._blocks:
            return numpy.zeros((1, 0), numpy.int16)
        whole = numpy.concatenate(self._blocks, axis=1)
        self._blocks = [whole[:, samples:]]
        self.samples = self._blocks[0].shape[1]
        return whole[:, :samples]


def silent(tracks: int, samples: int) -> "Iterator[Block]":
    """So much silence, in blocks; nothing where `samples` is not above 0."""
    import numpy

    for at in range(0, samples, PULL):
        yield numpy.zeros((tracks, min(PULL, samples - at)), numpy.int16)


def _joined(held: "Sequence[Block]", samples: int) -> "Block":
    """The first `samples` of each, one row a lane, silence where a lane has no more."""
    import numpy

    rows = numpy.zeros((len(held), samples), numpy.int16)
    for row, block in zip(rows, held, strict=True):
        row[: block.shape[1]] = block[0, :samples]
    return rows


def require_sound(line: Timeline, sound: Sound) -> None:
    """Raise why nothing at all was heard of a file that was read to its end."""
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
