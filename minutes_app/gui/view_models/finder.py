"""Looks through a long meeting a few milliseconds at a time, so that the window never stands still.

In: hits, an utterance at a time. Out: all of them at the end.
"""

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.editing.replacing import Hit

SLICE_S = 0.012


class Finder(QObject):
    """One search at a time; a new one takes the place of the last."""

    found = Signal(object)
    """A tuple of hits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coming: Iterator[Iterable[Hit]] = iter(())
        self._hits: list[Hit] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_looking(self) -> bool:
        """Whether there may be more."""
        return self._timer.isActive()

    def look(self, coming: Iterator[Iterable[Hit]]) -> None:
        """Begin a search."""
        self._coming, self._hits = coming, []
        self._timer.start()

    def stop(self) -> None:
        """Nothing is looked for any more."""
        self._timer.stop()

    def _go_on(self) -> None:
        until = time.monotonic() + SLICE_S
        for hits in self._coming:
            self._hits += hits
            if time.monotonic() > until:
                return
        self._timer.stop()
        self.found.emit(tuple(self._hits))
