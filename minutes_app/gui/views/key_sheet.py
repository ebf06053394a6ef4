"""The sheet that shows every key of the editor, made from the table of keys, and lets a person choose others."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from minutes_app.errors import MinutesError
from minutes_app.gui.editing.keys import Clash, Line
from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.views.parts import button, dress_table, label, row
from minutes_app.gui.views.sizes import resize_within
from minutes_app.wording import editor as words, key_sheet as sheet_words
from minutes_app.wording.gui import explain_here

ROW_PX = 34
_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)


class KeySheet(QDialog):
    """Stays beside the work until it is closed."""

    def __init__(self, keyboard: Keyboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keyboard = keyboard
        self.setWindowTitle(words.KEYS_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget(0, len(words.KEY_COLUMNS), self)
        self.note = label(sheet_words.HOW)
        self.other = button(sheet_words.CHANGE, self._ask)
        self.first = button(sheet_words.RESET_ONE, self._put_back)
        self.all_first = button(sheet_words.RESET_ALL, lambda: self._try(self._keyboard.reset))
        self.lines: tuple[Line, ...] = ()
        self._dress_table()
        column = QVBoxLayout(self)
        column.addWidget(self.table)
        column.addWidget(self.note)
        column.addLayout(row(self.other, self.first, self.all_first, None, button(words.CLOSE, self.close)))
        keyboard.changed.connect(self._fill)
        self._fill()
        self.table.setCurrentCell(0, 0)
        resize_within(self, 800, 640)

    def take(self, sequence: str) -> bool:
        """Make this the key of the current line; False when it would clash, which is told."""
        line = self.lines[self.table.currentRow()]
        clash = self._keyboard.clash(line.name, sequence)
        if clash is not None:
            self.note.setText(words.warned(sheet_words.clash(sequence, clash.why, clash.intent)))
            return False
        done = self._try(lambda: self._keyboard.change(line.name, sequence))
        if done:
            self.note.setText(sheet_words.taken(sequence, line.intent))
        return done

    def _dress_table(self) -> None:
        table = self.table
        dress_table(table, words.KEYS_TITLE, ROW_PX)
        table.setHorizontalHeaderLabels(words.KEY_COLUMNS)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.currentCellChanged.connect(self._show_state)
        table.cellDoubleClicked.connect(lambda _row, _column: self._ask())

    def _fill(self) -> None:
        self.lines = self._keyboard.sheet()
        self.table.setRowCount(len(self.lines))
        for place, line in enumerate(self.lines):
            for column, text in enumerate((line.keys, words.KEYS[line.intent], words.WHERE[line.where])):
                self.table.setItem(place, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._show_state()

    def _show_state(self) -> None:
        place = self.table.currentRow()
        changeable = 0 <= place < len(self.lines) and self.lines[place].changeable
        for each in (self.other, self.first):
            each.setEnabled(changeable)
            each.setToolTip("" if changeable else sheet_words.FIXED)

    def _ask(self) -> None:
        if not self.other.isEnabled():
            return
        line = self.lines[self.table.currentRow()]
        asking = KeyQuestion(words.KEYS[line.intent], self, numbered=line.numbered)
        if asking.exec() == QDialog.DialogCode.Accepted:
            self.take(asking.sequence)
        asking.deleteLater()

    def _put_back(self) -> None:
        """The first key of the current line; refused where another one has it meanwhile."""
        line = self.lines[self.table.currentRow()]
        refused: list[Clash] = []

        def put_back() -> None:
            refused.extend(filter(None, (self._keyboard.put_back(line.name),)))

        if self._try(put_back) and refused:
            self.note.setText(words.warned(sheet_words.not_back(refused[0].intent)))

    def _try(self, deed: Callable[[], None]) -> bool:
        """Do it; a setting that cannot be written is told, and nothing changes."""
        try:
            deed()
        except MinutesError as error:
            self.note.setText(words.warned(explain_here(error).as_text()))
            return False
        return True


class KeyQuestion(QDialog):
    """Waits for one key. The input method is off, so that the key itself arrives; Esc goes back."""

    def __init__(self, deed: str, parent: QWidget, *, numbered: bool) -> None:
        super().__init__(parent)
        self.sequence = ""
        self.setWindowTitle(sheet_words.CHANGE)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        question = QLabel(sheet_words.ask(deed, numbered=numbered), self)
        question.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(question)
        self.resize(460, 140)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The first key that is more than Ctrl, Shift or Alt."""
        if event.key() in _ALONE:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        plain = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
        self.sequence = QKeySequence(plain).toString(QKeySequence.SequenceFormat.PortableText)
        self.accept()
