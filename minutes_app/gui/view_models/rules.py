"""The rules of one set as a table that is edited in place."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from minutes_app.gui.editing.rules import LONGEST, MOST, Rule
from minutes_app.wording import correcting as words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
REGEX = 2


class RuleTable(QAbstractTableModel):
    """Find, put, and a check box for regular expressions."""

    edited = Signal()
    """The person has changed the rules."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules: list[Rule] = []

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Those that look for something."""
        return tuple(rule for rule in self._rules if rule.find)

    def show_rules(self, rules: tuple[Rule, ...]) -> None:
        """Other rules."""
        self.beginResetModel()
        self._rules = list(rules)
        self.endResetModel()

    def add(self) -> int:
        """An empty rule more, at the end; its row."""
        row = len(self._rules)
        if row < MOST:
            self.beginInsertRows(ROOT, row, row)
            self._rules.append(Rule(""))
            self.endInsertRows()
        return min(row, MOST - 1)

    def remove(self, row: int) -> None:
        """Take a rule away."""
        if 0 <= row < len(self._rules):
            self.beginRemoveRows(ROOT, row, row)
            del self._rules[row]
            self.endRemoveRows()
            self.edited.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row a rule."""
        return 0 if parent.isValid() else len(self._rules)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Find, put, regular expression."""
        return 0 if parent.isValid() else len(words.RULE_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.RULE_COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Two columns are typed, the third is checked."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if index.column() == REGEX else Qt.ItemFlag.ItemIsEditable)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, or the check box."""
        if not index.isValid():
            return None
        rule = self._rules[index.row()]
        if index.column() == REGEX:
            on = Qt.CheckState.Checked if rule.regex else Qt.CheckState.Unchecked
            return on if role == Qt.ItemDataRole.CheckStateRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return (rule.find, rule.put)[index.column()]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed or checked."""
        if not index.isValid():
            return False
        old = self._rules[index.row()]
        if index.column() == REGEX and role == Qt.ItemDataRole.CheckStateRole:
            new = replace(old, regex=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif index.column() < REGEX and role == Qt.ItemDataRole.EditRole:
            text = "".join(str(value).splitlines())[:LONGEST]
            new = replace(old, find=text) if index.column() == 0 else replace(old, put=text)
        else:
            return False
        self._rules[index.row()] = new
        self.dataChanged.emit(index, index)
        if new != old:
            self.edited.emit()
        return True
