"""初めての準備: what this PC is like, and the model to offer. Asked once, and only where no real model is installed.

In: the judgement of the installed models. Out: findings, the offer, and whether the page is to be shown.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from minutes_app.checkup import Finding, Verdict, first_look
from minutes_app.checkup.fitting import fitting
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.checkup import advice_line, line_of
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.workshop import Workshop
from minutes_app.progress import Report
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import Listed, State, folders_for, listing
from minutes_app.wording import doctor, settings_window as words

KEY = "window.welcome"


class FirstStartModel(QObject):
    """`begin` looks at the PC; `finish` says that the person has chosen."""

    changed = Signal()
    finished = Signal()
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, options: OptionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.offer: Listed | None = None
        self.has_demo = False
        self.is_known = False
        """Whether everything has been looked at."""
        self._workshop = workshop
        self._options = options
        self._lane = workshop.lane("first start")
        self._job: Job | None = None

    def begin(self) -> None:
        """Look at this PC."""
        if self._job is None and not self.is_known:
            ends = Ends(done=self._done, failed=self._fail, stepped=self._step, stopped=self._end)
            self._job = self._lane.start(partial(_looked, self._workshop.settings), ends)

    def finish(self) -> None:
        """Do not ask again."""
        origin = self._options.of(KEY)
        if origin is None or not origin.locked:
            self._options.put(KEY, "false")
        self.finished.emit()

    def _step(self, value: object) -> None:
        if isinstance(value, Finding):
            self.findings.append(value)
        elif isinstance(value, tuple):
            self.offer = fitting(value, self.findings)
            self.has_demo = any(line.demo and line.state is State.READY for line in value)
        self.changed.emit()

    def _done(self) -> None:
        self.is_known = True
        self._end()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


def line_here(finding: Finding) -> str:
    """A finding with its advice; what a PC may well lack is no fault of it."""
    if finding.verdict is Verdict.BAD and not finding.needed and finding.outcome == "none":
        return words.lacking(doctor.TITLES[finding.name], doctor.sentence(finding.name, finding.outcome, finding.facts))
    return "\n".join(filter(None, (line_of(finding), advice_line(finding))))


def _looked(settings: Settings, report: Report) -> Iterator[object]:
    yield from first_look(settings, report)
    yield listing(folders_for(settings.models.folder))
