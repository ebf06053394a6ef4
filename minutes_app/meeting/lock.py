"""One writer a meeting folder: a lock file that names user, PC and process, and shows a sign of life every 30 s.

In: a folder. Out: the right to write in it, or `MeetingInUse`. A dead process of this PC is taken over silently;
another PC cannot be asked whether its process lives, so the person is told how long it has been idle and decides.
Needs nothing but exclusive creation of a file, which also works on a shared folder.
"""

import atexit
import contextlib
import getpass
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import psutil

from minutes_app.errors import MeetingInUse, MeetingMissing, MinutesError
from minutes_app.files import disk_errors, patiently
from minutes_app.meeting.clock import now
from minutes_app.meeting.sealed import NotReadable, decode, encode

LOCK = "meeting.lock"
HEARTBEAT_S = 30.0
SILENT_S = 3 * HEARTBEAT_S
"""Longer than this without a sign of life, an owner that cannot be identified counts as dead."""

_GUARD = "meeting.lock.taking"
_GUARD_S = 30.0
_SAME_START_S = 2.0


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock, `since` when (ISO local time). `started`: when the process began (seconds since 1970).

    `token`: different for every lock.
    """

    user: str
    host: str
    pid: int
    started: float
    token: str
    since: str = ""


class Lock:
    """The right to write in one folder, from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / LOCK
        self.owner = Owner(
            user_name(), socket.gethostname(), os.getpid(), _started(os.getpid()), secrets.token_hex(8), now()
        )
        self._released = threading.Event()
        self._heart: threading.Thread | None = None

    def acquire(self, *, take_over: bool = False) -> None:
        """Take the lock; with `take_over` from a living owner too.

        Raises `MeetingInUse`, `MeetingMissing`, `DiskError`.
        """
        if not self.folder.is_dir():
            raise MeetingMissing(self.folder)
        if not self._created():
            self._take(by_force=take_over)
        self._released.clear()
        self._heart = threading.Thread(target=self._beat, name="meeting-lock", daemon=True)
        self._heart.start()
        atexit.register(self.release)

    def confirm(self) -> None:
        """Raise `MeetingInUse` when somebody has taken the lock from us; a lock file that was removed is made again."""
        holder = patiently(self.holder, self.path)
        if not self._is_ours(holder) and not (holder is None and self._created()):
            raise self.in_use(holder)

    def release(self) -> None:
        """Give the lock back; one that is no longer ours stays. Never raises: a lock left behind has a dead owner."""
        if self._heart is None:
            return
        self._released.set()
        self._heart.join()
        self._heart = None
        atexit.unregister(self.release)
        with contextlib.suppress(OSError, MinutesError):
            if self._is_ours(patiently(self.holder, self.path)):
                patiently(self.path.unlink, self.path)

    def __enter__(self) -> "Lock":
        """Acquire."""
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Release."""
        self.release()

    def _created(self) -> bool:
        """Write the lock file if there is none."""
        return _created_exclusively(self.path, encode(self.owner))

    def holder(self) -> Owner | None:
        """Who is named in the lock file; None when it is not there or says nothing."""
        try:
            return decode(self.path.read_bytes(), Owner)
        except (FileNotFoundError, NotReadable):
            return None

    def _is_ours(self, holder: Owner | None) -> bool:
        return holder is not None and holder.token == self.owner.token

    def _take(self, *, by_force: bool) -> None:
        """Take the lock from a dead owner. The guard file makes sure that only one process does so at a time."""
        guard = self.folder / _GUARD
        self._clear_old_guard(guard)
        if not _created_exclusively(guard, b""):
            raise self.in_use(patiently(self.holder, self.path))
        try:
            if not self._created():
                self._displace(by_force)
        finally:
            with contextlib.suppress(OSError):
                guard.unlink()

    def _displace(self, by_force: bool) -> None:
        holder = patiently(self.holder, self.path)
        if not by_force and not self.is_dead(holder):
            raise self.in_use(holder)
        patiently(lambda: self.path.unlink(missing_ok=True), self.path)
        if not self._created():
            raise self.in_use(patiently(self.holder, self.path))

    def _clear_old_guard(self, guard: Path) -> None:
        with contextlib.suppress(OSError):
            if _idle_s(guard) > _GUARD_S:
                guard.unlink()

    def is_dead(self, holder: Owner | None) -> bool:
        """Whether the owner is known not to live any more."""
        silent = _idle_s(self.path) > SILENT_S
        if holder is None:
            return silent
        if holder.host != self.owner.host:
            return False
        if not psutil.pid_exists(holder.pid) or _is_zombie(holder.pid):
            return True
        started = _started(holder.pid)
        return silent and started > 0 and abs(started - holder.started) > _SAME_START_S

    def in_use(self, holder: Owner | None) -> MeetingInUse:
        """What is told of who holds it."""
        user, host, since = (holder.user, holder.host, holder.since) if holder else ("", "", "")
        return MeetingInUse(self.folder, user, host, int(_idle_s(self.path)), since)

    def _beat(self) -> None:
        while not self._released.wait(HEARTBEAT_S):
            with contextlib.suppress(OSError):
                if self._is_ours(self.holder()):
                    os.utime(self.path)


def holder_of(folder: Path) -> Owner | None:
    """Who has a meeting open; None when nobody, or a process that is dead. Takes no lock and waits for nobody."""
    if not (folder / LOCK).exists():
        return None
    lock = Lock(folder)
    try:
        holder = lock.holder()
    except OSError:
        return None
    return None if holder is None or lock.is_dead(holder) else holder


def in_use_elsewhere(folder: Path) -> MeetingInUse | None:
    """What another process has a meeting open for: as `acquire` would raise it now. As `holder_of`."""
    holder = holder_of(folder)
    return None if holder is None or _is_here(holder) else Lock(folder).in_use(holder)


def in_use_here(folder: Path) -> bool:
    """Whether this process itself has a meeting open. As `holder_of`."""
    holder = holder_of(folder)
    return holder is not None and _is_here(holder)


def user_name() -> str:
    """The name of the person's account, "" when the system does not know one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _is_here(holder: Owner) -> bool:
    return (holder.host, holder.pid) == (socket.gethostname(), os.getpid())


def _created_exclusively(path: Path, content: bytes) -> bool:
    """Create a file that was not there; False when it was. Raises `DiskError`."""
    with disk_errors(path):
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            return False
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    return True


def _started(pid: int) -> float:
    """When a process began, seconds since 1970; 0 when it cannot be told."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return 0.0


def _is_zombie(pid: int) -> bool:
    """Killed, and its parent has not looked yet (not on Windows)."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _idle_s(path: Path) -> float:
    """Seconds since the last sign of life; 0 when there is no file."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return 0.0
