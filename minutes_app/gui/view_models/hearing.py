"""文字起こし: meetings waiting for the engine and the one in work, as the work screen shows it.

In: recordings with what was said about them, or a meeting folder. Out: progress, what is heard, notices, the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.work import Begun, hear_meeting, import_and_hear
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Heard, Occasion
from minutes_app.pipeline import Notice
from minutes_app.progress import Report
from minutes_app.wording import gui as words
from minutes_app.wording.times import clock


@dataclass(eq=False, slots=True)
class Task:
    """One meeting to be heard: new recordings, or (`sources` empty) the folder of a meeting that has them."""

    sources: tuple[Path, ...] = ()
    said: Occasion = field(default_factory=Occasion)
    folder: Path | None = None
    job: Job | None = None


class HearingModel(QObject):
    """One after the other, in the engine lane."""

    changed = Signal()
    heard = Signal(str)
    """A line of text, as it is heard."""
    noticed = Signal(str)
    finished = Signal(object)
    """The folder of a meeting that has its text now."""
    stopped = Signal()
    failed = Signal(object, object)
    """A `Failure`, and the `Task` that may be tried again."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self.title = ""
        self.lines: list[str] = []
        self.notices: list[str] = []
        self.is_stopping = False
        self._workshop = workshop
        self._waiting: list[Task] = []
        self._done = 0

    @property
    def is_busy(self) -> bool:
        """Whether anything is being heard or waits."""
        return bool(self._waiting)

    @property
    def place(self) -> str:
        """Which of several it is; "" for one."""
        total = self._done + len(self._waiting)
        return words.counted(self._done + 1, total) if total > 1 and self._waiting else ""

    def hears(self, folder: Path) -> bool:
        """Whether this folder's meeting is being heard or waits."""
        return any(task.folder == folder for task in self._waiting)

    def begin(self, tasks: list[Task]) -> None:
        """Put meetings into the lane."""
        for task in tasks:
            first = not self._waiting
            self._waiting.append(task)
            if first:
                self._done = 0
                self._reset(task)
            task.job = self._workshop.engine.start(self._work(task), self._ends(task))
        self.changed.emit()

    def stop(self) -> None:
        """Stop all; what is finished stays."""
        self.is_stopping = True
        for task in self._waiting:
            if task.job is not None:
                task.job.cancel()
        self.changed.emit()

    def _work(self, task: Task) -> "_Hearing":
        return _Hearing(task, self._workshop)

    def _ends(self, task: Task) -> Ends:
        return Ends(
            done=lambda: self._finish(task),
            failed=lambda failure: self._fail(task, failure),
            stepped=lambda value: self._step(task, value),
            progressed=self.progress.see,
            stopped=lambda: self._stop(task),
        )

    def _step(self, task: Task, value: object) -> None:
        if isinstance(value, Begun):
            task.folder = value.folder
            self.progress.pace = value.pace
            self.title = value.meeting.occasion.title
            self.changed.emit()
        elif isinstance(value, Notice):
            self.notices.append(words.notice_here(value.kind, *value.facts))
            self.noticed.emit(self.notices[-1])
        elif isinstance(value, Heard) and value.text:
            self.lines.append(f"{clock(value.start_ms)}　{value.text}")
            self.heard.emit(self.lines[-1])

    def _finish(self, task: Task) -> None:
        self._next(task)
        self.finished.emit(task.folder)

    def _fail(self, task: Task, failure: Failure) -> None:
        self._next(task)
        self.failed.emit(failure, task)

    def _stop(self, task: Task) -> None:
        self._next(task)
        if not self._waiting:
            self.stopped.emit()

    def _next(self, task: Task) -> None:
        self._waiting.remove(task)
        self._done += 1
        if self._waiting:
            self._reset(self._waiting[0])
        else:
            self.progress.end()
            self.is_stopping = False
        self.changed.emit()

    def _reset(self, task: Task) -> None:
        self.title = task.said.title or (task.sources[0].name if task.sources else "")
        self.lines.clear()
        self.notices.clear()
        self.progress.begin()


class _Hearing:
    """The work of one task: called in the lane."""

    def __init__(self, task: Task, workshop: Workshop) -> None:
        self._task = task
        self._settings = workshop.settings
        self._tools = workshop.tools

    def __call__(self, report: Report) -> Iterator[object]:
        if self._task.sources:
            return import_and_hear(self._task.sources, self._task.said, self._settings, self._tools, report)
        assert self._task.folder is not None
        return hear_meeting(self._task.folder, self._settings, self._tools, report)
