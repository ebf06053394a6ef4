"""一括: many recordings, one after the other, each a meeting of its own; the queue outlives the window and a kill.

In: files and folders, and what a person wants with the queue. Out: a table, how far it is, what failed and why.
Only one recording of the queue is in the engine lane at a time, so that the order can change and others come between.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.audio.source import Decoder
from minutes_app.batch.ledger import Entry, Ledger, Wish, ledger_file, write_ledger
from minutes_app.batch.queue import Queue
from minutes_app.errors import DiskError, DiskFull, ModelError
from minutes_app.gui.batch_work import Decoders, Measured, hear_entry, keep, measure, order_of, take_up
from minutes_app.gui.jobs import Ends, Failure, Job, nothing
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.view_models.queue_table import QueueTable
from minutes_app.gui.work import Begun, Borrow, gather, write_documents
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import log_error
from minutes_app.progress import Stage
from minutes_app.word.template import list_templates, user_folder
from minutes_app.wording import batch as words
from minutes_app.wording.message import Message

"""The book of a folder where this window has it open, with every edit on the disk; else None."""
_STOPS_ALL = (ModelError, DiskFull)
"""What would fail every recording: then the queue stands still instead."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, and how many are over."""

    total: int
    done: int
    failed: int
    cancelled: int
    to_come: int
    left_ms: int
    """-1 while nobody can tell."""


