"""The meetings as a table: date, title, length, state, who has each open; sorted by the column that a person chose."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.batch import natural_key
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.meeting.lock import Owner
from minutes_app.minutes.wareki import japanese_moment, japanese_range
from minutes_app.wording import gui as words
from minutes_app.wording.editor import STATUS
from minutes_app.wording.times import length

Index = QModelIndex | QPersistentModelIndex
GLANCE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


class Column(Enum):
    """The columns from left to right."""

    DATE = 0
    TITLE = 1
    LENGTH = 2
    STATE = 3
    OPEN = 4


class MeetingTable(QAbstractTableModel):
    """The meetings that are shown, newest first until a person wants another order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[Glance] = []
        self.states: dict[Path, str] = {}
        """Folder → a state that only this moment knows (起こし中, 録音中)."""
        self._column, self._descending = Column.DATE, True

    def put(self, shown: list[Glance], states: dict[Path, str]) -> None:
        """Show these; nothing moves under the person's eyes when nothing has changed."""
        shown = self._ordered(shown, states)
        if shown == self.shown and states == self.states:
            return
        self.beginResetModel()
        self.shown, self.states = shown, states
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """In the order of a column, as the person clicks on its head."""
        if column not in [one.value for one in Column]:
            return
        self._column, self._descending = Column(column), order == Qt.SortOrder.DescendingOrder
        self.beginResetModel()
        self.shown = self._ordered(self.shown, self.states)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many meetings are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if not index.isValid():
            return None
        glance = self.shown[index.row()]
        if role == GLANCE:
            return glance
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(glance, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and Column(index.column()) is Column.LENGTH:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return words.COLUMNS[section]
        return None

    def state_of(self, glance: Glance) -> str:
        """録音中, 文字起こし中, 校正中, 確認中, 確定 …, as far as the files and this moment tell."""
        status = STATUS[glance.status] if glance.status != "proofreading" else ""
        return self.states.get(glance.folder) or status or words.STAGES[glance.stage.value]

    def _text(self, glance: Glance, column: Column) -> str:
        if column is Column.DATE:
            hours = japanese_range(glance.occasion.start, glance.occasion.end)
            return f"{japanese_moment(glance.occasion.date)}{hours}" or words.NO_DATE
        if column is Column.TITLE:
            return glance.occasion.title or words.UNTITLED
        if column is Column.LENGTH:
            return length(glance.length_ms) if glance.length_ms else ""
        return self.state_of(glance) if column is Column.STATE else holder(glance.owner)

    def _ordered(self, glances: list[Glance], states: dict[Path, str]) -> list[Glance]:
        """Those that are equal in the column come newest first."""
        newest = sorted(glances, key=_moment, reverse=True)
        keys: dict[Column, Callable[[Glance], object]] = {
            Column.DATE: _moment,
            Column.TITLE: lambda one: natural_key(one.occasion.title),
            Column.LENGTH: lambda one: one.length_ms,
            Column.STATE: lambda one: (one.folder not in states, _STATUSES.index(one.status), _RANKS[one.stage]),
            Column.OPEN: lambda one: holder(one.owner),
        }
        return sorted(newest, key=keys[self._column], reverse=self._descending)  # type: ignore[arg-type] # comparable


_STATUSES = tuple(STATUS)
_RANKS = {stage: rank for rank, stage in enumerate(Stage)}


def _moment(glance: Glance) -> tuple[str, str]:
    """When it was held; where nobody has said it, when it was worked on last."""
    if glance.occasion.date:
        return glance.occasion.date, glance.occasion.start
    return tuple(datetime.fromtimestamp(glance.changed_at).isoformat().split("T"))  # type: ignore[return-value] # two parts


def holder(owner: Owner | None) -> str:
    """Who has a meeting open: user and PC."""
    return words.opened_by(owner.user, owner.host) if owner is not None else ""
