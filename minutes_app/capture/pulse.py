"""Questions to the sound server of a Linux PC (PulseAudio, or PipeWire in its place): what is there, who hears what.

In: nothing but the environment (PULSE_SERVER). Out: `Device`s and names. Asks through libpulse itself, a connection a
question, so that a server that was started anew is asked as well as the old one. Records nothing, changes nothing and
never waits longer than `PATIENCE_S`. The structures are the beginnings of those in <pulse/introspect.h> (libpulse 0.x
to 17 keep them; fields are only ever added at the end).
"""

import ctypes
import functools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

from minutes_app.capture.source import Device, Kind
from minutes_app.errors import SoundSystemMissing

T = TypeVar("T")

HOST = "PulseAudio"
MARK = "minutes.stream"
"""A property of our own streams, so that they can be found in the server's list."""

PATIENCE_S = 2.0
_NO_AUTOSPAWN = 1
READY, _FAILED, _TERMINATED = 4, 5, 6
STREAM_READY = 2
_RUNNING = 0
_NO_INDEX = 0xFFFFFFFF


class _Spec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _Map(ctypes.Structure):
    _fields_ = (("channels", ctypes.c_uint8), ("positions", ctypes.c_int * 32))


class _Volume(ctypes.Structure):
    _fields_ = (("channels", ctypes.c_uint8), ("values", ctypes.c_uint32 * 32))


class _End(ctypes.Structure):
    """pa_source_info and pa_sink_info begin alike; `other` is a source's sink, or a sink's monitor."""

    _fields_ = (
        ("name", ctypes.c_char_p), ("index", ctypes.c_uint32), ("description", ctypes.c_char_p), ("spec", _Spec),
        ("map", _Map), ("owner", ctypes.c_uint32), ("volume", _Volume), ("mute", ctypes.c_int),
        ("other", ctypes.c_uint32), ("other_name", ctypes.c_char_p),
    )  # fmt: skip


class _Hearing(ctypes.Structure):
    """pa_source_output_info: somebody who records."""

    _fields_ = (
        ("index", ctypes.c_uint32), ("name", ctypes.c_char_p), ("owner", ctypes.c_uint32), ("client", ctypes.c_uint32),
        ("source", ctypes.c_uint32), ("spec", _Spec), ("map", _Map), ("buffer", ctypes.c_uint64),
        ("latency", ctypes.c_uint64), ("resampler", ctypes.c_char_p), ("driver", ctypes.c_char_p),
        ("properties", ctypes.c_void_p),
    )  # fmt: skip


