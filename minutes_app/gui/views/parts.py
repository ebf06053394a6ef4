"""Small parts that every screen is built from: labels, buttons, and the message that stands above a screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.wording import gui as words

Actions = dict[str, Callable[[], object]]
"""Button → what it does."""

MARKS = {"warning": "⚠", "error": "✕", "good": "✓"}
"""The kind of a message, for who sees no colours."""


def label(text: str = "", role: str = "") -> QLabel:
    """Text that wraps; `role`: "title", "section", "soft", "wrong" or ""."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, pressed: Callable[[], object], *, main: bool = False, big: bool = False) -> QPushButton:
    """A button that does something. `main`: the one that Enter means."""
    made = QPushButton(text)
    made.setProperty("main", main)
    made.setProperty("big", big)
    made.setAccessibleName(text)
    made.setAutoDefault(main)
    made.clicked.connect(lambda: pressed())
    return made


def dress_table(table: QTableView, name: str, row_px: int) -> None:
    """As every list looks: whole rows, one at a time, no grid; Tab leaves it. `name` is for a screen reader."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_px)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Another value of a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is the space that grows."""
    layout = QHBoxLayout()
    layout.setSpacing(10)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def agreed(
    parent: QWidget,
    question: str,
    *,
    hint: str,
    yes: str,
    no: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
) -> bool:
    """Whether a person presses `yes`; Enter and Esc mean `no`."""
    box = QMessageBox(icon, words.APP, question, parent=parent)
    box.setInformativeText(hint)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is agree


class MessageBar(QFrame):
    """A message above a screen: what happened, what is safe, what to do next, with a button or two."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mark = QLabel()
        self._headline = label(role="section")
        self._rest = label()
        self._actions = QVBoxLayout()
        self._buttons: list[QPushButton] = []
        texts = QVBoxLayout()
        texts.addWidget(self._headline)
        texts.addWidget(self._rest)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addLayout(self._actions)
        for text in (self._headline, self._rest):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" when it is not shown."""
        if self.isHidden():
            return ""
        return "\n".join(part for part in (self._headline.text(), self._rest.text()) if part)

    def say(
        self, kind: str, headline: str, rest: str = "", actions: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Show it. `kind`: "warning", "error" or "good"; `actions`: button → what it does (the bar goes first)."""
        self._mark.setText(MARKS[kind])
        self._mark.setAccessibleName("")
        self._headline.setText(headline)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(f"{headline}{rest}")
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        for old in self._buttons:
            self._actions.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._action(text, act) for text, act in (actions or {}).items()]
        self._buttons.append(button(words.CLOSE_NOTICE, self.take_away))
        for made in self._buttons:
            self._actions.addWidget(made)
        self.show()

    def take_away(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def _action(self, text: str, act: Callable[[], object]) -> QPushButton:
        def pressed() -> None:
            self.take_away()
            act()

        return button(text, pressed)
