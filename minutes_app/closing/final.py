"""確定版: the documents of a meeting that is 確定, write-protected, and as PDF where LibreOffice is there.

In: an open meeting, the order, the tools. Out: the path of each file as it is written, and what is to be said. An
edition that was written stays for ever: what is corrected later becomes 第2版, with a list of what it says otherwise.
A number is never given twice, also where the record of an edition cannot be read.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from minutes_app.closing.checking import CheckedFile, checked
from minutes_app.closing.ledger import ClosedFile, Entry, Final, Ledger, finals_in, keep, ledger_of
from minutes_app.closing.stated import Statement, differences, hidden_keys, statements_of
from minutes_app.errors import NotConfirmed
from minutes_app.files import patiently, safe_name
from minutes_app.logbook import Action
from minutes_app.meeting.edit import record_export
from minutes_app.meeting.exports import stem_of, target_for, write_export
from minutes_app.meeting.model import Export
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import Report
from minutes_app.servers import Servers
from minutes_app.tools import Order, Tools
from minutes_app.word.final_form import Changes, Seal
from minutes_app.word.printer import Printer
from minutes_app.wording import closing as words
from minutes_app.wording.meeting import edition as edition_name
from minutes_app.wording.transcribe import UNTITLED
from minutes_app.writing import filled_for_all

TITLE = 40
"""Characters of the meeting's title in a file name."""
FORM = 60
SPARE = 16
"""Characters of a path for what is put behind a name: a number, an edition."""
MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class FinalFile:
    """A file of a 確定版. `known`: it was there already, as it was written."""

    path: Path
    edition: int
    sha256: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Altered:
    """A file of a 確定版 that somebody has changed since it was written; it stays as it is."""

    path: Path
    edition: int


@dataclass(frozen=True, slots=True)
class NoPdf:
    """There is nothing here that makes a PDF; or (`failed`) it would not."""

    failed: bool = False


@dataclass(frozen=True, slots=True)
class NoForm:
    """Every form that was asked for is one for a single person."""


@dataclass(frozen=True, slots=True)
class LinesLost:
    """These lines of the ledger, from 1, cannot be read: each may be an edition, whose number is not given again."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """`added`: what this run has put into the ledger."""

    book: OpenMeeting
    order: Order
    tools: Tools
    printer: Printer
    who: str
    confirmed_at: str
    before: Ledger
    added: list[Entry]

    @property
    def servers(self) -> Servers:
        """Where an earlier file may be looked for: the office's, beside the meeting, and where the new ones go."""
        return self.order.servers.and_of(self.book.folder, self.order.out or "")

    @property
    def ledger(self) -> Ledger:
        """Everything so far."""
        return Ledger((*self.before.lines, *self.added))


@dataclass(frozen=True, slots=True)
class _Edition:
    """What is to be there. `endings`: of the files that it had; `whole`: those that are there as they were written."""

    form: str
    number: int
    endings: frozenset[str] = frozenset()
    whole: tuple[CheckedFile, ...] = ()

    def in_place(self, out: Path | None) -> dict[str, CheckedFile]:
        """By its ending, what is in the folder that was asked for; wherever it is, where none was."""
        near = [one for one in self.whole if out is None or one.path.resolve().parent == out.resolve()]
        return {one.path.suffix: one for one in reversed(near)}

    def bytes_of(self, suffix: str) -> bytes:
        """The file as it was written, b"" where it is not there any more."""
        path = next((one.path for one in self.whole if one.path.suffix == suffix), None)
        return patiently(path.read_bytes, path) if path else b""


def finalize(
    book: OpenMeeting, order: Order, tools: Tools, printer: Printer, who: str, report: Report
) -> Iterator[FinalFile | NoPdf | NoForm | LinesLost | Altered]:
    """Write the 確定版 of each form, or say where it lies when nothing has changed since.

    Of an edition that was written already, only what is not there any more as it was written is made again; into
    another folder goes the very same file.

    Raises `NotConfirmed`, `TemplateError`, `DiskError`, `Cancelled`.
    """
    confirmed = book.meeting.in_force
    if confirmed is None:
        raise NotConfirmed(book.folder)
    desk = _Desk(book, order, tools, printer, who, confirmed.at, ledger_of(book.folder), [])
    if desk.before.unreadable:
        yield LinesLost(desk.before.unreadable)
    made = 0
    for template in order.templates_for(book.meeting.occasion.paperwork.kind):
        for each in _one(desk, template, report):
            made += 1
            yield each
    if not made:
        yield NoForm()


