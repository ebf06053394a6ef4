"""What a page does in a lane, one job at a time; where the page shows one meeting, nothing of another gets onto it.

In: work of a lane. Out: whether it runs, its progress, its end. What its values mean is told by who inherits.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.jobs import Ends, Failure, Job, Lane, Work
from minutes_app.gui.view_models.elsewhere import Elsewhere
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.workshop import Workshop


class OneJob(QObject):
    """Whoever inherits starts work with `_run`."""

    changed = Signal()
    """What is shown, or whether something is being done."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self._lane = lane
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def stop(self) -> None:
        """No more of it; what is finished stays."""
        if self._job is not None:
            self._job.cancel()

    def _run(self, work: Work, stepped: Callable[[object], None], *, must_finish: bool = False) -> None:
        self.progress.begin()
        ends = Ends(
            done=self._end, failed=self._fail, stepped=stepped, progressed=self.progress.see, stopped=self._stopped
        )
        self._job = self._lane.start(work, ends, must_finish=must_finish)
        self.changed.emit()

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self.changed.emit()

    def _stopped(self) -> None:
        self._end()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


class MeetingJob(OneJob):
    """Looks at a meeting when it is opened, and again after a failure and after somebody else had it open;
    what runs for another one is finished first.
    """

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop.documents, parent)
        self.elsewhere = Elsewhere(workshop.lane("elsewhere"), self)
        self.elsewhere.changed.connect(self._follow)
        self.folder = Path()
        """The meeting that is shown: what comes of another one is left out."""
        self._is_looking = self._is_stale = False

    @property
    def may_change(self) -> bool:
        """Whether the meeting can be changed now: nothing is being done, and nobody else has it open."""
        return not self.is_busy and not self.elsewhere.sentence

    def _look(self) -> Work:
        """What looks at `folder`."""
        raise NotImplementedError

    def _step(self, value: object) -> None:
        """A value that came of `folder`."""
        raise NotImplementedError

    def _show(self, folder: Path) -> None:
        """Another meeting; who inherits has taken away what stood there."""
        self.folder, self._is_stale = folder, True
        self.elsewhere.follow(folder)
        self.changed.emit()
        self._look_again()

    def _act(self, folder: Path, work: Work, *, must_finish: bool = False) -> None:
        """Do this to a meeting, unless something is being done."""
        if not self.is_busy:
            self._run(work, partial(self._take, folder), must_finish=must_finish)

    def _look_again(self) -> None:
        if self._is_stale and not self.is_busy:
            self._is_looking, self._is_stale = True, False
            self._run(self._look(), partial(self._take, self.folder))

    def _take(self, folder: Path, value: object) -> None:
        if folder == self.folder:
            self._step(value)

    def _end(self) -> None:
        super()._end()
        self._is_looking = False
        self._look_again()

    def _fail(self, failure: Failure) -> None:
        self._is_stale = self._is_stale or not self._is_looking
        super()._fail(failure)
        self.elsewhere.look()

    def _follow(self) -> None:
        self._is_stale = self._is_stale or not self.elsewhere.sentence
        self.changed.emit()
        self._look_again()
