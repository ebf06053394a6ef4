"""Frames of one file → 16 kHz samples at the place where they truly belong.

In: what `container.Sound.pieces` yields. Out: int16 arrays of shape (tracks, samples), without a hole: where the
file's clock jumps ahead, silence stands. It does not know where the file stands among others.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from minutes_app.audio.container import Broken, Sound
from minutes_app.audio.mix import to_tracks
from minutes_app.audio.seeking import sought, start_of
from minutes_app.audio.window import RATE
from minutes_app.errors import UnsupportedSound

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler

    from minutes_app.audio.mix import Block


TOLERANCE_S = 0.05
"""Clocks of containers wander; less than this between two frames is no gap."""
BROKEN_TOLERANCE_S = 0.005
TOLD_GAP_S = 0.2
"""A gap this long counts as sound that was skipped, even if no packet was seen to be broken."""
LONGEST_GAP_S = 3600.0
MOST_GAPS_S = 4 * 3600.0
LONGEST_S = 100 * 3600
FRAME = RATE // 10
SILENCE = RATE * 10
PER_MS = RATE // 1000


class Timeline:
    """The samples of one file, and what was lost. `produced` counts samples so far, silence included."""

    def __init__(self, sound: Sound, tracks: int) -> None:
        self.produced = 0
        self.places = 0
        self.skipped = 0
        self.heard_any = False
        self._sound = sound
        self._tracks = tracks
        self._origin_s = sound.origin_s
        self._pieces: Iterator[AudioFrame | Broken] | None = None
        self._anchor_s = 0.0
        self._fed = 0
        self._gaps = 0.0
        self._held: AudioFrame | None = None
        self._broken = False
        self._lost_s = 0.0
        self._resampler: AudioResampler | None = None
        self._shape: tuple[str, str, int] = ("", "", 0)

    def begin_at(self, second: int) -> bool:
        """Begin at a whole second of the file instead of at its beginning. Call it before `blocks`.

        False where that place cannot be known; then neither this nor its `Sound` is of use any more.
        """
        found = sought(self._sound, second, TOLERANCE_S)
        if found is None:
            return False
        self._pieces, self._origin_s = found.pieces, found.origin_s
        self.produced, self._anchor_s, self.heard_any = second * RATE, float(second), True
        return True

    def blocks(self) -> "Iterator[Block]":
        """All of it, in order; the last block ends on a whole millisecond. Raises what `pieces` does."""
        for piece in self._pieces or self._sound.pieces():
            if isinstance(piece, Broken):
                self._lose(piece)
                continue
            if piece.samples and piece.sample_rate:
                yield from self._placed(piece)
            if self.produced > LONGEST_S * RATE:
                raise UnsupportedSound(self._sound.path, "too_long")
        yield from self._settled(None)
        yield from self._drained()
        if self.heard_any:
            yield from self._ending()

    def _lose(self, piece: Broken) -> None:
        self._broken = True
        self._lost_s += piece.lost_s - piece.unseen_s
        if self._origin_s is not None and self.heard_any:
            self._origin_s -= piece.unseen_s

    def _placed(self, frame: "AudioFrame") -> "Iterator[Block]":
        yield from self._settled(frame)
        start_s = start_of(frame)
        if start_s is None:
            if self._lost_s:
                yield from self._jumped(self._expected_s() + self._lost_s)
            yield from self._fed_with(frame)
        elif abs(self._ahead_s(start_s)) > (BROKEN_TOLERANCE_S if self._broken else TOLERANCE_S):
            self._held = frame
        else:
            yield from self._fed_with(frame)

    def _settled(self, following: "AudioFrame | None") -> "Iterator[Block]":
        """Decide on a frame whose clock jumped: the jump is real if the next frame goes on from there."""
        held, self._held = self._held, None
        if held is None:
            return
        start_s, then_s = start_of(held), start_of(following)
        if start_s is not None and then_s is not None:
            end_s = start_s + held.samples / held.sample_rate
            if abs(then_s - end_s) < TOLERANCE_S:
                yield from self._jumped(self._expected_s() + self._ahead_s(start_s))
        yield from self._fed_with(held)

    def _expected_s(self) -> float:
        """Where the next sample belongs if nothing is missing, from the file's beginning."""
        return self._anchor_s + (self._fed / self._shape[2] if self._fed else 0.0)

    def _ahead_s(self, start_s: float) -> float:
        """How far a clock of `start_s` is ahead of what came before."""
        if self._origin_s is None or (not self.heard_any and start_s < self._origin_s):
            self._origin_s = start_s
        return start_s - self._origin_s - self._expected_s()

    def _jumped(self, target_s: float) -> "Iterator[Block]":
        """Silence up to `target_s`; a jump back, or ahead beyond belief, moves the file's clock instead."""
        gap_s = target_s - self._expected_s()
        yield from self._drained()
        told = self.heard_any and (self._broken or gap_s > TOLD_GAP_S)
        if 0 < gap_s <= LONGEST_GAP_S and self._gaps + gap_s <= MOST_GAPS_S:
            self._gaps += gap_s
            samples = max(0, round(target_s * RATE) - self.produced)
            self._count(samples if told else 0)
            yield from self._silence(samples)
        elif self._origin_s is not None:
            self._origin_s += gap_s
            self.places += gap_s > 0

    def _fed_with(self, frame: "AudioFrame") -> "Iterator[Block]":
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:
            yield from self._drained()
            self._sound.check_shape(frame.layout.nb_channels, frame.sample_rate)
            self._shape = shape
        if self._resampler is None:
            from av import AudioResampler

            # WORKAROUND https://github.com/PyAV-Org/PyAV/blob/main/av/audio/frame.py: `planes` runs past the eighth
            # channel and crashes, so samples come interleaved; until it stops at the number of channels.
            self._resampler = AudioResampler(format="s16", layout=frame.layout, rate=RATE, frame_size=FRAME)
        self.heard_any = True
        self._broken = False
        self._lost_s = 0.0
        self._fed += frame.samples
        yield from self._resampled(frame)

    def _resampled(self, frame: "AudioFrame | None") -> "Iterator[Block]":
        if self._resampler is None:
            return
        for resampled in self._resampler.resample(frame):
            interleaved = cast("Block", resampled.to_ndarray())
            block = to_tracks(interleaved.reshape(-1, resampled.layout.nb_channels).T, self._tracks)
            self.produced += block.shape[1]
            yield block

    def _drained(self) -> "Iterator[Block]":
        """What the resampler still holds; the next frame starts a new one."""
        yield from self._resampled(None)
        self._resampler = None
        self._anchor_s = self.produced / RATE
        self._fed = 0

    def _ending(self) -> "Iterator[Block]":
        lost = round(self._lost_s * RATE) if self._lost_s >= TOLD_GAP_S else 0
        self._count(lost)
        yield from self._silence(lost)
        yield from self._silence(-self.produced % PER_MS)

    def _count(self, samples: int) -> None:
        self.places += samples > 0
        self.skipped += samples

    def _silence(self, samples: int) -> "Iterator[Block]":
        import numpy

        self.produced += samples
        self._anchor_s = self.produced / RATE
        for at in range(0, samples, SILENCE):
            yield numpy.zeros((self._tracks, min(SILENCE, samples - at)), numpy.int16)
