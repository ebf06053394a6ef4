"""What was closed of a meeting: its 確定版, archives, holds and disposals, in `closing.jsonl` of the meeting's folder.

In: entries. Out: every line, oldest first, also which ones cannot be read. Lines are only added, each on the disk
before the call returns. Whoever writes holds the meeting open (`OpenMeeting`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.closing.stated import Statement
from minutes_app.meeting.clock import now
from minutes_app.meeting.editions import next_edition
from minutes_app.meeting.sealed import Unreadable, add_sealed, read_sealed
from minutes_app.wording import closing as words

FILE = "closing.jsonl"


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A file: its name or whole path, its size, its sha256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Final:
    """確定版: the edition, what it says, and the files. `form`: the template's name."""

    edition: int
    form: str
    confirmed_at: str
    statements: tuple[Statement, ...]
    files: tuple[ClosedFile, ...]


@dataclass(frozen=True, slots=True)
class Archived:
    """The meeting packed as a .kaigi: `until` is the ISO date the 保存期間 ends, "" for no end or not known."""

    file: ClosedFile
    kept_for: str
    until: str


@dataclass(frozen=True, slots=True)
class Hold:
    """保留: nothing is deleted while it lasts."""

    on: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Disposal:
    """廃棄記録: which file of the recording, by which rule. `begun`: about to be deleted, perhaps there still.

    `as_received`: it was the file that the meeting had taken in, by its sha256.
    """

    file: ClosedFile
    rule: str
    begun: bool
    as_received: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """A file of the recording that a person has had put back after it was deleted."""

    file: ClosedFile


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, who, and one of the five."""

    at: str
    who: str
    final: Final | None = None
    archived: Archived | None = None
    hold: Hold | None = None
    disposal: Disposal | None = None
    restored: Restored | None = None

    @property
    def deleted(self) -> Disposal | None:
        """What has gone, not what was about to go."""
        return self.disposal if self.disposal is not None and not self.disposal.begun else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every line, oldest first."""

    lines: tuple[Entry | Unreadable, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What can be read."""
        return tuple(one for one in self.lines if isinstance(one, Entry))

    @property
    def unreadable(self) -> tuple[int, ...]:
        """The numbers, from 1, of the lines that cannot be read: each may have been a hold, or an edition."""
        return tuple(one.number for one in self.lines if isinstance(one, Unreadable))

    def latest(self, form: str) -> Final | None:
        """The last 確定版 of a form; None where there is none, or where a later one may have been lost."""
        for one in reversed(self.lines):
            if isinstance(one, Unreadable):
                return None
            if one.final is not None and one.final.form == form:
                return one.final
        return None

    def next_edition(self, form: str) -> int:
        """The 版 of a form that was never given."""
        known = (one.edition for one in finals_in(self.entries) if one.form == form)
        return next_edition(known, sum(one.holds for one in self.lines if isinstance(one, Unreadable)))


def ledger_of(folder: Path) -> Ledger:
    """What was closed of a meeting. Raises `DiskError`."""
    return Ledger(read_sealed(folder / FILE, Entry))


def entries_in(folder: Path) -> tuple[Entry, ...]:
    """What can be read of it, oldest first. Raises `DiskError`."""
    return ledger_of(folder).entries


def finals_in(entries: Iterable[Entry]) -> tuple[Final, ...]:
    """Every 確定版, the oldest first."""
    return tuple(one.final for one in entries if one.final is not None)


def hold_in(entries: Iterable[Entry]) -> Entry | None:
    """The hold that lasts, or None; with every reason since the last release, for one does not end another."""
    last: Entry | None = None
    reasons: dict[str, None] = {}
    for one in entries:
        if one.hold is not None and one.hold.on:
            last = one
            reasons[one.hold.reason] = None
        elif one.hold is not None:
            last, reasons = None, {}
    return last and replace(last, hold=Hold(True, words.reasons(reasons)))


def disposals_in(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """廃棄記録: every file that was deleted."""
    return tuple(one for one in entries if one.deleted is not None)


def keep(folder: Path, who: str, what: Final | Archived | Hold | Disposal | Restored) -> Entry:
    """Add a line. Raises `DiskError`."""
    kinds = {Final: "final", Archived: "archived", Hold: "hold", Disposal: "disposal", Restored: "restored"}
    entry = Entry(now(), who, **{kinds[type(what)]: what})  # type: ignore[arg-type] # the name says the kind
    add_sealed(folder / FILE, entry)
    return entry
