"""An office's own form on its way to a template: its blanks, what goes into each, its pages as they would be.

In: a form, a person's choices. Out: lines for a table, a PDF, the template. The form itself is never changed.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.adopting_work import Made, Occupied, Wanted, look_at_form, make_template, read_form
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.workshop import Workshop
from minutes_app.minutes.adopting import given_with, proposal
from minutes_app.word.adopting.adopt import Blank, Given, choices_for
from minutes_app.word.template import user_folder
from minutes_app.wording import adopting as words

SETTLES_MS = 700
"""Choices that follow each other faster make one page."""
SIZES: tuple[tuple[int, int] | None, ...] = (None, (1, 1), (50, 300), (0, 0))
"""People and utterances of each look; None: the numbers of the blanks."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what is read, the choices, the chosen one ("" = the blank stays)."""

    number: int
    label: str
    place: str
    choices: tuple[str, ...]
    chosen: str


class AdoptModel(QObject):
    """`open` a form, `give` fields, `look`, `make`, `leave`."""

    changed = Signal()
    """`rows`, `line`, `is_busy`."""
    printed = Signal()
    """New `pdf`."""
    made = Signal(object)
    """A `Made`."""
    occupied = Signal(str)
    """The name is taken by a template of the person's own: replace it?"""
    refused = Signal()
    """The form cannot be adopted; `failed` has said why."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form: Path | None = None
        self.blanks: tuple[Blank, ...] = ()
        self.given: Given = {}
        self.line = ""
        self.pdf = b""
        self.is_making = False
        self._look = 0
        self._taken = ""
        self._workshop = workshop
        self._job: Job | None = None
        self._page: Job | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self._print)

    @property
    def rows(self) -> list[Row]:
        """The blanks for the table."""
        return [
            Row(
                one.number,
                f"{words.KINDS.get(one.kind, '')} {one.label}".strip(),
                words.place(one.part, one.paragraph, one.table, one.row),
                choices_for(one, self.given.get(one.rows, "")),
                self.given.get(one.number, ""),
            )
            for one in self.blanks
        ]

    @property
    def has_pages(self) -> bool:
        """Whether pages can be shown on this PC."""
        return self._workshop.printer.is_there

    def open(self, form: Path) -> None:
        """Find the blanks of a form."""
        self.leave()
        self.form = form
        self._say(words.SEARCHING)
        work = partial(read_form, form, self._workshop.tools)
        self._job = self._workshop.documents.start(
            work, Ends(done=self._end, failed=self._refuse, stepped=self._take, stopped=self._end)
        )

    def give(self, number: int, name: str) -> None:
        """This field into this blank; other rows of a list keep the columns that the new list has, too."""
        if self.given[number] == name:
            return
        self.given = given_with(self.blanks, self.given, number, name)
        self._outdate()
        self.changed.emit()

    def look(self, which: int) -> None:
        """Show the pages with the numbers, or filled."""
        if which != self._look:
            self._look = which
            self._outdate()

    def make(self, name: str, *, replace: bool = False) -> None:
        """Try the template and put it where templates lie."""
        if self.form is None or self.is_making or not self.blanks:
            return
        if not name.strip():
            self._say(words.NO_NAME)
            return
        self._settling.stop()
        if self._page is not None:
            self._page.cancel()
        self.is_making = True
        self._say(words.TRYING)
        shop = self._workshop
        folder = user_folder(shop.settings.documents.templates_folder)
        work = partial(make_template, Wanted(self.form, name.strip(), dict(self.given), folder, replace), shop.tools)
        self._job = shop.documents.start(
            work, Ends(done=self._end_making, failed=self._fail, stepped=self._made, stopped=self._end)
        )

    def leave(self) -> None:
        """Nobody looks any more: stop, and keep nothing."""
        self._settling.stop()
        for job in (self._job, self._page):
            if job is not None:
                job.forget()
        self._job = self._page = None
        self.form, self.blanks, self.given, self._look = None, (), {}, 0
        self.is_making = False
        self.pdf = b""
        self._say("")
        self.printed.emit()

    def _take(self, value: object) -> None:
        assert isinstance(value, tuple)
        self.blanks = value
        self.given = proposal(self.blanks)
        self._say("")
        self._outdate()

    def _outdate(self) -> None:
        if not self._workshop.printer.is_there:
            self._say(words.NO_PAGES)
            return
        if self._page is not None:
            self._page.cancel()
        self._say(words.MAKING)
        self._settling.start()

    def _print(self) -> None:
        if self.form is None or self.is_making:
            return
        if self._page is not None:
            self._settling.start()
            return
        shop = self._workshop
        work = partial(look_at_form, self.form, dict(self.given), SIZES[self._look], shop.tools, shop.printer)
        ends = Ends(done=self._end_page, failed=self._fail_page, stepped=self._show, stopped=self._end_page)
        self._page = shop.documents.start(work, ends)

    def _show(self, value: object) -> None:
        assert isinstance(value, bytes)
        if self._settling.isActive() or self.form is None:
            return
        self.pdf = value
        self._say("" if value else words.PAGES_FAILED)
        self.printed.emit()

    def _made(self, value: object) -> None:
        if isinstance(value, Occupied):
            self._taken = value.name
        elif isinstance(value, Made):
            self.made.emit(value)

    def _end(self) -> None:
        self._job, self.is_making = None, False
        self._say("" if self.line == words.TRYING else self.line)

    def _end_making(self) -> None:
        """Only now another try can begin, which the answer to the question may be."""
        taken, self._taken = self._taken, ""
        self._end()
        if taken:
            self.occupied.emit(taken)

    def _end_page(self) -> None:
        self._page = None

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)

    def _fail_page(self, failure: Failure) -> None:
        self._page = None
        self._say(words.PAGES_FAILED)
        self.failed.emit(failure)

    def _refuse(self, failure: Failure) -> None:
        self._fail(failure)
        self.refused.emit()

    def _say(self, line: str) -> None:
        self.line = line
        self.changed.emit()
