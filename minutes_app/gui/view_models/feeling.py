"""The one question on 操作感: at most monthly, after a document was written, and never where it is switched off.

In: `consider` when a piece of work is over, `answer`. Out: `due` when the question is to be shown. Answers stay here.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.effect_work import is_time_to_ask, keep_feeling
from minutes_app.gui.errands import Read, put_setting
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.workshop import Workshop
from minutes_app.wording import effect as words

SETTING = "effect.ask"


class FeelingModel(QObject):
    """`consider`, then `answer` or `stop_asking`."""

    due = Signal()
    """The question is to be shown."""
    told = Signal(str)
    failed = Signal(object)
    """A `Failure`: an answer or the setting could not be kept."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._lane = workshop.lane("feeling")

    def consider(self) -> None:
        """Something is finished: is it time to ask?"""
        if self._workshop.settings.effect.ask:
            ends = Ends(done=nothing, failed=_unasked, stepped=self._step)
            self._lane.start(partial(is_time_to_ask, date.today()), ends)

    def answer(self, mark: int) -> None:
        """Keep it."""
        work = partial(keep_feeling, mark, date.today())
        ends = Ends(done=lambda: self.told.emit(words.THANKS), failed=self.failed.emit)
        self._lane.start(work, ends, must_finish=True)

    def stop_asking(self) -> None:
        """Never again, until somebody says otherwise in 設定."""
        work = partial(put_setting, SETTING, "false", self._workshop.tools)
        ends = Ends(done=lambda: self.told.emit(words.NEVER_KEPT), failed=self.failed.emit, stepped=self._adopt)
        self._lane.start(work, ends, must_finish=True)

    def _step(self, is_time: object) -> None:
        if is_time:
            self.due.emit()

    def _adopt(self, read: object) -> None:
        if isinstance(read, Read):
            self._workshop.adopt(read.settings)


def _unasked(_failure: Failure) -> None:
    """A question that cannot be noted is not asked: nobody has lost anything."""
