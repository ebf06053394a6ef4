"""Simulated devices: every sample tells its number, so that each written one can be held against its true moment."""

import random
import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from minutes_app.audio.growing import RATE
from minutes_app.capture.align import Aligner, Piece
from minutes_app.capture.source import Block
from tests.capturing import BEGINS, CYCLE, numbered


@dataclass
class Sim:
    """A device at work. `late(t)`: seconds a block of moment `t` is late; `lost(number)`: whether it never comes."""

    rate: float = RATE
    block: int = 800
    seconds: float = 60.0
    latency_s: float = 0.03
    late: Callable[[float], float] = lambda _t: 0.0
    lost: Callable[[int], bool] = lambda _number: False
    overflow: Callable[[int], bool] = lambda _number: False
    pieces: list[Piece] = field(default_factory=list)

    def blocks(self) -> Iterable[Block]:
        last = 0.0
        for number in range(int(self.seconds * self.rate / self.block)):
            if self.lost(number):
                continue
            made = (number + 1) * self.block / self.rate
            last = max(last, made + self.latency_s + self.late(made))
            pcm = numbered(number * self.block, self.block)
            yield Block(pcm, BEGINS + last, self.overflow(number))

    def run(self) -> "Sim":
        """As the recorder does: it looks every 50 ms."""
        self.aligner = aligner = Aligner(BEGINS)
        now = BEGINS
        for block in self.blocks():
            while now < block.arrived:
                now += 0.05
                self.pieces += aligner.idle(min(now, block.arrived))
            self.pieces += aligner.feed(block)
        self.pieces += aligner.flush()
        self._losses = [piece for piece in self.pieces if piece.lost]
        return self

    @property
    def lost_pieces(self) -> list[Piece]:
        return joined([piece for piece in self.pieces if piece.lost])

    def errors_ms(self, since_s: float = 0.0) -> list[float]:
        """Each piece's first sample: its place against the moment it was heard (and the device's own latency)."""
        found = []
        for piece in self.pieces:
            if not piece.pcm or piece.at < since_s * RATE or self._is_by_a_loss(piece):
                continue
            expected = (piece.at / RATE - self.latency_s) * self.rate
            number = struct.unpack_from("<h", piece.pcm)[0] - 1
            off = (number - expected + CYCLE / 2) % CYCLE - CYCLE / 2
            found.append(-off / RATE * 1000)
        return found

    def _is_by_a_loss(self, piece: Piece) -> bool:
        return any(abs(lost.at - piece.at) < RATE / 2 for lost in self._near(piece.at))

    def _near(self, at: int) -> list[Piece]:
        found = bisect_left(self._losses, at, key=lambda piece: piece.at)
        return self._losses[max(0, found - 1) : found + 1]

    def worst_ms(self, since_s: float = 0.0) -> float:
        return max(map(abs, self.errors_ms(since_s)))


def joined(pieces: list[Piece]) -> list[Piece]:
    """Pieces of silence that follow each other are one."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and whole[-1].end == piece.at:
            whole[-1] = Piece(whole[-1].at, silence=whole[-1].silence + piece.silence, lost=True)
        else:
            whole.append(piece)
    return whole


def jitter(mean_s: float, most_s: float, seed: int = 1) -> Callable[[float], float]:
    dice = random.Random(seed)
    return lambda _t: min(most_s, dice.expovariate(1 / mean_s))


def is_without_holes(pieces: list[Piece]) -> bool:
    return all(before.end == after.at for before, after in pairwise(pieces))
