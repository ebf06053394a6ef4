"""An office's own Word form becomes a template: proposed, tried with real fields, and put where templates lie.

In: the form, what a person wants in each blank, a writer. Out: a template that has been checked and filled with
nobody, one and fifty people and 300 utterances. The form itself is only read; nothing is put before all is good.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minutes_app.errors import TemplateExists, TemplateUnadoptable
from minutes_app.files import disk_errors
from minutes_app.minutes.fields import Fields, fields_of
from minutes_app.minutes.trial import NAME, SAID, a_meeting
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.adopting.adopt import Adopted, Blank, Given, adopt, choices_for, survey
from minutes_app.word.check import Finding
from minutes_app.word.scan import STORY
from minutes_app.word.template import TemplateEntry, add, is_taken, list_templates, name_for, own
from minutes_app.word.writer import Writer
from minutes_app.wording.fields import PERSONAL

TRIALS = ((0, 0), (1, 1), (50, 300))
"""People and utterances of the meetings that a new template is tried with."""
_TELLING = ("氏名", "職氏名", "内容")
"""Columns by which a person or an utterance is known."""
_TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Tried:
    """The template filled with a meeting of so many people and utterances."""

    people: int
    said: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template that can be put. `findings` are warnings; `grown`, `boxed` and `unfilled` as in `Adopted`."""

    content: bytes
    grown: tuple[int, ...]
    boxed: tuple[int, ...]
    unfilled: tuple[str, ...]
    findings: tuple[Finding, ...]
    tried: tuple[Tried, ...]


def blanks_of(form: Path, writer: Writer, report: Report) -> tuple[Blank, ...]:
    """The blanks of a form. Raises TemplateError, DiskError."""
    return writer.ask(form, survey, report=report)


def proposal(blanks: Iterable[Blank]) -> Given:
    """What the labels ask for."""
    return {one.number: one.proposed for one in blanks}


def given_with(blanks: Iterable[Blank], given: Given, number: int, name: str) -> Given:
    """The choices with this field in this blank; where rows get another list, their columns keep the parts it has."""
    if given[number] == name:
        return given
    lost = (one.number for one in blanks if one.rows == number and given[one.number] not in choices_for(one, name))
    return given | dict.fromkeys(lost, "") | {number: name}


def numbered(form: Path, given: Given, writer: Writer, report: Report) -> bytes:
    """The form with the number and the field in each blank, to be looked at."""
    shown: Adopted = writer.ask(form, adopt, given, True, report=report)
    return shown.content


def prepare(form: Path, name: str, given: Given, writer: Writer, report: Report) -> Prepared:
    """Put the marks in, check them, and fill the template with each of `TRIALS`.

    Raises TemplateError (`TemplateUnadoptable` "lost" where something is not printed), DiskError, Cancelled.
    """
    made: Adopted = writer.ask(form, adopt, given, False, report=report)
    promised = promised_by(made.blanks, given)
    with _candidate(made, name) as candidate:
        findings = writer.check(candidate, report=report)
        if any(one.severity != "warning" for one in findings):
            raise TemplateUnadoptable(form, "marks")
        tried = []
        for done, (people, said) in enumerate(TRIALS):
            report(Progress(Stage.WRITE, done, len(TRIALS)))
            fields = trial_fields(people, said)
            tried.append(Tried(people, said, writer.filled(candidate, fields, report=report).content))
            if is_lost(tried[-1], promised):
                raise TemplateUnadoptable(form, "lost")
    return Prepared(made.content, made.grown, made.boxed, made.unfilled, findings, tuple(tried))


def tried(form: Path, name: str, given: Given, size: tuple[int, int], writer: Writer, report: Report) -> bytes:
    """The template filled with a meeting of so many people and utterances, to be looked at. Raises as `prepare`."""
    made: Adopted = writer.ask(form, adopt, given, False, report=report)
    with _candidate(made, name) as candidate:
        return writer.filled(candidate, trial_fields(*size), report=report).content


def put(form: Path, prepared: Prepared, name: str, folder: Path, *, replace: bool) -> Path:
    """The template in the folder of the person's own. `replace`: one of the same name may go, but never the form.

    Raises `TemplateExists`, `DiskError`.
    """
    entries = list_templates((folder,))
    return add(prepared.content, name, folder, entries, replaces=_going(form, name, entries) if replace else None)


def refuse_taken(form: Path, name: str, folder: Path, *, replace: bool) -> None:
    """As `put` will do, before the whole trial. Raises `TemplateExists`, `DiskError`."""
    entries = list_templates((folder,))
    if is_taken(name, entries, _going(form, name, entries) if replace else None):
        raise TemplateExists(name_for(name))


def _going(form: Path, name: str, entries: tuple[TemplateEntry, ...]) -> Path | None:
    """The person's own template of that name, which may be replaced; None for none, and for the form itself."""
    there = own(name, entries)
    return there.path if there is not None and there.path.resolve() != form.resolve() else None


def trial_fields(people: int, said: int) -> Fields:
    """The fields of a meeting of so many people and utterances; with nobody, of one of which nothing is known."""
    meeting = a_meeting(people, said)
    fields = fields_of(meeting, None, demo=False, today=_TODAY)
    return fields | {PERSONAL: fields["復命者一覧"][0]} if people else fields


@contextmanager
def _candidate(made: Adopted, name: str) -> Iterator[Path]:
    """The template in a folder that nobody else may read, under its name, while it is tried."""
    with disk_errors(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="minutes-form-") as folder:
        candidate = Path(folder) / f"{name_for(name)}.docx"
        candidate.write_bytes(made.content)
        yield candidate


def promised_by(blanks: Iterable[Blank], given: Given) -> set[str]:
    """The lists that the form prints by name or by what was said; rows do with a column for it only."""
    everything = tuple(blanks)
    held = {(one.rows, given.get(one.number, "")) for one in everything if one.rows}
    rows = {one.number for one in everything if one.kind == "rows"}
    told = {number for number, part in held if part in _TELLING}
    return {name for number, name in given.items() if number not in rows or number in told}


def is_lost(tried: Tried, promised: set[str]) -> bool:
    """Whether a name or an utterance of the meeting is not in what was printed."""
    with zipfile.ZipFile(io.BytesIO(tried.content)) as archive:
        stories = [archive.read(name).decode("utf-8") for name in archive.namelist() if STORY.fullmatch(name)]
    text = re.sub(r"<[^>]+>", "", "".join(stories))
    people = [NAME.format(number) for number in range(tried.people)] if "出席者一覧" in promised else []
    said = [SAID.format(number) for number in range(tried.said)] if "発言一覧" in promised else []
    return any(one not in text for one in (*people, *said))
