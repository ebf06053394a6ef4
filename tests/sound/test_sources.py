"""Open inputs on a real sound server: what comes, how it ends, and what a silent move looks like."""

import math
import struct
import wave
from pathlib import Path

import numpy
import pytest
from numpy.typing import NDArray

from minutes_app.capture.devices import open_source
from minutes_app.capture.source import Block, Kind, Source
from tests.sound.fake_sound import MIC_SINK, SYSTEM_SINK, FakeSound, wait_for

RATE = 16_000


class Heard:
    """What a source has handed over so far."""

    def __init__(self, name: str, kind: Kind) -> None:
        self.blocks: list[Block] = []
        self.source: Source = open_source(name, kind)
        self.source.start(self.blocks.append)

    def __enter__(self) -> "Heard":
        return self

    def __exit__(self, *_error: object) -> None:
        self.source.close()

    @property
    def samples(self) -> NDArray[numpy.int16]:
        return numpy.frombuffer(b"".join(block.pcm for block in self.blocks), dtype="<i2")

    def more(self, samples: int) -> None:
        """Wait for that many samples more."""
        goal = len(self.samples) + samples
        wait_for(lambda: len(self.samples) >= goal, "no sound comes")


def tone(path: Path, hz: float, seconds: float = 30.0, level: float = 0.25) -> Path:
    """A sine as a wave file, `level` of full scale."""
    count = int(RATE * seconds)
    values = (round(32767 * level * math.sin(2 * math.pi * hz * n / RATE)) for n in range(count))
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{count}h", *values))
    return path


def peak_hz(samples: NDArray[numpy.int16]) -> float:
    spectrum = numpy.abs(numpy.fft.rfft(samples * numpy.hanning(len(samples))))
    return float(numpy.argmax(spectrum)) * RATE / len(samples)


def level(samples: NDArray[numpy.int16]) -> float:
    """Peak level of a sine of that energy, of full scale."""
    return float(numpy.sqrt(2 * numpy.mean((samples / 32768.0) ** 2)))


def test_both_inputs_record_at_once_at_the_right_pitch_and_level(sound: FakeSound, tmp_path: Path) -> None:
    sound.play(tone(tmp_path / "room.wav", 440), MIC_SINK)
    sound.play(tone(tmp_path / "far.wav", 1000, level=0.5), SYSTEM_SINK)
    with Heard("Mic", "microphone") as room, Heard("default", "system") as far:
        for heard in (room, far):
            wait_for(lambda heard=heard: heard.samples.any(), "only silence comes")  # type: ignore[misc] # bound now
        for heard in (room, far):
            heard.more(3 * RATE)
        room_s, far_s = room.samples[-2 * RATE :], far.samples[-2 * RATE :]
    assert peak_hz(room_s) == pytest.approx(440, abs=1)
    assert peak_hz(far_s) == pytest.approx(1000, abs=1)
    assert level(room_s) == pytest.approx(0.25, rel=0.05)
    assert level(far_s) == pytest.approx(0.5, rel=0.05)
    assert {len(block.pcm) for block in room.blocks} == {1600}
