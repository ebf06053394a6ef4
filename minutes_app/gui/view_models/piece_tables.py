"""The small lists beside the transcript: 要点 of an agenda item, 決定・宿題, and 話者.

Each shows some pieces of the session's meeting, and makes an edit of what is typed into a cell.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.gui.editing.session import Session
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import Item, Point, Speaker
from minutes_app.minutes.secrecy import hidden_only
from minutes_app.wording import editor as words, secrecy

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Listed = Point | Item | Speaker


class PieceTable(QAbstractTableModel):
    """Rows of pieces that have an id. A subclass says which, what a cell shows, and what typing means."""

    columns: tuple[str, ...] = ()
    typed: frozenset[int] = frozenset()
    """The columns that can be edited."""
    watched: frozenset[str] = frozenset()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._rows: tuple[Listed, ...] = ()
        self.learn()
        session.listeners.append(self._follow)

    def pieces(self) -> Sequence[Listed]:
        """What is listed, in order."""
        raise NotImplementedError

    def cell(self, piece: Any, column: int) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def typed_in(self, piece: Any, column: int, text: str) -> Change:
        """The edit that typing into a cell is."""
        raise NotImplementedError

    def piece(self, row: int) -> Listed | None:
        """The piece of a row; None where there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, piece_id: str) -> int:
        """The row of a piece, -1 where it is not listed."""
        return next((row for row, piece in enumerate(self._rows) if piece.id == piece_id), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row a piece."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many as there are names."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Some cells can be typed into, unless the meeting can only be read."""
        flags = super().flags(index)
        if index.isValid() and index.column() in self.typed and not self.session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; the same is edited."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        return self.cell(self._rows[index.row()], index.column())

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Make an edit of what was typed."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or index.column() not in self.typed:
            return False
        text = " ".join(str(value).split("\n")).strip()
        return self.session.do(self.typed_in(self._rows[index.row()], index.column(), text))

    def learn(self) -> None:
        """Take the pieces as they are now."""
        new = tuple(self.pieces())
        if [piece.id for piece in new] == [piece.id for piece in self._rows]:
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def _follow(self, change: Change) -> None:
        if any(splice.collection in self.watched for splice in change.splices):
            self.learn()


class RestingTable(PieceTable):
    """Pieces that rest on utterances; those that rest on nothing but 非公開 say whether documents have them."""

    _hidden: frozenset[str] = frozenset()

    def learn(self) -> None:
        """Take the pieces, and what they rest on, as they are now."""
        self._hidden = hidden_only(self.session.meeting)
        super().learn()

    def standing(self, piece: Point | Item) -> str:
        """Whether documents have it, where that is a question; else ""."""
        if piece.id not in self._hidden:
            return ""
        return secrecy.RELEASED if piece.released else secrecy.HELD_BACK

    def _follow(self, change: Change) -> None:
        super()._follow(change)
        utterances = any(splice.collection == "utterances" for splice in change.splices)
        if utterances and hidden_only(self.session.meeting) != self._hidden:
            self.learn()


class PointTable(RestingTable):
    """要点 of one agenda item."""

    columns = (words.POINTS, words.EVIDENCE)
    typed = frozenset({0})
    watched = frozenset({"points", "occasion"})

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self.agenda_id = ""
        super().__init__(session, parent)

    def show_agenda(self, agenda_id: str) -> None:
        """List the points of this agenda item; "" = of none."""
        self.agenda_id = agenda_id
        self.learn()

    def pieces(self) -> Sequence[Listed]:
        """Its points."""
        return [point for point in self.session.meeting.points if point.agenda_id == self.agenda_id]

    def cell(self, piece: Any, column: int) -> str:
        """The words, and on how many utterances they rest."""
        point = cast(Point, piece)
        if column == 0:
            return point.text
        return "\n".join(filter(None, (words.evidence(len(point.utterance_ids)), self.standing(point))))

    def typed_in(self, piece: Any, column: int, text: str) -> Change:
        """The clerk's wording."""
        return edit.change_point(self.session.meeting, replace(cast(Point, piece), text=text))


class ItemTable(RestingTable):
    """決定事項 and 宿題."""

    columns = words.ITEM_COLUMNS
    typed = frozenset({1, 2, 3})
    watched = frozenset({"items"})

    def pieces(self) -> Sequence[Listed]:
        """All of them."""
        return self.session.meeting.items

    def cell(self, piece: Any, column: int) -> str:
        """Kind, words, who, until when."""
        item = cast(Item, piece)
        kind = "\n".join(filter(None, (words.KINDS[item.kind], self.standing(item))))
        return (kind, item.text, item.owner, item.due)[column]

    def typed_in(self, piece: Any, column: int, text: str) -> Change:
        """Words, who, until when."""
        item = cast(Item, piece)
        changed = (item, replace(item, text=text), replace(item, owner=text), replace(item, due=text))[column]
        return edit.change_item(self.session.meeting, changed)


class SpeakerTable(PieceTable):
    """話者: renamed once, everywhere."""

    columns = words.SPEAKER_COLUMNS
    typed = frozenset({1})
    watched = frozenset({"speakers", "utterances"})

    def pieces(self) -> Sequence[Listed]:
        """All of them; their shares are counted anew."""
        meeting = self.session.meeting
        self._shares = Counter(each.speaker_id for each in meeting.utterances if not each.deleted)
        return meeting.speakers

    def cell(self, piece: Any, column: int) -> str:
        """Key, name or label, how many utterances."""
        speaker = cast(Speaker, piece)
        number = self.row_of(speaker.id) + 1
        key = str(number) if number <= 9 else ""
        return (key, speaker.name or speaker.label, str(self._shares[speaker.id]))[column]

    def typed_in(self, piece: Any, column: int, text: str) -> Change:
        """A name; the label typed again, or nothing, is no name."""
        speaker = cast(Speaker, piece)
        return edit.rename_speaker(self.session.meeting, speaker.id, "" if text == speaker.label else text)
