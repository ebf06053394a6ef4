"""Who else has the meeting of a page open, asked again and again while the page is looked at: it only reads then.

In: the meeting's folder. Out: a sentence that names who has it; "" where nobody else does. Takes no lock.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.errors import MeetingInUse
from minutes_app.gui.jobs import Ends, Failure, Lane, nothing
from minutes_app.meeting.lock import in_use_elsewhere
from minutes_app.progress import Report
from minutes_app.wording.editor import READ_ONLY
from minutes_app.wording.gui import explain_here

AGAIN_MS = 5_000


class Elsewhere(QObject):
    """`follow` a meeting, `watch` while its page is seen."""

    changed = Signal()
    """`sentence`. Whoever had the meeting may have changed it."""

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self.sentence = ""
        self._lane = lane
        self._folder = Path()
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_again)

    def follow(self, folder: Path) -> None:
        """The meeting of the page now."""
        if folder != self._folder:
            self._folder = folder
            self._say("")
        if self._again.isActive():
            self.look()

    def watch(self, on: bool) -> None:
        """Whether the page is seen."""
        if on:
            self._again.start()
            self.look()
        else:
            self._again.stop()

    def look(self) -> None:
        """Ask now."""
        ends = Ends(done=nothing, failed=_unheard, stepped=partial(self._take, self._folder))
        self._lane.start(partial(_asked, self._folder), ends)

    def _look_again(self) -> None:
        """Where the folder is slow to answer, nobody is asked twice at once."""
        if not self._lane.is_busy:
            self.look()

    def _take(self, folder: Path, in_use: object) -> None:
        if folder != self._folder:
            return
        if isinstance(in_use, MeetingInUse):
            self._say(f"{READ_ONLY}: {explain_here(in_use).headline}")
        else:
            self._say("")

    def _say(self, sentence: str) -> None:
        if sentence != self.sentence:
            self.sentence = sentence
            self.changed.emit()


def _asked(folder: Path, _report: Report) -> Iterator[MeetingInUse | None]:
    """In the lane: a shared folder may keep it waiting."""
    yield in_use_elsewhere(folder)


def _unheard(_failure: Failure) -> None:
    """Asked again in a moment; who changes something meanwhile is told then."""
