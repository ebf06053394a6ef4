"""A stream of 16-bit sound at a device's own rate and channels → 16 kHz mono, a piece at a time.

In: interleaved signed 16-bit little endian. Out: the same sound as 16 kHz mono, later by the resampler's constant delay
(about 1 ms) and without gap or click between pieces. Channels are averaged. Keeps no more than the resampler's tail.
"""

from typing import TYPE_CHECKING, Any

from minutes_app.audio.window import RATE

if TYPE_CHECKING:
    from av import AudioResampler


class Conform:
    """One stream's converter."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._channels = channels
        self._resampler: AudioResampler | None = None

    def feed(self, pcm: bytes) -> bytes:
        """What has become ready with this piece (whole frames), perhaps nothing yet."""
        import numpy
        from av import AudioFrame, AudioResampler

        samples: Any = numpy.frombuffer(pcm, dtype="<i2")
        if self._channels > 1:
            frames = samples.reshape(-1, self._channels).astype(numpy.int32)
            samples = (frames.sum(axis=1) // self._channels).astype("<i2")
        if self._rate == RATE:
            return bytes(samples.tobytes())
        if self._resampler is None:
            self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = self._rate
        ready = self._resampler.resample(frame)
        return b"".join(bytes(one.to_ndarray().astype("<i2").tobytes()) for one in ready)
