"""What the PC says of itself, and what a recorder asks of it: how long it slept, whether we must end, to come first."""

import contextlib
import os
import signal
import sys
import threading
import time

import psutil

HIGH_PRIORITY_CLASS = 0x80
"""Windows' SetPriorityClass."""
NICE = -11
"""As sound servers have it (PulseAudio's default)."""


def asleep_s() -> float:
    """Seconds that the PC has slept since it was started; 0 where the monotonic clock counts them itself (Windows)."""
    if sys.platform != "linux":
        return 0.0
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()


def asked_to_end() -> threading.Event:
    """Set when the system wants the process to end (shutdown, logout). Ctrl-C and a closed terminal do not end us."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: ending.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    return ending


def put_first() -> None:
    """Ask for the processor before others who want all of it; goes on without when the system does not allow it."""
    with contextlib.suppress(psutil.Error, OSError):
        psutil.Process(os.getpid()).nice(HIGH_PRIORITY_CLASS if sys.platform == "win32" else NICE)
