"""A resident child process: typed messages in, values and progress out, sure to end.

The child runs module-level generator functions and keeps what they cache (a loaded model) between calls.
It is spawned, never forked; ignores Ctrl-C (the parent decides); dies with its parent; writes nothing to the
parent's stdout or stderr. Cancelling is cooperative first; who does not answer within `GRACE_S` is killed.
"""

import contextlib
import io
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.reduction import ForkingPickler
from typing import Any, TypeVar

import psutil

from minutes_app.errors import ChildDied, MinutesError
from minutes_app.progress import Cancelled, Progress, Report, Stage, no_report, undone_by

GRACE_S = 0.4
POLL_S = 0.2
REST_S = 0.0002
OUT_OF_MEMORY = 137
"""The exit code of a child that ran into its memory limit and could still say so."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: resident and address space in bytes, seconds without a message, lower priority."""

    memory: int = 0
    silent_s: float = 0.0
    background: bool = False


@dataclass(frozen=True, slots=True)
class _Call:
    function: Callable[..., Iterator[Any]]
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Cancel:
    pass


@dataclass(frozen=True, slots=True)
class _Yielded:
    value: Any


@dataclass(frozen=True, slots=True)
class _Progressed:
    progress: Progress


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


@dataclass(frozen=True, slots=True)
class _Done:
    pass


class Child:
    """One resident process, started at the first call and again after a death. Not for use by two threads at once.

    `warm_up`: a module-level function that each new process runs before its first call; it must not raise.
    """

    def __init__(self, name: str, limits: Limits | None = None, warm_up: Callable[[], None] | None = None) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._warm_up = warm_up
        self._process: Any = None
        self._connection: Any = None
        self._running: object = None
        self._begun: _Call | None = None
        self._last = Progress(Stage.WAIT)
        self._look_at = 0.0

    @property
    def pid(self) -> int | None:
        """Process id while it is running."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def stream(self, function: Callable[..., Iterator[T]], *args: Any, report: Report = no_report) -> Iterator[T]:
        """Yield what `function(*args, report=...)` yields in the child.

        `function` is a module-level generator function. Errors of the child arrive here; a dead child raises
        `ChildDied`. Leaving the loop early cancels the call; so does the next call, if this one is left half done.
        """
        call = _Call(function, args)
        if self._begun != call or self.pid is None:
            self._begin(call)
        this, self._begun = self._running, None
        try:
            while isinstance(message := self._receive(report), _Yielded):
                yield message.value
                if self._running is not this:
                    raise RuntimeError(f"{function.__name__} was left for another call")
            self._running = None
            if isinstance(message, _Failed):
                raise message.error
        finally:
            if self._running is this:
                self._cancel()

    def ahead(self, function: Callable[..., Iterator[Any]], *args: Any) -> None:
        """Begin a call whose answer the next `stream` or `call` of the same takes; any other call takes its place."""
        call = _Call(function, args)
        with contextlib.suppress(ChildDied):
            self._begin(call)
            self._begun = call

    def call(self, function: Callable[..., Iterator[T]], *args: Any, report: Report = no_report) -> T:
        """Return the one value that `function` yields."""
        values = list(self.stream(function, *args, report=report))
        if len(values) != 1:
            raise AssertionError(f"{function.__name__} yielded {len(values)} values, not one")
        return values[0]

    def close(self) -> None:
        """End the process; at once if it is busy."""
        if self._process is not None and self._running is None:
            self._connection.close()
            self._process.join(GRACE_S)
        self._kill()

    def __enter__(self) -> "Child":
        """The child itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the process."""
        self.close()

    def _start(self) -> None:
        """Start the process if it does not run, ahead of the first call; returns while it is still warming up."""
        if self.pid is not None:
            return
        self._kill()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.limits, self._warm_up), name=self.name, daemon=True)
        with _ctrl_c_held_back():
            process.start()
            theirs.close()
            self._process, self._connection = process, ours

    def _begin(self, call: _Call) -> None:
        if self._running is not None:
            self._cancel()
        self._start()
        self._running, self._begun = object(), None
        self._last, self._look_at = Progress(Stage.WAIT), time.monotonic() + POLL_S
        self._send(call)

    def _send(self, message: _Call | _Cancel) -> None:
        try:
            self._connection.send_bytes(_pickled(message))
        except OSError:
            raise self._death("crash") from None

    def _receive(self, report: Report) -> Any:
        """The next message that is no progress. `report` is called several times a second, however fast they come."""
        deadline = time.monotonic() + self.limits.silent_s if self.limits.silent_s else None
        while True:
            message = self._message()
            is_quiet = message is None
            if isinstance(message, _Progressed):
                self._last, message = message.progress, None
                deadline = time.monotonic() + self.limits.silent_s if deadline else None
            elif message is not None and (not isinstance(message, _Yielded) or time.monotonic() < self._look_at):
                return message
            self._check_limits(deadline if is_quiet else None)
            self._look_at = time.monotonic() + POLL_S
            report(self._last)
            if message is not None:
                return message

    def _message(self) -> Any:
        """What the child says within `POLL_S`, or None. After half a message the pipe is of no use any more."""
        if self._connection is None:
            raise RuntimeError(f"{self.name} was closed during a call")
        with undone_by(self._kill):
            try:
                return self._connection.recv() if self._connection.poll(POLL_S) else None
            except (EOFError, OSError):
                raise self._death("crash") from None

    def _check_limits(self, deadline: float | None) -> None:
        if deadline is not None and time.monotonic() > deadline:
            raise self._death("time")
        if self.limits.memory and self.pid is not None:
            with contextlib.suppress(psutil.Error):
                if psutil.Process(self.pid).memory_info().rss > self.limits.memory:
                    raise self._death("memory")

    def _cancel(self) -> None:
        """Ask the child to stop; kill it when it does not answer in time."""
        self._running = None
        if self._connection is None:
            return
        deadline = time.monotonic() + GRACE_S
        try:
            self._connection.send(_Cancel())
            while time.monotonic() < deadline:
                if self._connection.poll(0.05) and isinstance(self._connection.recv(), _Done | _Failed):
                    return
        except (EOFError, OSError):
            pass
        self._kill()

    def _death(self, why: str) -> ChildDied:
        process = self._process
        if why == "crash" and process is not None:
            process.join(GRACE_S)
        code = process.exitcode if process is not None else None
        if code == OUT_OF_MEMORY:
            why = "memory"
        self._kill()
        return ChildDied(self.name, code, why)

    def _kill(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = self._running = self._begun = None
        if connection is not None:
            connection.close()
        if process is not None:
            if process.is_alive():
                process.kill()
            process.join()
            process.close()


class _Rested(io.BytesIO):
    """Lets other threads run after each frame (64 KiB) of a long pickling."""

    def write(self, frame: Any, /) -> int:
        time.sleep(REST_S)
        return super().write(frame)


def _pickled(message: object) -> memoryview:
    """As `Connection.send` does it, but ten hours of utterances in one go would keep the window from drawing."""
    stream = _Rested()
    ForkingPickler(stream, pickle.HIGHEST_PROTOCOL).dump(message)
    return stream.getbuffer()


@contextlib.contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """A child starts deaf to Ctrl-C, so that its start-up prints no traceback; ours comes afterwards, and is not lost.

    On Windows the console tells every process itself, and nothing can be held back for another one.
    """
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it unblocks the signal when it has to be started first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Any, limits: Limits, warm_up: Callable[[], None] | None) -> None:
    """The child's main: answer calls until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _be_quiet()
    _apply(limits)
    if warm_up is not None:
        warm_up()
    while True:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            return
        if isinstance(message, _Call):
            connection.send(_answer(message, connection))


