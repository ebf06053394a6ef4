"""A recorder's evidence: what it notes goes to its notebook, and to a second one in the mirror, without waiting.

In: kinds, places, facts. Out: `Entry` lines on the disk and their number on the desk. What a broken disk does not take
is kept and tried again with the next line.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from minutes_app.capture.clock import Clock
from minutes_app.capture.evidence import Entry, Kind, Notebook
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import Track
from minutes_app.errors import DiskError

Fact = str | int | float


@dataclass(slots=True)
class Copybook:
    """One notebook, and the lines it has not taken yet."""

    path: Path
    lane: Lane
    written: Callable[[int], None] = lambda _lines: None
    _book: Notebook | None = None
    _lines: int = 0
    _unsaid: deque[Entry] = field(default_factory=deque)

    def put(self, entry: Entry) -> None:
        """Hand a line over."""
        self.lane.do(lambda: self._write(entry))

    def _write(self, entry: Entry) -> None:
        self._unsaid.append(entry)
        try:
            if self._book is None:
                self._book = Notebook(self.path)
            while self._unsaid:
                self._book.write(self._unsaid[0])
                self._unsaid.popleft()
                self._lines += 1
        except DiskError:
            return
        self.written(self._lines)


class Witness:
    """Notes what happened, with the time of both clocks."""

    def __init__(self, track: Track, clock: Clock, *books: Copybook) -> None:
        self._track = track
        self._clock = clock
        self._books = books

    def note(self, kind: Kind, at_ms: int, until_ms: int = 0, facts: Mapping[str, Fact] | None = None) -> None:
        """One line, of now."""
        wall = datetime.fromtimestamp(self._clock.wall()).astimezone().isoformat(timespec="milliseconds")
        moment = self._clock.monotonic()
        entry = Entry(kind, max(0, at_ms), moment, wall, self._track, max(0, until_ms), dict(facts or {}))
        for book in self._books:
            book.put(entry)
