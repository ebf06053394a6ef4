"""Finding words in many meetings without the window waiting: a slice at a time, at once where there are few.

In: the meetings and the words. Out: `found`, those in which every word stands, in their order.
"""

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.library_work import Listed, plain

SLICE_S = 0.012
"""So long the window may be busy with it at a time."""


class Finding(QObject):
    """One search at a time; the next one takes its place."""

    found = Signal(object)
    """A list of `Listed`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._rest: Iterator[Listed] = iter(())
        self._hits: list[Listed] = []
        self._going_on = QTimer(self)
        self._going_on.setInterval(0)
        self._going_on.timeout.connect(self._slice)

    @property
    def is_done(self) -> bool:
        """Whether `found` has told everything."""
        return not self._going_on.isActive()

    def begin(self, meetings: Sequence[Listed], text: str) -> None:
        """Look for every word of `text`; "" finds all."""
        self._words = tuple(plain(word) for word in text.split())
        self._rest, self._hits = iter(tuple(meetings)), []
        self._going_on.start()
        self._slice()

    def _slice(self) -> None:
        until = time.monotonic() + SLICE_S
        for one in self._rest:
            if all(word in one.findable for word in self._words):
                self._hits.append(one)
            if time.monotonic() > until:
                return
        self._going_on.stop()
        self.found.emit(self._hits)
