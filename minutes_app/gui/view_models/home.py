"""はじめに: the meetings of the library as a table, found again by what is typed.

In: the library, read in the document lane. Out: a table model (date, title, length, state, who has it open).
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from minutes_app.capture.recover import interrupted, running
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.work import Listed, list_meetings, plain
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.meeting.lock import Owner
from minutes_app.minutes.wareki import japanese_moment, japanese_range
from minutes_app.wording import gui as words
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
    """The meetings that are shown, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[Glance] = []
        self.states: dict[Path, str] = {}
        """Folder → a state that only this moment knows (起こし中, 録音中)."""

    def put(self, shown: list[Glance], states: dict[Path, str]) -> None:
        """Show these; nothing moves under the person's eyes when nothing has changed."""
        if shown == self.shown and states == self.states:
            return
        self.beginResetModel()
        self.shown, self.states = shown, states
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

    def _text(self, glance: Glance, column: Column) -> str:
        if column is Column.DATE:
            hours = japanese_range(glance.occasion.start, glance.occasion.end)
            return f"{japanese_moment(glance.occasion.date)}{hours}" or words.NO_DATE
        if column is Column.TITLE:
            return glance.occasion.title or words.UNTITLED
        if column is Column.LENGTH:
            return length(glance.length_ms) if glance.length_ms else ""
        if column is Column.STATE:
            return self.states.get(glance.folder) or words.STAGES[glance.stage.value]
        return holder(glance.owner)


class Opening(Enum):
    """What opening a meeting begins with."""

    HEAR = "hear"
    EDIT = "edit"
    MEND = "mend"
    WAIT = "wait"
    NOTHING = "nothing"


def opening_of(stage: Stage, state: str = "") -> Opening:
    """A meeting without a text is heard first. `state`: what only this moment knows of it."""
    if state == words.RECORDING:
        return Opening.WAIT
    if state == words.INTERRUPTED or stage in (Stage.UNHEARD, Stage.HALF_HEARD):
        return Opening.HEAR
    if stage is Stage.DAMAGED:
        return Opening.MEND
    return Opening.NOTHING if stage is Stage.UNRECORDED else Opening.EDIT


_GOES_ON = (Opening.HEAR, Opening.EDIT)


class HomeModel(QObject):
    """Reads the library when asked; `search` narrows what is shown."""

    changed = Signal()
    failed = Signal(object)
    """A `Failure`: the library cannot be read."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = MeetingTable(self)
        self.all: list[Listed] = []
        self.is_read = False
        self.is_heard: Callable[[Path], bool] = lambda _folder: False
        """Whether this window is hearing a folder's meeting just now."""
        self._workshop = workshop
        self._wanted = ""
        self._job: Job | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the library has been read and holds no meeting at all."""
        return self.is_read and not self.all

    def refresh(self) -> None:
        """Read the library again."""
        if self._job is not None:
            self._job.cancel()
        found: list[Listed] = []

        def step(value: object) -> None:
            if isinstance(value, Listed):
                found.append(value)

        work = partial(list_meetings, self._workshop.library)
        ends = Ends(done=lambda: self._read(found), failed=self._fail, stepped=step)
        self._job = self._workshop.documents.start(work, ends)

    def search(self, text: str) -> None:
        """Show only meetings in which every word of `text` is found."""
        self._wanted = text
        self._show()

    def latest(self) -> Glance | None:
        """The meeting that was worked on last, of those that are not damaged."""
        glances = (one.glance for one in self.all)
        states = self.table.states
        usable = [one for one in glances if opening_of(one.stage, states.get(one.folder, "")) in _GOES_ON]
        return max(usable, key=lambda glance: glance.changed_at, default=None)

    def _read(self, found: list[Listed]) -> None:
        self._job = None
        self.all, self.is_read = sorted(found, key=lambda one: _moment(one.glance), reverse=True), True
        self._show()

    def _fail(self, failure: Failure) -> None:
        self._job = None
        self.failed.emit(failure)

    def _show(self) -> None:
        wanted = [plain(word) for word in self._wanted.split()]
        shown = [one.glance for one in self.all if all(word in one.findable for word in wanted)]
        self.table.put(shown, self._states())
        self.changed.emit()

    def _states(self) -> dict[Path, str]:
        states = {each.folder: words.RECORDING for each in running()}
        states |= dict.fromkeys(interrupted(), words.INTERRUPTED)
        folders = (one.glance.folder for one in self.all)
        return states | {folder: words.HEARING for folder in folders if self.is_heard(folder)}


def _moment(glance: Glance) -> tuple[str, str]:
    """When it was held; where nobody has said it, when it was worked on last."""
    if glance.occasion.date:
        return glance.occasion.date, glance.occasion.start
    return tuple(datetime.fromtimestamp(glance.changed_at).isoformat().split("T"))  # type: ignore[return-value] # two parts


def holder(owner: Owner | None) -> str:
    """Who has a meeting open: user and PC."""
    return words.opened_by(owner.user, owner.host) if owner is not None else ""
