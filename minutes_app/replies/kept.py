"""Everything that came back of a meeting and what a person said to it: `replies.jsonl` in the meeting's folder.

In: what was read and decided. Out: the replies in the order in which they were first found, each with its state; their
numbers never change. Lines are only added, each on the disk before the call returns; one that was damaged is left out
and named. Whoever writes holds the meeting open (`OpenMeeting`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.meeting.clock import now
from minutes_app.meeting.model import Item, Point
from minutes_app.meeting.sealed import Unreadable, add_sealed, read_sealed
from minutes_app.replies.model import Found, Reply, State

FILE = "replies.jsonl"


@dataclass(frozen=True, slots=True)
class Dropped:
    """The item or the 要点 that a reply struck out, and how many stood before it."""

    index: int
    item: Item | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`before`: what the place said before it was taken; `made`: the utterance that was added."""

    reply: str
    state: Literal["open", "taken", "refused"]
    before: str = ""
    made: str = ""
    dropped: Dropped | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    at: str
    who: str
    found: Found | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A reply with its number (from 1), where it stands, and who said so when. `file`: where it was read last."""

    number: int
    reply: Reply
    state: State
    file: str
    publication: str
    who: str = ""
    at: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The state after every line. `latest`: source → what its last file said; `unreadable`: lines, counted from 1."""

    entries: tuple[Entry, ...]
    latest: dict[str, Found]
    read: frozenset[str]
    unreadable: tuple[int, ...] = ()

    @property
    def open(self) -> tuple[Entry, ...]:
        """What is to be decided."""
        return tuple(one for one in self.entries if one.state == "open")


def kept_in(folder: Path) -> Kept:
    """What the folder knows. Raises `DiskError`."""
    latest: dict[str, Found] = {}
    read: set[str] = set()
    first: dict[str, Found] = {}
    replies: dict[str, Reply] = {}
    decided: dict[str, _Line] = {}
    lines = read_sealed(folder / FILE, _Line)
    for line in lines:
        if isinstance(line, Unreadable):
            continue
        if line.found is not None:
            latest[line.found.source] = line.found
            read.add(line.found.sha256)
            for one in line.found.replies:
                replies.setdefault(one.id, one)
                first[one.id] = line.found
        elif line.decision is not None:
            decided[line.decision.reply] = line
    said = {one.id for found in latest.values() for one in found.replies}
    entries = tuple(
        _entry(number, one, first[one.id], decided.get(one.id), is_said=one.id in said)
        for number, one in enumerate(replies.values(), 1)
    )
    lost = tuple(line.number for line in lines if isinstance(line, Unreadable))
    return Kept(entries, latest, frozenset(read), lost)


def keep_found(folder: Path, found: Found, who: str) -> None:
    """Remember what a file says. Raises `DiskError`."""
    add_sealed(folder / FILE, _Line(now(), who, found=found))


def keep_decision(folder: Path, decision: Decision, who: str) -> None:
    """Remember what a person said to a reply. Raises `DiskError`."""
    add_sealed(folder / FILE, _Line(now(), who, decision=decision))


def _entry(number: int, reply: Reply, found: Found, line: _Line | None, *, is_said: bool) -> Entry:
    decision = line.decision if line is not None else None
    state: State = decision.state if decision is not None else "open"
    if state == "open" and not is_said:
        state = "gone"
    who, at = (line.who, line.at) if line is not None else ("", "")
    return Entry(number, reply, state, found.file, found.publication, who, at, decision)
