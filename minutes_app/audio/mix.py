"""Channels of a recording → the tracks that are recognised: one for all, or one a channel.

In and out: int16 arrays of shape (channels or tracks, samples). Levels are not normalised.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    import numpy.typing

    Block = numpy.typing.NDArray[numpy.int16]

OPPOSED = -0.95
"""Correlation below which two channels are one microphone with a wire swapped: their sum would be silence."""


def to_tracks(block: "Block", tracks: int) -> "Block":
    """`block` with exactly `tracks` rows: surplus channels are mixed into the last, missing ones are silent."""
    import numpy

    channels = block.shape[0]
    if channels == tracks:
        return block
    if channels > tracks:
        mixed = _mixed(block[tracks - 1 :])
        return mixed if tracks == 1 else numpy.concatenate([block[: tracks - 1], mixed])
    silent = numpy.zeros((tracks - channels, block.shape[1]), numpy.int16)
    return numpy.concatenate([block, silent])


def _mixed(block: "Block") -> "Block":
    """All channels as one. Two are averaged; more are summed at half level, so that no microphone drowns."""
    import numpy

    wide = block.astype(numpy.float32)
    if len(wide) == 2 and _are_opposed(wide):
        return block[:1]
    half = wide.sum(axis=0, keepdims=True) * numpy.float32(0.5)
    mixed: Block = numpy.clip(numpy.rint(half), -32768, 32767).astype(numpy.int16)
    return mixed


def _are_opposed(pair: "numpy.typing.NDArray[numpy.float32]") -> bool:
    import numpy

    left, right = pair
    power = float(numpy.dot(left, left)) * float(numpy.dot(right, right))
    return power > 0 and float(numpy.dot(left, right)) < OPPOSED * power**0.5
