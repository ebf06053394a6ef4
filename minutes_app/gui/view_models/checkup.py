"""この PC の診断: the findings of `minutes doctor`, as they come, and as one text to hand on.

In: nothing but the settings. Out: findings, each with what to do about it in this window.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.checkup import Finding, Verdict, can_work, examine
from minutes_app.gui import errands
from minutes_app.gui.jobs import Ends, Failure, Job, nothing
from minutes_app.gui.workshop import Workshop
from minutes_app.wording import doctor, settings_window as words


class CheckupModel(QObject):
    """`begin`; `stop` when it takes too long."""

    changed = Signal()
    saved = Signal(object)
    """The path of the text."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.is_whole = False
        self._workshop = workshop
        self._lane = workshop.lane("checkup")
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is being examined."""
        return self._job is not None

    def begin(self) -> None:
        """Examine this PC."""
        if self._job is not None:
            return
        self.findings, self.is_whole = [], False
        ends = Ends(done=self._done, failed=self._fail, stepped=self._step, stopped=self._end)
        self._job = self._lane.start(partial(examine, self._workshop.settings), ends)
        self.changed.emit()

    def stop(self) -> None:
        """No more of it."""
        if self._job is not None:
            self._job.cancel()

    def conclusion(self) -> str:
        """Whether recordings become 会議録 here; "" before everything is known."""
        if not self.is_whole:
            return ""
        care = any(finding.verdict is Verdict.CAUTION for finding in self.findings)
        return doctor.conclusion(works=can_work(self.findings), care=care)

    def text(self) -> str:
        """All of it, for a mail."""
        lines = [line for finding in self.findings for line in (line_of(finding), advice_line(finding)) if line]
        return "\n".join((*lines, self.conclusion(), "")).lstrip("\n")

    def save(self, path: Path) -> None:
        """Write the text."""
        work = partial(errands.write_text, path, self.text())
        self._lane.start(work, Ends(done=nothing, failed=self.failed.emit, stepped=self.saved.emit))

    def _step(self, value: object) -> None:
        if isinstance(value, Finding):
            self.findings.append(value)
            self.changed.emit()

    def _done(self) -> None:
        self.is_whole = True
        self._end()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


def line_of(finding: Finding) -> str:
    """«○ CPU: 使えます　…»."""
    said = doctor.sentence(finding.name, finding.outcome, finding.facts)
    return doctor.line(finding.name, finding.verdict.value, said, needed=finding.needed)


def advice_line(finding: Finding) -> str:
    """What to do about it, "" for nothing."""
    advice = words.advice_here(finding.name, finding.outcome, finding.facts)
    return doctor.advice_line(advice) if advice else ""
