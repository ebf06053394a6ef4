"""文字起こし among the pages of the window: its page, what is told of it above the others, and where it leads."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.hearing import HearingModel, Task
from minutes_app.gui.views.hearing import HearingView
from minutes_app.gui.views.window_message import WindowMessage
from minutes_app.gui.workshop import Workshop
from minutes_app.wording import gui as words


class HearingPart(QObject):
    """One a window."""

    wanted = Signal()
    """The page with the progress."""
    has_text = Signal(object)
    """The folder of a meeting whose text is there, to be shown."""
    ended = Signal()
    """A meeting has its text; the list of meetings is another one now."""
    left = Signal()
    """Nothing is heard any more, and the person stands where it would have been seen."""

    def __init__(self, workshop: Workshop, pages: QStackedWidget, message: WindowMessage) -> None:
        super().__init__(pages)
        self.model = HearingModel(workshop, self)
        self.view = HearingView(self.model)
        self._pages, self._message = pages, message
        self.model.finished.connect(self._show_heard)
        self.model.failed.connect(self._tell_unheard)
        self.model.stopped.connect(self._tell_stopped)

    def hear(self, tasks: list[Task]) -> None:
        """Let the engine hear meetings, and show how far it is."""
        if self.model.is_busy:
            self._message.say("good", words.HEARING_FIRST)
        self.model.begin(tasks)
        self.wanted.emit()

    def hear_recorded(self, folder: Path, is_awaited: bool) -> None:
        """A recording without a text yet; who works elsewhere is only told."""
        if is_awaited:
            self.hear([Task(folder=folder)])
        else:
            self.model.begin([Task(folder=folder)])
            self.tell_busy()

    def tell_busy(self) -> None:
        """Say what is being heard, if anything is."""
        if self.model.is_busy:
            self._message.say("good", f"{words.BUSY}{self.model.title}", actions={words.SHOW: self.wanted.emit})

    @property
    def _is_here(self) -> bool:
        return self._pages.currentWidget() is self.view

    def _show_heard(self, folder: Path) -> None:
        self.ended.emit()
        if self._is_here and not self.model.is_busy:
            self.has_text.emit(folder)
        else:
            self._message.say("good", words.HEARD, actions={words.OPEN: lambda: self.has_text.emit(folder)})

    def _tell_unheard(self, failure: Failure, task: Task) -> None:
        if self._is_here and not self.model.is_busy:
            self.left.emit()
        self._message.show_failure(failure, task)

    def _tell_stopped(self) -> None:
        if self._is_here:
            self.left.emit()
        self._message.say("good", words.STOPPED)
