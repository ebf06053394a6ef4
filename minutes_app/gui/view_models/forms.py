"""様式: the templates of this PC, checked with every error and its place, and copied to be changed in Word.

In: a template of the list. Out: sentences. A check runs in the document lane, whose child may crash without harm.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui import errands
from minutes_app.gui.jobs import Ends, Failure, nothing
from minutes_app.gui.workshop import Workshop
from minutes_app.word.template import TemplateEntry, user_folder
from minutes_app.wording import settings_window as words, templates as told


class FormsModel(QObject):
    """`refresh`, `check`, `copy`."""

    changed = Signal()
    checked = Signal()
    """`findings` and `summary` are of the last check."""
    told = Signal(str)
    folder_ready = Signal(object)
    """The folder of the person's own templates is there."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[TemplateEntry, ...] = ()
        self.findings: list[str] = []
        self.summary = ""
        self.is_checking = False
        self._workshop = workshop
        self._lane = workshop.lane("forms")

    @property
    def folder(self) -> Path:
        """Where the person's own templates go; it need not exist yet."""
        return user_folder(self._workshop.settings.documents.templates_folder)

    def refresh(self) -> None:
        """Look into the folders again."""
        work = partial(errands.list_forms, self._workshop.settings)
        self._lane.start(work, Ends(done=nothing, failed=self.failed.emit, stepped=self._take))

    def check(self, entry: TemplateEntry) -> None:
        """Find what is wrong with it."""
        self.is_checking, self.summary = True, ""
        self.findings.clear()
        work = partial(errands.check_form, entry.path, self._workshop.tools)
        ends = Ends(
            done=nothing, failed=self._fail, stepped=lambda value: self._judge(entry, value), stopped=self._stopped
        )
        self._workshop.documents.start(work, ends)
        self.checked.emit()

    def copy(self, entry: TemplateEntry, name: str) -> None:
        """Make one of the person's own from it."""
        work = partial(errands.copy_form, entry, name, self._workshop.settings, self._workshop.tools)
        ends = Ends(done=self.refresh, failed=self.failed.emit, stepped=self._copied)
        self._lane.start(work, ends)

    def open_folder(self) -> None:
        """Make the folder of the person's own templates where there is none yet."""
        work = partial(errands.make_folder, self.folder)
        self._lane.start(work, Ends(done=nothing, failed=self.failed.emit, stepped=self.folder_ready.emit))

    def _take(self, value: object) -> None:
        if isinstance(value, tuple):
            self.entries = value
            self.changed.emit()

    def _judge(self, entry: TemplateEntry, value: object) -> None:
        assert isinstance(value, tuple)
        self.findings = [
            told.finding_line(one.severity, one.place, told.finding(one.kind, one.subject, one.suggestion))
            for one in value
        ]
        bad = sum(one.severity != "warning" for one in value)
        self.summary = told.check_summary(entry.name, bad, len(value) - bad)
        self._stopped()

    def _stopped(self) -> None:
        self.is_checking = False
        self.checked.emit()

    def _fail(self, failure: Failure) -> None:
        self._stopped()
        self.failed.emit(failure)

    def _copied(self, value: object) -> None:
        if isinstance(value, Path):
            self.told.emit(words.COPIED.format(value.stem))
