"""What the document lane runs for 確定版と保管, as generators of values. Knows no Qt.

In: a meeting folder that nobody has open here, the office's rules. Out: where the meeting stands, what was made, kept,
deleted. Nothing is deleted but by `delete`, which the view asks a person about first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from minutes_app.closing.archive import ArchivePlan, archive, plan_of
from minutes_app.closing.checking import CheckedFile, checked
from minutes_app.closing.disposal import Doomed, Rule, dispose, doomed_by
from minutes_app.closing.final import Altered, FinalFile, LinesLost, NoForm, NoPdf, finalize
from minutes_app.closing.ledger import Entry, Hold, Ledger, hold_in, keep, ledger_of
from minutes_app.closing.rules import rule_of
from minutes_app.errors import DisposalRefused, NotConfirmed
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.progress import Report
from minutes_app.settings import Settings, own_servers
from minutes_app.tools import Tools, office_order
from minutes_app.word.printer import Printer


@dataclass(frozen=True, slots=True)
class State:
    """A meeting on its way out. `plan` None while it is not 確定; `refused`: why nothing may be deleted now."""

    folder: Path
    meeting: Meeting
    ledger: Ledger
    finals: tuple[CheckedFile, ...]
    plan: ArchivePlan | None
    rule: Rule
    doomed: tuple[Doomed, ...]
    refused: DisposalRefused | None
    hold: Entry | None


def look(folder: Path, settings: Settings, _report: Report) -> Iterator[State]:
    """Where it stands; takes no lock."""
    yield _state(folder, load(folder), settings)


def make_final(
    folder: Path, settings: Settings, tools: Tools, printer: Printer, report: Report
) -> Iterator[FinalFile | NoForm | NoPdf | LinesLost | Altered | State]:
    """As `closing.final.finalize`, with the forms of the settings. Raises TemplateMissing for one that is gone."""
    with OpenMeeting(folder) as book:
        order = replace(office_order(settings.documents), servers=own_servers(settings))
        yield from finalize(book, order, tools, printer, user_name(), report)
        yield _state(folder, book.meeting, settings)


def pack(folder: Path, out: Path, settings: Settings, tools: Tools, report: Report) -> Iterator[Entry | State]:
    """As `closing.archive.archive`."""
    with OpenMeeting(folder) as book:
        done = archive(book, out, settings.archive.kept_for, user_name(), report)
        if done.archived is not None:
            tools.audit(Action.HANDED_OVER, book.meeting.id, done.archived.file.sha256)
        yield done
        yield _state(folder, book.meeting, settings)


def hold(folder: Path, reason: str | None, settings: Settings, tools: Tools, _report: Report) -> Iterator[State]:
    """保留 with a reason; None: it ends."""
    with OpenMeeting(folder) as book:
        keep(folder, user_name(), Hold(reason is not None, reason or ""))
        tools.audit(Action.CHANGED, book.meeting.id, "")
        yield _state(folder, book.meeting, settings)


def delete(folder: Path, settings: Settings, tools: Tools, report: Report) -> Iterator[Entry | State]:
    """As `closing.disposal.dispose`: a person has seen what goes, and said yes."""
    with OpenMeeting(folder) as book:
        for entry in dispose(book, rule_of(settings), user_name(), date.today(), report):
            if entry.disposal is not None:
                tools.audit(Action.DELETED, book.meeting.id, entry.disposal.file.sha256)
            yield entry
        yield _state(folder, book.meeting, settings)


def _state(folder: Path, meeting: Meeting, settings: Settings) -> State:
    rule, ledger = rule_of(settings), ledger_of(folder)
    try:
        plan = plan_of(folder, meeting, settings.archive.kept_for)
    except NotConfirmed:
        plan = None
    doomed: tuple[Doomed, ...] = ()
    refused: DisposalRefused | None = None
    try:
        doomed = doomed_by(folder, meeting, ledger=ledger, rule=rule, today=date.today())
    except DisposalRefused as error:
        refused = error
    finals = checked(folder, ledger.entries, own_servers(settings, folder))
    return State(folder, meeting, ledger, finals, plan, rule, doomed, refused, hold_in(ledger.entries))