def _one(desk: _Desk, template: Path, report: Report) -> Iterator[FinalFile | NoPdf | Altered]:
    """A form for one person is nobody's 確定版."""
    filled, text = filled_for_all(desk.book, template, desk.order, desk.tools, report)
    if filled.summary.personal:
        return
    said = statements_of(desk.book.meeting, text)
    files = [one for one in checked(desk.book.folder, desk.ledger.entries, desk.servers) if one.form == template.stem]
    yield from (Altered(one.path, one.edition) for one in files if one.state == "altered")
    edition = _edition(desk, template.stem, said, files)
    here = edition.in_place(desk.order.out)
    if edition.endings and edition.endings <= here.keys():
        yield from (FinalFile(here[one].path, edition.number, here[one].file.sha256, True) for one in sorted(here))
        return
    content = edition.bytes_of(".docx")
    if not content:
        seal = _seal(desk, said, edition)
        content = desk.tools.writer.sealed(template, filled.content, seal, report=report)
    written = yield from _written(desk, edition, content, report)
    final = Final(edition.number, edition.form, desk.confirmed_at, said, written)
    desk.added.append(keep(desk.book.folder, desk.who, final))


def _edition(desk: _Desk, form: str, said: tuple[Statement, ...], files: list[CheckedFile]) -> _Edition:
    """The last one, if it says just this, else a new one."""
    last = desk.ledger.latest(form)
    if last is None or last.statements != said:
        return _Edition(form, desk.ledger.next_edition(form))
    whole = tuple(one for one in files if one.edition == last.edition and one.state == "whole")
    return _Edition(form, last.edition, frozenset(PureWindowsPath(one.name).suffix for one in last.files), whole)


def _written(
    desk: _Desk, edition: _Edition, content: bytes, report: Report
) -> Generator[FinalFile | NoPdf, None, tuple[ClosedFile, ...]]:
    files = [(yield from _put(desk, edition, content, ".docx"))]
    pdf = edition.bytes_of(".pdf")
    if not pdf and desk.printer.is_there:
        pdf = desk.printer.printed(content, report)
    if pdf:
        files.append((yield from _put(desk, edition, pdf, ".pdf")))
    else:
        yield NoPdf(failed=desk.printer.is_there)
    return tuple(files)


def _seal(desk: _Desk, said: tuple[Statement, ...], edition: _Edition) -> Seal:
    """Without a list of changes where the edition before this one is not known."""
    number, finals = edition.number, finals_in(desk.ledger.entries)
    before = [one for one in finals if (one.form, one.edition) == (edition.form, number - 1)]
    if not before:
        return Seal(words.STATUS, number)
    rows = differences(before[-1].statements, said, hidden_keys(desk.book.meeting))
    day = japanese_date(desk.confirmed_at[:10], weekday=False)
    changes = Changes(
        words.changes_heading(number),
        words.changes_sentence(number, day, len(rows)),
        words.CHANGE_COLUMNS,
        tuple((one.what, one.place, one.old or words.ADDED, one.new or words.REMOVED) for one in rows),
    )
    return Seal(words.STATUS, number, changes)


def _put(desk: _Desk, edition: _Edition, content: bytes, suffix: str) -> Generator[FinalFile, None, ClosedFile]:
    """Beside whatever is there: nothing replaces another edition, what somebody has changed, or what is whole."""
    if here := edition.in_place(desk.order.out).get(suffix):
        yield FinalFile(here.path, edition.number, here.file.sha256, True)
        return here.file
    book, form = desk.book, edition.form
    folder = desk.order.out or book.folder / "exports"
    known = _replaceable(desk, form, edition.number)
    names = (_stem(book, form, edition.number, folder, number) for number in range(1, MOST_NAMES))
    stem = _free(folder, tuple(names), suffix, known)
    written = write_export(folder, stem, suffix=suffix, content=content, known=known, template=form)
    book.commit(record_export(book.meeting, written.export))
    desk.tools.audit(Action.EXPORTED, book.meeting.id, written.export.sha256)
    yield FinalFile(written.target.path, edition.number, written.export.sha256)
    return ClosedFile(str(written.target.path), len(content), written.export.sha256)


def _replaceable(desk: _Desk, form: str, edition: int) -> tuple[Export, ...]:
    """What was written of this edition: it says the same; and what a killed try has left."""
    finals = (one for one in finals_in(desk.ledger.entries) if (one.form, one.edition) != (form, edition))
    others = {file.sha256 for one in finals for file in one.files}
    return tuple(one for one in desk.book.meeting.exports if one.sha256 not in others)


def _stem(book: OpenMeeting, form: str, edition: int, folder: Path, number: int) -> str:
    """日付_会議名_様式_確定版_第2版, numbered from the second on; the .docx and the .pdf have one name."""
    occasion, mark = book.meeting.occasion, f" ({number})" if number > 1 else ""
    last = "_".join((words.FINAL, edition_name(edition)) if edition > 1 else (words.FINAL,)) + mark
    title = safe_name(occasion.title, limit=TITLE) or UNTITLED
    parts = (occasion.date.replace("-", ""), title, safe_name(form, limit=FORM), last)
    return stem_of(folder, ".docx", parts, spare=SPARE - len(mark))


def _free(folder: Path, names: tuple[str, ...], suffix: str, known: tuple[Export, ...]) -> str:
    """The first name where no file has to stay; 第2版 is the name of a second edition only."""
    return next((name for name in names if not target_for(folder, name, suffix, known).why), names[0])
