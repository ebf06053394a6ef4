"""The text of a recording while it grows: reads its files, asks the engine, and says what is new.

In: the growing files of each track and a loaded engine. Out: drafts while somebody speaks, and each utterance once,
soon after it has ended. A track that lags or is dead does not hold up the other. It only reads: nothing here can cost a
sample. When the engine falls behind, the next step takes the sound that has come meanwhile.
"""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from minutes_app.audio.clean_room import Clean, CleanRoom
from minutes_app.audio.echo import Cleaner
from minutes_app.audio.growing_track import GrowingTrack, NameOf
from minutes_app.audio.window import RATE
from minutes_app.meeting.model import Heard
from minutes_app.progress import Progress, Report, Stage
from minutes_app.transcribe.echo import EARLY_MS, FAR, LATE_MS, ROOM, Compare, Scene, compared, is_echo, with_flag
from minutes_app.transcribe.engine import Draft, Engine, LiveSound, Settled

TICK_S = 0.1
DRAFT_EVERY_S = 0.35
CONTEXT_MS = 60_000
"""Of sound that has been heard, so much stays, for loudness is judged over it."""

MOST_AT_ONCE = 60 * RATE
"""Samples that one step takes of a backlog; where there are other tracks, so many that they wait for `STEP_S`."""
LEAST_AT_ONCE = 2 * RATE
STEP_S = 1.0

GRID_MS = 8_192
"""The context begins at a multiple of it (`following.GRID`)."""

SAME_MS = 100
REMEMBERED = 20
LONGEST_WAIT_S = 1.5
"""A track that lags or is dead holds nothing of the other one back for longer."""

PER_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class Feed:
    """A recording that is being made. `tracks`: how the parts of each are called; `is_over`: nothing will be added.

    `compare`, `cleaner`: the work on an echo, here, or (`FarEnd`) in another process.
    """

    tracks: tuple[NameOf, ...]
    is_over: Callable[[], bool]
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    compare: Compare = compared
    cleaner: Callable[[], Clean] = Cleaner


