"""What was changed, by whom, and when: every edit of a meeting that its files still know.

In: a meeting folder. Out: its edits, oldest first. Takes no lock, and a line that cannot be read is left out: this is
for people to look at, never the truth.
"""

from pathlib import Path

from minutes_app.files import disk_errors
from minutes_app.meeting.model import SCHEMA
from minutes_app.meeting.place import HISTORY, JOURNAL
from minutes_app.meeting.sealed import NotReadable, lines_of
from minutes_app.meeting.snapshot import Edit, read_edit


def past_edits(folder: Path) -> tuple[Edit, ...]:
    """The edits, oldest first, each once. Raises `DiskError`."""
    found: dict[tuple[int, str], Edit] = {}
    for name in (HISTORY, JOURNAL):
        for line in _lines(folder / name):
            try:
                edit = read_edit(line, SCHEMA)
            except NotReadable:
                continue
            found.setdefault((edit.seq, edit.check), edit)
    return tuple(found.values())


def _lines(path: Path) -> tuple[bytes, ...]:
    with disk_errors(path):
        return lines_of(path.read_bytes()).whole if path.is_file() else ()
