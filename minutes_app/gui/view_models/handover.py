"""受け渡し: a meeting → a `.kaigi` file, and such files → meetings of the library, one after the other.

In: folders and files. Out: where the file lies, the folder of the new meeting, or the question what to do with one that
is there already.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.handing_work import Taken, hand_over_meeting, take_in
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.work import Borrow
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.handing import HandedOver, holdings_of
from minutes_app.meeting.kaigi import ENDING
from minutes_app.meeting.model import Meeting
from minutes_app.progress import Report
from minutes_app.wording import handing as words


class HandoverModel(QObject):
    """`hand_over` a meeting, `receive` files."""

    changed = Signal()
    handed_over = Signal(object)
    """The path of a .kaigi that was made."""
    received = Signal(object)
    """The `Glance` of a new meeting."""
    known = Signal(object, object)
    """A .kaigi whose meeting is there already: its path, and that meeting's `Glance`."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, borrow: Borrow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self._workshop = workshop
        self._borrow = borrow
        self._jobs: list[Job] = []

    @property
    def is_busy(self) -> bool:
        """Whether a file is being made or taken in."""
        return bool(self._jobs)

    def hand_over(self, folder: Path, out: Path) -> None:
        """Make a .kaigi in `out`, with every edit that was made in this window."""
        self._start(partial(hand_over_meeting, folder, self._borrow(folder), out, self._workshop.tools))

    def receive(self, path: Path, *, keep_both: bool = False) -> None:
        """Take a .kaigi in; several wait for each other."""
        work = partial(take_in, path, self._workshop.library, keep_both, self._workshop.tools)
        self._start(work, partial(self._take, path))

    def stop(self) -> None:
        """Stop what runs and what waits; what is finished stays."""
        for job in self._jobs:
            job.cancel()

    def _start(self, work: Callable[[Report], Iterator[object]], step: Callable[[object], None] | None = None) -> None:
        self.progress.begin()
        ends = Ends(
            done=self._end,
            failed=self._fail,
            stepped=step or self._made,
            progressed=self.progress.see,
            stopped=self._end,
        )
        self._jobs.append(self._workshop.documents.start(work, ends))
        self.changed.emit()

    def _made(self, value: object) -> None:
        if isinstance(value, HandedOver):
            self.handed_over.emit(value.path)

    def _take(self, path: Path, value: object) -> None:
        if not isinstance(value, Taken):
            return
        if value.known:
            self.known.emit(path, value.glance)
        else:
            self.received.emit(value.glance)

    def _end(self) -> None:
        self._jobs = [job for job in self._jobs if not job.is_over]
        if not self._jobs:
            self.progress.end()
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


def warning_for(folder: Path, meeting: Meeting) -> str:
    """What the person should know before a meeting is handed over."""
    held = holdings_of(folder, meeting)
    return words.holdings(held.length_ms, held.hidden, held.deleted, lacking=held.lacking)


def split_kaigi(places: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Files that were dropped or named: the .kaigi files, and everything else."""
    files = tuple(place for place in places if place.suffix.casefold() == ENDING)
    return files, tuple(place for place in places if place not in files)
