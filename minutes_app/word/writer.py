"""The parent's side: hands templates to the document child, writes what comes back, and says plainly when it dies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, TemplateTooCostly
from minutes_app.files import write_atomic
from minutes_app.progress import Report, no_report
from minutes_app.word.check import Finding, check
from minutes_app.word.fill import Fields, fill, fill_and_read
from minutes_app.word.final_form import Seal, seal
from minutes_app.word.publish import Copied, Letter, Printed, dress
from minutes_app.word.template import Filled, FillSummary

LIMITS = Limits(memory=1 << 30, silent_s=30.0, background=True)
ATTEMPTS = 2
_OUT_OF_MEMORY = 137

T = TypeVar("T")


class Writer:
    """Fills and checks templates in one resident child. Not for use by two threads at once; close it when done."""

    def __init__(self, child: Child | None = None) -> None:
        self._child = child or Child("document", LIMITS)

    def filled(self, template: Path, fields: Fields, *, report: Report = no_report) -> Filled:
        """The document's bytes and what is to be said about it; writes nothing. Raises as `write` does.

        `fields` that are a function cross to the child and are called there: much is gathered where it is needed.
        A child that was killed is started once more: it need not have been the template's fault.
        """
        with _costs_named(template):
            return self._tried_twice(fill, template.absolute(), fields, report=report)

    def filled_and_read(self, template: Path, fields: Fields, *, report: Report = no_report) -> tuple[Filled, str]:
        """As `filled`, and the text of the pages, a line for each paragraph."""
        with _costs_named(template):
            return self._tried_twice(fill_and_read, template.absolute(), fields, report=report)

    def made(self, make: Callable[[Report], T], *, report: Report = no_report) -> T:
        """What `make`, which crosses to the child, makes there. Raises that, `ChildDied`."""
        made: T = self._tried_twice(make_in_child, make, report=report)
        return made

    def _tried_twice(self, function: Callable[..., Iterator[T]], *args: Any, report: Report) -> T:
        """A child that was killed is started once more: it need not have been the fault of what it was asked."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                made: T = self._child.call(function, *args, report=report)
                return made
            except ChildDied as death:
                if attempt == ATTEMPTS or _why(death) != "crash":
                    raise
        raise AssertionError("the last attempt returns or raises")

    def write(self, template: Path, fields: Fields, target: Path, *, report: Report = no_report) -> FillSummary:
        """Write `target` whole or not at all; an existing file is replaced (ask `share` first whether it may be).

        Raises `TemplateUnreadable`, `TemplateDangerous`, `TemplateFaulty`, `TemplateTooCostly`, `DiskError`.
        """
        filled = self.filled(template, fields, report=report)
        write_atomic(target, filled.content)
        return filled.summary

    def check(self, template: Path, *, report: Report = no_report) -> tuple[Finding, ...]:
        """What `word.check.check` finds. Raises `TemplateUnreadable`, `TemplateTooCostly`, `DiskError`."""
        with _costs_named(template):
            return self._child.call(check_in_child, template.absolute(), report=report)

    def dressed(self, content: bytes, letter: Letter, *, report: Report = no_report) -> Iterator[Printed | Copied]:
        """As `word.publish.dress`. Raises `TemplateTooCostly`."""
        with _costs_named(Path(letter.document)):
            yield from self._child.stream(dress, content, letter, report=report)

    def sealed(self, template: Path, content: bytes, wanted: Seal, *, report: Report = no_report) -> bytes:
        """As `word.final_form.seal`. Raises `TemplateTooCostly`."""
        with _costs_named(template):
            return self._child.call(seal, content, wanted, report=report)

    def ask(self, template: Path, question: Callable[..., Iterator[T]], *more: Any, report: Report = no_report) -> T:
        """What `question(template, *more, report=…)` yields in the child. Raises that, `TemplateTooCostly`."""
        with _costs_named(template):
            return self._child.call(question, template.absolute(), *more, report=report)

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def __enter__(self) -> "Writer":
        """The writer itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the child."""
        self.close()


def check_in_child(template: Path, *, report: Report) -> Iterator[tuple[Finding, ...]]:
    """`check` in the shape that a child runs."""
    yield check(template)


def make_in_child(make: Callable[[Report], T], *, report: Report) -> Iterator[T]:
    """`make` in the shape that a child runs."""
    yield make(report)


@contextmanager
def _costs_named(template: Path) -> Iterator[None]:
    try:
        yield
    except ChildDied as death:
        raise TemplateTooCostly(template, _why(death)) from death


def _why(death: ChildDied) -> str:
    return "memory" if death.exit_code == _OUT_OF_MEMORY else death.why
