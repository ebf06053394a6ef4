"""会議録: what would stay open in the document, which templates and formats to write, and what was written.

In: a meeting folder (with the book, where this window has it open). Out: sentences, choices, paths.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.work import change_occasion, read_meeting, write_documents
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Meeting, Occasion
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.gaps import Gaps, gaps_of
from minutes_app.pipeline import Notice, Order
from minutes_app.progress import Report
from minutes_app.word.template import TemplateEntry, list_templates, user_folder
from minutes_app.wording import gui as words

Borrow = Callable[[Path], OpenMeeting | None]
"""The book of a folder where this window has it open, with every edit on the disk; else None."""


class DocumentsModel(QObject):
    """`open` a meeting, choose, `export`."""

    changed = Signal()
    """The meeting was read, or its 開催概要 changed."""
    written = Signal(object)
    """The path of a document."""
    noticed = Signal(str)
    finished = Signal()
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, borrow: Borrow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self.folder = Path()
        self.meeting: Meeting | None = None
        self.templates: tuple[TemplateEntry, ...] = ()
        self.is_writing = False
        self._workshop = workshop
        self._borrow = borrow
        self._job: Job | None = None

    @property
    def default_templates(self) -> tuple[str, ...]:
        """The names of the templates that the settings choose."""
        return self._workshop.settings.documents.default_templates

    @property
    def default_formats(self) -> tuple[str, ...]:
        """The formats that the settings choose."""
        return self._workshop.settings.documents.formats

    def open(self, folder: Path) -> None:
        """Read a meeting."""
        self.folder, self.meeting = folder, None
        self.changed.emit()
        book = self._borrow(folder)
        self._start(lambda _report: self._reading(folder, book), self._take)

    def gaps(self) -> list[str]:
        """What stays blank or is to be checked, one sentence a line; [] when there is nothing."""
        return gap_lines(gaps_of(self.meeting)) if self.meeting is not None else []

    def change(self, said: Occasion) -> None:
        """New 開催概要."""
        book = self._borrow(self.folder)
        self._start(
            lambda _report: change_occasion(self.folder, book, said, self._workshop.tools),
            self._take,
        )

    def export(self, templates: tuple[Path, ...], formats: tuple[str, ...]) -> None:
        """Write them; never over what a person has changed."""
        self.is_writing = True
        self.progress.begin()
        order = Order(((("docx",) if templates else ()) + formats), templates)
        work = partial(write_documents, self.folder, self._borrow(self.folder), order, self._workshop.tools)
        self._start(work, self._tell)

    def stop(self) -> None:
        """Stop writing; documents that are finished stay."""
        if self._job is not None:
            self._job.cancel()

    def _reading(self, folder: Path, book: OpenMeeting | None) -> Iterator[object]:
        self.templates = list_templates((user_folder(self._workshop.settings.documents.templates_folder),))
        yield from read_meeting(folder, book)

    def _start(self, work: Callable[[Report], Iterator[object]], step: Callable[[object], None]) -> None:
        ends = Ends(done=self._end, failed=self._fail, stepped=step, progressed=self.progress.see, stopped=self._end)
        self._job = self._workshop.documents.start(work, ends)

    def _take(self, value: object) -> None:
        if isinstance(value, Meeting):
            self.meeting = value
            self.changed.emit()

    def _tell(self, value: object) -> None:
        if isinstance(value, Path):
            self.written.emit(value)
        elif isinstance(value, Notice):
            self.noticed.emit(words.notice_here(value.kind, *value.facts))

    def _end(self) -> None:
        self.is_writing = False
        self._job = None
        self.progress.end()
        self.finished.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


def gap_lines(gaps: Gaps) -> list[str]:
    """The sentences for what is open."""
    lines = []
    if gaps.blank:
        lines.append(words.blank_line([words.FIELDS[name] for name in gaps.blank]))
    if gaps.guessed:
        lines.append(words.guessed_line([words.FIELDS[name] for name in gaps.guessed]))
    if gaps.doubtful:
        lines.append(words.doubtful_line(gaps.doubtful))
    if gaps.lost:
        lines.append(words.lost_line(gaps.lost))
    if not gaps.said:
        lines.append(words.nothing_said_line())
    if not gaps.decisions:
        lines.append(words.no_decisions_line())
    return lines
