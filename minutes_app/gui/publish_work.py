"""What the lanes run for 確認に回す, as generators of values. Knows no Qt.

In: folders, a wish, the tools. Out: what became of each file, what was published before, and what still waits.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from minutes_app.gui.work import Lent, held
from minutes_app.logbook import Auditor
from minutes_app.meeting.place import OUTBOX
from minutes_app.progress import Cancelled, Report
from minutes_app.publishing import Staged, Wish, publish
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import Waiting, drop, retry, waiting
from minutes_app.tools import Notice, Tools
from minutes_app.word.reply_form import Publication, PublicationSummary, summaries_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand: what was published of a meeting, the latest first, and every job of the library that waits."""

    folder: Path
    published: tuple[PublicationSummary, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """How to publish: the wish, and whether a person has said stop (else what was made goes on waiting)."""

    wish: Wish
    is_unwanted: Callable[[], bool]


def publish_meeting(
    folder: Path, lent: Lent | None, sending: Sending, tools: Tools, report: Report
) -> Iterator[Put | Notice | Publication]:
    """As `publishing.publish`; the record itself where a step of it begins. Stopped by a person, nothing waits."""
    staged: Staged | None = None
    try:
        with (
            held(folder, lent, report) as opened,
            closing(publish(opened, sending.wish, tools, report, today=date.today())) as course,
        ):
            for each in course:
                if isinstance(each, Staged):
                    staged = each
                    yield each.publication
                else:
                    yield each
    except Cancelled:
        if staged is not None and sending.is_unwanted():
            drop(staged.place)
        raise


def read_standing(folder: Path, library: Path, _report: Report) -> Iterator[Standing]:
    """From the disk."""
    yield _standing(folder, library)


def send_waiting(
    folder: Path, library: Path, audit: Auditor, by_itself: bool, report: Report
) -> Iterator[Put | Standing]:
    """Try what waits once more. A library without an outbox costs one look."""
    if (library / OUTBOX).is_dir():
        for _publication, put in retry(library, audit, report, by_itself=by_itself):
            yield put
    yield _standing(folder, library)


def give_up(folder: Path, library: Path, _report: Report) -> Iterator[Standing]:
    """Nothing waits any more; what is in shared folders stays."""
    for one in waiting(library):
        drop(one.place)
    yield _standing(folder, library)


def _standing(folder: Path, library: Path) -> Standing:
    published = summaries_of(folder) if folder.name else ()
    return Standing(folder, tuple(reversed(published)), waiting(library))
