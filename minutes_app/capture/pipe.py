"""Sound from a file that somebody else fills: a FIFO or raw file, 16 kHz mono signed 16 bit little endian.

In: the device name `pipe:PATH`. Out: `Block`s of at most 50 ms. For tests, and for offices whose conference system
hands its sound over. A FIFO delivers at its writer's pace and waits when nobody writes; a raw file is read at the pace
of real time (of the clock that was handed in) and has ended at its end. Knows no sound library.
"""

import errno
import os
import select
import stat
import sys
import threading
from pathlib import Path

from minutes_app.capture.clock import Clock, SystemClock
from minutes_app.capture.source import Block, Device, Kind, Take
from minutes_app.errors import DeviceGone, DeviceMissing, DeviceRefused

PREFIX = "pipe:"
HOST = "pipe"
BLOCK_BYTES = 1600
_BLOCK_S = 0.05
_PATIENCE_S = 0.1


class Pipe:
    """An open FIFO or file. Raises `DeviceMissing` or `DeviceRefused`."""

    def __init__(self, name: str, kind: Kind, clock: Clock | None = None) -> None:
        self.device = Device(name, kind, HOST)
        self._clock = clock or SystemClock()
        self._closed = threading.Event()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        path = Path(name.removeprefix(PREFIX))
        try:
            self._stream = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError as error:
            raise DeviceMissing(name, kind, ()) from error
        except OSError as error:
            raise DeviceRefused(name, error.strerror or type(error).__name__) from error
        mode = os.fstat(self._stream).st_mode
        if stat.S_ISDIR(mode):
            os.close(self._stream)
            raise DeviceRefused(name, os.strerror(errno.EISDIR))
        self._is_fifo = not stat.S_ISREG(mode)

    def start(self, take: Take) -> None:
        """As `Source`."""
        if self._over.is_set():
            raise DeviceGone(self.device.name)
        work = self._from_fifo if self._is_fifo else self._from_file
        self._thread = threading.Thread(target=work, args=(take,), name="pipe", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        """As `Source`: false at the end of a file."""
        return not (self._over.is_set() or self._closed.is_set())

    def heard_from(self) -> str:
        """As `Source`."""
        return self.device.name

    def close(self) -> None:
        """As `Source`."""
        if self._closed.is_set():
            return
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
        os.close(self._stream)

    def _from_fifo(self, take: Take) -> None:
        rest = b""
        while not self._closed.is_set():
            if not self._has_something():
                continue
            try:
                came = os.read(self._stream, BLOCK_BYTES - len(rest))
            except BlockingIOError:
                continue
            except OSError:
                break
            if not came:  # nobody writes just now
                self._closed.wait(_PATIENCE_S)
                continue
            whole = len(rest + came) // 2 * 2
            pcm, rest = (rest + came)[:whole], (rest + came)[whole:]
            if pcm:
                take(Block(pcm, self._clock.monotonic()))
        self._over.set()

    def _has_something(self) -> bool:
        if sys.platform == "win32":  # a named pipe there: reading waits by itself
            return True
        ready, _, _ = select.select([self._stream], [], [], _PATIENCE_S)
        return bool(ready)

    def _from_file(self, take: Take) -> None:
        begun, blocks = self._clock.monotonic(), 0
        while not self._closed.is_set():
            try:
                pcm = os.read(self._stream, BLOCK_BYTES)
            except OSError:
                break
            if len(pcm) < 2:
                break
            blocks += 1
            ahead = begun + blocks * _BLOCK_S - self._clock.monotonic()
            if ahead > 0:
                self._clock.sleep(ahead)
            take(Block(pcm[: len(pcm) // 2 * 2], self._clock.monotonic()))
        self._over.set()
