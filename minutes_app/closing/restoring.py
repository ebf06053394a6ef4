"""A recording that was disposed of, and the same file comes again: it stays out unless a person wants it back.

In: a meeting folder, or the open meeting and what was kept out. Out: whether it is disposed of, or a record for each
file that was put back.
"""

from collections.abc import Iterator
from pathlib import Path

from minutes_app.closing.ledger import ClosedFile, Entry, Restored, keep, ledger_of
from minutes_app.library import copy_recording
from minutes_app.meeting.model import Recording
from minutes_app.meeting.packing import size_of
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Report


def is_disposed(folder: Path, name: str) -> bool:
    """Whether the file was deleted by the office's rule; also where a line that cannot be read may say so."""
    ledger = ledger_of(folder)
    last = [one for one in ledger.entries if _names(one, name)]
    return bool(ledger.unreadable) or bool(last and last[-1].disposal is not None)


def restore(
    book: OpenMeeting, kept_out: tuple[tuple[Path, Recording], ...], who: str, report: Report
) -> Iterator[Entry]:
    """Put each back from its source, recorded before it is there. Raises `DiskError`, `Cancelled`."""
    for source, recording in kept_out:
        entry = keep(book.folder, who, Restored(ClosedFile(recording.file, size_of(source), recording.sha256)))
        copy_recording(source, book.folder / recording.file, report)
        yield entry


def _names(entry: Entry, name: str) -> bool:
    about = entry.disposal or entry.restored
    return about is not None and about.file.name == name
