"""会議の準備 among the pages of the window: one sheet at a time, made when it is wanted and gone when it is left.

In: recordings that were chosen, or what is known of the meeting that is to be recorded. Out: what is to be heard or
recorded, and where to go then.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from minutes_app.gui.view_models.hearing import Task
from minutes_app.gui.view_models.home import HomeModel
from minutes_app.gui.view_models.preparation import PreparationModel
from minutes_app.gui.views.preparation import PreparationView
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.revision import Revision


class Preparing(QObject):
    """One a window."""

    hear_wanted = Signal(object)
    """The `Task`s of new recordings."""
    recording_said = Signal(object)
    """The `Revision` of 開催概要 of the meeting that is to be recorded, or is being recorded."""
    added = Signal(object)
    """Recordings that are on the open sheet now, beside the others: their paths."""
    recording_wanted = Signal()
    """The page that records."""
    left = Signal()
    """The person does not want the new recordings after all."""

    def __init__(self, pages: QStackedWidget, home: HomeModel) -> None:
        super().__init__(pages)
        self.view: PreparationView | None = None
        self._pages, self._home = pages, home

    def for_files(self, sources: tuple[Path, ...]) -> None:
        """The sheet for new recordings; beside the others where it is open: what is typed on a sheet is never lost."""
        if self.view is not None and self.view.model.is_new:
            self._pages.setCurrentWidget(self.view)
            if fresh := self.view.add(sources):
                self.added.emit(fresh)
        elif not self.keeps():
            self._show(PreparationModel(sources, earlier=self._earlier()), self._hear, self._leave)

    def for_recording(self, said: Occasion) -> None:
        """The whole sheet for the meeting that is (to be) recorded; both its ends lead back there."""
        model = PreparationModel(base=said, earlier=self._earlier())
        model.feeds = True
        self._show(model, self._record, self._leave_recording)

    def drop(self) -> None:
        """The sheet is done with, if there is one."""
        if self.view is not None:
            self.view.model.close()
            self._pages.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None

    def keeps(self) -> bool:
        """Whether a sheet of a recording must stay, for something on it cannot be understood, which it says then.

        Else what was typed counts, although the person has gone on by another way than its button.
        """
        view = self.view
        if view is None or view.model.is_new:
            return False
        understood = view.model.understood()
        if understood.wrong:
            view.accept.click()
            return True
        base, said = view.model.base, understood.occasion
        has_typed_words = view.model.texts["words"] != "\n".join(base.words)
        if has_typed_words or replace(said, words=base.words) != base:
            self.recording_said.emit(Revision(base, said))
        return False

    def _earlier(self) -> list[Occasion]:
        return [one.glance.occasion for one in self._home.all]

    def _show(
        self, model: PreparationModel, accept: Callable[[PreparationModel], None], leave: Callable[[], None]
    ) -> None:
        self.drop()
        self.view = PreparationView(model)
        self.view.accepted.connect(accept)
        self.view.cancelled.connect(leave)
        self._pages.addWidget(self.view)
        self._pages.setCurrentWidget(self.view)
        self.view.lines["title"].setFocus()

    def _hear(self, model: PreparationModel) -> None:
        said = model.understood().occasion
        self.hear_wanted.emit([Task(sources, said) for sources in model.jobs()])

    def _record(self, model: PreparationModel) -> None:
        self.drop()
        self.recording_said.emit(Revision(model.base, model.understood().occasion))
        self.recording_wanted.emit()

    def _leave_recording(self) -> None:
        self.drop()
        self.recording_wanted.emit()

    def _leave(self) -> None:
        self.drop()
        self.left.emit()
