"""What the PC itself plays, through SoundCard: WASAPI loopback on Windows, an output's monitor on a Linux sound server.

In: a `Device` of kind "system". Out: `Block`s of 50 ms, 16 kHz mono. SoundCard waits inside its calls, so a thread of
our own asks it. While nothing plays Windows delivers nothing and SoundCard fills in timed zeros; Pulse delivers zeros
itself. Two channels are asked for and averaged: one alone is garbage on Windows (SoundCard's README, known issues).
"""

import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from minutes_app.audio.window import RATE
from minutes_app.capture import pulse
from minutes_app.capture.clock import Clock, SystemClock
from minutes_app.capture.foreign import listing_errors, sound_errors
from minutes_app.capture.source import Block, Device, Take
from minutes_app.errors import CaptureError, DeviceGone, DeviceMissing

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_WINDOWS = sys.platform == "win32"
BLOCK = 800
CHANNELS = 2
LOOK_S = 0.5
CLOSE_S = 3.0
START_S = 5.0
_WAIT_S = 0.01
_WINDOWS_BUFFER = RATE // 2
"""Frames that Windows keeps for us when we are late: half a second."""

_HOST = "Windows WASAPI"

_library = threading.RLock()


def devices() -> tuple[Device, ...]:
    """The outputs of a Windows PC whose sound can be recorded. Raises `SoundSystemMissing`."""
    with listing_errors():
        soundcard = _soundcard()
        speakers = [(one.name, one.id) for one in soundcard.all_speakers()]
        default = soundcard.default_speaker().id if speakers else ""
    times = Counter(name for name, _id in speakers)
    return tuple(
        Device(name if times[name] == 1 else f"{name} [{id_[-5:-1]}]", "system", _HOST, id_ == default, id_)
        for name, id_ in speakers
    )


class SystemSound:
    """An open output. Raises `DeviceMissing`, `DeviceRefused`, `SoundSystemMissing` when it cannot be opened."""

    def __init__(self, device: Device, clock: Clock | None = None, *, follow: bool = False) -> None:
        """`follow`: `heard_from` names the system's default output once that is another one."""
        self.device = device
        self._follow = follow
        self._clock = clock or SystemClock()
        self._heard_from = ""
        self._on = device.id
        self._closed = threading.Event()
        self._running = threading.Event()
        self._over = threading.Event()
        self._failure: CaptureError | None = None
        self._threads: list[threading.Thread] = []
        with sound_errors(device.name, "system"):
            source = _soundcard().get_microphone(device.id, include_loopback=True)
            if source.id != device.id:  # SoundCard takes what is like it
                raise DeviceMissing(device.name, "system", ())
            self._recorder = source.recorder(RATE, channels=CHANNELS, blocksize=_WINDOWS_BUFFER if _WINDOWS else BLOCK)

    def start(self, take: Take) -> None:
        """As `Source`. Returns when sound can come."""
        self._begin(lambda: self._work(take), "system-sound")
        self._running.wait(START_S)
        if self._failure is not None:
            raise DeviceGone(self.device.name) from self._failure
        self._begin(self._look, "lookout")

    def is_alive(self) -> bool:
        """As `Source`."""
        return not (self._over.is_set() or self._closed.is_set())

    def heard_from(self) -> str:
        """As `Source`. WASAPI never moves a stream to another device, it ends it."""
        return self._heard_from

    def close(self) -> None:
        """As `Source`."""
        self._closed.set()
        ends = time.monotonic() + CLOSE_S
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))

    def _begin(self, work: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self, take: Take) -> None:
        try:
            with sound_errors(self.device.name, "system"), self._recorder, _discontinuities() as lost:
                self._running.set()
                self._record(take, lost)
        except CaptureError as error:
            self._failure = error
        finally:
            self._over.set()
            self._running.set()

    def _record(self, take: Take, lost: list[Any]) -> None:
        gathered = b""
        while not self._closed.is_set():
            if not _WINDOWS and not _has_something(self._recorder):
                self._closed.wait(_WAIT_S)
                continue
            gathered += _pcm(_fetched(self._recorder))
            if len(gathered) >= 2 * BLOCK:  # Pulse hands over 10 ms at a time
                overflow = any(issubclass(one.category, RuntimeWarning) for one in lost)
                take(Block(gathered, self._clock.monotonic(), overflow))
                self._on = self.device.id if _WINDOWS else _source_of(self._recorder)
                gathered = b""
                lost.clear()

    def _look(self) -> None:
        """Ask again and again which source the stream is on, and where the PC plays to."""
        while not self._closed.wait(LOOK_S):
            with suppress(CaptureError):
                self._heard_from = self._now_from()

    def _now_from(self) -> str:
        if self._on not in ("", self.device.id):
            return pulse.name_of(self._on)
        if self._follow:
            id_, name = _default()
            return self.device.name if id_ == self.device.id else name
        return self.device.name


