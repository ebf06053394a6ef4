"""The Windows paths of the sources, with libraries that behave as their Windows halves do (read in their code)."""

import ctypes.util
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import numpy
import pytest

from minutes_app.capture import microphone, system_sound
from minutes_app.capture.microphone import Microphone
from minutes_app.capture.source import Block, Device
from minutes_app.capture.system_sound import SystemSound
from minutes_app.errors import DeviceGone, DeviceMissing, DeviceRefused

SPEAKER, HEADSET = "{0.0.0.00000000}.{aaaa-1111}", "{0.0.0.00000000}.{bbbb-2222}"
OUTPUT = Device("スピーカー (Realtek)", "system", "Windows WASAPI", default=True, id=SPEAKER)
MICROPHONE = Device("マイク (USB Audio)", "microphone", "Windows WASAPI", default=True)


class FakeRecorder:
    """SoundCard's WASAPI recorder: 50 ms of half and quarter level a call; may warn, or find its device gone."""

    def __init__(self, library: "FakeSoundCard") -> None:
        self._library = library

    def __enter__(self) -> "FakeRecorder":
        self._library.running += 1
        return self

    def __exit__(self, *_error: object) -> None:
        self._library.running -= 1

    def record(self, frames: int) -> Any:
        time.sleep(0.01)
        if self._library.is_gone:
            raise RuntimeError("Error 0x88890004")
        if self._library.loses:
            self._library.loses = False
            warnings.warn("data discontinuity in recording", RuntimeWarning, stacklevel=1)
        return numpy.tile(numpy.array([0.5, 0.25], dtype="float32"), (frames, 1))


class FakeSoundCard:
    """SoundCard on Windows, with two outputs."""

    def __init__(self) -> None:
        self.running = 0
        self.is_gone = self.loses = False
        self.default = SPEAKER
        self.names = {SPEAKER: "スピーカー (Realtek)", HEADSET: "ヘッドホン (USB)"}

    def all_speakers(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(id=id_, name=name) for id_, name in self.names.items()]

    def default_speaker(self) -> SimpleNamespace:
        return SimpleNamespace(id=self.default, name=self.names[self.default])

    def get_microphone(self, id_: str, *, include_loopback: bool) -> SimpleNamespace:
        assert include_loopback
        found = next((known for known in self.names if id_ in known), next(iter(self.names)))
        return SimpleNamespace(id=found, recorder=self.recorder)

    def recorder(self, rate: int, *, channels: int, blocksize: int) -> FakeRecorder:
        assert (rate, channels, blocksize) == (16000, 2, 8000)
        return FakeRecorder(self)


@pytest.fixture
def soundcard(monkeypatch: pytest.MonkeyPatch) -> FakeSoundCard:
    library = FakeSoundCard()
    monkeypatch.setattr(system_sound, "_WINDOWS", True)
    monkeypatch.setattr(system_sound, "_soundcard", lambda: library)
    monkeypatch.setattr(system_sound, "_WINDOWS_BUFFER", 8000)
    return library


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def hearing(source: Any) -> Iterator[list[Block]]:
    blocks: list[Block] = []
    source.start(blocks.append)
    try:
        yield blocks
    finally:
        source.close()


def test_outputs_are_listed_by_name_and_twins_by_the_end_of_their_id(soundcard: FakeSoundCard) -> None:
    assert [(device.name, device.default) for device in system_sound.devices()] == [
        ("スピーカー (Realtek)", True),
        ("ヘッドホン (USB)", False),
    ]
    soundcard.names[HEADSET] = "スピーカー (Realtek)"
    assert [device.name for device in system_sound.devices()] == [
        "スピーカー (Realtek) [1111]",
        "スピーカー (Realtek) [2222]",
    ]


def test_two_channels_are_averaged_into_blocks_of_50_ms(soundcard: FakeSoundCard) -> None:
    with hearing(SystemSound(OUTPUT)) as blocks:
        until(lambda: len(blocks) > 3)
        assert soundcard.running == 1
    assert soundcard.running == 0
    assert set(numpy.frombuffer(blocks[0].pcm, dtype="<i2")) == {round(0.375 * 32768)}
    assert {len(block.pcm) for block in blocks} == {1600}
    assert not any(block.overflow for block in blocks)


