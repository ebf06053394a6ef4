"""復命: every attendee with how his 復命書 is made and whether his 所感 is there.

In: a meeting's occasion. Out: a table, and lines about it.
"""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from minutes_app.meeting.model import Occasion
from minutes_app.meeting.namesakes import Identity, Roll
from minutes_app.minutes.duties import Duty, duties_of, strangers, unclear
from minutes_app.wording import minutes_faces as words, paperwork
from minutes_app.wording.message import one_line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class DutyTable(QAbstractTableModel):
    """One row an attendee."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.duties: tuple[Duty, ...] = ()
        self.identities: tuple[Identity, ...] = ()
        """Who each of them is."""
        self._occasion = Occasion()

    @property
    def counts(self) -> str:
        """How many of each kind."""
        standings = [duty.standing for duty in self.duties]
        return words.counted_duties(standings.count("covered"), standings.count("own"), standings.count("excused"))

    @property
    def waiting(self) -> str:
        """Who still owes a 所感."""
        return paperwork.waiting([duty.label for duty in self.duties if duty.owes], len(self.duties))

    @property
    def strangers(self) -> str:
        """復命 of people who are no attendees, or of whom nobody can say which attendee it is; or ""."""
        found = strangers(self._occasion)
        lines = [paperwork.strangers(found)] if found else []
        lines += [
            paperwork.unclear(one.name, paperwork.STANDINGS[one.standing], one.reason, one.impression)
            for one in unclear(self._occasion)
        ]
        return "\n".join(lines)

    def put(self, occasion: Occasion) -> None:
        """Show these; what is chosen stays chosen as long as the people are the same."""
        duties = duties_of(occasion)
        same = [duty.attendee for duty in duties] == [duty.attendee for duty in self.duties]
        self._occasion = occasion
        if not same:
            self.beginResetModel()
            self.duties, self.identities = duties, Roll(occasion.attendees).identities
            self.endResetModel()
        elif duties != self.duties:
            self.duties = duties
            self.dataChanged.emit(self.index(0, 0), self.index(len(duties) - 1, len(words.DUTY_COLUMNS) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row an attendee."""
        return 0 if parent.isValid() else len(self.duties)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as there are names."""
        return 0 if parent.isValid() else len(words.DUTY_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return words.DUTY_COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        duty = self.duties[index.row()]
        if index.column() == 0:
            return name_of(duty)
        if index.column() == 1:
            reason = f"（{one_line(duty.reason, 30)}）" if duty.reason and duty.standing == "excused" else ""
            return f"{paperwork.STANDINGS[duty.standing]}{reason}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return duty.impression
        return words.NONE_OWED if duty.standing == "excused" else words.HAS if duty.impression else words.WAITS


def name_of(duty: Duty) -> str:
    """所属 職名 氏名."""
    person = duty.attendee
    return " ".join(filter(None, (person.department, person.post, person.name)))
