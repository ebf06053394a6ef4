"""The table of 効果の測定 as Qt asks for it: a row a meeting, and the sums in the last one."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.minutes.effect import Row, Table
from minutes_app.minutes.wareki import japanese_date
from minutes_app.wording import effect as words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TITLE_COLUMN = 1
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class EffectTable(QAbstractTableModel):
    """Rows of text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[tuple[str, ...]] = []

    def show_table(self, table: Table) -> None:
        """Other rows."""
        self.beginResetModel()
        self.lines = [_line(row) for row in table.rows]
        if table.rows:
            self.lines.append(_last(table))
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """The meetings and their sums."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """From the day to the time that was saved."""
        return 0 if parent.isValid() else len(words.COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names; in full, with their unit, where the mouse rests."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.EXCEL_COLUMNS[section]
        return words.COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text; numbers stand at the right."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > TITLE_COLUMN:
            return RIGHT
        return None


def _line(row: Row) -> tuple[str, ...]:
    return (
        japanese_date(row.day, weekday=False),
        row.title,
        words.long(row.length_ms),
        words.spoken(row.active),
        words.reports(row.reports),
        words.spoken(row.before),
        words.spoken(row.saved),
    )


def _last(table: Table) -> tuple[str, ...]:
    total = table.total
    return (
        words.TOTAL,
        words.meetings(total.meetings),
        words.long(total.length_ms),
        words.spoken(total.active if total.measured else None),
        words.reports(total.reports),
        words.spoken(total.before_known),
        words.spoken(total.saved),
    )
