"""Ctrl-C and SIGTERM while a recording is made: the first ends the recording, a later one what comes after it.

SIGHUP is left alone: a terminal that is closed ends this process, and the recorders close by themselves.
"""

import signal
from types import FrameType, TracebackType
from typing import Any

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))


class StopSign:
    """Use in a `with`, in the main thread. `count`: how often we were asked to stop."""

    def __init__(self) -> None:
        self.count = 0
        self._interrupts = False
        self._before: dict[int, Any] = {}

    def interrupt_from_now_on(self) -> None:
        """The recording is safe: another Ctrl-C (also one that has come meanwhile) raises `KeyboardInterrupt`."""
        self._interrupts = True
        if self.count > 1:
            raise KeyboardInterrupt

    def __enter__(self) -> "StopSign":
        """Take the signals."""
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._caught)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give them back."""
        for number, before in self._before.items():
            signal.signal(number, before)

    def _caught(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self._interrupts:
            self._interrupts = False
            raise KeyboardInterrupt
