"""The text of a recording while it grows: reads its files, asks the engine, and says what is new.

In: the growing files of each track and a loaded engine. Out: drafts while somebody speaks, and each utterance once,
soon after it has ended. A track that lags or is dead does not hold up the other. It only reads: nothing here can cost a
sample. When the engine falls behind, the next step takes the sound that has come meanwhile.
"""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from minutes_app.audio.growing_track import GrowingTrack, NameOf
from minutes_app.audio.window import RATE
from minutes_app.meeting.model import Heard
from minutes_app.progress import Progress, Report, Stage
from minutes_app.transcribe.engine import Draft, Engine, LiveSound, Settled

TICK_S = 0.1
DRAFT_EVERY_S = 0.45
CONTEXT_MS = 60_000
"""Of sound that has been heard, so much stays, for loudness is judged over it."""

MOST_AT_ONCE = 60 * RATE
"""Samples that one step takes of a backlog."""

GRID_MS = 8_192
"""The context begins at a multiple of it (`following.GRID`)."""

SAME_MS = 100
PER_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class Feed:
    """A recording that is being made. `tracks`: how the parts of each are called; `is_over`: nothing will be added."""

    tracks: tuple[NameOf, ...]
    is_over: Callable[[], bool]
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class Ear:
    """One track: what was read of it, and how far it has been heard."""

    number: int
    track: GrowingTrack
    settled_ms: int
    start_ms: int
    heard_until_ms: int = 0
    since_ms: int = -1
    sound: bytearray = field(default_factory=bytearray)
    drafted_at: float = float("-inf")
    ended: bool = False

    @property
    def read_ms(self) -> int:
        """Where what was read ends."""
        return self.start_ms + len(self.sound) // 2 // PER_MS

    @property
    def lag_ms(self) -> int:
        """How much sound has come that was not read yet. Raises `DiskError`."""
        return self.track.waiting() // PER_MS

    def listen(self, *, over: bool) -> bool:
        """Read on; whether there is anything to ask the engine about. Raises `DiskError`."""
        new = self.track.read(MOST_AT_ONCE)
        self.sound += new
        if new and self.settled_ms - self.start_ms > CONTEXT_MS + GRID_MS:
            cut_ms = (self.settled_ms - self.start_ms - CONTEXT_MS) // GRID_MS * GRID_MS
            del self.sound[: cut_ms * PER_MS * 2]
            self.start_ms += cut_ms
        return bool(new) or (over and not self.ended)

    def asked(self, now: float, *, over: bool) -> LiveSound:
        """What the engine is asked."""
        draft = now - self.drafted_at >= DRAFT_EVERY_S
        return LiveSound(self.number, self.start_ms, bytes(self.sound), self.settled_ms, draft, over)

    def is_new(self, said: Heard | Draft | Settled, now: float) -> bool:
        """Note it; False for an utterance that was heard before the engine died."""
        if isinstance(said, Draft):
            self.drafted_at = now
        elif isinstance(said, Settled):
            self.settled_ms, self.since_ms = max(self.settled_ms, said.settled_ms), said.since_ms
        elif said.start_ms < self.heard_until_ms - SAME_MS:
            return False
        else:
            self.heard_until_ms = said.end_ms
        return True

    def close(self) -> None:
        """Let go of the file."""
        self.track.close()


def ears_for(feed: Feed, from_ms: int, heard_until: Callable[[int], int]) -> tuple[Ear, ...]:
    """An ear a track. What was recorded before `from_ms` has been heard; `heard_until(track)` may be beyond it.

    Raises `DiskError`.
    """
    start_ms = max(0, from_ms - CONTEXT_MS) // GRID_MS * GRID_MS
    ears = tuple(
        Ear(number, GrowingTrack(name_of), from_ms, start_ms, heard_until(number))
        for number, name_of in enumerate(feed.tracks)
    )
    for ear in ears:
        ear.track.skip_to(start_ms * PER_MS)
    return ears


def follow(
    feed: Feed, ears: tuple[Ear, ...], engine: Engine, report: Report
) -> Generator[Heard | Draft | Settled, None, None]:
    """Yield what is new until the recording is over and all of it has been heard. Raises EngineError, DiskError."""
    while True:
        over = feed.is_over()
        asked = False
        for ear in ears:
            if ear.listen(over=over):
                asked = True
                yield from _step(ear, feed, engine, report, over=over)
        report(Progress(Stage.TRANSCRIBE, min(ear.settled_ms for ear in ears)))
        if over and all(ear.ended for ear in ears):
            return
        if not asked or not over:
            feed.sleep(TICK_S)


def _step(ear: Ear, feed: Feed, engine: Engine, report: Report, *, over: bool) -> Iterator[Heard | Draft | Settled]:
    last = over and not ear.track.has_more()
    for each in engine.follow(ear.asked(feed.monotonic(), over=last), report):
        ear.ended = last and isinstance(each, Settled)
        if ear.is_new(each, feed.monotonic()):
            yield each
