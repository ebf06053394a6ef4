"""A microphone through PortAudio (sounddevice): WASAPI on Windows, the sound server or ALSA on Linux.

In: a `Device` of kind "microphone". Out: `Block`s of 20 ms, converted to 16 kHz mono by the system where it does so
(WASAPI's auto_convert, Pulse), by `audio.conform` where a device takes its own rate only. On a sound server the stream
is put on the wanted source by libpulse's own variable PULSE_SOURCE, and carries a mark, so that `heard_from` can say
later which source it is on.
PortAudio's list of devices stands still from its start: it is started anew before each opening while nothing is open.
"""

import ctypes.util
import os
import queue
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from minutes_app.audio.conform import Conform
from minutes_app.audio.window import RATE
from minutes_app.capture import pulse
from minutes_app.capture.clock import Clock, SystemClock
from minutes_app.capture.foreign import FORMAT_CODES, code_of, listing_errors, sound_errors
from minutes_app.capture.source import Block, Device, Take
from minutes_app.errors import CaptureError, DeviceMissing, DeviceRefused, SoundSystemMissing

_WINDOWS = sys.platform == "win32"
BLOCK = 320
"""20 ms. Pulse hands sound over in pieces of this size, and a stall shifts them against our blocks: with 50 ms a block
came up to 37 ms later for good though nothing was lost (measured), which looks like lost sound."""

LATENCY_S = 0.5 if _WINDOWS else 0.15
"""What the host's buffer holds, so that a stalled callback loses nothing. Windows has nothing else; a sound server
keeps seconds by itself (measured: 1.5 s of SIGSTOP lose no frame)."""

LOOK_S = 0.5
CLOSE_S = 3.0
"""A sound server that hangs is not waited for any longer."""

_PULSE_DEVICE = "pulse"
_WINDOWS_HOST = "Windows WASAPI"

_library = threading.RLock()
_open: set[int] = set()


def devices() -> tuple[Device, ...]:
    """The microphones that PortAudio knows; on Windows those of WASAPI only (each is there four times otherwise).

    Raises `SoundSystemMissing`.
    """
    with listing_errors():
        sounddevice = _started_anew()
        hosts = sounddevice.query_hostapis()
        found = [(one, hosts[one["hostapi"]]) for one in sounddevice.query_devices() if one["max_input_channels"] > 0]
    if any(host["name"] == _WINDOWS_HOST for _one, host in found):
        found = [(one, host) for one, host in found if host["name"] == _WINDOWS_HOST]
    if any(one["name"] == _PULSE_DEVICE for one, _host in found):  # a door to a sound server, not a device
        found = [(one, host) for one, host in found if one["name"] not in (_PULSE_DEVICE, "default")]
    seen: dict[str, int] = {}
    listed = []
    for one, host in found:
        seen[one["name"]] = times = seen.get(one["name"], 0) + 1
        name = one["name"] if times == 1 else f"{one['name']} ({times})"
        listed.append(Device(name, "microphone", host["name"], one["index"] == host["default_input_device"]))
    return tuple(listed)


