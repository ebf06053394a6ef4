"""write(): a meeting's documents, from templates and as text; a form that asks for 復命者 becomes one for each person.

In: an open meeting and an order. Out: the path of each document as it is written, and notices. What a person changed or
has open is never overwritten: a new edition is made beside it.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast

from minutes_app.files import safe_name
from minutes_app.gathering import FieldsOf, Source, TextOf, last_export, reporting
from minutes_app.logbook import Action, Event, log
from minutes_app.meeting.edit import record_export
from minutes_app.meeting.exports import Written, stem_of, write_export
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.duties import duties_of, unclear
from minutes_app.minutes.fields import Fields
from minutes_app.minutes.paperwork import person_fields
from minutes_app.minutes.secrecy import withheld
from minutes_app.minutes.text import Kind
from minutes_app.progress import Progress, Report, Stage
from minutes_app.tools import Notice, Order, Tools
from minutes_app.word.template import Filled
from minutes_app.wording.fields import PERSONAL
from minutes_app.wording.transcribe import UNTITLED

PERSON_LIMIT = 40


@dataclass(frozen=True, slots=True)
class _Document:
    """One file to be written: `template` None for a text export; `person` for whom alone it is, or ""."""

    kind: str
    template: Path | None
    name: str
    person: str = ""


@dataclass(slots=True)
class _Desk:
    """What every document of one order needs. `attached`: the .docx for all that were written so far."""

    book: OpenMeeting
    order: Order
    tools: Tools
    source: Source
    attached: list[str] = field(default_factory=list)

    def fields(self, own: Fields | None = None) -> FieldsOf:
        """What a template is filled with; `own`: of one document alone."""
        return FieldsOf(self.source, self.order.approvers, self.order.circulation, own or {})


def write(book: OpenMeeting, order: Order, tools: Tools, report: Report, *, today: date) -> Iterator[Path | Notice]:
    """Yield the path of each document as it is written. Raises TemplateError, DiskError, Cancelled.

    Papers of persons come last, so that they can name the 会議録 as 別添.
    """
    yield from held_back(book.meeting)
    desk = _Desk(book, order, tools, Source(book.folder, today))
    documents = list(_documents(order, book.meeting))
    personal: list[_Document] = []
    for done, document in enumerate(documents):
        shown = _stepwise(report, done, len(documents))
        shown(Progress(Stage.WRITE))
        if document.template is None:
            content = tools.writer.made(TextOf(desk.source, cast(Kind, document.kind)), report=shown)
            yield from _put(desk, document, content)
        elif (yield from _filled(desk, document, shown)):
            personal.append(document)
    for document in personal:
        yield from _for_each_person(desk, document, report)
    report(Progress(Stage.WRITE, len(documents), len(documents)))


def draft(folder: Path, order: Order, tools: Tools, report: Report, *, today: date) -> tuple[bytes, str]:
    """A document as `write` would make it now, to be looked at before, and its text; nothing is written or remembered.

    Only the first template of `order`; a form for each person is that of the first who reports.
    Raises TemplateError, MeetingFileError, DiskError, Cancelled.
    """
    source = Source(folder, today)
    fields = FieldsOf(source, order.approvers, order.circulation, own=None)
    content = tools.writer.filled(order.templates[0], fields, report=report).content
    return content, tools.writer.made(TextOf(source, "txt"), report=report).decode("utf-8")


def filled_for_all(book: OpenMeeting, template: Path, order: Order, tools: Tools, report: Report) -> tuple[Filled, str]:
    """A document for everybody as `write` would fill it now, and its text; writes nothing.

    Raises TemplateError, MeetingFileError, DiskError.
    """
    fields = FieldsOf(Source(book.folder, date.today()), order.approvers, order.circulation)
    return tools.writer.filled_and_read(template, fields, report=report)


def _documents(order: Order, meeting: Meeting) -> Iterator[_Document]:
    """Every file of the order, but for what becomes one for each person."""
    for kind in order.formats:
        if kind != "docx":
            yield _Document(kind, None, "")
            continue
        seen: list[str] = []
        for template in order.templates_for(meeting.occasion.paperwork.kind):
            seen.append(template.stem)
            count = seen.count(template.stem)
            yield _Document(kind, template, template.stem if count == 1 else f"{template.stem}-{count}")


def _filled(desk: _Desk, document: _Document, report: Report) -> Generator[Path | Notice, None, bool]:
    """Fill and put one document; True when it is one for each person, which is then not put."""
    filled = desk.tools.writer.filled(cast(Path, document.template), desk.fields(), report=report)
    if filled.summary.unknown:
        yield Notice("unknown_fields", (document.name, "、".join(filled.summary.unknown)))
    if filled.summary.personal:
        return True
    written = yield from _put(desk, document, filled.content)
    desk.attached.append(written.target.path.name)
    return False


def _for_each_person(desk: _Desk, document: _Document, report: Report) -> Iterator[Path | Notice]:
    """The same form for everybody who reports, each with his own 所感."""
    duties = reporting(desk.book.meeting)
    if not duties:
        yield Notice("nobody_reports", (document.name,))
        return
    attached = "、".join(desk.attached) or last_export(desk.book.meeting)
    if not attached:
        yield Notice("nothing_attached", (document.name,))
    names = _names(desk.book.meeting)
    for done, (duty, name) in enumerate(zip(duties, names, strict=True)):
        shown = _stepwise(report, done, len(duties))
        shown(Progress(Stage.WRITE))
        own = desk.fields({PERSONAL: person_fields(duty), "別添": attached})
        filled = desk.tools.writer.filled(cast(Path, document.template), own, report=shown)
        yield from _put(desk, replace(document, person=name), filled.content)


def _names(meeting: Meeting) -> list[str]:
    """What tells the files of those who report apart: 氏名 with what tells the person, numbered where it is cut off."""
    seen: list[str] = []
    names: list[str] = []
    people = meeting.occasion.attendees
    for label, duty in zip(Roll(people).names_of_files, duties_of(meeting.occasion), strict=True):
        name = safe_name(label, PERSON_LIMIT)
        seen.append(name.casefold())
        count = seen.count(name.casefold())
        if duty.standing != "excused":
            names.append(name if count == 1 else f"{name}-{count}")
    return names


def _stepwise(report: Report, done: int, total: int) -> Report:
    """The same report for one of several documents: it tells how many are done."""
    return lambda progress: report(replace(progress, done=done, total=total))


def _stem(meeting: Meeting, document: _Document, folder: Path) -> str:
    """日付_会議名_様式; a person's paper names the person before the title."""
    day, title, suffix = meeting.occasion.date.replace("-", ""), meeting.occasion.title or UNTITLED, f".{document.kind}"
    if document.person:
        return stem_of(folder, suffix, (day, document.name, document.person, title), yielding=(3, 1))
    return stem_of(folder, suffix, (day, title, document.name))