def _default() -> tuple[str, str]:
    """Id and name of the output that the PC plays to now. Raises `SoundSystemMissing`."""
    if not _WINDOWS:
        default = next((one for one in pulse.devices("system") if one.default), None)
        return (default.id, default.name) if default else ("", "")
    with listing_errors():
        speaker = _soundcard().default_speaker()
        return speaker.id, speaker.name


def _fetched(recorder: Any) -> Any:
    """The next frames: 50 ms on Windows, what is there on a sound server. Raises `DeviceGone`."""
    try:
        return recorder.record(BLOCK if _WINDOWS else None)
    except ValueError as error:  # SoundCard's own slip when the stream has ended meanwhile: it joins nothing to None
        raise DeviceGone(recorder._id) from error


def _pcm(frames: "NDArray[numpy.float32]") -> bytes:
    """Two channels of -1..1 → one of signed 16 bit little endian."""
    mono = (frames.mean(axis=1) * 32768).round().clip(-32768, 32767)
    return bytes(mono.astype("<i2").tobytes())


@contextmanager
def _discontinuities() -> Iterator[list[Any]]:
    """SoundCard's warnings on Windows that something was lost, as a list that grows. For a process of its own."""
    if not _WINDOWS:
        yield []
        return
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        yield said


def _soundcard() -> Any:
    """The library. On a sound server its one connection dies with the server, so a new one is made then."""
    if _WINDOWS:
        import soundcard

        return soundcard
    with pulse.Pulse():
        pass  # SoundCard would wait for a server that is not there
    with _library, _plain_arguments():
        import soundcard

        backend = soundcard.pulseaudio
        if backend._pulse._pa_context_get_state(backend._pulse.context) != pulse.READY:
            import atexit

            atexit.unregister(backend._pulse._shutdown)
            backend._pulse._shutdown()
            backend._pulse = backend._PulseAudio()
            atexit.register(backend._pulse._shutdown)
    return soundcard


@contextmanager
def _plain_arguments() -> Iterator[None]:
    """Inside, the command line is a plain program's."""
    # WORKAROUND https://github.com/bastibe/SoundCard/blob/master/soundcard/pulseaudio.py (_infer_program_name): it
    # reads the second argument of a `python -c` that has none (a worker of pytest-xdist); until it looks first.
    before, sys.argv = sys.argv, ["minutes"]
    try:
        yield
    finally:
        sys.argv = before


def _has_something(recorder: Any) -> bool:
    """Is there sound to be fetched, so that SoundCard does not wait in a loop that nobody can end?

    Raises `DeviceGone` when the stream has ended.
    """
    server = sys.modules["soundcard.pulseaudio"]._pulse
    if server._pa_stream_get_state(recorder.stream) != pulse.STREAM_READY:
        raise DeviceGone(recorder._id)
    return 0 < int(server._pa_stream_readable_size(recorder.stream)) < 1 << 31


def _source_of(recorder: Any) -> str:
    """Id of the source that the stream is on; "" when the server cannot be asked."""
    backend = sys.modules["soundcard.pulseaudio"]
    with backend._pulse._lock_mainloop():
        return pulse.device_of(int(backend._ffi.cast("uintptr_t", recorder.stream)))