class Microphone:
    """An open microphone. Raises `DeviceMissing`, `DeviceRefused`, `SoundSystemMissing` when it cannot be opened."""

    def __init__(self, device: Device, clock: Clock | None = None) -> None:
        self.device = device
        self._clock = clock or SystemClock()
        self._take: Take | None = None
        self._closed = threading.Event()
        self._mark = uuid.uuid4().hex
        self._heard_from = "" if device.host == pulse.HOST else device.name
        self._threads: list[threading.Thread] = []
        self._came: queue.SimpleQueue[Block | None] = queue.SimpleQueue()
        self._conform: Conform | None = None
        with _library, sound_errors(device.name, "microphone"):
            self._stream = self._opened()
            _open.add(id(self))

    def start(self, take: Take) -> None:
        """As `Source`."""
        self._take = take
        with sound_errors(self.device.name, "microphone"):
            self._stream.start()
        if self.device.host == pulse.HOST:
            self._begin(self._look, "lookout")
        if self._conform is not None:
            self._begin(self._convert, "conform")

    def is_alive(self) -> bool:
        """As `Source`."""
        try:
            with sound_errors(self.device.name, "microphone"):
                return bool(self._stream.active)
        except CaptureError:
            return False

    def heard_from(self) -> str:
        """As `Source`. WASAPI never moves a stream to another device, it ends it."""
        return self._heard_from

    def close(self) -> None:
        """As `Source`."""
        if self._closed.is_set():
            return
        self._closed.set()
        if _WINDOWS:  # COM wants the thread that opened it
            self._let_go()
        else:
            self._begin(self._let_go, "closing")
        ends = time.monotonic() + CLOSE_S
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))

    def _let_go(self) -> None:
        with suppress(CaptureError), sound_errors(self.device.name, "microphone"):
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
        _open.discard(id(self))
        self._came.put(None)

    def _begin(self, work: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _opened(self) -> Any:
        sounddevice = _started_anew()
        found = _found(sounddevice, self.device)
        shapes = _shapes(int(found["default_samplerate"]), int(found["max_input_channels"]))
        for rate, channels in shapes:
            try:
                return self._opened_as(sounddevice, int(found["index"]), rate, channels)
            except sounddevice.PortAudioError as error:
                if code_of(error) not in FORMAT_CODES or (rate, channels) == shapes[-1]:
                    raise
        raise DeviceRefused(self.device.name, "no input channel")

    def _opened_as(self, sounddevice: Any, index: int, rate: int, channels: int) -> Any:
        extra = None
        if _WINDOWS and self.device.host == _WINDOWS_HOST:
            extra = sounddevice.WasapiSettings(exclusive=False, auto_convert=True)
        with _sent_to(self.device, self._mark):
            stream = sounddevice.RawInputStream(
                samplerate=rate,
                channels=channels,
                dtype="int16",
                blocksize=BLOCK * rate // RATE,
                device=index,
                latency=LATENCY_S,
                extra_settings=extra,
                callback=self._called,
            )
        self._conform = None if (rate, channels) == (RATE, 1) else Conform(rate, channels)
        return stream

    def _called(self, pcm: Any, _frames: int, _times: Any, status: Any) -> None:
        """PortAudio's own thread: hand over and be gone."""
        block = Block(bytes(pcm), self._clock.monotonic(), bool(status.input_overflow))
        if self._conform is not None:
            self._came.put(block)
        elif self._take is not None:
            self._take(block)

    def _convert(self) -> None:
        """Blocks at the device's own rate → 16 kHz mono, away from PortAudio's thread."""
        while (block := self._came.get()) is not None:
            if self._conform is not None and self._take is not None and (pcm := self._conform.feed(block.pcm)):
                self._take(Block(pcm, block.arrived, block.overflow))

    def _look(self) -> None:
        """Ask the sound server again and again which source the stream is on."""
        while not self._closed.wait(LOOK_S):
            with suppress(CaptureError), pulse.Pulse() as server:
                source = server.source_of(self._mark)
                if source is not None:
                    self._heard_from = self.device.name if source == self.device.id else pulse.name_of(source)


@contextmanager
def _sent_to(device: Device, mark: str) -> Iterator[None]:
    """libpulse reads these when a stream is opened, and the ALSA plug-in has no other way to be told."""
    if device.host != pulse.HOST:
        yield
        return
    wanted = {"PULSE_SOURCE": device.id, "PULSE_PROP": f"{pulse.MARK}={mark}"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _started_anew() -> Any:
    """sounddevice with a fresh list of devices, unless a stream is open (a new start would end it)."""
    loaded = "sounddevice" in sys.modules
    with _library:
        with _no_strange_library():
            import sounddevice

        if loaded and not _open:
            with suppress(sounddevice.PortAudioError):
                sounddevice._terminate()
            sounddevice._initialize()
    return sounddevice


@contextmanager
def _no_strange_library() -> Iterator[None]:
    """On Windows sounddevice finds nothing inside but the DLL that its own package brings."""
    # WORKAROUND https://github.com/spatialaudio/python-sounddevice (the top of sounddevice.py): it
    # would first load any portaudio.dll of the search path; until it takes its own one first.
    before = ctypes.util.find_library
    if _WINDOWS:
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = before


def _shapes(own_rate: int, most: int) -> tuple[tuple[int, int], ...]:
    """(rate, channels) to ask for, the best first; the system converts the first where it can."""
    wanted = ((RATE, 1), (own_rate, 1), (own_rate, 2), (own_rate, most))
    return tuple(dict.fromkeys((rate, channels) for rate, channels in wanted if 1 <= channels <= most))


def _found(sounddevice: Any, device: Device) -> dict[str, Any]:
    """PortAudio's entry for it just now. Raises `DeviceMissing`, `SoundSystemMissing`."""
    wanted = _PULSE_DEVICE if device.host == pulse.HOST else device.name
    seen: dict[str, int] = {}
    for one in sounddevice.query_devices():
        host = sounddevice.query_hostapis(one["hostapi"])["name"]
        if one["max_input_channels"] < 1 or (device.host not in (pulse.HOST, host)):
            continue
        seen[one["name"]] = times = seen.get(one["name"], 0) + 1
        if wanted == (one["name"] if times == 1 else f"{one['name']} ({times})"):
            return dict(one)
    if device.host == pulse.HOST:  # ALSA's plug-in for sound servers is not installed (Debian: libasound2-plugins)
        raise SoundSystemMissing("library")
    raise DeviceMissing(device.name, device.kind, tuple(seen))
