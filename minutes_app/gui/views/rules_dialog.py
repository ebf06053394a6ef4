"""置換のルール: the saved sets, edited in place, taken from a file and given to one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QInputDialog,
    QMessageBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.errors import MinutesError
from minutes_app.files import disk_errors, write_atomic
from minutes_app.gui.editing.rules import BadRules, RuleShelf, read_rules, written_rules
from minutes_app.gui.view_models.rules import RuleTable
from minutes_app.gui.views.parts import button, dress_table, label, row
from minutes_app.gui.views.sizes import resize_within
from minutes_app.gui.views.text_cell import TextDelegate
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import CLOSE, warned
from minutes_app.wording.gui import explain_here

HEIGHT = 36


class RulesDialog(QDialog):
    """Every change is kept at once."""

    changed = Signal()
    """A set was changed, added or taken away."""

    def __init__(self, shelf: RuleShelf, name: str, parent: QWidget | None = None) -> None:
        """`name`: the set that is shown first; "" = the first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.RULES_TITLE)
        self._shelf = shelf
        self.table = RuleTable(self)
        self.sets = QComboBox(self)
        self.view = self._rule_view()
        self.note = label()
        self._lay_out()
        self.sets.currentIndexChanged.connect(self._show_set)
        self.table.edited.connect(self._save)
        self._list(name)
        resize_within(self, 760, 560)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is being typed is kept, too."""
        self._delegate.finish()
        super().closeEvent(event)

    def add_set(self, name: str) -> None:
        """A new set without rules, or the one that has this name already."""
        if name.strip() and self._tried(lambda: self._make(name.strip())):
            self.changed.emit()

    def take_file(self, path: Path) -> None:
        """The rules of a file come behind those of the set; those that are there already do not come twice."""

        def read() -> None:
            with disk_errors(path):
                content = path.read_bytes()
            rules = tuple(dict.fromkeys((*self.table.rules, *read_rules(content))))
            self._shelf.save(self.sets.currentText(), rules)

        if self._tried(read):
            self._show_set()
            self.changed.emit()

    def give_file(self, path: Path) -> None:
        """Write the set into a file."""
        self._tried(lambda: write_atomic(path, written_rules(self.table.rules)))

    def _lay_out(self) -> None:
        self.sets.setMinimumHeight(HEIGHT)
        self.sets.setAccessibleName(words.RULE_SET)
        column = QVBoxLayout(self)
        column.addLayout(row(label(words.RULE_SET), self.sets, button(words.SET_NEW, self._ask_name), None))
        column.addWidget(self.view)
        column.addWidget(self.note)
        column.addLayout(
            row(button(words.RULE_ADD, self._add), button(words.RULE_REMOVE, self._remove), None, self._removal())
        )
        files = (button(words.SET_IMPORT, self._ask_import), button(words.SET_EXPORT, self._ask_export))
        column.addLayout(row(*files, None, button(CLOSE, self.close)))

    def _removal(self) -> QWidget:
        self.removal = button(words.SET_REMOVE, self._ask_remove)
        return self.removal

    def _rule_view(self) -> QTableView:
        view = QTableView(self)
        self._delegate = TextDelegate(view)
        view.setModel(self.table)
        for column in (0, 1):
            view.setItemDelegateForColumn(column, self._delegate)
            view.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        dress_table(view, words.RULE_NAME, HEIGHT)
        return view

    def _list(self, chosen: str) -> None:
        found: list[str] = []
        self._tried(lambda: found.extend(self._shelf.names()))
        self.sets.blockSignals(True)
        self.sets.clear()
        self.sets.addItems(found)
        self.sets.setCurrentIndex(max(self.sets.findText(chosen), 0))
        self.sets.blockSignals(False)
        self._show_set()

    def _show_set(self) -> None:
        self.table.show_rules(())
        read = self._tried(lambda: self.table.show_rules(self._shelf.load(self.sets.currentText())))
        self.view.setEnabled(read)
        self.removal.setEnabled(bool(self.sets.currentText()))

    def _save(self) -> None:
        if self._tried(lambda: self._shelf.save(self.sets.currentText(), self.table.rules)):
            self.changed.emit()

    def _make(self, name: str) -> None:
        if name not in self._shelf.names():
            self._shelf.save(name, ())
        self._list(name)

    def _add(self) -> None:
        place = self.table.index(self.table.add(), 0)
        self.view.setCurrentIndex(place)
        self.view.edit(place)

    def _remove(self) -> None:
        self._delegate.finish()
        self.table.remove(self.view.currentIndex().row())

    def _ask_name(self) -> None:
        name, agreed = QInputDialog.getText(self, words.RULES_TITLE, words.SET_ASK)
        if agreed:
            self.add_set(name)

    def _ask_remove(self) -> None:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self, words.SET_REMOVE, words.SET_REMOVE_SURE, yes | no, no) == yes:
            self.remove_set()

    def remove_set(self) -> None:
        """Take the set away that is shown."""
        if self._tried(lambda: self._shelf.remove(self.sets.currentText())):
            self._list("")
            self.changed.emit()

    def _ask_import(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, words.SET_IMPORT, "", words.SET_FILES)
        if name:
            self.take_file(Path(name))

    def _ask_export(self) -> None:
        first = f"{self.sets.currentText()}.csv"
        name, _kind = QFileDialog.getSaveFileName(self, words.SET_EXPORT, first, words.SET_FILES)
        if name:
            self.give_file(Path(name))

    def _tried(self, deed: Callable[[], object]) -> bool:
        """Do it; what goes wrong is told, and nothing is lost."""
        try:
            deed()
        except BadRules as error:
            self.note.setText(warned(words.bad_rules(error.line)))
            return False
        except MinutesError as error:
            self.note.setText(warned(explain_here(error).as_text()))
            return False
        self.note.setText(words.rule_count(len(self.table.rules)))
        return True
