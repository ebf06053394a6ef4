"""publish(): one document of a meeting → the files that its attendees confirm, in a shared folder.

In: an open meeting and a wish. Out: what became of each file, and notices. Every file is made whole first and lies in
the outbox until it is in the folder, so that nothing is lost where the folder is away, full or shut. What was published
is kept beside the meeting (`word.reply_form`), for whoever collects the answers.
"""

import contextlib
import hashlib
import secrets
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from minutes_app.errors import FormForOne, MeetingInUse
from minutes_app.files import safe_name
from minutes_app.gathering import AnchoredFieldsOf, Source, readable
from minutes_app.logbook import Event, log
from minutes_app.meeting.clock import now
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.meeting.edit import set_status
from minutes_app.meeting.editions import next_edition
from minutes_app.meeting.exports import stem_of
from minutes_app.meeting.model import Meeting, Occasion
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.paperwork import Kind
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.anchors import doubts_of, sources_of
from minutes_app.minutes.characters import one_line, writable
from minutes_app.minutes.duties import duties_of
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import Report
from minutes_app.settings.pages import DocumentsPage
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import Job, deliver, drop, stage, waiting
from minutes_app.tools import Notice, Tools, forms_of
from minutes_app.word.publish import Copied, Letter, Printed, Remark
from minutes_app.word.reply_form import Person, Publication, PublishedFile, Way, summaries_of, unreadable_of
from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY, VERBATIM
from minutes_app.wording import publishing as words
from minutes_app.wording.meeting import edition
from minutes_app.wording.transcribe import UNTITLED
from minutes_app.writing import held_back

MOST_BYTES = 200
"""Of a file's name in UTF-8; Linux takes 255, and editions and numbers come on top."""
_SPARE = 6
_SUFFIX = ".docx"
DOCUMENTS = {
    POINTS: words.MINUTES,
    VERBATIM: words.MINUTES,
    SUMMARY: SUMMARY,
    JOINT: JOINT,
}
"""What a form makes, as file names say it; an office's own form gives its own name."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to publish and how. `library`: where the outbox is; `deadline`: ISO date or ""; `with_record`: the whole
    record behind a form that does not print it; `approvers`, `circulation`: the office's 決裁欄 and 供覧欄."""

    library: Path
    folder: Path
    template: Path
    way: Way = "copies"
    deadline: str = ""
    with_record: bool = False
    approvers: tuple[str, ...] = ()
    circulation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged:
    """A publication that lies whole in the outbox."""

    publication: Publication
    place: Path


def publish(
    book: OpenMeeting, wish: Wish, tools: Tools, report: Report, *, today: date
) -> Generator[Staged | Put | Notice, None, None]:
    """Make the files, put them into the outbox (`Staged`), bring them to the folder, and yield what became of each.

    Raises TemplateError, FormForOne, DiskError, Cancelled: what was staged goes on waiting, until somebody drops it.
    """
    persons = attendees_of(book.meeting.occasion)
    if not persons:
        yield Notice("nobody_asked")
    made = _Making(book, wish, persons)
    yield from made.filled(tools, report, today)
    yield from _superseded(wish.library, book.meeting.id, made.document)
    if lost := unreadable_of(book.folder):
        yield Notice("records_lost", ("、".join(one.name for one in lost),))
    job, contents = made.copied(tools, report)
    place = stage(wish.library, job, contents)
    if book.meeting.status == "proofreading":
        book.commit(set_status(book.meeting, "review"))
    log(Event.DOCUMENT_WRITTEN, meeting=book.meeting.id, format="docx", size=sum(map(len, contents)))
    yield Staged(job.publication, place)
    yield from deliver(wish.library, place, tools.audit, report)


def _superseded(library: Path, meeting: str, document: str) -> Iterator[Notice]:
    """What still waits of an earlier edition is given up: nobody is to answer two of them."""
    for one in waiting(library):
        if (one.publication.meeting, one.publication.document) == (meeting, document):
            with contextlib.suppress(MeetingInUse):
                drop(one.place)
                yield Notice("superseded", (str(one.count),))


def attendees_of(occasion: Occasion) -> tuple[Person, ...]:
    """Those who were present, in the order of the list: who is asked."""
    present = (one for one in occasion.attendees if not one.absent)
    return tuple(
        Person(str(number), one_line(one.name), one_line(one.department), one_line(one.post))
        for number, one in enumerate(present, 1)
    )


def usual_form(page: DocumentsPage, kind: Kind) -> str:
    """The name of the office's form for a kind of meeting: the first that is for all."""
    return next((name for name in forms_of(page, kind) if name != PERSONAL_COVER), POINTS)


def usual_deadline(page: DocumentsPage, today: date) -> str:
    """The ISO date until which answers are asked for, where nobody says another; "" for none."""
    return (today + timedelta(days=page.reply_days)).isoformat() if page.reply_days else ""


class DeadlineRefused(ValueError):
    """`is_past`: the day is over; else no day can be read."""

    def __init__(self, *, is_past: bool) -> None:
        super().__init__(is_past)
        self.is_past = is_past


