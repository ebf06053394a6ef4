"""The two lists of 回答の取りまとめ: the replies, and the attendees."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.replies.showing import Shown
from minutes_app.replies.standing import Standing
from minutes_app.wording import replies as words, replies_page as page
from minutes_app.wording.message import one_line

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Rows(QAbstractTableModel):
    """Texts in columns; `put` keeps the place of the person where nothing has changed."""

    def __init__(self, heads: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self.texts: list[tuple[str, ...]] = []

    def put(self, texts: list[tuple[str, ...]]) -> None:
        """Show these."""
        if texts != self.texts:
            self.beginResetModel()
            self.texts = texts
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.texts)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the whole of it under the mouse."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.texts[index.row()][index.column()]


def reply_row(shown: Shown) -> tuple[str, ...]:
    """番号, 種類, だれ, どこ, 状態."""
    reply, entry = shown.entry.reply, shown.entry
    place = words.where(reply.kind, shown.start_ms, shown.subject)
    conflict = shown.rival is not None or shown.standing in ("overlaps", "lost")
    state = page.state(entry.state, conflict=conflict)
    return str(entry.number), words.KINDS[reply.kind], one_line(reply.who, 80), place, state


def person_row(standing: Standing) -> tuple[str, ...]:
    """氏名, 回答."""
    return one_line(standing.label, 80), page.standing(standing.state, standing.open, standing.missing)