class BatchModel(QObject):
    """`restore` what was kept, `add` recordings, `resume`, `pause`."""

    changed = Signal()
    failed = Signal(object)
    """A `Failure` that is of the whole queue, or of places in which nothing was found."""
    added = Signal(int)
    """How many recordings are new."""
    restored = Signal()
    """What was kept has been read."""
    templates_found = Signal(object)
    """The templates to choose from."""
    ended = Signal()
    """Nothing waits any more."""

    def __init__(
        self, workshop: Workshop, borrow: Borrow, parent: QObject | None = None, *, decoders: Decoders = Decoder
    ) -> None:
        super().__init__(parent)
        self.table = QueueTable(self)
        self.progress = ProgressModel(self)
        self.queue = Queue()
        self.wish = Wish()
        self.is_going = False
        """Whether the next one begins when the one in work is over."""
        self._workshop, self._borrow, self._decoders = workshop, borrow, decoders
        self._file = ledger_file(workshop.library)
        self._aside, self._measuring = workshop.lane("queue"), workshop.lane("measuring")
        self._job: Job | None = None
        self._current = ""
        self._cancelled: set[str] = set()
        self._is_restored = self._keeping = False
        self._kept = Ledger()
        self._speed = 0.0
        self.progress.changed.connect(self._show)
        workshop.closing.connect(self._close)

    @property
    def is_busy(self) -> bool:
        """Whether anything is in work, or will be without a person doing anything."""
        return self.is_working or self.queue.count("writing") > 0 or (self.is_going and self.queue.unfinished > 0)

    @property
    def is_working(self) -> bool:
        """Whether the engine hears a recording of the queue, or stops doing so."""
        return self._job is not None

    def restore(self) -> None:
        """Read what was kept at the last end, whatever that was; nothing begins by itself."""

        def take(value: object) -> None:
            if isinstance(value, Ledger):
                self.queue, self.wish, self._kept = Queue(value.entries + self.queue.entries), value.wish, value

        def fail(failure: Failure) -> None:
            self._begin_keeping()
            self.failed.emit(failure)

        ends = Ends(done=self._begin_keeping, failed=fail, stepped=take)
        self._aside.start(lambda _report: take_up(self._file), ends)

    def add(self, places: tuple[Path, ...]) -> None:
        """Recordings, and folders of recordings, at the end of the queue."""
        found: list[Path] = []

        def step(value: object) -> None:
            if isinstance(value, Path):
                found.append(value)

        ends = Ends(done=lambda: self._take(found), failed=self.failed.emit, stepped=step)
        self._aside.start(partial(gather, places), ends)

    def resume(self) -> None:
        """Begin, or go on after a pause."""
        self.is_going = True
        self._next()
        self._keep()

    def pause(self) -> None:
        """Stop the one in work (what is finished of it stays) and begin no other."""
        self.is_going = False
        if self._job is not None:
            self._job.cancel()
        self._show()

    def cancel(self, entry_id: str) -> None:
        """Take one out; the others go on."""
        entry = self.queue.entry(entry_id)
        if entry is None:
            return
        if entry_id == self._current and self._job is not None:
            self._cancelled.add(entry_id)
            self._job.cancel()
        elif entry.state == "waiting":
            self.queue.change(entry_id, state="cancelled")
        self._keep()

    def try_again(self, entry_id: str = "") -> None:
        """One that failed or was taken out, or all that failed; the queue goes on."""
        if self.queue.try_again(entry_id):
            self.resume()

    def move(self, entry_id: str, by: int) -> None:
        """Another place in the queue."""
        if self.queue.move(entry_id, by):
            self._keep()

    def tidy(self, *, all_of_it: bool = False) -> None:
        """Forget what is over; the meetings stay."""
        self.queue.tidy(all_of_it=all_of_it)
        self._keep()

    def wish_for(self, wish: Wish) -> None:
        """Other documents from now on."""
        self.wish = wish
        self._keep()

    def look_for_templates(self) -> None:
        """Which templates there are now; `templates_found` follows."""
        folder = user_folder(self._workshop.settings.documents.templates_folder)
        ends = Ends(done=nothing, failed=self.failed.emit, stepped=self.templates_found.emit)
        self._aside.start(lambda _report: iter((list_templates((folder,)),)), ends)

    def hears(self, folder: Path) -> bool:
        """Whether this folder's meeting is being heard or written just now."""
        busy = [one for one in self.queue.entries if one.state in ("working", "writing")]
        return any(one.folder == str(folder) for one in busy)

    def counts(self) -> Counts:
        """How far the whole queue is."""
        queue, left = self.queue, self._left()
        waiting = queue.count("waiting", "working")
        return Counts(
            total=len(queue.entries),
            done=queue.count("done"),
            failed=queue.count("failed"),
            cancelled=queue.count("cancelled"),
            to_come=queue.unfinished,
            left_ms=-1 if waiting and not left else sum(left.values()),
        )

    def _begin_keeping(self) -> None:
        """What was kept is known: from now on the file follows."""
        self._is_restored = True
        self._keep()
        self.restored.emit()

    def _take(self, found: list[Path]) -> None:
        new = self.queue.add(found)
        self._keep()
        self.added.emit(new)
        unmeasured = tuple(one.source for one in self.queue.entries if not one.duration_ms and one.state == "waiting")
        ends = Ends(done=self._keep, failed=self.failed.emit, stepped=self._measure)
        self._measuring.start(partial(measure, unmeasured, self._decoders), ends)
        if self.is_going:
            self._next()

    def _measure(self, value: object) -> None:
        if isinstance(value, Measured):
            self.queue.measured(value.source, value.duration_ms)
            self._show()

    def _next(self) -> None:
        entry = self.queue.next_waiting() if self.is_going and self._job is None else None
        if entry is None:
            self._end_if_over()
            return
        self._current = entry.id
        self.queue.change(entry.id, state="working")
        self.progress.begin()
        ends = Ends(
            done=lambda: self._heard(entry.id),
            failed=lambda failure: self._not_heard(entry.id, failure),
            stepped=lambda value: self._step(entry.id, value),
            progressed=self.progress.see,
            stopped=lambda: self._stopped(entry.id),
        )
        work = partial(hear_entry, entry, self._workshop.settings, self._workshop.tools)
        self._job = self._workshop.engine.start(work, ends)
        self._show()

    def _step(self, entry_id: str, value: object) -> None:
        if isinstance(value, Begun):
            self.progress.pace = value.pace
            self._speed = self._speed or value.pace.speed
            title, folder = value.meeting.occasion.title, str(value.folder)
            self.queue.change(entry_id, folder=folder, title=title)
            self._keep()

    def _heard(self, entry_id: str) -> None:
        self._over()
        if self.wish.is_empty:
            self.queue.change(entry_id, state="done", why=())
        else:
            self._write(entry_id)
        self._next()
        self._keep()

    def _not_heard(self, entry_id: str, failure: Failure) -> None:
        self._over()
        if isinstance(failure.error, _STOPS_ALL):
            self.queue.change(entry_id, state="waiting")
            self.is_going = False
            told = replace(failure.message, headline=words.paused_by(failure.message.headline))
            self.failed.emit(Failure(told, failure.error))
        else:
            self.queue.change(entry_id, state="failed", why=_why(failure.message))
        self._next()
        self._keep()

    def _stopped(self, entry_id: str) -> None:
        self._over()
        taken_out = entry_id in self._cancelled
        self._cancelled.discard(entry_id)
        self.queue.change(entry_id, state="cancelled" if taken_out else "waiting")
        self._next()
        self._keep()

    def _over(self) -> None:
        self._job, self._current = None, ""
        self.progress.end()

    def _write(self, entry_id: str) -> None:
        entry = self.queue.entry(entry_id)
        assert entry is not None
        self.queue.change(entry_id, state="writing", documents=())
        folder, written = Path(entry.folder), list[str]()
        lent, settings, tools = self._borrow(folder), self._workshop.settings, self._workshop.tools
        wish = self.wish

        def step(value: object) -> None:
            if isinstance(value, Path):
                written.append(str(value))

        ends = Ends(
            done=lambda: self._written(entry_id, tuple(written)),
            failed=lambda failure: self._written(entry_id, tuple(written), _why(failure.message)),
            stepped=step,
            stopped=lambda: self._written(entry_id, tuple(written)),
        )
        self._workshop.documents.start(
            lambda report: write_documents(folder, lent, order_of(wish, settings), tools, report), ends
        )

    def _written(self, entry_id: str, documents: tuple[str, ...], why: tuple[str, ...] = ()) -> None:
        self.queue.change(entry_id, state="failed" if why else "done", documents=documents, why=why)
        self._keep()
        self._end_if_over()

    def _end_if_over(self) -> None:
        if self.is_going and not self.queue.unfinished:
            self.is_going = False
            self._show()
            self.ended.emit()

    def _left(self) -> dict[str, int]:
        hearing = self.progress.stage is Stage.TRANSCRIBE and self._job is not None
        if hearing and self.progress.speed:
            self._speed = self.progress.speed
        return self.queue.left_ms(self._speed, self._current, self.progress.left_ms if hearing else -1)

    def _show(self) -> None:
        percent = self.progress.percent if self.progress.is_shown else -1
        self.table.put(self.queue.entries, self._left(), percent)
        self.changed.emit()

    def _keep(self) -> None:
        """Show the queue as it is now, and have it on the disk soon."""
        self._show()
        ledger = Ledger(self.queue.entries, self.wish)
        if self._keeping or not self._is_restored or ledger == self._kept:
            return
        self._keeping, self._kept = True, ledger
        ends = Ends(done=self._has_kept, failed=self._has_not_kept, stopped=self._has_kept)
        self._aside.start(lambda _report: keep(self._file, ledger), ends)

    def _has_kept(self) -> None:
        self._keeping = False
        self._keep()

    def _has_not_kept(self, failure: Failure) -> None:
        self._keeping = False
        self.failed.emit(failure)

    def _close(self) -> None:
        """The window ends: what is in work waits again, in the file too, after any older state on its way there."""
        self._aside.close()
        ledger = Ledger(self.queue.entries, self.wish)
        if not self._is_restored or (ledger == self._kept and not self._keeping):
            return
        try:
            write_ledger(self._file, ledger)
        except DiskError as error:
            log_error(error)


def _why(message: Message) -> tuple[str, ...]:
    return message.headline, message.safe, message.next_step


def why_of(entry: Entry) -> str:
    """Why it failed, what is safe and what to do; "" where it did not."""
    headline, *rest = entry.why or ("",)
    return "\n".join(part for part in (headline, "".join(rest)) if part)


def summary_of(counts: Counts) -> str:
    """How many are over and how many to come."""
    told = words.summary(counts.total, counts.done, counts.failed, counts.cancelled)
    return "　".join(part for part in (told, words.to_come(counts.to_come, counts.left_ms)) if part)


def failures_of(entries: tuple[Entry, ...]) -> str:
    """What failed and why, one a line; "" where nothing did."""
    lines = [words.failure(Path(one.source).name, one.why[0]) for one in entries if one.state == "failed" and one.why]
    return words.failures(lines) if lines else ""
