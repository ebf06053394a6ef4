"""What the document lane runs for 会議録 and for handing over, as generators of values. Knows no Qt.

In: folders, documents, the tools. Out: pages to look at, where documents came to lie, meetings that came and went.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minutes_app.gui.work import Lent, held, settle
from minutes_app.logbook import Action
from minutes_app.meeting.edit import record_export
from minutes_app.meeting.glance import Glance, glance
from minutes_app.meeting.handing import HandedOver, hand_over, receive_kaigi
from minutes_app.pipeline import Order, Tools, draft
from minutes_app.progress import Report
from minutes_app.share import Published, publish
from minutes_app.word.printer import Printer


@dataclass(frozen=True, slots=True)
class Looked:
    """What a document would look like: its pages as a PDF, b"" where there are none, and its text."""

    pdf: bytes
    text: str


def look_at(folder: Path, order: Order, tools: Tools, printer: Printer, report: Report) -> Iterator[Looked]:
    """The document of the order's first template, as it would be written now. Writes nothing, takes no lock."""
    content, text = draft(folder, order, tools, report, today=date.today())
    yield Looked(printer.printed(content, report), text)


def share_documents(
    folder: Path, lent: Lent | None, documents: tuple[Path, ...], shared: Path, tools: Tools, report: Report
) -> Iterator[Published]:
    """Copies into the shared folder; what was written there is remembered, so that it is known as ours later."""
    with held(folder, lent, report) as opened:
        for each in publish(documents, shared, opened.meeting.exports, report):
            if each.export is not None:
                opened.commit(record_export(opened.meeting, each.export))
                tools.audit(Action.PUBLISHED, opened.meeting.id, each.export.sha256)
            yield each


def hand_over_meeting(folder: Path, lent: Lent | None, out: Path, tools: Tools, report: Report) -> Iterator[HandedOver]:
    """As `meeting.handing.hand_over`. Raises `EditsWaiting`."""
    settle(folder, lent, report)
    done = hand_over(folder, out, report)
    tools.audit(Action.HANDED_OVER, done.meeting, done.sha256)
    yield done


@dataclass(frozen=True, slots=True)
class Taken:
    """A meeting that came, or (`known`) the one that was there already."""

    glance: Glance
    known: bool


def take_in(path: Path, library: Path, keep_both: bool, tools: Tools, report: Report) -> Iterator[Taken]:
    """As `meeting.handing.receive_kaigi`."""
    received = receive_kaigi(path, library, keep_both=keep_both, report=report)
    if not received.known:
        tools.audit(Action.RECEIVED, received.meeting, "")
    yield Taken(glance(received.folder), received.known)