@dataclass(slots=True)
class Ear:
    """One track: what was read of it, and how far it has been heard."""

    number: int
    track: GrowingTrack | CleanRoom
    settled_ms: int
    start_ms: int
    heard_until_ms: int = 0
    since_ms: int = -1
    sound: bytearray = field(default_factory=bytearray)
    raw: bytearray = field(default_factory=bytearray)
    drafted_at: float = float("-inf")
    ended: bool = False
    held: list["Held"] = field(default_factory=list)
    most: int = MOST_AT_ONCE
    recent: list[Heard] = field(default_factory=list)

    @property
    def read_ms(self) -> int:
        """Where what was read ends."""
        return self.start_ms + len(self.sound) // 2 // PER_MS

    @property
    def done_ms(self) -> int:
        """Everything before it has been heard and said."""
        return min([self.settled_ms, *(each.heard.start_ms for each in self.held)])

    @property
    def lag_ms(self) -> int:
        """How much sound has come that was not read yet. Raises `DiskError`."""
        return self.track.waiting() // PER_MS

    def listen(self, *, over: bool) -> bool:
        """Read on; whether there is anything to ask the engine about. Raises `DiskError`."""
        new = self.track.read(self.most, last=over)
        self.sound += new
        if isinstance(self.track, CleanRoom):
            self.raw += self.track.raw(len(new) // 2)
        if new and self.settled_ms - self.start_ms > CONTEXT_MS + GRID_MS:
            cut_ms = (self.settled_ms - self.start_ms - CONTEXT_MS) // GRID_MS * GRID_MS
            del self.sound[: cut_ms * PER_MS * 2], self.raw[: cut_ms * PER_MS * 2]
            self.start_ms += cut_ms
        return bool(new) or (over and not self.ended)

    def take_less_or_more(self, took_s: float) -> None:
        """So much of a backlog at once that another track does not wait for long."""
        if took_s > STEP_S:
            self.most = max(LEAST_AT_ONCE, self.most // 2)
        elif took_s < STEP_S / 4:
            self.most = min(MOST_AT_ONCE, self.most * 2)

    def asked(self, now: float, *, over: bool) -> LiveSound:
        """What the engine is asked."""
        draft = now - self.drafted_at >= DRAFT_EVERY_S
        return LiveSound(self.number, self.start_ms, bytes(self.sound), self.settled_ms, draft, over)

    def is_new(self, said: Heard | Draft | Settled, now: float) -> bool:
        """Note it; False for an utterance that was heard before the engine died."""
        if isinstance(said, Draft):
            self.drafted_at = now
            self._remember(Heard(said.start_ms, said.end_ms, said.text, track=said.track))
        elif isinstance(said, Settled):
            self.settled_ms, self.since_ms = max(self.settled_ms, said.settled_ms), said.since_ms
        elif said.start_ms < self.heard_until_ms - SAME_MS:
            return False
        else:
            self.heard_until_ms = said.end_ms
            self._remember(said)
        return True

    def _remember(self, heard: Heard) -> None:
        """Keep the last few; what is said next of the same utterance replaces its draft."""
        kept = [each for each in self.recent if each.end_ms <= heard.start_ms + SAME_MS]
        self.recent = [*kept[-REMEMBERED:], heard]

    def between(self, begin_ms: int, end_ms: int) -> bytes:
        """The sound of that stretch as recorded; silence where there is none."""
        begin, end = ((at - self.start_ms) * PER_MS * 2 for at in (begin_ms, end_ms))
        there = bytes((self.raw or self.sound)[max(0, begin) : max(0, end)])
        return (bytes(max(0, min(-begin, end - begin))) + there).ljust(end - begin, b"\0")

    def close(self) -> None:
        """Let go of the file."""
        self.track.close()


@dataclass(frozen=True, slots=True)
class Held:
    """Something heard in the room that may be an echo of what is still being said at the far end."""

    heard: Heard
    since: float


def ears_for(feed: Feed, from_ms: int, heard_until: Callable[[int], int]) -> tuple[Ear, ...]:
    """An ear a track. What was recorded before `from_ms` has been heard; `heard_until(track)` may be beyond it.

    Raises `DiskError`.
    """
    start_ms = max(0, from_ms - CONTEXT_MS) // GRID_MS * GRID_MS
    ears = tuple(
        Ear(number, track, from_ms, start_ms, heard_until(number), most=MOST_AT_ONCE // len(feed.tracks) ** 2)
        for number, track in enumerate(_tracks(feed))
    )
    for ear in ears:
        ear.track.skip_to(start_ms * PER_MS)
    return ears


def _tracks(feed: Feed) -> Iterator[GrowingTrack | CleanRoom]:
    for number, name_of in enumerate(feed.tracks):
        is_room = number == ROOM and len(feed.tracks) == len((ROOM, FAR))
        yield CleanRoom(name_of, feed.tracks[FAR], feed.cleaner()) if is_room else GrowingTrack(name_of)


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
        if len(ears) > 1:
            yield from _released(ears, feed)
        report(Progress(Stage.TRANSCRIBE, min(ear.settled_ms for ear in ears)))
        if over and all(ear.ended for ear in ears):
            return
        if not asked or not over:
            feed.sleep(TICK_S)


def _step(ear: Ear, feed: Feed, engine: Engine, report: Report, *, over: bool) -> Iterator[Heard | Draft | Settled]:
    last = over and not ear.track.has_more()
    began = feed.monotonic()
    for each in engine.follow(ear.asked(feed.monotonic(), over=last), report):
        ear.ended = last and isinstance(each, Settled)
        if not ear.is_new(each, feed.monotonic()):
            continue
        if isinstance(each, Heard) and ear.number == ROOM and isinstance(ear.track, CleanRoom):
            ear.held.append(Held(each, feed.monotonic()))
        else:
            yield each
    ear.take_less_or_more(feed.monotonic() - began)


def _released(ears: tuple[Ear, ...], feed: Feed) -> Iterator[Heard]:
    """What was heard in the room, once it is known whether it is an echo; in order, and none waits for long."""
    room, far, now = ears[ROOM], ears[FAR], feed.monotonic()
    while room.held:
        heard, too_long = room.held[0].heard, now - room.held[0].since >= LONGEST_WAIT_S
        begin_ms = max(0, heard.start_ms - LATE_MS)
        stretch = (begin_ms, heard.end_ms + EARLY_MS)
        scene = Scene(begin_ms, room.between(*stretch), far.between(*stretch))
        lasts = 0 <= far.since_ms < heard.end_ms
        if lasts and not too_long and heard.text and feed.compare(heard, scene).is_doubtful:
            return
        del room.held[0]
        yield with_flag(heard) if is_echo(heard, far.recent, scene, feed.compare) else heard
