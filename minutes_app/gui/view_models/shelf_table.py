"""The table of 保管の一覧 as Qt asks for it: a row a meeting, in the order of the column that a person chose."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.batch import natural_key
from minutes_app.closing.shelf import Row, end_of, in_era
from minutes_app.wording import shelf as words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TITLE_COLUMN, END_COLUMN, FILE_COLUMN = 0, 3, 5

_KEYS: tuple[Callable[[Row], object], ...] = (
    lambda row: natural_key(row.title),
    lambda row: row.day,
    lambda row: natural_key(row.archive.kept_for),
    lambda row: row.end_key,
    lambda row: list(words.FILES).index(row.file),
    lambda row: natural_key(Path(row.archive.file.name).name),
)


class ShelfTable(QAbstractTableModel):
    """What ends first comes first, until a person wants another order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._column, self._descending = END_COLUMN, False

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = self._ordered(list(rows))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """In the order of a column, as the person clicks on its head; what was chosen stays chosen."""
        if not 0 <= column < len(_KEYS):
            return
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        rows = [self.rows[index.row()] for index in held]
        self.rows = self._ordered(self.rows)
        moved = [self.index(self.rows.index(row), index.column()) for row, index in zip(rows, held, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The archived meetings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """From the title to what became of the file."""
        return 0 if parent.isValid() else len(words.COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text; where the mouse rests on a file, its whole path."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FILE_COLUMN:
            return row.archive.file.name
        return _line(row)[index.column()]

    def _ordered(self, rows: list[Row]) -> list[Row]:
        """Those that are equal in the column come as they end."""
        by_end = sorted(rows, key=lambda row: row.end_key)
        return sorted(by_end, key=_KEYS[self._column], reverse=self._descending)  # type: ignore[arg-type] # as above


def _line(row: Row) -> tuple[str, ...]:
    return (
        row.title,
        in_era(row.day) or words.NO_DAY,
        words.kept_for(row.archive.kept_for),
        end_of(row),
        words.FILES[row.file],
        Path(row.archive.file.name).name,
    )
