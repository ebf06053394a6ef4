"""The fields of the document, each with its name above it; what cannot be understood is said under its field."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.document_form import AREAS, ONE_LINE, FormModel
from minutes_app.gui.views.parts import button, label
from minutes_app.wording import gui as general, minutes_page as words

ORDER = (
    *("title", "date", "start", "end", "place", "organiser", "chair", "note_taker"),
    *("attendees", "agenda", "handouts", "next_meeting"),
)
AREA_PX = 92
_HINTS = {
    **general.PLACEHOLDERS,
    "title": "",
    "agenda": words.AGENDA,
    "handouts": words.HANDOUTS,
    "next_meeting": words.NEXT_MEETING,
}


class DocumentForm(QWidget):
    """Shows a `FormModel`."""

    def __init__(self, model: FormModel) -> None:
        super().__init__()
        self.model = model
        self.lines = {name: self._line(name) for name in ONE_LINE}
        self.areas = {name: self._area(name) for name in AREAS}
        self.wrong = {name: label(role="wrong") for name in ORDER}
        self.guessed = {name: label(words.GUESSED, "soft") for name in ORDER}
        self.right = {name: self._right(name) for name in ORDER}
        self._build()
        model.shown.connect(self._show)
        model.judged.connect(self._judge)
        self._judge()

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """The place where a field is typed."""
        return self.lines[name] if name in self.lines else self.areas[name]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An area that is left is kept, as a line is."""
        if event.type() is QEvent.Type.FocusOut:
            self.model.settle()
        return super().eventFilter(watched, event)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(_HINTS.get(name, ""))
        made.setAccessibleName(general.FIELDS[name])
        made.setAcceptDrops(False)
        made.textChanged.connect(lambda text: self.model.put(name, text))
        made.editingFinished.connect(self.model.settle)
        return made

    def _area(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setPlaceholderText(_HINTS.get(name, ""))
        made.setAccessibleName(general.FIELDS[name])
        made.setAcceptDrops(False)
        made.setTabChangesFocus(True)
        made.setFixedHeight(AREA_PX)
        made.textChanged.connect(lambda: self.model.put(name, made.toPlainText()))
        made.installEventFilter(self)
        return made

    def _right(self, name: str) -> QPushButton:
        made = button(words.IS_RIGHT, lambda: self.model.confirm(name))
        made.setAccessibleName(words.is_right(general.FIELDS[name]))
        made.setToolTip(words.IS_RIGHT_TIP)
        return made

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(label(words.FORM_HINT, "soft"))
        grid = QGridLayout()
        for column, name in enumerate(("start", "end")):
            grid.addLayout(self._place(name), 0, column)
            grid.setColumnStretch(column, 1)
        for name in ORDER:
            if name == "start":
                layout.addLayout(grid)
            elif name != "end":
                layout.addLayout(self._place(name))
        layout.addStretch(1)

    def _place(self, name: str) -> QVBoxLayout:
        place = QVBoxLayout()
        place.setSpacing(2)
        caption = QLabel(general.FIELDS[name])
        caption.setBuddy(self.field(name))
        beside = QHBoxLayout()
        beside.addWidget(self.guessed[name], 1)
        beside.addWidget(self.right[name])
        place.addWidget(caption)
        place.addWidget(self.field(name))
        place.addLayout(beside)
        place.addWidget(self.wrong[name])
        place.addStretch(1)
        return place

    def _show(self) -> None:
        for name, line in self.lines.items():
            line.setText(self.model.texts[name])
        for name, area in self.areas.items():
            area.setPlainText(self.model.texts[name])
        self._judge()

    def _judge(self) -> None:
        for name in ORDER:
            self.wrong[name].setText(self.model.wrong.get(name, ""))
            self.wrong[name].setVisible(name in self.model.wrong)
            is_guess = name in self.model.guessed
            self.guessed[name].setVisible(is_guess)
            self.right[name].setVisible(is_guess)
