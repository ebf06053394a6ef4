"""Progress as a person sees it: it appears after 0.6 s, does not flicker, and tells the time left.

In: `Progress` values. Out: a line, a percentage, and whether to show them.
"""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.pace import Pace
from minutes_app.progress import Progress, Stage
from minutes_app.wording import progress as words

APPEARS_MS = 600
REDRAW_S = 0.2
TRUST_AFTER_S = 5.0
"""Before that, the speed is the one of last time."""


class ProgressModel(QObject):
    """`begin`, then `see` for every progress, then `end`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_shown = False
        self.line = ""
        self.percent = -1
        """0 to 100; -1 while nobody knows."""
        self.pace: Pace | None = None
        self.speed = 0.0
        """Units a millisecond, 0.0 while nobody knows: for sound, times real time."""
        self.left_ms = -1
        """How long this stage still takes; -1 while nobody knows."""
        self._last = Progress(Stage.WAIT)
        self._began = 0.0
        self._first = 0
        self._drawn = 0.0
        self._appearing = QTimer(self)
        self._appearing.setSingleShot(True)
        self._appearing.setInterval(APPEARS_MS)
        self._appearing.timeout.connect(self._appear)

    @property
    def stage(self) -> Stage:
        """What is being done."""
        return self._last.stage

    def begin(self) -> None:
        """New work."""
        self._last, self.line, self.percent = Progress(Stage.WAIT), words.STAGES[Stage.WAIT], -1
        self.speed, self.left_ms = 0.0, -1
        self._appearing.start()

    def see(self, progress: Progress) -> None:
        """How far the work is."""
        if progress.stage is Stage.WAIT:
            return
        if progress.stage is not self._last.stage or progress.done < self._last.done // 2:
            self._began, self._first, self._drawn = time.monotonic(), progress.done, 0.0
        self._last = progress
        if time.monotonic() - self._drawn < REDRAW_S:
            return
        self._drawn = time.monotonic()
        self.percent = min(100, progress.done * 100 // progress.total) if progress.total else -1
        self.line = self._line(progress)
        self.changed.emit()

    def end(self) -> None:
        """The work is over."""
        self._appearing.stop()
        self.is_shown = False
        self.changed.emit()

    def _appear(self) -> None:
        self.is_shown = True
        self.changed.emit()

    def _line(self, progress: Progress) -> str:
        speed = self._speed(progress)
        left = round(max(0, progress.total - progress.done) / speed) if speed and progress.total else -1
        self.speed, self.left_ms = speed, left
        shown = speed if progress.stage is Stage.TRANSCRIBE else 0.0
        return words.line(progress.stage, progress.done, progress.total, speed=shown, left_ms=left)

    def _speed(self, progress: Progress) -> float:
        """Units a millisecond: for sound, times real time."""
        passed, done = time.monotonic() - self._began, progress.done - self._first
        if passed >= TRUST_AFTER_S and done > 0:
            return done / (passed * 1000)
        return self.pace.speed if self.pace is not None and progress.stage is Stage.TRANSCRIBE else 0.0
