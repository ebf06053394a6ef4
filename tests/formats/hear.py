"""Decoded sound as numbers, and how alike two sounds are."""

from pathlib import Path

import numpy
import numpy.typing

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, DecodeSummary, Tracks, Window, one_lane
from minutes_app.errors import AudioError

Samples = numpy.typing.NDArray[numpy.int16]


def windows_of(
    decoder: Decoder, *paths: Path, tracks: Tracks = "mix", from_ms: int = 0
) -> tuple[list[Window], DecodeSummary]:
    """All windows and the summary; windows follow each other without a hole."""
    windows: list[Window] = []
    summary = None
    for value in decoder.windows(one_lane(*paths), tracks=tracks, from_ms=from_ms):
        assert summary is None, "the summary is the last thing"
        if isinstance(value, DecodeSummary):
            summary = value
        else:
            windows.append(value)
    assert summary is not None
    place = from_ms
    for window in windows:
        assert window.start_ms == place
        assert len({len(track) for track in window.tracks}) == 1
        place += window.duration_ms
    return windows, summary


def refused_or_heard(decoder: Decoder, path: Path) -> DecodeSummary | None:
    """The summary, or None for a file that is refused with an error that names it."""
    try:
        return windows_of(decoder, path)[1]
    except AudioError as error:
        named = getattr(error, "path", None)
    assert named == path
    return None


def joined(windows: list[Window], track: int = 0) -> Samples:
    """The samples of one track."""
    return numpy.frombuffer(b"".join(window.tracks[track] for window in windows), "<i2")


def samples_of(decoder: Decoder, *paths: Path, from_ms: int = 0) -> tuple[Samples, DecodeSummary]:
    """The samples of the mix, and the summary."""
    windows, summary = windows_of(decoder, *paths, from_ms=from_ms)
    return joined(windows), summary


def likeness(sound: Samples, original: Samples) -> tuple[float, float]:
    """Best correlation (0 to 1) within a second either way, and how late `sound` is there, in ms."""
    size = 1 << (len(sound) + len(original)).bit_length()
    ours = numpy.fft.rfft(sound.astype(float), size)
    theirs = numpy.fft.rfft(original.astype(float), size)
    cross = numpy.fft.irfft(ours * numpy.conj(theirs), size)
    near = numpy.concatenate([cross[-RATE:], cross[:RATE]])
    best = int(numpy.argmax(near))
    power = float(numpy.linalg.norm(sound.astype(float)) * numpy.linalg.norm(original.astype(float)))
    return float(near[best]) / power if power else 0.0, (best - RATE) / RATE * 1000


def place_of(piece: Samples, sound: Samples) -> float:
    """Where in `sound` the `piece` fits best, in ms."""
    size = 1 << (len(sound) + len(piece)).bit_length()
    cross = numpy.fft.irfft(
        numpy.fft.rfft(sound.astype(float), size) * numpy.conj(numpy.fft.rfft(piece.astype(float), size)), size
    )
    return int(numpy.argmax(cross[: len(sound)])) / RATE * 1000
