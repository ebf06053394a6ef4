"""Open inputs on a real sound server: what comes, how it ends, and what a silent move looks like."""

import gc
import math
import os
import struct
import time
import wave
from pathlib import Path
from typing import Any

import numpy
import psutil
import pytest
from numpy.typing import NDArray

from minutes_app.capture.devices import open_source
from minutes_app.capture.source import Block, Kind, Source
from minutes_app.errors import DeviceMissing, SoundSystemMissing
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
    assert {len(block.pcm) for block in room.blocks} == {640}


def settled(sound: FakeSound, name: str, kind: Kind) -> Heard:
    """A source that delivers and has been asked for its device (a fresh null sink takes its time)."""
    heard = Heard(name, kind)
    wait_for(lambda: bool(heard.blocks and heard.source.heard_from()), "no sound comes")
    return heard


@pytest.mark.parametrize(("kind", "source"), [("microphone", "mic"), ("system", SYSTEM_SINK)])
def test_a_suspended_source_says_nothing_stays_alive_and_goes_on(sound: FakeSound, kind: Kind, source: str) -> None:
    with settled(sound, "", kind) as heard:
        sound.suspend(source)
        time.sleep(0.3)
        before = len(heard.blocks)
        time.sleep(1.0)
        assert len(heard.blocks) == before
        assert heard.source.is_alive()
        assert heard.source.heard_from() == heard.source.device.name
        sound.suspend(source, on=False)
        heard.more(RATE // 2)


def test_a_microphone_that_was_pulled_out_is_heard_from_another_device(sound: FakeSound) -> None:
    with settled(sound, "Mic", "microphone") as heard:
        sound.pull_out()
        wait_for(lambda: heard.source.heard_from() != "Mic", "nobody noticed")
        assert heard.source.heard_from() in ("FakeSystem", "RoomLine")
    with pytest.raises(DeviceMissing):
        open_source("Mic", "microphone")
    sound.plug_in()
    with settled(sound, "Mic", "microphone") as again:
        again.more(RATE // 2)
        assert again.source.heard_from() == "Mic"


def test_the_same_microphone_under_another_name_is_found_by_its_key(sound: FakeSound) -> None:
    with settled(sound, "Mic", "microphone") as heard:
        key = heard.source.device.key
        sound.rename("会議室マイク")
        with settled(sound, key, "microphone") as again:
            assert again.source.device.name == "会議室マイク"


def test_an_output_that_was_unloaded_is_heard_from_another_device_or_ended(sound: FakeSound) -> None:
    with settled(sound, "FakeSystem", "system") as heard:
        sound.control("unload-module", sound.module_of(SYSTEM_SINK))
        wait_for(lambda: not heard.source.is_alive() or heard.source.heard_from() != "FakeSystem", "nobody noticed")


def test_system_sound_of_the_default_tells_when_the_pc_plays_elsewhere(sound: FakeSound) -> None:
    headset = "sink_name=headset rate=48000 channels=2 sink_properties=device.description=Headset"
    with settled(sound, "default", "system") as heard, settled(sound, "FakeSystem", "system") as named:
        sound.control("load-module", "module-null-sink", *headset.split())
        sound.control("set-default-sink", "headset")
        wait_for(lambda: heard.source.heard_from() == "Headset", "nobody noticed")
        assert named.source.heard_from() == "FakeSystem"


@pytest.mark.parametrize("kind", ["microphone", "system"])
def test_a_killed_sound_server_ends_the_source_and_a_new_one_is_opened_by_name(sound: FakeSound, kind: Kind) -> None:
    name = {"microphone": "Mic", "system": "FakeSystem"}[kind]
    with settled(sound, name, kind) as heard:
        sound.kill()
        wait_for(lambda: not heard.source.is_alive(), "nobody noticed")
        with pytest.raises(SoundSystemMissing):
            open_source(name, kind)
    sound.start()
    with settled(sound, name, kind) as again:
        again.more(RATE // 2)


def test_a_sound_server_that_hangs_holds_up_neither_the_questions_nor_the_end(sound: FakeSound) -> None:
    heard = [settled(sound, "Mic", "microphone"), settled(sound, "FakeSystem", "system")]
    sound.freeze()
    begun = time.monotonic()
    for each in heard:
        assert each.source.heard_from() == each.source.device.name
        each.source.is_alive()
    assert time.monotonic() - begun < 1
    for each in heard:
        each.source.close()
    assert time.monotonic() - begun < 9
    sound.thaw()


def test_twenty_recordings_leave_no_thread_no_file_and_no_memory_behind(sound: FakeSound) -> None:
    process = psutil.Process()

    def cycles(count: int) -> tuple[int, int, int]:
        for _ in range(count):
            with Heard("Mic", "microphone") as room, Heard("FakeSystem", "system") as far:
                wait_for(lambda: bool(room.blocks and far.blocks), "no sound comes")
        gc.collect()
        return process.num_threads(), process.num_fds(), process.memory_info().rss

    threads, files, memory = cycles(5)
    threads_after, files_after, memory_after = cycles(20)
    assert threads_after <= threads
    assert files_after <= files
    assert memory_after - memory < 4 << 20


def test_opening_a_microphone_leaves_the_environment_as_it_was(sound: FakeSound) -> None:
    before = dict(os.environ)
    with Heard("Mic", "microphone"):
        assert dict(os.environ) == before


def test_a_microphone_that_takes_only_its_own_rate_is_converted(
    sound: FakeSound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sounddevice

    asked: list[tuple[int, int]] = []

    class Stubborn(sounddevice.RawInputStream):  # type: ignore[misc] # untyped library
        def __init__(self, **options: Any) -> None:
            asked.append((options["samplerate"], options["channels"]))
            if options["samplerate"] == RATE or options["channels"] == 1:
                code = -9997 if options["samplerate"] == RATE else -9998
                raise sounddevice.PortAudioError("Invalid sample rate", code)
            super().__init__(**options)

    monkeypatch.setattr(sounddevice, "RawInputStream", Stubborn)
    sound.play(tone(tmp_path / "room.wav", 440), MIC_SINK)
    with Heard("Mic", "microphone") as heard:
        wait_for(lambda: bool(heard.samples.any()), "only silence comes")
        begun, had = time.monotonic(), len(heard.samples)
        heard.more(3 * RATE)
        pace = (len(heard.samples) - had) / (time.monotonic() - begun)
    assert asked == [(16000, 1), (44100, 1), (44100, 2)]
    assert pace == pytest.approx(RATE, rel=0.1)
    assert peak_hz(heard.samples[-2 * RATE :]) == pytest.approx(440, abs=1)
    assert level(heard.samples[-2 * RATE :]) == pytest.approx(0.25, rel=0.05)
