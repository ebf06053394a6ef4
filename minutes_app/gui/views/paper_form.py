"""The fields of 文書事項, each with its name above it; which of them are there goes by the kind of meeting."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from minutes_app.gui.view_models.paper_form import CHOICES, LISTS, NAMES, PEOPLE, REPORTING, PaperModel
from minutes_app.gui.views.parts import label
from minutes_app.wording import minutes_faces as words
from minutes_app.wording.paperwork import KINDS, OPENNESS

AREA_PX = 70
_CHOICES = {"kind": (words.NO_KIND, KINDS), "openness": (words.NO_CHOICE, OPENNESS)}
Control = QComboBox | QLineEdit | QPlainTextEdit


class Choice(QComboBox):
    """A choice that the wheel of a scrolling page does not change by the way."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """For the page, unless the person has gone there."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class PaperField(QWidget):
    """One field: name, control, what is to be said of it."""

    def __init__(self, name: str, model: PaperModel) -> None:
        super().__init__()
        self.name, self._model = name, model
        self.control = self._made()
        self.control.setAccessibleName(NAMES[name])
        self.wanted, self.wrong = label(words.WANTED, "soft"), label(role="wrong")
        caption = QLabel(NAMES[name])
        caption.setBuddy(self.control)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        for widget in (caption, self.control, self.wanted, self.wrong):
            layout.addWidget(widget)

    def show_text(self) -> None:
        """What the model has."""
        text = self._model.texts[self.name]
        if isinstance(self.control, QComboBox):
            self.control.setCurrentIndex(self.control.findData(text))
        elif isinstance(self.control, QLineEdit):
            self.control.setText(text)
        else:
            self.control.setPlainText(text)

    def judge(self) -> None:
        """What the model says of it."""
        wrong = self._model.wrong.get(self.name, "")
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.wanted.setVisible(self.name in self._model.blank and not wrong)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An area that is left is kept, as a line is."""
        if event.type() is QEvent.Type.FocusOut:
            self._model.settle()
        return super().eventFilter(watched, event)

    def hint(self, text: str) -> None:
        """What stands in it while it is blank."""
        if not isinstance(self.control, QComboBox):
            self.control.setPlaceholderText(text)

    def _made(self) -> Control:
        if self.name in CHOICES:
            return self._choice()
        kind = "people" if self.name in PEOPLE else "lines" if self.name in LISTS else self.name
        control = self._area() if kind != self.name else self._line()
        control.setPlaceholderText(words.EXAMPLES.get(kind, ""))
        control.setAcceptDrops(False)
        return control

    def _choice(self) -> QComboBox:
        made = Choice()
        nothing, names = _CHOICES[self.name]
        for value, shown in names.items():
            made.addItem(shown or nothing, value)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.currentIndexChanged.connect(lambda _at: self._model.put(self.name, made.currentData()))
        return made

    def _line(self) -> QLineEdit:
        made = QLineEdit()
        made.textChanged.connect(lambda text: self._model.put(self.name, text))
        made.editingFinished.connect(self._model.settle)
        return made

    def _area(self) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setFixedHeight(AREA_PX)
        made.textChanged.connect(lambda: self._model.put(self.name, made.toPlainText()))
        made.installEventFilter(self)
        return made


class PaperForm(QWidget):
    """Shows a `PaperModel`: the kind of meeting first, then its fields."""

    def __init__(self, model: PaperModel) -> None:
        super().__init__()
        self.model = model
        self.fields = {name: PaperField(name, model) for name in NAMES if name not in REPORTING}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(label(words.PAPER, "section"))
        layout.addWidget(label(words.PAPER_HINT, "soft"))
        for name in ("kind", *(name for name in _ORDER if name in self.fields)):
            layout.addWidget(self.fields[name])
        model.shown.connect(self._show)
        model.judged.connect(self._judge)
        self._show()

    def field(self, name: str) -> Control:
        """The place where a field is typed."""
        return self.fields[name].control

    def tell_office(self, approvers: tuple[str, ...], circulation: tuple[str, ...]) -> None:
        """The posts that are printed where the meeting has none of its own."""
        for name, posts in (("approvers", approvers), ("circulation", circulation)):
            self.fields[name].hint(words.of_office(posts) if posts else words.EXAMPLES[name])

    def _show(self) -> None:
        for each in self.fields.values():
            each.show_text()
        self._judge()

    def _judge(self) -> None:
        shown = ("kind", *self.model.fields)
        for name, each in self.fields.items():
            each.setVisible(name in shown)
            each.judge()


class ReportingForm(QWidget):
    """命令日, 用務 and 期間: the same model, beside 復命."""

    def __init__(self, model: PaperModel) -> None:
        super().__init__()
        self.fields = {name: PaperField(name, model) for name in REPORTING}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for each in self.fields.values():
            layout.addWidget(each)
        model.shown.connect(self._show)
        model.judged.connect(self._judge)
        self._show()

    def _show(self) -> None:
        for each in self.fields.values():
            each.show_text()
            each.judge()

    def _judge(self) -> None:
        for each in self.fields.values():
            each.judge()


_ORDER = (
    *("document_number", "drafted_on", "decided_on", "kept_for", "openness", "openness_reason", "observers"),
    *("secretariat", "witnesses", "explainers", "officers", "signers", "approvers", "circulation"),
    *("notices", "seats", "matters", "bills", "elections", "votes", "others"),
)
