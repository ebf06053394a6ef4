"""The document as it would be written now: made in the document lane, made anew after each edit, never waited for.

In: a meeting folder, a template, and word that something has changed. Out: the pages as a PDF or, without LibreOffice,
the text; and whether what is shown is still what would be written.
"""

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.handing_work import Looked, look_at
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.workshop import Workshop
from minutes_app.pipeline import Order
from minutes_app.wording import minutes_page as words

SETTLES_MS = 700
"""Edits that follow each other faster make one page."""


class Shown(Enum):
    """What stands on the screen. MAKING: nothing yet; OUTDATED: the pages of before the last edit."""

    NOTHING = "nothing"
    MAKING = "making"
    CURRENT = "current"
    OUTDATED = "outdated"
    FAILED = "failed"


class PreviewModel(QObject):
    """`show` a meeting, `ask` for a template, `outdate` after an edit, `leave` when nobody looks any more."""

    changed = Signal()
    """`shown` or `why`."""
    printed = Signal()
    """New `pdf` and `text`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown.NOTHING
        self.pdf = b""
        self.text = ""
        self.why = ""
        """The sentence of a failure."""
        self._workshop = workshop
        self._folder: Path | None = None
        self._template: Path | None = None
        self._job: Job | None = None
        self._again = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self._begin)

    @property
    def line(self) -> str:
        """What is to be said about what stands there, "" when it is what would be written."""
        if self.shown is Shown.FAILED:
            return self.why
        if self.shown in (Shown.MAKING, Shown.OUTDATED):
            return words.MAKING if self.shown is Shown.MAKING else words.OUTDATED
        if self.shown is Shown.CURRENT and not self.pdf:
            return words.OUTLINE_FAILED if self._workshop.printer.is_there else words.OUTLINE_WHY
        return ""

    def show(self, folder: Path) -> None:
        """Look at a meeting; the pages of another one go."""
        if folder != self._folder:
            self._forget()
            self._folder = folder
        self.outdate()

    def ask(self, template: Path | None) -> None:
        """Look at this template; None: there is none."""
        if template != self._template:
            self._template = template
            self.outdate()

    def outdate(self) -> None:
        """Something has changed: what is in work is thrown away, and new pages are made soon."""
        if self._folder is None or self._template is None:
            return
        self._put(Shown.OUTDATED if self.pdf or self.text else Shown.MAKING)
        if self._job is not None:
            self._job.cancel()
        self._settling.start()

    def give_way(self) -> None:
        """Something that the person waits for needs the lane: what is in work begins again after it."""
        if self._job is not None:
            self.outdate()

    def leave(self) -> None:
        """Nobody looks: stop the work, and keep no page."""
        self._forget()
        self._folder = None

    def _forget(self) -> None:
        self._settling.stop()
        if self._job is not None:
            self._job.cancel()
        self._again = False
        self.pdf, self.text, self.why = b"", "", ""
        self._put(Shown.NOTHING)
        self.printed.emit()

    def _begin(self) -> None:
        if self._job is not None:
            self._again = True
            return
        folder, template = self._folder, self._template
        if folder is None or template is None:
            return
        shop = self._workshop
        page = shop.settings.documents
        order = Order(("docx",), (template,), approvers=page.approvers, circulation=page.circulation)
        work = partial(look_at, folder, order, shop.tools, shop.printer)
        ends = Ends(done=self._end, failed=self._fail, stepped=partial(self._take, folder, template), stopped=self._end)
        self._job = shop.documents.start(work, ends)

    def _take(self, folder: Path, template: Path, value: object) -> None:
        stale = (folder, template) != (self._folder, self._template) or self._settling.isActive() or self._again
        if isinstance(value, Looked) and not stale:
            self.pdf, self.text, self.why = value.pdf, value.text, ""
            self._put(Shown.CURRENT)
            self.printed.emit()

    def _end(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self._begin()

    def _fail(self, failure: Failure) -> None:
        if self._folder is not None and not self._again and not self._settling.isActive():
            self.why = failure.message.as_text()
            self._put(Shown.FAILED)
        self._end()

    def _put(self, shown: Shown) -> None:
        self.shown = shown
        self.changed.emit()
