"""The recorder's clock, handed in so that a test can run a day in a minute.

Only `monotonic` counts samples; `wall` is asked to notice that somebody changed the PC's clock, and for evidence.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """Seconds. `monotonic` is the same for all processes of the PC and goes on while a process is stopped."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never jumps."""

    def wall(self) -> float:
        """Seconds since 1970, as the PC's clock has it."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The PC's own clocks: CLOCK_MONOTONIC on Linux, the performance counter on Windows; both are system-wide.

    (`time.monotonic` on Windows moves by steps of 16 ms before Python 3.13.)
    """

    def monotonic(self) -> float:
        """As `Clock`."""
        return time.perf_counter()

    def wall(self) -> float:
        """As `Clock`."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """As `Clock`."""
        time.sleep(seconds)
