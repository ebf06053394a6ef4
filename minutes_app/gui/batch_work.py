"""What the lanes run for 一括: measure recordings, hear one, keep the queue.

In: entries of the queue. Out: values in the window thread. Knows no Qt.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.source import Decoder
from minutes_app.batch.ledger import Entry, Ledger, Wish, read_ledger, write_ledger
from minutes_app.errors import MinutesError
from minutes_app.gui.work import hear_meeting, import_and_hear
from minutes_app.meeting.model import Occasion
from minutes_app.pipeline import Order, Tools
from minutes_app.progress import Report
from minutes_app.settings import Settings
from minutes_app.word.template import find, user_folder

Decoders = Callable[[], Decoder]


@dataclass(frozen=True, slots=True)
class Measured:
    """How long a recording says that it is; 0 where it does not say."""

    source: str
    duration_ms: int


def measure(sources: tuple[str, ...], decoders: Decoders, report: Report) -> Iterator[Measured]:
    """How long each is; one that cannot be opened is told when its turn comes."""
    with decoders() as decoder:
        for source in sources:
            try:
                yield Measured(source, decoder.probe(Path(source), report).duration_ms)
            except MinutesError:
                yield Measured(source, 0)


def hear_entry(entry: Entry, settings: Settings, tools: Tools, report: Report) -> Iterator[object]:
    """As `import_and_hear`; a recording that is not there any more, but has its meeting, goes on from that."""
    if entry.folder and not Path(entry.source).is_file() and Path(entry.folder).is_dir():
        return hear_meeting(Path(entry.folder), settings, tools, report)
    return import_and_hear((Path(entry.source),), Occasion(), settings, tools, report)


def order_of(wish: Wish, settings: Settings) -> Order:
    """What to write. Raises `TemplateMissing` for a template that is gone."""
    folders = (user_folder(settings.documents.templates_folder),)
    templates = tuple(find(path, folders) for path in wish.templates)
    page = settings.documents
    formats = (("docx",) if templates else ()) + wish.formats
    return Order(formats, templates, approvers=page.approvers, circulation=page.circulation)


def keep(file: Path, ledger: Ledger) -> Iterator[object]:
    """The queue, on disk."""
    write_ledger(file, ledger)
    yield ledger


def take_up(file: Path) -> Iterator[Ledger]:
    """The queue that was kept."""
    yield read_ledger(file)
