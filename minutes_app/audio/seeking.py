"""The pieces of a file from a whole second of its time line on, without those before: a little is decoded and dropped.

In: a fresh `Sound`. Out: what its `pieces` would have given from there, the first frame cut so that it begins exactly
there; or None, where the file has no clock that tells the place. Whole seconds, because there the grid of the
resampler's samples meets that of every rate: what follows is sample by sample what a decode from the beginning gives.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutes_app.audio.container import Broken, Sound

if TYPE_CHECKING:
    from av import AudioFrame

LEAD_S = 2.0
"""So much is decoded before, for what a decoder knows of the frames before (a bit reservoir, overlap, predictors)."""


@dataclass(frozen=True, slots=True)
class Sought:
    """`origin_s`: where the file's own clock stands at the beginning of its time line."""

    origin_s: float
    pieces: "Iterator[AudioFrame | Broken]"


def sought(sound: Sound, second: int, tolerance_s: float) -> Sought | None:
    """From that second on; then `sound` is of use for nothing else. Raises as `Sound.pieces`.

    `tolerance_s`: a first frame that is later than the clock by no more stands at the beginning all the same.
    """
    begin_s, clock_s = _first_s(sound), sound.origin_s
    if begin_s is None:
        return None
    origin_s = begin_s if clock_s is None or begin_s - clock_s <= tolerance_s else clock_s
    if not sound.seek(origin_s + second - LEAD_S):
        return None
    pieces = sound.pieces()
    for piece in pieces:
        start_s = None if isinstance(piece, Broken) else start_of(piece)
        if isinstance(piece, Broken) or start_s is None:
            return None
        late = round((origin_s + second - start_s) * piece.sample_rate)
        if late < 0:
            return None
        if late < piece.samples:
            return Sought(origin_s, itertools.chain([_cut(piece, late)], pieces))
    return None


def start_of(frame: "AudioFrame | None") -> float | None:
    """Where a frame begins on the file's own clock (s); None = it does not say."""
    if frame is None or frame.pts is None or frame.time_base is None:
        return None
    return frame.pts * frame.time_base.numerator / frame.time_base.denominator


def _first_s(sound: Sound) -> float | None:
    """Where the first sound of the file stands."""
    for piece in sound.pieces():
        if isinstance(piece, Broken):
            return None
        if piece.samples and piece.sample_rate:
            return start_of(piece)
    return None


def _cut(frame: "AudioFrame", late: int) -> "AudioFrame":
    """The frame without its first samples."""
    from fractions import Fraction

    import numpy
    from av import AudioFrame

    if not late:
        return frame
    samples: Any = frame.to_ndarray()
    width = 1 if frame.format.is_planar else frame.layout.nb_channels
    kept: Any = numpy.ascontiguousarray(samples[:, late * width :])
    made = AudioFrame.from_ndarray(kept, format=frame.format.name, layout=frame.layout.name)
    made.sample_rate = frame.sample_rate
    start_s = start_of(frame) or 0.0
    made.time_base = Fraction(1, frame.sample_rate)
    made.pts = round(start_s * frame.sample_rate) + late
    return made