def _put(desk: _Desk, document: _Document, content: bytes) -> Generator[Path | Notice, None, Written]:
    book, suffix = desk.book, f".{document.kind}"
    folder = desk.order.out or book.folder / "exports"
    written = write_export(
        folder,
        _stem(book.meeting, document, folder),
        suffix=suffix,
        content=content,
        known=book.meeting.exports,
        template=document.name,
    )
    written = replace(written, export=replace(written.export, person=document.person))
    book.commit(record_export(book.meeting, written.export))
    desk.tools.audit(Action.EXPORTED, book.meeting.id, written.export.sha256)
    log(Event.DOCUMENT_WRITTEN, meeting=book.meeting.id, format=document.kind, size=len(content))
    if written.target.why == "not_ours":
        yield Notice("name_taken", (written.target.path.name,))
    elif written.target.why:
        yield Notice("new_edition", (safe_name(document.name) or suffix, written.target.path.name))
    yield written.target.path
    return written


def held_back(meeting: Meeting) -> Iterator[Notice]:
    """Say how many results no document has, for they rest on 非公開 only; and whose 復命 cannot be told."""
    if held := withheld(meeting):
        yield Notice("withheld", (str(len(held)),))
    if found := unclear(meeting.occasion):
        yield Notice("unclear_duties", ("、".join(dict.fromkeys(duty.name for duty in found)),))
