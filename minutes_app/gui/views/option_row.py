"""One declared setting: title, help, the control that its limits ask for, its source, and 初めの値に戻す.

In: an `Option` and its `Origin`. Out: what the person wants, as typed. Judges nothing: what cannot be kept is answered
by the model, and said under the control.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.options import text_of
from minutes_app.gui.views.parts import button, label, row
from minutes_app.settings import Option, Origin
from minutes_app.wording import settings_window as words
from minutes_app.wording.settings import shown

WIDE = 460
LOW = 36


class OptionRow(QFrame):
    """Shows one setting."""

    wanted = Signal(str, str)
    """Key, and the value as typed."""
    reset_wanted = Signal(str)

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.control = _control_for(option)
        self.control.edited.connect(lambda text: self.wanted.emit(option.key, text))
        self.source = label(role="soft")
        self.answer = label()
        self.reset = button(words.RESET, lambda: self.reset_wanted.emit(option.key))
        self.reset.setAccessibleName(f"{words.title_of(option.key)}: {words.RESET}")
        self._build()

    def show_origin(self, origin: Origin) -> None:
        """The value in force; a locked one is shown and cannot be changed."""
        self.control.show_value(origin)
        self.control.setEnabled(not origin.locked)
        self.reset.setVisible(origin.source == "user" and not origin.locked)
        self.source.setText(words.locked(origin.source) if origin.locked else words.origin(origin.source))
        self.source.setVisible(origin.locked or origin.source != "default")

    def show_answer(self, *, good: bool, sentence: str) -> None:
        """What a change came to."""
        self.answer.setText(f"{'✓' if good else '✕'} {sentence}")
        self.answer.setProperty("role", "soft" if good else "wrong")
        self.answer.style().unpolish(self.answer)
        self.answer.style().polish(self.answer)
        self.answer.setVisible(True)

    def forget_answer(self) -> None:
        """Nothing was changed lately."""
        self.answer.hide()

    def _build(self) -> None:
        title = QLabel(words.title_of(self.option.key))
        title.setProperty("role", "section")
        title.setWordWrap(True)
        title.setBuddy(self.control)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(4)
        layout.addWidget(title)
        line = row(self.control, self.reset, None)
        line.setStretch(0, 0 if isinstance(self.control, YesNo | Number) else 1)
        layout.addLayout(line)
        self.control.setMaximumWidth(WIDE * 2)
        hint = label(words.hint(self.option.key, self.option.expected), "soft")
        for text in (hint, self.source, self.answer):
            layout.addWidget(text)
        self.answer.hide()
        if not hint.text():
            hint.hide()


class Control(QWidget):
    """What a value is typed or chosen with."""

    edited = Signal(str)

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(10)

    def add(self, widget: QWidget, name: str = "") -> None:
        """One widget more, with its name."""
        widget.setAccessibleName(name or words.title_of(self.option.key))
        self.line.addWidget(widget)
        if self.focusProxy() is None:
            self.setFocusProxy(widget)

    def show_value(self, origin: Origin) -> None:
        """The value in force; emits nothing."""
        raise NotImplementedError


class YesNo(Control):
    """A tick."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self.box = QCheckBox(words.YES)
        self.box.clicked.connect(lambda on: self.edited.emit("true" if on else "false"))
        self.add(self.box)

    def show_value(self, origin: Origin) -> None:
        """Ticked or not."""
        self.box.setChecked(origin.value is True)


class Number(Control):
    """A number within its limits."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        low, high = option.expected.split(":")[1:]
        self.box = CalmSpin()
        self.box.setRange(int(low), int(high))
        self.box.setKeyboardTracking(False)
        self.box.setMinimumSize(120, LOW)
        self.box.valueChanged.connect(lambda number: self.edited.emit(str(number)))
        self.add(self.box)

    def show_value(self, origin: Origin) -> None:
        """The number."""
        self.box.blockSignals(True)
        self.box.setValue(int(origin.value) if isinstance(origin.value, int) else 0)
        self.box.blockSignals(False)


class Choice(Control):
    """One of several, by their Japanese names."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self.box = CalmCombo()
        for value in option.expected.partition(":")[2].split(","):
            self.box.addItem(words.choice(option.key, value), value)
        self.box.activated.connect(lambda at: self.edited.emit(str(self.box.itemData(at))))
        self.add(self.box)

    def show_value(self, origin: Origin) -> None:
        """The one that is chosen."""
        self.box.setCurrentIndex(max(0, self.box.findData(origin.value)))


class Several(Control):
    """Any of several."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout()
        for value in option.expected.partition(":")[2].split(","):
            box = QCheckBox(words.choice(option.key, value))
            box.setAccessibleName(f"{words.title_of(option.key)}: {box.text()}")
            box.clicked.connect(self._choose)
            self.boxes[value] = box
            column.addWidget(box)
        self.line.addLayout(column)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_value(self, origin: Origin) -> None:
        """Those that are chosen."""
        chosen = origin.value if isinstance(origin.value, tuple) else ()
        for value, box in self.boxes.items():
            box.setChecked(value in chosen)

    def _choose(self) -> None:
        self.edited.emit("、".join(value for value, box in self.boxes.items() if box.isChecked()))


class Typed(Control):
    """Text; of a place, with a button that lets it be chosen."""

    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self.text = QLineEdit()
        self.text.setAcceptDrops(False)
        self.text.setPlaceholderText(shown(option.key, ""))
        self._shown = self._sent = ""
        self.text.editingFinished.connect(self._commit)
        self.add(self.text)
        if option.expected in ("folder", "file"):
            choose = button(words.CHOOSE, self._choose)
            self.add(choose, f"{words.title_of(option.key)}: {words.CHOOSE}")

    def show_value(self, origin: Origin) -> None:
        """What is in force. What was refused, or is just being typed, stays to be mended."""
        new = text_of(origin.value)
        typing = self.text.hasFocus() and self.text.isModified()
        if new != self._shown or not (self._sent or typing):
            self.text.setText(new)
            self._sent = ""
        self._shown = new

    def _commit(self) -> None:
        typed = self.text.text()
        if typed == self._shown:
            self._sent = ""
        elif typed != self._sent:
            self._sent = typed
            self.edited.emit(typed)

    def _choose(self) -> None:
        title = words.title_of(self.option.key)
        if self.option.expected == "folder":
            chosen = QFileDialog.getExistingDirectory(self, title, self.text.text())
        else:
            chosen, _kind = QFileDialog.getOpenFileName(self, title, self.text.text())
        if chosen:
            self.text.setText(chosen)
            self.edited.emit(chosen)


class CalmSpin(QSpinBox):
    """A wheel that scrolls the page changes no number."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the number has the focus."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


class CalmCombo(QComboBox):
    """A wheel that scrolls the page chooses nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the choice has the focus."""
        super().wheelEvent(event) if self.hasFocus() else event.ignore()


_CONTROLS: dict[str, type[Control]] = {"bool": YesNo, "int": Number, "choice": Choice, "list": Several}


def _control_for(option: Option) -> Control:
    return _CONTROLS.get(option.expected.partition(":")[0], Typed)(option)