def _answer(call: _Call, connection: Any) -> _Done | _Failed:
    def report(progress: Progress) -> None:
        connection.send(_Progressed(progress))
        _raise_if_cancelled(connection)

    try:
        for value in call.function(*call.args, report=report):
            connection.send(_Yielded(value))
            _raise_if_cancelled(connection)
    except Cancelled:
        return _Done()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except MinutesError as error:
        return _Failed(error)
    except Exception as error:
        error.add_note(f"in the child, {call.function.__module__}.{call.function.__qualname__}")
        return _Failed(_portable(error))
    return _Done()


def _portable(error: Exception) -> BaseException:
    """A bug of the child as something that is sure to cross the pipe, with its traceback as text."""
    import traceback

    return RuntimeError("".join(traceback.format_exception(error)))


def _raise_if_cancelled(connection: Any) -> None:
    while connection.poll(0):
        if isinstance(connection.recv(), _Cancel):
            raise Cancelled


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
    os._exit(1)


def _be_quiet() -> None:
    """Native libraries print; stdout belongs to the parent's one JSON object, stderr to people."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)
    os.close(null)


def _apply(limits: Limits) -> None:
    if limits.background:
        with contextlib.suppress(psutil.Error, OSError):
            process = psutil.Process()
            process.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10))
    if limits.memory and sys.platform != "win32":
        import resource

        space = limits.memory + psutil.Process().memory_info().vms
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
