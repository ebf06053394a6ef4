"""会議録: the meeting whose document it is, what would stay open in it, and the documents that are written.

In: a meeting folder (with the book, where this window has it open). Out: lines with their places, choices, paths.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.elsewhere import Elsewhere
from minutes_app.gui.view_models.forms_of_kind import FormsOfKind
from minutes_app.gui.view_models.open_points import OpenPoint, Read, read_of
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.view_models.results import Finder, Results
from minutes_app.gui.work import Borrow, read_meeting, write_documents
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.paperwork import Kind
from minutes_app.pipeline import Notice, Order
from minutes_app.progress import Report
from minutes_app.word.template import TemplateEntry, list_templates, user_folder
from minutes_app.wording import gui as words
from minutes_app.wording.minutes_faces import unanswered

"""The book of a folder where this window has it open, with every edit on the disk; else None."""


class DocumentsModel(QObject):
    """`open` a meeting, choose, `export`."""

    changed = Signal()
    """The meeting was read."""
    weighed = Signal()
    """`results` were read: they come a moment after the meeting."""
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
        self.open_points: tuple[OpenPoint, ...] = ()
        self.results = Results()
        self.wrong: tuple[OpenPoint, ...] = ()
        """Fields that cannot be understood as they are typed; the forms say it."""
        self.written_before: tuple[Path, ...] = ()
        """Documents in the meeting's exports/ that we wrote and that are still there, the latest first."""
        self.is_writing = False
        self.forms = FormsOfKind(workshop, self)
        self.elsewhere = Elsewhere(workshop.lane("elsewhere"), self)
        self.elsewhere.changed.connect(self._follow)
        self.failed.connect(lambda _failure: self.elsewhere.look())
        self._finder = Finder(workshop.tools.writer)
        self._workshop = workshop
        self._borrow = borrow
        self._job: Job | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the meeting, "" while nobody has said it."""
        return self.meeting.occasion.paperwork.kind if self.meeting is not None else ""

    @property
    def is_held(self) -> bool:
        """Whether somebody else has the meeting open: nothing can be kept in it then."""
        return bool(self.elsewhere.sentence)

    @property
    def default_templates(self) -> tuple[str, ...]:
        """The names of the templates that the office uses for this kind of meeting."""
        return self.forms.names(self.kind)

    @property
    def default_formats(self) -> tuple[str, ...]:
        """The formats that the settings choose."""
        return self._workshop.settings.documents.formats

    @property
    def before_writing(self) -> tuple[OpenPoint, ...]:
        """What a person may want to look at before: what is open, and the proposals that wait for an answer."""
        waiting = len(self.results.waiting)
        return (*self.wrong, *self.open_points, *([OpenPoint(unanswered(waiting), face="results")] if waiting else []))

    def open(self, folder: Path) -> None:
        """Read a meeting; what stands there of another one goes at once."""
        if folder != self.folder or self.meeting is None:
            self.folder = folder
            self._put(Read())
        self.elsewhere.follow(folder)
        self.refresh()

    def refresh(self, meeting: Meeting | None = None) -> None:
        """Read the meeting again; until then the old one stands there. `meeting`: as 校正 has it."""
        given = iter((meeting,)) if meeting is not None else read_meeting(self.folder, self._borrow(self.folder))
        self._start(self.folder, given)

    def export(self, templates: tuple[Path, ...], formats: tuple[str, ...]) -> None:
        """Write them; never over what a person has changed."""
        self.is_writing = True
        self.progress.begin()
        formats = (("docx",) if templates else ()) + formats
        approvers, circulation = self.forms.posts
        order = Order(formats, templates, approvers=approvers, circulation=circulation)
        work = partial(write_documents, self.folder, self._borrow(self.folder), order, self._workshop.tools)
        ends = Ends(
            done=self._written, failed=self._fail_writing, stepped=partial(self._tell, self.folder),
            progressed=self.progress.see, stopped=self._written,
        )  # fmt: skip
        self._job = self._workshop.documents.start(work, ends)

    def stop(self) -> None:
        """Stop writing; documents that are finished stay."""
        if self._job is not None:
            self._job.cancel()

    def _follow(self) -> None:
        """Whoever had it open may have changed it."""
        if not self.elsewhere.sentence and self.meeting is not None:
            self.refresh()

    def _start(self, folder: Path, meetings: Iterator[Meeting]) -> None:
        ends = Ends(done=lambda: None, failed=self.failed.emit, stepped=partial(self._take, folder))
        templates = self._workshop.settings.documents.templates_folder
        self._workshop.documents.start(partial(self._reading, meetings, folder, templates), ends)

    def _take(self, folder: Path, value: object) -> None:
        if folder != self.folder:
            return
        if isinstance(value, Read):
            self._put(value)
        elif isinstance(value, Results):
            self.results = value
            self.weighed.emit()
        elif isinstance(value, tuple):
            self.templates = value

    def _put(self, read: Read) -> None:
        self.meeting, self.open_points = read.meeting, read.points
        if read.meeting is None:
            self.results = Results()
        self.written_before = read.before
        self.changed.emit()

    def _tell(self, folder: Path, value: object) -> None:
        """What was written of another meeting stands there in its list of documents."""
        if folder != self.folder:
            return
        if isinstance(value, Path):
            self.written.emit(value)
        elif isinstance(value, Notice):
            self.noticed.emit(words.notice_here(value.kind, *value.facts))

    def _written(self) -> None:
        self.is_writing = False
        self._job = None
        self.progress.end()
        self.finished.emit()

    def _fail_writing(self, failure: Failure) -> None:
        self._written()
        self.failed.emit(failure)

    def _reading(self, meetings: Iterator[Meeting], folder: Path, templates: str, report: Report) -> Iterator[object]:
        """In the lane, for a long meeting takes a moment."""
        for meeting in meetings:
            yield list_templates((user_folder(templates),))
            yield read_of(folder, meeting)
            yield self._finder.results(meeting, report)