class _Server(ctypes.Structure):
    _fields_ = (
        ("user", ctypes.c_char_p), ("host", ctypes.c_char_p), ("version", ctypes.c_char_p), ("name", ctypes.c_char_p),
        ("spec", _Spec), ("default_sink", ctypes.c_char_p), ("default_source", ctypes.c_char_p),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """A source or a sink. `other`: the sink that a monitor belongs to, or the monitor of a sink; "" for none."""

    index: int
    id: str
    name: str
    other: str


@functools.cache
def library() -> Any:
    """libpulse. Raises `SoundSystemMissing`."""
    try:
        pulse = ctypes.CDLL("libpulse.so.0")
    except OSError as error:
        raise SoundSystemMissing("library") from error
    for name in ("pa_mainloop_new", "pa_mainloop_get_api", "pa_context_new", "pa_proplist_gets"):
        getattr(pulse, name).restype = ctypes.c_void_p
    for name in ("source_info_list", "sink_info_list", "source_output_info_list", "server_info"):
        getattr(pulse, f"pa_context_get_{name}").restype = ctypes.c_void_p
    pulse.pa_proplist_gets.restype = ctypes.c_char_p
    pulse.pa_stream_get_device_name.restype = ctypes.c_char_p
    return pulse


class Pulse:
    """One connection, to be used by one thread. Entering raises `SoundSystemMissing`."""

    def __init__(self) -> None:
        self._pulse = library()
        self._ends = 0.0
        self._loop = ctypes.c_void_p()
        self._context = ctypes.c_void_p()

    def __enter__(self) -> "Pulse":
        """Connect."""
        self._ends = time.monotonic() + PATIENCE_S
        self._loop = ctypes.c_void_p(self._pulse.pa_mainloop_new())
        api = ctypes.c_void_p(self._pulse.pa_mainloop_get_api(self._loop))
        self._context = ctypes.c_void_p(self._pulse.pa_context_new(api, b"minutes"))
        try:
            self._pulse.pa_context_connect(self._context, None, _NO_AUTOSPAWN, None)
            while self._state() != READY:
                self._turn()
        except SoundSystemMissing:
            self._let_go()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Disconnect."""
        self._let_go()

    def sources(self) -> tuple[End, ...]:
        """All that can be recorded, monitors too."""
        return self._ask("source_info_list", _End, _end)

    def sinks(self) -> tuple[End, ...]:
        """All that plays."""
        return self._ask("sink_info_list", _End, _end)

    def defaults(self) -> tuple[str, str]:
        """Ids of the default source and the default sink; "" for none."""
        found: list[tuple[str, str]] = []

        def take(_context: object, info: Any, _user: object) -> None:
            if info:
                found.append((_text(info.contents.default_source), _text(info.contents.default_sink)))

        kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Server), ctypes.c_void_p)
        self._finish("server_info", kind(take))
        return found[0] if found else ("", "")

    def source_of(self, mark: str) -> str | None:
        """Id of the source that our stream with this mark is on; None when it is not there."""
        hearing = self._ask("source_output_info_list", _Hearing, lambda one: (self._mark(one), int(one.source)))
        index = next((source for found, source in hearing if found == mark), _NO_INDEX)
        return next((source.id for source in self.sources() if source.index == index), None)

    def _mark(self, one: _Hearing) -> str:
        value = self._pulse.pa_proplist_gets(ctypes.c_void_p(one.properties), MARK.encode())
        return _text(value)

    def _ask(self, what: str, info: type[ctypes.Structure], read: Callable[[Any], T]) -> tuple[T, ...]:
        found: list[T] = []

        def take(_context: object, one: Any, end: int, _user: object) -> None:
            if not end and one:
                found.append(read(one.contents))

        kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(info), ctypes.c_int, ctypes.c_void_p)
        self._finish(what, kind(take))
        return tuple(found)

    def _finish(self, what: str, callback: Any) -> None:
        start = getattr(self._pulse, f"pa_context_get_{what}")
        operation = ctypes.c_void_p(start(self._context, callback, None))
        if not operation:
            raise SoundSystemMissing("server")
        try:
            while self._pulse.pa_operation_get_state(operation) == _RUNNING:
                self._turn()
        finally:
            self._pulse.pa_operation_cancel(operation)
            self._pulse.pa_operation_unref(operation)

    def _turn(self) -> None:
        """One round of the main loop. Raises `SoundSystemMissing` when the server is gone or does not answer."""
        self._pulse.pa_mainloop_prepare(self._loop, 50_000)
        self._pulse.pa_mainloop_poll(self._loop)
        self._pulse.pa_mainloop_dispatch(self._loop)
        if self._state() in (_FAILED, _TERMINATED):
            raise SoundSystemMissing("server")
        if time.monotonic() > self._ends:
            raise SoundSystemMissing("silent")

    def _state(self) -> int:
        return int(self._pulse.pa_context_get_state(self._context))

    def _let_go(self) -> None:
        self._pulse.pa_context_disconnect(self._context)
        self._pulse.pa_context_unref(self._context)
        self._pulse.pa_mainloop_free(self._loop)


def devices(kind: Kind) -> tuple[Device, ...]:
    """Microphones, or what the PC plays (each output by its own name). Raises `SoundSystemMissing`."""
    with Pulse() as pulse:
        default_source, default_sink = pulse.defaults()
        if kind == "microphone":
            found = [(end.id, end.name, end.id == default_source) for end in pulse.sources() if not end.other]
        else:
            found = [(end.other, end.name, end.id == default_sink) for end in pulse.sinks() if end.other]
    times = Counter(name for _id, name, _default in found)
    return tuple(
        Device(name if times[name] == 1 else f"{name} [{id_}]", kind, HOST, default, id_)
        for id_, name, default in found
    )


def name_of(id_: str) -> str:
    """What people call the source of that id; the id itself when it is gone. Raises `SoundSystemMissing`."""
    for kind in ("microphone", "system"):
        for device in devices(kind):
            if device.id == id_:
                return device.name
    return id_


def device_of(stream: int) -> str:
    """Id of the source that a pa_stream (by its address, its main loop locked by the caller) is on; "" for none."""
    return _text(library().pa_stream_get_device_name(ctypes.c_void_p(stream)))


def _end(one: Any) -> End:
    return End(int(one.index), _text(one.name), _text(one.description), _text(one.other_name))


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")
