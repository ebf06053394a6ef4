"""はじめに: the meetings of the library as a table, found again by what is typed; what opening one begins with.

In: the library, read in the document lane. Out: a table model; a meeting's state set, a meeting thrown away.
"""

import time
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject, Signal

from minutes_app.capture.recover import interrupted, running
from minutes_app.errors import DiskFault, MeetingInUse
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.library_work import Listed, Shelf, change_status, throw_away
from minutes_app.gui.view_models.finding import Finding
from minutes_app.gui.view_models.meeting_table import GLANCE, Column, MeetingTable
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.meeting.model import Status
from minutes_app.wording import gui as words, home as home_words

__all__ = ["GLANCE", "Column", "HomeModel", "Opening", "opening_of"]

Away = Callable[[Path], bool]
"""Puts a folder into the system's wastebasket; False when that cannot be."""
COMES_S = 0.3
"""So often what was read so far comes into view, at the first reading."""


def into_wastebasket(folder: Path) -> bool:
    """The system's own wastebasket, from which a person can take it back."""
    return bool(QFile.moveToTrash(str(folder))) and not folder.exists()


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
    if state == words.INTERRUPTED or stage in _UNHEARD:
        return Opening.HEAR
    if stage is Stage.DAMAGED:
        return Opening.MEND
    return Opening.NOTHING if stage is Stage.UNRECORDED else Opening.EDIT


_GOES_ON = (Opening.HEAR, Opening.EDIT)
_UNHEARD = (Stage.UNHEARD, Stage.HALF_HEARD)


class HomeModel(QObject):
    """Reads the library when asked; `search` narrows what is shown."""

    changed = Signal()
    failed = Signal(object)
    """A `Failure`: the library cannot be read, a meeting cannot be changed or thrown away."""
    still_open = Signal(object, object)
    """A `Glance` that is not 確定, because of these lines."""
    deleted = Signal()
    """A meeting went into the wastebasket."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None, *, away: Away = into_wastebasket) -> None:
        super().__init__(parent)
        self.table = MeetingTable(self)
        self.all: list[Listed] = []
        self.is_read = False
        self.is_heard: Callable[[Path], bool] = lambda _folder: False
        """Whether this window is hearing a folder's meeting just now."""
        self._workshop = workshop
        self._away = away
        self._shelf = Shelf()
        self._finding = Finding(self)
        self._finding.found.connect(self._put)
        self._wanted = ""
        self._job: Job | None = None
        self._shown_at = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether the library has been read and holds no meeting at all."""
        return self.is_read and not self.all

    @property
    def is_settled(self) -> bool:
        """Whether the table shows all that was read and looked for."""
        return self._job is None and self._finding.is_done

    def refresh(self) -> None:
        """Read the library again; what is found comes into view while the first reading goes on."""
        if self._job is not None:
            self._job.cancel()
        found: list[Listed] = []

        def step(value: object) -> None:
            if isinstance(value, Listed):
                found.append(value)
                self._come(found)

        work = partial(self._shelf.meetings, self._workshop.library)
        ends = Ends(done=lambda: self._read(found), failed=self._fail, stepped=step)
        self._job = self._workshop.documents.start(work, ends)

    def search(self, text: str) -> None:
        """Show only meetings in which every word of `text` is found."""
        self._wanted = text
        self._show()

    def latest(self) -> Glance | None:
        """What to go on with: a recording that was interrupted, else the meeting that was worked on last."""
        states = self.table.states
        usable = [one.glance for one in self.all if _goes_on(one.glance, states.get(one.glance.folder, ""))]
        broken = [glance for glance in usable if states.get(glance.folder) == words.INTERRUPTED]
        return max(broken or usable, key=lambda glance: glance.changed_at, default=None)

    def set_status(self, glance: Glance, status: Status) -> None:
        """校正中, 確認中 or 確定; `still_open` where something stands against 確定."""

        def step(value: object) -> None:
            if isinstance(value, tuple):
                self.still_open.emit(glance, value)

        self._do(change_status(glance.folder, status, self._workshop.tools.audit), self.refresh, step)

    def delete(self, glance: Glance) -> None:
        """Put a meeting into the wastebasket; the person has been asked."""
        if self.table.states.get(glance.folder) in (words.RECORDING, words.HEARING):
            self.failed.emit(Failure(home_words.busy_meeting(), MeetingInUse(glance.folder, "", "", 0)))
            return
        gone: list[object] = []

        def ended() -> None:
            if gone == [True]:
                self.deleted.emit()
            else:
                sentence = home_words.not_deleted(glance.occasion.title or words.UNTITLED)
                self.failed.emit(Failure(sentence, DiskFault(glance.folder, "")))
            self.refresh()

        self._do(throw_away(glance.folder, self._away, self._workshop.tools.audit), ended, gone.append)

    def _do(
        self, work: Iterator[object], done: Callable[[], None], step: Callable[[object], None] = lambda _value: None
    ) -> None:
        self._workshop.documents.start(
            lambda _report: work, Ends(done=done, failed=self.failed.emit, stepped=step), must_finish=True
        )

    def _come(self, found: list[Listed]) -> None:
        """Show what there is so far, now and then."""
        if not self.is_read and time.monotonic() - self._shown_at > COMES_S:
            self._shown_at = time.monotonic()
            self.all = list(found)
            self._show()

    def _read(self, found: list[Listed]) -> None:
        self._job = None
        self.all, self.is_read = found, True
        self._show()

    def _fail(self, failure: Failure) -> None:
        self._job = None
        self.failed.emit(failure)

    def _show(self) -> None:
        self._finding.begin(self.all, self._wanted)

    def _put(self, hits: list[Listed]) -> None:
        self.table.put([one.glance for one in hits], self._states())
        self.changed.emit()

    def _states(self) -> dict[Path, str]:
        states = {each.folder: words.RECORDING for each in running()}
        states |= dict.fromkeys(interrupted(), words.INTERRUPTED)
        glances = [one.glance for one in self.all]
        elsewhere = {one.folder: words.HEARING for one in glances if one.stage in _UNHEARD and one.owner is not None}
        here = {one.folder: words.HEARING for one in glances if self.is_heard(one.folder)}
        return elsewhere | states | here


def _goes_on(glance: Glance, state: str) -> bool:
    return glance.status != "confirmed" and opening_of(glance.stage, state) in _GOES_ON
