"""The way from 要点 in 校正 to a draft by the language model of the office; nothing of it shows where none is set up.

In: the window. Out: two buttons more below the points. Wired once, by `app`.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from minutes_app.gui.view_models.drafting import DraftingModel
from minutes_app.gui.views.closing import Ending
from minutes_app.gui.views.parts import agreed
from minutes_app.gui.views.window import Window
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.meeting.model import Point
from minutes_app.minutes.draft_mark import is_draft
from minutes_app.wording import draft as words, editor


class DraftDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.panel = window.editor.view.points
        self.model = DraftingModel(window.workshop, window.editor.model, self)
        self.ask = self._beside(editor.SEND, words.BUTTON, self._ask)
        self.ask.setAccessibleName(words.BUTTON_NAME)
        self.confirm = self._beside(editor.LISTEN, words.CONFIRM_BUTTON, self._confirm)
        self.confirm.setAccessibleName(words.CONFIRM_NAME)
        for made in (self.ask, self.confirm):
            made.setToolTip(made.accessibleName())
        self.work = WorkBar(words.PROGRESS, self.model.progress, self.model.stop)
        self.panel.column.addWidget(self.work)
        self.model.changed.connect(self._show)
        self.panel.view.looked.connect(self._show)
        self.model.failed.connect(window.show_failure)
        self.model.told.connect(lambda sentence: window.message.say("good", sentence))
        window.closing.watch(Ending(self.model.progress, words.CLOSING, words.CLOSING_HINT))
        self._show()

    def _beside(self, other: str, text: str, deed: Callable[[], object]) -> QPushButton:
        """A button more in the row of another one: the list above needs its height."""
        made, column = self.panel.add_button(text, deed), self.panel.column
        rows = [item.layout() for place in range(column.count()) if (item := column.itemAt(place)) is not None]
        row = next(one for one in rows if one is not None and one.indexOf(self.panel.buttons[other]) >= 0)
        row.addWidget(made)
        return made

    def _show(self) -> None:
        chosen = self.panel.view.chosen()
        self.ask.setVisible(self.model.is_offered)
        self.ask.setEnabled(not self.model.is_busy)
        self.confirm.setVisible(self.model.has_drafts)
        self.confirm.setEnabled(isinstance(chosen, Point) and is_draft(chosen.text))

    def _ask(self) -> None:
        agenda_id = self._agenda_id()
        question = words.question(self.model.server.host, self.model.count(agenda_id))
        if agreed(self.window, question, hint=words.QUESTION_HINT, yes=words.SEND, no=words.KEEP):
            self.model.begin(agenda_id)

    def _agenda_id(self) -> str:
        """The agenda item that is chosen above the points; "" = all."""
        place, agenda = self.panel.agenda.currentIndex(), self.window.editor.model.meeting.occasion.agenda
        return agenda[place - 1].id if 0 < place <= len(agenda) else ""

    def _confirm(self) -> None:
        point = self.panel.view.chosen()
        if isinstance(point, Point):
            self.model.confirm(point)
            self.panel.view.choose(point.id)
