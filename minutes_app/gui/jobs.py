"""Work that takes longer than a blink, in two lanes of one worker thread each: an export never waits for the engine.

In: a generator function of the pipeline that takes a `Report`. Out: its values, its progress and its end, all in the
window thread. Values in, values out: a job touches no widget. Whoever starts one says what happens when it fails;
there is no way to leave that out.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal

from minutes_app.errors import MinutesError
from minutes_app.logbook import log_error, log_place
from minutes_app.progress import Cancelled, Progress, Report
from minutes_app.wording.gui import explain_here, explain_our_bug
from minutes_app.wording.message import Message

Work = Callable[[Report], Iterator[object]]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed: the sentence for the person, and the error itself where something can be offered for it."""

    message: Message
    error: BaseException


def nothing() -> None:
    """Nothing more to do."""


def _ignored(_value: object) -> None:
    """A value that nobody needs."""


def _unseen(_progress: Progress) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What happens in the window thread: at each value or progress, and at the end. One of the three ends is called."""

    done: Callable[[], None]
    failed: Callable[[Failure], None]
    stepped: Callable[[object], None] = _ignored
    progressed: Callable[[Progress], None] = _unseen
    stopped: Callable[[], None] = nothing


class Job(QObject):
    """One piece of work in a lane. Lives in the window thread."""

    ended = Signal()
    """After one of the `Ends` was called."""
    _stepped = Signal(object)
    _progressed = Signal(object)
    _finished = Signal(object)

    def __init__(self, work: Work, ends: Ends, parent: QObject, *, must_finish: bool = False) -> None:
        super().__init__(parent)
        self.is_over = False
        self.must_finish = must_finish
        self._is_forgotten = False
        self._work = work
        self._ends = ends
        self._stop = threading.Event()
        self._future: Future[None] | None = None
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask it to stop; it does at its next report, at the latest after a second, or at once when it only waits."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    def forget(self) -> None:
        """Tell nobody any more, and stop, unless it must finish: whoever wanted it is gone."""
        self._is_forgotten = True
        if not self.must_finish:
            self.cancel()

    @property
    def is_stopping(self) -> bool:
        """Whether somebody has asked it to stop."""
        return self._stop.is_set()

    def submit(self, pool: ThreadPoolExecutor) -> None:
        """Wait for the lane's thread."""
        self._future = pool.submit(self.run)
        self._future.add_done_callback(self.finish)

    def run(self) -> None:
        """Do the work, in the lane's thread."""
        self._report(None)
        for value in self._work(self._report):
            self._stepped.emit(value)

    def finish(self, future: "Future[None]") -> None:
        """Hand the end over to the window thread. Called in the lane's thread."""
        error = Cancelled() if future.cancelled() else future.exception()
        self._finished.emit(error)

    def _report(self, progress: Progress | None) -> None:
        if self._stop.is_set():
            raise Cancelled
        if progress is not None:
            self._progressed.emit(progress)

    def _step(self, value: object) -> None:
        if not self._is_forgotten:
            self._ends.stepped(value)

    def _progress(self, progress: Progress) -> None:
        if not self._is_forgotten:
            self._ends.progressed(progress)

    def _end(self, error: BaseException | None) -> None:
        self.is_over = True
        if not self._is_forgotten:
            self._tell(error)
        self.ended.emit()
        self.deleteLater()

    def _tell(self, error: BaseException | None) -> None:
        if error is None:
            self._ends.done()
        elif isinstance(error, Cancelled):
            self._ends.stopped()
        else:
            log_error(error)
            sentence = explain_here(error) if isinstance(error, MinutesError) else explain_our_bug(log_place())
            self._ends.failed(Failure(sentence, error))


_parted: "set[Lane]" = set()
"""Lanes that nobody waits for, until their threads have ended."""


def wait_for_parted() -> None:
    """Before the program ends."""
    for lane in tuple(_parted):
        lane.wait()


class Lane(QObject):
    """One worker thread; jobs run one after the other, in the order in which they were started."""

    changed = Signal()
    """A job was added or is over."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._is_closed = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    @property
    def is_busy(self) -> bool:
        """Whether anything is running or waiting."""
        return bool(self.jobs)

    def start(self, work: Work, ends: Ends, *, must_finish: bool = False) -> Job:
        """Run `work` as soon as the lane is free; never, when it is closed.

        `must_finish`: short work on the disk that `close` waits for.
        """
        job = Job(work, ends, self, must_finish=must_finish)
        if self._is_closed:
            return job
        self.jobs.append(job)
        job.ended.connect(self._forget_over)
        job.submit(self._pool)
        self.changed.emit()
        return job

    def close(self) -> None:
        """Stop everything, but what a person has said, and wait for the thread; nothing is called any more."""
        self._is_closed = True
        for job in self.jobs:
            job.forget()
        self._pool.shutdown(wait=True)
        self.jobs.clear()

    def part(self) -> None:
        """Stop everything, tell nobody, and wait for nothing; the lane goes when its thread has ended.

        It belongs to nobody until then: its thread still speaks to it, whatever window or view is gone meanwhile.
        """
        self._is_closed = True
        for job in self.jobs:
            job.ended.connect(self._go_when_empty)
            job.forget()
        self._pool.shutdown(wait=False)
        self.setParent(None)
        _parted.add(self)
        self._go_when_empty()

    def wait(self) -> None:
        """Until the thread has ended."""
        self._pool.shutdown(wait=True)

    def _go_when_empty(self) -> None:
        if self in _parted and all(job.is_over for job in self.jobs):
            _parted.discard(self)
            self.deleteLater()

    def _forget_over(self) -> None:
        self.jobs = [job for job in self.jobs if not job.is_over]
        self.changed.emit()
