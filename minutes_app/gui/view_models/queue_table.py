"""一括 as a table: each recording with its length, its state, how long it still takes, and what became of it."""

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.batch.ledger import Entry
from minutes_app.wording import batch as words

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    NAME = 0
    LENGTH = 1
    STATE = 2
    LEFT = 3
    RESULT = 4


class QueueTable(QAbstractTableModel):
    """The entries in the order of the queue. It is told what changes; it changes nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._percent = -1
        self._left: dict[str, int] = {}

    def put(self, entries: tuple[Entry, ...], left: dict[str, int], percent: int) -> None:
        """Show these. `left`: id → ms that it still takes, where that is known; `percent` of the one in work."""
        self._left, self._percent = left, percent
        if [one.id for one in entries] != [one.id for one in self.entries]:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
        elif entries:
            self.entries = entries
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, len(Column) - 1))

    def row_of(self, entry_id: str) -> int:
        """Where it stands; -1 where it does not."""
        return next((row for row, one in enumerate(self.entries) if one.id == entry_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a recording."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as `Column` has."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return words.COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.source if index.column() == Column.NAME else self._text(entry, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (Column.LENGTH, Column.LEFT):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, entry: Entry, column: Column) -> str:
        if column is Column.NAME:
            return Path(entry.source).name
        if column is Column.LENGTH:
            return words.long(entry.duration_ms)
        if column is Column.STATE:
            return self._state(entry)
        if column is Column.LEFT:
            left = self._left.get(entry.id, 0)
            return words.left(left) if left > 0 else ""
        return entry.why[0] if entry.state == "failed" and entry.why else entry.title

    def _state(self, entry: Entry) -> str:
        if entry.state == "working" and self._percent >= 0:
            return words.part_done(self._percent)
        if entry.state == "done" and entry.documents:
            return words.written(len(entry.documents))
        return words.STATES[entry.state]
