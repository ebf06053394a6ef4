"""The list of edits, newest first, all of them or those of some utterances."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.gui.editing.history_lines import Line
from minutes_app.wording import correcting as words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class HistoryTable(QAbstractTableModel):
    """Shows lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Line] = []
        self._only: frozenset[str] | None = None
        self.shown: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Other lines."""
        self._all = lines
        self._choose()

    def show_only(self, ids: frozenset[str] | None) -> None:
        """Only what touched these utterances; None = everything."""
        self._only = ids
        self._choose()

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row an edit."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """When, who, what, and the words."""
        return 0 if parent.isValid() else len(words.HISTORY_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.HISTORY_COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the whole of it under the mouse."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.shown[index.row()]
        return (line.at, line.who, line.what, line.detail)[index.column()]

    def _choose(self) -> None:
        only = self._only
        self.beginResetModel()
        self.shown = [line for line in self._all if only is None or only & set(line.utterance_ids)]
        self.endResetModel()
