"""Where each block of sound belongs in time: blocks and the moments they arrived → a line without holes.

In: `Block`s of one input. Out: `Piece`s that follow each other sample by sample on the clock's line (`Aligner`), and
the same without the pauses, from the beginning to the common end of all tracks (`Cutter`). A device's own clock is
drawn to the PC's by single samples; what was lost becomes silence of the true length. Pure: no file, no clock, no
thread. Positions are samples of 16 kHz; position 0 is `RecorderPlan.begins`.

The rule: a block cannot arrive before it was spoken. So the smallest lateness within some seconds is the device's own;
one that has grown for good is lost sound, one that slowly grows or shrinks is a clock that runs differently.
"""

from collections import deque
from dataclasses import dataclass, replace

from minutes_app.audio.growing import RATE
from minutes_app.capture.source import Block

LATE_S = 0.030
"""A block later than this may follow lost sound: it is held until that is known."""
OVERFLOW_LATE_S = 0.005
"""The same after a block whose library says itself that something was lost."""
HOLD_S = 0.5
LITTLE_S, LITTLE_HOLD_S = 0.2, 2.0
"""What came late just before everything stood still says nothing yet; so little may be held longer."""
MOST_HELD = 400
FEW = 3
"""So many blocks cannot all be late by chance (or not often enough to matter)."""
GIVE_UP_S = 10.0
"""Sound that is later than this does not come any more; then silence is written in its place."""
WINDOW_S = 3.0
"""The smallest lateness is looked for in this time."""
SOFT_S, HARD_S = 10.0, 60.0
"""An error of the place is taken back within about this time; a constant drift is known after about this time."""
LEAST_BETWEEN = 320
"""At most one sample in so many is added or taken: 3,125 ppm."""
FAR_S, FAR_BETWEEN = 0.05, 64
"""As far from its place, faster: after sound that was taken for lost and came all the same."""
SHORT_END = RATE // 4
"""So many samples may be missing at the end: what was still under way."""
_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound (`pcm`), or `silence` samples without any. `lost`: there was sound that did not reach us."""

    at: int
    pcm: bytes = b""
    silence: int = 0
    lost: bool = False

    @property
    def length(self) -> int:
        """In samples."""
        return len(self.pcm) // _WIDTH + self.silence

    @property
    def end(self) -> int:
        """Position behind it."""
        return self.at + self.length


class Drift:
    """How late the sound of one input really is, and how many samples take it back."""

    def __init__(self) -> None:
        self._lows: deque[tuple[float, float]] = deque()
        self._taken_s = 0.0
        self._owed = 0.0
        self._rate = 0.0
        self._seen_s = 0.0

    @property
    def ppm(self) -> float:
        """The input's clock against the PC's (15,990 Hz instead of 16,000: -625)."""
        return -self._rate * 1e6

    def after(self, arrived: float, late_s: float, samples: int) -> int:
        """Samples to add to (or take from) a block that is `late_s` behind its place."""
        late_s = self._lowest(arrived, late_s + self._taken_s) - self._taken_s
        self._seen_s += samples / RATE
        if self._seen_s > WINDOW_S and abs(late_s) < LATE_S:  # more is no drift
            self._rate = _within(self._rate + late_s * samples / RATE / (SOFT_S * HARD_S), 1 / LEAST_BETWEEN)
        between = LEAST_BETWEEN if abs(late_s) < FAR_S else FAR_BETWEEN
        self._owed += _within(late_s / SOFT_S * LEAST_BETWEEN / between + self._rate, 1 / between) * samples
        added = int(_within(self._owed, max(1, samples // between)))
        self._owed = _within(self._owed - added, 2)
        self._taken_s += added / RATE
        return added

    def _lowest(self, at: float, value: float) -> float:
        """The smallest of the last `WINDOW_S` seconds."""
        while self._lows and self._lows[-1][1] >= value:
            self._lows.pop()
        self._lows.append((at, value))
        while self._lows[0][0] < at - WINDOW_S:
            self._lows.popleft()
        return self._lows[0][1]


class Aligner:
    """Blocks of one input → pieces that follow each other on the clock's line. `at`: the next position."""

    def __init__(self, begins: float) -> None:
        self.at = 0
        self.heard = False
        self._begins = begins
        self._drift = Drift()
        self._held: deque[Block] = deque()
        self._anchored = False

    @property
    def drift_ppm(self) -> float:
        """The input's clock against the PC's."""
        return self._drift.ppm

    def position(self, moment: float) -> int:
        """The place of a moment of the clock."""
        return round((moment - self._begins) * RATE)

    def feed(self, block: Block) -> list[Piece]:
        """What can be written now that this block has come; it may itself be held for up to `HOLD_S`."""
        whole = len(block.pcm) - len(block.pcm) % _WIDTH
        if whole:
            self._held.append(block if whole == len(block.pcm) else replace(block, pcm=block.pcm[:whole]))
        return self._release(block.arrived)

    def idle(self, now: float) -> list[Piece]:
        """What can be written though nothing came: blocks held long enough, silence where sound is long overdue."""
        pieces = self._release(now)
        overdue = self.position(now - GIVE_UP_S) - self.at
        if self.heard and not self._held and overdue >= RATE:
            pieces.append(self._gap(overdue, lost=True))
        return pieces

    def go_on(self, at: int) -> None:
        """Another recorder has written up to `at` on the clock's line: what is missing from there on was lost."""
        self.at, self.heard = at, True

    def reopened(self) -> list[Piece]:
        """The input was opened again: what was held; the next block's place is found anew."""
        pieces = self.flush()
        self._drift = Drift()
        self._anchored = False
        return pieces

    def flush(self) -> list[Piece]:
        """All that is held."""
        return self._release(float("inf"))

    def _release(self, now: float) -> list[Piece]:
        pieces: list[Piece] = []
        while self._held:
            first = self._held[0]
            lates = self._lates_s()
            least = min(lates)
            limit = OVERFLOW_LATE_S if first.overflow else LATE_S
            if not self._anchored or least >= limit:
                if not self._is_settled(now):
                    break
                if not self._anchored or not (self._are_only_late(lates) or (self._is_little and least < LITTLE_S)):
                    pieces += self._jump(round(least * RATE))
                    least = 0.0
            elif first.overflow:
                pieces.append(Piece(self.at, lost=True))
            pieces.append(self._placed(self._held.popleft(), least))
        return pieces

    def _is_settled(self, now: float) -> bool:
        """Whether enough has come, for long enough, to tell what is late from what is lost."""
        age_s = now - self._held[0].arrived
        return age_s >= (LITTLE_HOLD_S if self._is_little else HOLD_S) or len(self._held) >= MOST_HELD

    @property
    def _is_little(self) -> bool:
        held_s = sum(len(block.pcm) for block in self._held) / _WIDTH / RATE
        return len(self._held) <= FEW or held_s < LITTLE_S

    def _are_only_late(self, lates: list[float]) -> bool:
        """Whether the first few blocks were merely late, and what is missing is missing behind them."""
        few_s = 0.0
        for number, block in enumerate(self._held, start=1):
            few_s += len(block.pcm) / _WIDTH / RATE
            behind = lates[number:]
            if few_s >= LITTLE_S or len(behind) < FEW:
                return False
            if min(behind) - min(lates[:number]) >= LATE_S:
                return True
        return False

    def _lates_s(self) -> list[float]:
        """How late each held block is, if nothing is missing. The smallest is how much is missing, at most."""
        at, lates = self.at, []
        for block in self._held:
            at += len(block.pcm) // _WIDTH
            lates.append(block.arrived - self._begins - at / RATE)
        return lates

    def _jump(self, samples: int) -> list[Piece]:
        """Over what is missing. Only the very first sound of a recording may lie before what was written (nothing)."""
        is_first = not self.heard
        self._anchored = self.heard = True
        if samples > 0:
            return [self._gap(samples, lost=not is_first)]
        if is_first:
            self.at += samples
        return []

    def _gap(self, samples: int, *, lost: bool) -> Piece:
        piece = Piece(self.at, silence=samples, lost=lost)
        self.at = piece.end
        return piece

    def _placed(self, block: Block, late_s: float) -> Piece:
        added = self._drift.after(block.arrived, late_s, len(block.pcm) // _WIDTH)
        piece = Piece(self.at, stretched(block.pcm, added))
        self.at = piece.end
        return piece


class Cutter:
    """The clock's line → the recording's: from 0 on, without the pauses, up to the end. `written`: how far it is."""

    def __init__(self) -> None:
        self.written = 0
        self.end: int | None = None
        self._stretches: list[tuple[int, int | None, int]] = [(0, None, 0)]

    @property
    def is_paused(self) -> bool:
        """Whether nothing is kept from the last command on."""
        return self._stretches[-1][1] is not None

    def pause(self, at: int) -> None:
        """Nothing is kept from `at` on."""
        start, stop, base = self._stretches[-1]
        if stop is None:
            self._stretches[-1] = (start, max(start, at), base)

    def resume(self, at: int) -> None:
        """Kept again from `at` on; it follows what was kept before."""
        start, stop, base = self._stretches[-1]
        if stop is not None:
            self._stretches = [self._stretches[-1], (max(at, stop), None, base + stop - start)]

    def stop(self, at: int) -> None:
        """The common end, on the clock's line."""
        self.pause(at)
        self.end = self.place(at)

    def place(self, at: int) -> int:
        """The recording's position for one of the clock's; that of the pause, for a moment within one."""
        for start, stop, base in reversed(self._stretches):
            if at >= start:
                return base + (at if stop is None else min(at, stop)) - start
        return self._stretches[0][2]

    def line_of(self, place: int) -> int:
        """The clock's position for a place of the recording behind the last pause."""
        start, _stop, base = self._stretches[-1]
        return start + place - base

    def cut(self, piece: Piece) -> list[Piece]:
        """The kept parts of a piece, at their places in the recording."""
        kept = []
        for start, stop, base in self._stretches:
            begin = max(piece.at, start, self.written - base + start)
            end = piece.end if stop is None else min(piece.end, stop)
            if begin < end:
                kept.append(replace(_part(piece, begin, end), at=base + begin - start))
                self.written = kept[-1].end
        return kept

    def missing(self) -> Piece | None:
        """Silence up to the common end, if the track is shorter."""
        if self.end is None or self.written >= self.end:
            return None
        piece = Piece(self.written, silence=self.end - self.written, lost=self.end - self.written > SHORT_END)
        self.written = self.end
        return piece


def stretched(pcm: bytes, samples: int) -> bytes:
    """`pcm` with so many samples more (or fewer), each where the wave is flattest, so that nobody hears it."""
    import numpy as np

    if samples == 0:
        return pcm
    wave = np.frombuffer(pcm, dtype="<i2")
    steps = np.abs(np.diff(wave.astype(np.int32)))
    places = [int(part[0] + np.argmin(steps[part])) for part in np.array_split(np.arange(len(steps)), abs(samples))]
    if samples < 0:
        return bytes(np.delete(wave, places).tobytes())
    between = [(int(wave[place]) + int(wave[place + 1])) // 2 for place in places]
    return bytes(np.insert(wave, [place + 1 for place in places], between).astype("<i2").tobytes())


def _part(piece: Piece, begin: int, end: int) -> Piece:
    """From `begin` to `end`, positions of the clock's line."""
    if piece.silence:
        return replace(piece, silence=end - begin)
    return replace(piece, pcm=piece.pcm[(begin - piece.at) * _WIDTH : (end - piece.at) * _WIDTH])


def _within(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))
