"""A device's own rate and channels → 16 kHz mono: right pitch, right level, no seam between pieces."""

import numpy
import pytest

from minutes_app.audio.conform import Conform


def converted(rate: int, channels: int, *, piece: int, hz: float = 440.0, seconds: float = 4.0) -> "numpy.ndarray":
    times = numpy.arange(int(rate * seconds)) / rate
    mono = (8000 * numpy.sin(2 * numpy.pi * hz * times)).astype("<i2")
    pcm = numpy.repeat(mono[:, None], channels, axis=1).tobytes()
    conform, size = Conform(rate, channels), piece * channels * 2
    out = b"".join(conform.feed(pcm[at : at + size]) for at in range(0, len(pcm), size))
    return numpy.frombuffer(out, dtype="<i2").astype(float)


@pytest.mark.parametrize(("rate", "channels"), [(48000, 1), (44100, 2), (8000, 1), (16000, 4), (96000, 2)])
def test_pitch_level_and_length_stay(rate: int, channels: int) -> None:
    out = converted(rate, channels, piece=rate // 20)
    assert len(out) == pytest.approx(4 * 16000, abs=60)
    middle = out[8000:56000]
    assert numpy.sqrt(2) * middle.std() == pytest.approx(8000, rel=0.02)
    spectrum = numpy.abs(numpy.fft.rfft(middle * numpy.hanning(len(middle))))
    assert numpy.argmax(spectrum) / 3 == pytest.approx(440, abs=0.5)


def test_no_seam_is_heard_between_pieces() -> None:
    small, large = converted(48000, 1, piece=2400), converted(48000, 1, piece=48000)
    count = min(len(small), len(large))
    assert numpy.abs(small[:count] - large[:count]).max() <= 1


def test_full_scale_on_all_channels_does_not_wrap_around() -> None:
    loud = numpy.full((1600, 2), -32768, dtype="<i2").tobytes()
    assert numpy.frombuffer(Conform(16000, 2).feed(loud), dtype="<i2").max() == -32768
