"""The queue as a value that changes: what is added, moved, tried again, over. Knows neither the disk nor the engine.

In: recordings and what became of them. Out: entries in order, the next one, how long all of it still takes.
"""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from minutes_app.batch.ledger import Entry, State

_UNFINISHED = ("waiting", "working", "writing")
_AGAIN = ("failed", "cancelled")
_OVER = ("done", "failed", "cancelled")


class Queue:
    """The entries in the order of the person. Each change makes a new tuple, so that an old one can be kept."""

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        self.entries = entries

    def add(self, sources: Iterable[Path]) -> int:
        """Put recordings at the end; those that wait or are in work already are left out. Returns how many are new."""
        known = {entry.source for entry in self.entries if entry.state in _UNFINISHED}
        new = [each for each in dict.fromkeys(str(source.absolute()) for source in sources) if each not in known]
        self.entries += tuple(Entry(secrets.token_hex(6), source) for source in new)
        return len(new)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, if it is still there."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def change(self, entry_id: str, **parts: Any) -> None:
        """New values of an entry; nothing where it is gone."""
        self.entries = tuple(replace(one, **parts) if one.id == entry_id else one for one in self.entries)

    def measured(self, source: str, duration_ms: int) -> None:
        """How long a recording is."""
        self.entries = tuple(
            replace(one, duration_ms=duration_ms) if one.source == source else one for one in self.entries
        )

    def next_waiting(self) -> Entry | None:
        """Whose turn it is."""
        return next((entry for entry in self.entries if entry.state == "waiting"), None)

    def move(self, entry_id: str, by: int) -> bool:
        """Up (-1) or down (+1); False at the end of the queue."""
        ids = [entry.id for entry in self.entries]
        if entry_id not in ids or not 0 <= ids.index(entry_id) + by < len(ids):
            return False
        at, moved = ids.index(entry_id), list(self.entries)
        moved.insert(at + by, moved.pop(at))
        self.entries = tuple(moved)
        return True

    def try_again(self, entry_id: str = "") -> int:
        """What failed or was cancelled waits again: this one, or all that failed. Returns how many."""
        wanted = {one.id for one in self.entries if one.state == "failed"} if not entry_id else {entry_id}
        again = {one.id for one in self.entries if one.id in wanted and one.state in _AGAIN}
        for each in again:
            self.change(each, state="waiting", why=())
        return len(again)

    def tidy(self, *, all_of_it: bool = False) -> None:
        """Forget what is over; with `all_of_it` also what waits. The meetings stay."""
        gone = (*_OVER, "waiting") if all_of_it else _OVER
        self.entries = tuple(one for one in self.entries if one.state not in gone)

    def count(self, *states: State) -> int:
        """How many are in one of these states."""
        counted = Counter(one.state for one in self.entries)
        return sum(counted[state] for state in states)

    @property
    def unfinished(self) -> int:
        """How many are still to be heard or written."""
        return sum(one.state in _UNFINISHED for one in self.entries)

    def left_ms(self, speed: float, current: str, current_ms: int) -> dict[str, int]:
        """Id → how long it still takes at this speed (times real time); without those that nobody can tell.

        `current_ms`: what the one in work says of itself, -1 while it does not know.
        """
        left = {
            one.id: round(one.duration_ms / speed)
            for one in self.entries
            if one.state in ("waiting", "working") and one.duration_ms and speed
        }
        if current_ms >= 0:
            left[current] = current_ms
        return left
