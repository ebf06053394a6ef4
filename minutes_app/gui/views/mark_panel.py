"""Beside the text: before a recording what it is about, and while it is made the agenda and the marks."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.recording import RecordingModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.meeting.marked import PERSONS
from minutes_app.wording import recording_window as words

COLUMNS = 4


class SheetPanel(QWidget):
    """The name and the agenda of the meeting; both may stay blank. All else stands on the sheet of 会議の準備."""

    wanted = Signal(object)
    """会議の準備, for this `Occasion`."""

    def __init__(self, model: RecordingModel) -> None:
        super().__init__()
        self._model = model
        self.title, self.agenda = QLineEdit(), QPlainTextEdit()
        self.agenda.setTabChangesFocus(True)
        self.agenda.setMinimumHeight(70)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for field, name, hint in (
            (self.title, words.TITLE, words.TITLE_HINT),
            (self.agenda, words.AGENDA, words.AGENDA_HINT),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
            field.setAcceptDrops(False)
            caption = QLabel(name)
            caption.setBuddy(field)
            layout.addWidget(caption)
            layout.addWidget(field)
        self.more = button(words.PREPARE, self._want)
        layout.addLayout(row(self.more, None))

    def put(self) -> None:
        """What was typed is the meeting's."""
        self._model.put(self.title.text(), self.agenda.toPlainText())

    def _want(self) -> None:
        self.put()
        self.wanted.emit(self._model.said)

    def show_said(self) -> None:
        """What is known of the meeting that is to be recorded."""
        self.title.setText(self._model.said.title)
        self.agenda.setPlainText("\n".join(item.title for item in self._model.agenda))


class MarkPanel(QWidget):
    """The agenda with the item that is spoken of, a button for each mark. `revise` stands in the head of the page."""

    wanted = Signal(object)
    """開催概要, for this `Occasion`."""

    def __init__(self, model: RecordingModel) -> None:
        super().__init__()
        self._model = model
        self.revise = button(words.REVISE, lambda: self.wanted.emit(model.said))
        self.list = QListWidget()
        self.list.setAccessibleName(words.AGENDA_LIST)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(30)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.agenda_button = button("", partial(model.mark, PERSONS[0]), main=True)
        self.buttons = {
            kind: button(words.mark_button(number, kind), partial(model.mark, kind))
            for number, kind in enumerate(PERSONS[1:], 2)
        }
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, each in enumerate(self.buttons.values()):
            grid.addWidget(each, number // COLUMNS, number % COLUMNS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.agenda_button)
        layout.addWidget(label(words.MARKS_TITLE, "soft"))
        layout.addLayout(grid)
        layout.addStretch(0)
        model.changed.connect(self._show)
        self._show()

    def keys(self, parent: QWidget) -> list[QShortcut]:
        """A number for each mark."""
        made = []
        for number, kind in enumerate(PERSONS, 1):
            made.append(QShortcut(QKeySequence(str(number)), parent))
            made[-1].activated.connect(partial(self._model.mark, kind))
        return made

    def _show(self) -> None:
        model = self._model
        number = model.agenda_at + 1
        self.agenda_button.setText(words.next_agenda(number, model.title_of(number)))
        self.agenda_button.setAccessibleName(self.agenda_button.text())
        for each in (self.agenda_button, *self.buttons.values(), self.revise):
            each.setEnabled(model.is_under_way)
        self.revise.setVisible(model.is_active)
        self.list.setVisible(bool(model.agenda))
        self.list.clear()
        for place, entry in enumerate(model.agenda, 1):
            item = QListWidgetItem(words.agenda_line(place, entry.title, is_now=place == model.agenda_at))
            font = QFont(self.list.font())
            font.setBold(place == model.agenda_at)
            item.setFont(font)
            self.list.addItem(item)
        if 0 < model.agenda_at <= self.list.count():
            self.list.scrollToItem(self.list.item(model.agenda_at - 1))