def test_a_discontinuity_that_soundcard_warns_of_is_told_with_the_block(soundcard: FakeSoundCard) -> None:
    with hearing(SystemSound(OUTPUT)) as blocks:
        until(lambda: len(blocks) > 1)
        soundcard.loses = True
        until(lambda: any(block.overflow for block in blocks))
        count = len(blocks)
        until(lambda: len(blocks) > count + 1)
    assert sum(block.overflow for block in blocks) == 1


def test_an_output_that_was_unplugged_ends_the_source(soundcard: FakeSoundCard) -> None:
    source = SystemSound(OUTPUT)
    with hearing(source) as blocks:
        until(lambda: blocks)
        soundcard.is_gone = True
        until(lambda: not source.is_alive())


def test_a_default_output_that_changes_is_told_and_a_named_one_stays(soundcard: FakeSoundCard) -> None:
    follower, named = SystemSound(OUTPUT, follow=True), SystemSound(OUTPUT)
    with hearing(follower), hearing(named):
        until(lambda: follower.heard_from() == named.heard_from() == OUTPUT.name)
        soundcard.default = HEADSET
        until(lambda: follower.heard_from() == "ヘッドホン (USB)")
        assert named.heard_from() == OUTPUT.name


def test_an_output_that_only_looks_like_the_wanted_one_is_not_taken(soundcard: FakeSoundCard) -> None:
    with pytest.raises(DeviceMissing):
        SystemSound(Device("x", "system", "Windows WASAPI", id="{gone}"))


class FakePortAudio:
    """sounddevice on Windows: one microphone under WASAPI, and what it was opened with."""

    def __init__(self, hresult: int = 0) -> None:
        import sounddevice

        self.PortAudioError = sounddevice.PortAudioError
        self.opened: dict[str, Any] = {}
        self.closed_by: list[int] = []
        self._hresult = hresult

    def query_hostapis(self, _index: int = 0) -> dict[str, Any]:
        return {"name": "Windows WASAPI"}

    def query_devices(self) -> list[dict[str, Any]]:
        one = {
            "index": 7,
            "name": MICROPHONE.name,
            "hostapi": 0,
            "max_input_channels": 2,
            "default_samplerate": 48000.0,
        }
        return [one]

    def WasapiSettings(self, **options: bool) -> dict[str, bool]:
        return options

    def RawInputStream(self, **options: Any) -> "FakePortAudio":
        if self._hresult:
            raise self.PortAudioError("Unanticipated host error", -9999, (-1, self._hresult - (1 << 32), ""))
        self.opened = options
        return self

    def abort(self, *, ignore_errors: bool) -> None:
        assert ignore_errors

    def close(self, *, ignore_errors: bool) -> None:
        assert ignore_errors
        self.closed_by.append(threading.get_ident())


def test_no_dll_of_the_search_path_is_loaded_in_place_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"C:\\strange\\{name}.dll")
    with microphone._no_strange_library():
        assert ctypes.util.find_library("portaudio") == "C:\\strange\\portaudio.dll"
    monkeypatch.setattr(microphone, "_WINDOWS", True)
    with microphone._no_strange_library():
        assert ctypes.util.find_library("portaudio") is None
    assert ctypes.util.find_library("portaudio") is not None


def test_wasapi_is_shared_converts_itself_and_is_closed_by_the_thread_that_opened_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = FakePortAudio()
    monkeypatch.setattr(microphone, "_WINDOWS", True)
    monkeypatch.setattr(microphone, "_started_anew", lambda: library)
    source = Microphone(MICROPHONE)
    assert source.heard_from() == MICROPHONE.name
    assert library.opened["extra_settings"] == {"exclusive": False, "auto_convert": True}
    assert (library.opened["device"], library.opened["samplerate"], library.opened["channels"]) == (7, 16000, 1)
    source.close()
    assert library.closed_by == [threading.get_ident()]


@pytest.mark.parametrize(
    ("hresult", "told"), [(0x8889000A, DeviceRefused), (0x80070005, DeviceRefused), (0x88890004, DeviceGone)]
)
def test_what_wasapi_refuses_is_told(hresult: int, told: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "_WINDOWS", True)
    monkeypatch.setattr(microphone, "_started_anew", lambda: FakePortAudio(hresult))
    with pytest.raises(told):
        Microphone(MICROPHONE)
