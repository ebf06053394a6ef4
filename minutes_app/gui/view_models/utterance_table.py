"""The table of utterances: what each cell says. An edit asks the session; the table follows the session's changes.

It answers for the rows that it is asked for and counts nothing up front, so that 20,000 rows are as quick as 20.
"""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.gui.editing.doubts import Doubts, Gap
from minutes_app.gui.editing.session import Session
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change, Splice
from minutes_app.meeting.model import Utterance
from minutes_app.wording import editor as words
from minutes_app.wording.times import clock

Index = QModelIndex | QPersistentModelIndex
UTTERANCE = Qt.ItemDataRole.UserRole
SPEAKER_NUMBER = Qt.ItemDataRole.UserRole + 1
"""The place of the speaker among all, -1 where nobody is known."""
ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, from the left."""

    TIME = 0
    AGENDA = 1
    SPEAKER = 2
    TEXT = 3
    MARKS = 4


class UtteranceTable(QAbstractTableModel):
    """Every utterance of the meeting, deleted ones too, in order."""

    def __init__(self, session: Session, parent: QObject | None = None, doubts: Doubts | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Utterance] = list(session.meeting.utterances)
        self._doubts = doubts or Doubts()
        self._learn()
        session.listeners.append(self._follow)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row an utterance."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many as `Column` has."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return words.COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The text can be edited, unless the meeting can only be read."""
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.TEXT and not self._session.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, edits, and says to a screen reader."""
        if not index.isValid():
            return None
        utterance = self._rows[index.row()]
        if role == UTTERANCE:
            return utterance
        if role == SPEAKER_NUMBER:
            return self._numbers.get(utterance.speaker_id, -1)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(utterance, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return utterance.text if index.column() == Column.TEXT else self._shown(utterance, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.MARKS:
            return self._reasons(utterance) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken_row(
                clock(utterance.start_ms), self._speaker(utterance), utterance.text, self._marks(utterance)
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The person's wording. An emptied text deletes the utterance, which keeps what it said."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or index.column() != Column.TEXT:
            return False
        return self.reword(self._rows[index.row()].id, str(value))

    def reword(self, utterance_id: str, text: str) -> bool:
        """New words for an utterance, wherever it stands now."""
        text = "".join(text.splitlines()).strip()
        meeting = self._session.meeting
        if not text:
            return self._session.do(edit.mark_deleted(meeting, (utterance_id,)))
        return self._session.do(edit.set_text(meeting, utterance_id, text))

    def learn_doubts(self, doubts: Doubts) -> None:
        """What the run knows besides the words."""
        self._doubts = doubts
        self._learn()
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.MARKS), self.index(len(self._rows) - 1, Column.MARKS))

    def utterance(self, row: int) -> Utterance:
        """The utterance of a row."""
        return self._rows[row]

    def _shown(self, utterance: Utterance, column: int) -> str:
        if column == Column.TIME:
            return clock(utterance.start_ms)
        if column == Column.AGENDA:
            return self._agenda.get(utterance.agenda_id, "")
        if column == Column.SPEAKER:
            return self._speaker(utterance)
        return utterance.text if column == Column.TEXT else self._marks(utterance)

    def _speaker(self, utterance: Utterance) -> str:
        return self._speakers.get(utterance.speaker_id, words.UNKNOWN_SPEAKER)

    def _marks(self, utterance: Utterance) -> str:
        marks = [
            (utterance.deleted, words.DELETED),
            (bool(self._doubts.reasons(utterance)), words.NEEDS_LOOK),
            (utterance.id in self._gaps, words.GAP_AFTER),
            (utterance.checked, words.CHECKED),
            (utterance.important, words.IMPORTANT),
            (utterance.hidden, words.HIDDEN),
            *((utterance.id in ids, name) for name, ids in self._resting),
            (bool(utterance.comment), words.COMMENT),
        ]
        return " ".join(name for holds, name in marks if holds)

    def _reasons(self, utterance: Utterance) -> str:
        """The marks, which the column may have no room for; why to listen, what is missing after it, and the note."""
        lines = [*filter(None, (self._marks(utterance),))]
        lines += [words.FLAGS[reason] for reason in self._doubts.reasons(utterance)]
        lines += [words.gap_line(clock(gap.start_ms), clock(gap.end_ms)) for gap in self._gaps.get(utterance.id, ())]
        return "\n".join((*lines, *filter(None, (utterance.comment,))))

    def _learn(self) -> None:
        """What cells say about other pieces of the meeting."""
        meeting = self._session.meeting
        self._gaps: dict[str, tuple[Gap, ...]] = self._doubts.gaps_after(meeting)
        self._speakers = {speaker.id: speaker.name or speaker.label for speaker in meeting.speakers}
        self._numbers = {speaker.id: number for number, speaker in enumerate(meeting.speakers)}
        self._agenda = {item.id: str(number) for number, item in enumerate(meeting.occasion.agenda, 1)}
        names = {"decision": words.DECISION, "task": words.TASK}
        self._resting = [
            (name, {one for item in meeting.items if item.kind == kind for one in item.utterance_ids})
            for kind, name in names.items()
        ]
        self._resting.append((words.IN_POINT, {one for point in meeting.points for one in point.utterance_ids}))

    def _follow(self, change: Change) -> None:
        gaps = self._gaps
        self._learn()
        changed: list[int] = []
        for splice in change.splices:
            if splice.collection == "utterances":
                changed += self._splice(splice)
        others = ("speakers", "occasion", "items", "points")
        if gaps != self._gaps or any(splice.collection in others for splice in change.splices):
            changed += (0, len(self._rows) - 1)
        if changed and self._rows:
            first, last = self.index(min(changed), 0), self.index(max(changed), len(Column) - 1)
            self.dataChanged.emit(first, last)

    def _splice(self, splice: Splice) -> tuple[int, int]:
        """Put the new rows in, and return the first and last row that now say something else."""
        new = [piece for piece in splice.inserted if isinstance(piece, Utterance)]
        start, kept = splice.index, min(len(splice.removed), len(new))
        self._rows[start : start + kept] = new[:kept]
        if len(new) > kept:
            self.beginInsertRows(ROOT, start + kept, start + len(new) - 1)
            self._rows[start + kept : start + kept] = new[kept:]
            self.endInsertRows()
        elif len(splice.removed) > kept:
            self.beginRemoveRows(ROOT, start + kept, start + len(splice.removed) - 1)
            del self._rows[start + kept : start + len(splice.removed)]
            self.endRemoveRows()
        return start, max(start, min(start + max(kept, 1), len(self._rows)) - 1)