def deadline_of(text: str, today: date) -> str:
    """The ISO date of a deadline as a person writes it. Raises DeadlineRefused."""
    try:
        day = read_date(text)
    except NotUnderstood:
        raise DeadlineRefused(is_past=False) from None
    if day < today.isoformat():
        raise DeadlineRefused(is_past=True)
    return day


class _Making:
    """One publication while it is made."""

    def __init__(self, book: OpenMeeting, wish: Wish, persons: tuple[Person, ...]) -> None:
        self._book, self._wish, self._persons = book, wish, persons
        self._meeting = readable(book.meeting)
        self._content = b""

    @property
    def document(self) -> str:
        """What it is called in file names."""
        return DOCUMENTS.get(self._wish.template.stem, self._wish.template.stem)

    @property
    def _way(self) -> Way:
        """Without anybody to ask there is one file."""
        return self._wish.way if self._persons else "one"

    def filled(self, tools: Tools, report: Report, today: date) -> Iterator[Notice]:
        """Fill the form."""
        yield from held_back(self._book.meeting)
        wish, source = self._wish, Source(self._book.folder, today)
        fields = AnchoredFieldsOf(source, wish.approvers, wish.circulation, wish.with_record)
        done = tools.writer.filled(self._wish.template, fields, report=report)
        if done.summary.personal:
            raise FormForOne(self._wish.template)
        if done.summary.unknown:
            yield Notice("unknown_fields", (self._wish.template.stem, "、".join(done.summary.unknown)))
        self._content = done.content

    def copied(self, tools: Tools, report: Report) -> tuple[Job, list[bytes]]:
        """The files, and the job that is to bring them."""
        document = self.document
        before = [one.edition for one in summaries_of(self._book.folder) if one.document == document]
        number = next_edition(before, len(unreadable_of(self._book.folder)))
        identity = f"{now()[:10].replace('-', '')}-{secrets.token_hex(6)}"
        printed, contents = list[Printed](), list[Copied]()
        for each in tools.writer.dressed(self._content, self._letter(identity, number, document), report=report):
            if isinstance(each, Copied):
                contents.append(each)
            else:
                printed.append(each)
        names = _file_names(self._meeting.occasion, document, number, self._persons, self._wish.folder)
        files = tuple(
            PublishedFile(names[one.person], hashlib.sha256(one.content).hexdigest(), len(one.content), one.person)
            for one in contents
        )
        publication = Publication(
            identity,
            self._meeting.id,
            document,
            self._wish.template.stem,
            number,
            self._way,
            str(self._wish.folder.absolute()),
            now(),
            self._wish.deadline,
            self._persons,
            files,
            tuple(one for piece in printed for one in piece.passages),
            tuple(one for piece in printed for one in piece.paragraphs),
        )
        shown, concealed = _by_sight(self._book.meeting)
        return Job(publication, str(self._book.folder.absolute()), shown, concealed), [one.content for one in contents]

    def _letter(self, identity: str, number: int, document: str) -> Letter:
        meeting = self._meeting
        present = [duty for duty in duties_of(meeting.occasion) if not duty.attendee.absent]
        return Letter(
            meeting=meeting.id,
            publication=identity,
            edition=number,
            title=one_line(meeting.occasion.title) or UNTITLED,
            document=document,
            way=self._way,
            deadline=japanese_date(self._wish.deadline),
            persons=self._persons,
            said={
                person.id: writable(duty.impression)
                for person, duty in zip(self._persons, present, strict=True)
                if duty.impression
            },
            remarks=tuple(Remark(one.bookmarks, one.text) for one in doubts_of(meeting)),
            sources=sources_of(meeting),
        )


def _by_sight(meeting: Meeting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of utterances that may be seen, and of those that may not."""
    shown = tuple(one.id for one in meeting.utterances if not one.hidden and not one.deleted)
    return shown, tuple(one.id for one in meeting.utterances if one.hidden or one.deleted)


def _file_names(
    occasion: Occasion, document: str, number: int, persons: tuple[Person, ...], folder: Path
) -> dict[str, str]:
    """Person's id → 20261123_第3回DX推進会議_会議録_確認_髙橋 一郎.docx; "" → the same without a person."""
    later = edition(number) if number > 1 else ""
    names, seen = {"": _name(occasion, (document, later), folder)}, list[str]()
    for person, label in zip(persons, Roll(persons).names_of_files, strict=True):
        who = safe_name(label, 40) or words.nameless(person.id)
        seen.append(who.casefold())
        again = seen.count(who.casefold())
        mark = f"{words.TO_CONFIRM}_{who}" + (f"-{again}" if again > 1 else "")
        names[person.id] = _name(occasion, (document, later, mark), folder)
    return names


def _name(occasion: Occasion, behind: tuple[str, ...], folder: Path) -> str:
    """日付_会議名_… with as much of the title as there is room for: what tells the files apart stays whole."""
    title = safe_name(occasion.title, limit=80) or UNTITLED
    parts = (occasion.date.replace("-", ""), title, *(safe_name(part, limit=60) for part in behind))
    return stem_of(folder, _SUFFIX, parts, spare=_SPARE, most_bytes=MOST_BYTES - len(_SUFFIX)) + _SUFFIX
