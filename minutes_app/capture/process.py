"""Processes of the recording: how a recorder is started so that it outlives its starter, and whether one still lives.

A process is known by its number and its start, because numbers are used again. The start is taken from the kernel's own
count where there is one: a changed PC clock must not make a living process look like another.
"""

import contextlib
import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from minutes_app.files import disk_errors

_SAME_START_S = 2.0


def started(pid: int) -> float:
    """When a process began, in seconds of a clock that nobody can set; 0 when there is no such process."""
    if sys.platform != "linux":
        try:
            return psutil.Process(pid).create_time()
        except psutil.Error:
            return 0.0
    return _ticks(pid) / os.sysconf("SC_CLK_TCK")


def is_alive(pid: int, began: float) -> bool:
    """Whether the process of that number and start still runs (stopped or hanging is alive; a zombie is not)."""
    if pid <= 0 or not psutil.pid_exists(pid):
        return False
    with contextlib.suppress(psutil.Error):
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return False
    now = started(pid)
    return now > 0 and abs(now - began) < _SAME_START_S


def kill(pid: int, began: float) -> None:
    """End the process of that number and start, if it still runs."""
    if is_alive(pid, began):
        with contextlib.suppress(psutil.Error):
            psutil.Process(pid).kill()


def launch(plan: Path) -> int:
    """Start a recorder for this plan, detached from window and terminal; returns its process number.

    (In a virtual environment on Windows that is a launcher's: the recorder puts its own on the desk.)
    Raises `DiskError`.
    """
    front = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "minutes_app"]
    with disk_errors(plan):
        process = _detached([*front, "--recorder", str(plan)])
    threading.Thread(target=process.wait, name="recorder-end", daemon=True).start()
    return process.pid


def _detached(command: list[str]) -> "subprocess.Popen[bytes]":
    nowhere = subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.HIGH_PRIORITY_CLASS
        for more in (subprocess.CREATE_BREAKAWAY_FROM_JOB, 0):
            with contextlib.suppress(PermissionError):
                return subprocess.Popen(
                    command, stdin=nowhere, stdout=nowhere, stderr=nowhere, creationflags=flags | more
                )
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True)


def _ticks(pid: int) -> int:
    """Field 22 of /proc/PID/stat (proc(5)): clock ticks between the start of the PC and that of the process."""
    try:
        content = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(content.rpartition(")")[2].split()[19])
