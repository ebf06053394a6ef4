"""The preview of a replacement: every hit with a check box, and what the place says before and after."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from minutes_app.gui.editing.replacing import Hit
from minutes_app.wording import editor as words
from minutes_app.wording.times import clock

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BESIDE = 14
"""Characters shown on either side of a hit."""


class HitTable(QAbstractTableModel):
    """Hits; those that are checked are put in place."""

    checked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()
        self._off: set[int] = set()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Other hits, all of them checked."""
        self.beginResetModel()
        self.hits = hits
        self._off.clear()
        self.endResetModel()
        self.checked_changed.emit()

    def chosen(self) -> tuple[Hit, ...]:
        """The checked ones."""
        return tuple(hit for row, hit in enumerate(self.hits) if row not in self._off)

    def check_all(self, on: bool) -> None:
        """Check all, or none."""
        self._off = set() if on else set(range(len(self.hits)))
        if self.hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.hits) - 1, 0))
        self.checked_changed.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row a hit."""
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Time, before, after."""
        return 0 if parent.isValid() else len(words.HIT_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.HIT_COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has the check boxes."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Time, before, after; the hit itself in brackets."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if index.row() in self._off else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.ToolTipRole:
            return hit.text
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        before, after = hit.text[: hit.start][-BESIDE:], hit.text[hit.end :][:BESIDE]
        middle = words.bracketed(hit.text[hit.start : hit.end]), words.bracketed(hit.new)
        return (clock(hit.start_ms), *(f"{before}{each}{after}" for each in middle))[index.column()]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Check a hit, or not."""
        if not index.isValid() or index.column() != 0 or role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._off.discard(index.row())
        else:
            self._off.add(index.row())
        self.dataChanged.emit(index, index)
        self.checked_changed.emit()
        return True
