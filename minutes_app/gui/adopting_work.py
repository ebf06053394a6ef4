"""What the document lane runs while an office's own form becomes a template, as generators of values. Knows no Qt.

In: the form, the fields of its blanks, the tools. Out: blanks, pages to look at, the template's place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.logbook import Action
from minutes_app.minutes.adopting import blanks_of, numbered, prepare, put, refuse_taken, tried
from minutes_app.progress import Report
from minutes_app.tools import Tools
from minutes_app.word.adopting.adopt import Blank, Given
from minutes_app.word.printer import Printer
from minutes_app.word.template import list_templates, own
from minutes_app.wording.adopting import notes


@dataclass(frozen=True, slots=True)
class Occupied:
    """The person has a template of that name already, which may be replaced."""

    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """The template's place, and sentences that are to be known about it."""

    path: Path
    notes: tuple[str, ...]


def read_form(form: Path, tools: Tools, report: Report) -> Iterator[tuple[Blank, ...]]:
    """The blanks of a form."""
    yield blanks_of(form, tools.writer, report)


def look_at_form(
    form: Path, given: Given, size: tuple[int, int] | None, tools: Tools, printer: Printer, report: Report
) -> Iterator[bytes]:
    """Its pages as a PDF: with the numbers of its blanks, or filled with a made-up meeting of a `size`."""
    if size is None:
        content = numbered(form, given, tools.writer, report)
    else:
        content = tried(form, form.stem, given, size, tools.writer, report)
    yield printer.printed(content, report)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants made, and where. `replace`: one of the same name may go."""

    form: Path
    name: str
    given: Given
    folder: Path
    replace: bool = False


def make_template(wanted: Wanted, tools: Tools, report: Report) -> Iterator[Made | Occupied]:
    """As `minutes templates adopt`; where the name is taken, nothing is done until `replace` is said."""
    there = own(wanted.name, list_templates((wanted.folder,)))
    if there is not None and not wanted.replace:
        yield Occupied(there.name)
        return
    refuse_taken(wanted.form, wanted.name, wanted.folder, replace=wanted.replace)
    prepared = prepare(wanted.form, wanted.name, wanted.given, tools.writer, report)
    path = put(wanted.form, prepared, wanted.name, wanted.folder, replace=wanted.replace)
    tools.audit(Action.TEMPLATE_ADDED, "", "")
    yield Made(path, tuple(notes(prepared.grown, prepared.boxed, prepared.unfilled)))
