"""保管の一覧: every meeting of the library that was archived, by its last archive, and whose 保存期間 has ended.

In: the library, a day. Out: rows, those whose period has ended first, and the meetings whose record cannot be read.
Takes no lock, changes nothing and deletes nothing: what becomes of a record is for the office's own 廃棄 procedure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from minutes_app.closing.keeping import years_of
from minutes_app.closing.ledger import Archived, ClosedFile, Ledger, hold_in, ledger_of
from minutes_app.errors import DiskError, MeetingFileError
from minutes_app.files import sha256_of
from minutes_app.meeting.glance import meeting_folders, outline
from minutes_app.meeting.model import Occasion
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import Progress, Report, Stage
from minutes_app.servers import Servers
from minutes_app.wording import shelf as words

End = Literal["day", "unknown", "unset", "never"]
FileState = Literal["there", "fits", "changed", "missing", "no_place", "strange", "unread"]
_ENDS: tuple[End, ...] = ("day", "unknown", "unset", "never")


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting and its last archive. `day` "" = nobody has said it; `held`: 保留; `ended`: the period is over."""

    folder: Path
    title: str
    day: str
    archived_at: str
    who: str
    archive: Archived
    held: bool
    ended: bool
    file: FileState

    @property
    def end(self) -> End:
        """What kind of end its 保存期間 has."""
        if self.archive.until:
            return "day"
        if not self.archive.kept_for:
            return "unset"
        return "never" if years_of(self.archive.kept_for) == "for_ever" else "unknown"

    @property
    def end_key(self) -> tuple[object, ...]:
        """What ends first comes first, and what has no end last; of equal ones the oldest meeting."""
        return _ENDS.index(self.end), self.archive.until, self.day, self.folder.name


@dataclass(frozen=True, slots=True)
class Lost:
    """A meeting of whose record these lines cannot be read; () = nothing of it can."""

    folder: Path
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The list."""

    rows: tuple[Row, ...]
    lost: tuple[Lost, ...]

    @property
    def ended(self) -> int:
        """How many periods are over."""
        return sum(row.ended for row in self.rows)

    @property
    def is_held(self) -> bool:
        """Whether a hold lasts on one whose period is over."""
        return any(row.held and row.ended for row in self.rows)


def shelf_of(library: Path, today: date, report: Report, servers: Servers) -> Shelf:
    """Look at every meeting, and whether each file is there, with the size it had; a server that nobody has named here
    is not asked. Raises DiskError, Cancelled.
    """
    folders = list(meeting_folders(library))
    places = _Places(servers)
    rows: list[Row] = []
    lost: list[Lost] = []
    for done, folder in enumerate(folders):
        report(Progress(Stage.LIST, done, len(folders)))
        try:
            ledger = ledger_of(folder)
        except DiskError:
            lost.append(Lost(folder, ()))
            continue
        lost += [Lost(folder, ledger.unreadable)] if ledger.unreadable else []
        rows += _rows_of(folder, ledger, today, places)
    return Shelf(tuple(sorted(rows, key=lambda one: one.end_key)), tuple(lost))


def verified(shelf: Shelf, report: Report) -> Shelf:
    """The same, with the sha256 of every file that is there worked out again: slow. Raises Cancelled."""
    total = sum(row.archive.file.bytes for row in shelf.rows if row.file == "there")
    done = 0
    rows: list[Row] = []
    for row in shelf.rows:
        is_there = row.file == "there"
        rows.append(replace(row, file=_verified(row.archive.file, done, total, report)) if is_there else row)
        done += row.archive.file.bytes if is_there else 0
    return replace(shelf, rows=tuple(rows))


def end_of(row: Row) -> str:
    """令和14年3月31日, 期限なし, 決められていない, 計算できない; before it what it has to be known for."""
    said = words.ENDS.get(row.end) or in_era(row.archive.until)
    return f"{words.ENDED if row.ended else ''}{words.HELD if row.held else ''}{said}"


def in_era(iso: str) -> str:
    """令和14年3月31日; what is no date as it stands."""
    try:
        return japanese_date(iso, weekday=False)
    except ValueError:
        return iso


def notes_of(shelf: Shelf) -> list[str]:
    """What the list comes to, and what to do with what has ended."""
    if not shelf.rows:
        return [] if shelf.lost else [words.EMPTY]
    notes = [words.summary(len(shelf.rows), shelf.ended), words.ADVICE]
    return [*notes, words.HELD_ADVICE] if shelf.is_held else notes


def warnings_of(shelf: Shelf) -> list[str]:
    """What cannot be read."""
    return [words.lost(one.folder, one.lines) for one in shelf.lost]


def _rows_of(folder: Path, ledger: Ledger, today: date, places: "_Places") -> Iterable[Row]:
    last = next((one for one in reversed(ledger.entries) if one.archived is not None), None)
    if last is None or last.archived is None:
        return
    try:
        occasion = outline(folder).occasion
    except (MeetingFileError, DiskError):
        occasion = Occasion()
    archive = last.archived
    yield Row(
        folder,
        occasion.title or folder.name,
        occasion.date,
        last.at,
        last.who,
        archive,
        held=hold_in(ledger.entries) is not None,
        ended=bool(archive.until) and archive.until < today.isoformat(),
        file=places.state_of(archive.file),
    )


class _Places:
    """Whether files are there. Folders are remembered: one on a server that does not answer takes seconds each time."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._known: dict[Path, bool] = {}

    def state_of(self, file: ClosedFile) -> FileState:
        """Whether a file is there, with the size it had."""
        path = Path(file.name)
        if not self._servers.may_ask(path):
            return "strange"
        try:
            if path.parent not in self._known:
                self._known[path.parent] = path.parent.is_dir()
            if not self._known[path.parent]:
                return "no_place"
            return "there" if path.stat().st_size == file.bytes else "changed"
        except (FileNotFoundError, ValueError):
            return "missing"
        except OSError:
            return "unread"


def _verified(file: ClosedFile, before: int, total: int, report: Report) -> FileState:
    try:
        digest = sha256_of(Path(file.name), lambda done: report(Progress(Stage.VERIFY, before + done, total)))
    except DiskError:
        return "unread"
    return "fits" if digest == file.sha256 else "changed"
