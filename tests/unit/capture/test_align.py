"""Blocks of simulated devices, and where they are put.

The bound that is promised: two tracks are at most 50 ms apart, because each is at most 30 ms early (less than that may
be missing without being found) and 20 ms late. (Where exactly within half a second something was lost, nobody can
know: there it is the length of the loss.)
"""

import random

import pytest

from minutes_app.audio.growing import RATE
from minutes_app.capture.align import Aligner, Cutter, Piece, stretched
from minutes_app.capture.source import Block
from tests.capturing import BEGINS, numbered
from tests.conftest import FULL_SIZE
from tests.unit.capture.simulated import Sim, is_without_holes, jitter, joined

BOUND_MS = 25.0
HOURS = 4.0 if FULL_SIZE else 0.5


@pytest.mark.parametrize("ppm", [-100, 100])
def test_a_clock_that_is_100_ppm_wrong_stays_in_its_place_for_hours(ppm: int) -> None:
    sim = Sim(rate=RATE * (1 + ppm / 1e6), seconds=HOURS * 3600, block=1600, late=jitter(0.003, 0.02)).run()
    assert sim.worst_ms() < BOUND_MS
    assert sim.worst_ms(since_s=600) < 5
    assert sim.lost_pieces == []
    assert sim.aligner.drift_ppm == pytest.approx(ppm, abs=15)
    assert is_without_holes(sim.pieces)


def test_a_device_of_15990_hz_stays_in_its_place() -> None:
    sim = Sim(rate=15_990, seconds=HOURS * 1800, late=jitter(0.003, 0.02)).run()
    assert sim.worst_ms() < BOUND_MS
    assert sim.lost_pieces == []
    assert sim.aligner.drift_ppm == pytest.approx(-625, abs=30)


@pytest.mark.parametrize("mean_s", [0.001, 0.01, 0.03])
def test_late_arrivals_move_nothing(mean_s: float) -> None:
    sim = Sim(seconds=600, late=jitter(mean_s, 0.4)).run()
    assert sim.worst_ms() < BOUND_MS
    assert sim.lost_pieces == []


@pytest.mark.parametrize("burst_s", [0.1, 0.25, 0.5])
def test_blocks_that_come_in_bursts_are_no_loss(burst_s: float) -> None:
    sim = Sim(seconds=120, late=lambda t: -t % burst_s).run()
    assert sim.worst_ms() < BOUND_MS
    assert sim.lost_pieces == []


@pytest.mark.parametrize("kept", ["all", "first half", "last half", "none"])
def test_after_a_stall_of_2_s_only_what_never_comes_is_silence(kept: str) -> None:
    """As when the process is stopped: what the system kept meanwhile arrives at once afterwards."""
    gone = {
        "all": range(0),
        "first half": range(420, 440),
        "last half": range(400, 420),
        "none": range(400, 440),
    }[kept]
    dice = jitter(0.005, 0.03)
    sim = Sim(
        seconds=60,
        late=lambda t: max(22.0 - t, dice(t)) if 20.0 < t <= 22.0 else dice(t),
        lost=lambda number: number in gone,
    ).run()
    losses = sim.lost_pieces
    assert sum(piece.length for piece in losses) / RATE == pytest.approx(len(gone) * 0.05, abs=0.02)
    assert len(losses) == (1 if gone else 0)
    assert sim.worst_ms(since_s=25) < BOUND_MS
    if losses:
        assert 19.9 <= losses[0].at / RATE <= 22.1
    assert is_without_holes(sim.pieces)


@pytest.mark.parametrize("jitter_s", [0.0, 0.004, 0.008])
@pytest.mark.parametrize("length_ms", [40, 50, 100])
def test_each_lost_block_is_found_and_its_length_is_true_to_20_ms(length_ms: int, jitter_s: float) -> None:
    late = jitter(jitter_s, 0.1) if jitter_s else (lambda _t: 0.0)
    sim = Sim(seconds=300, block=length_ms * 16, late=late, lost=lambda number: number % 50 == 49).run()
    lost = [number for number in range(int(300 * 1000 / length_ms)) if number % 50 == 49]
    losses = [piece for piece in sim.lost_pieces if piece.at < 299 * RATE]
    assert len(losses) == len([number for number in lost if number * length_ms < 298_900])
    for piece, number in zip(losses, lost, strict=False):
        assert piece.length / 16 == pytest.approx(length_ms, abs=20)
        assert piece.at / 16 - 30 == pytest.approx(number * length_ms, abs=250)
    assert sim.worst_ms() < BOUND_MS


def test_lost_blocks_among_a_drifting_clock_are_no_drift() -> None:
    sim = Sim(rate=RATE * 1.0001, seconds=1800, late=jitter(0.005, 0.05), lost=lambda number: number % 997 == 996).run()
    assert len(sim.lost_pieces) == pytest.approx(36, abs=1)
    assert sim.worst_ms() < BOUND_MS
    assert sim.aligner.drift_ppm == pytest.approx(100, abs=40)


def test_two_losses_soon_after_each_other_are_both_found() -> None:
    sim = Sim(seconds=20, lost=lambda number: number in (100, 104)).run()
    assert sum(piece.length for piece in sim.lost_pieces) / 16 == pytest.approx(100, abs=20)
    assert sim.worst_ms(since_s=7) < BOUND_MS


def test_an_overflow_that_the_library_tells_of_is_marked_however_short() -> None:
    short = Sim(seconds=20, late=jitter(0.002, 0.01), overflow=lambda number: number == 200).run()
    assert [piece.at for piece in short.lost_pieces if 9 * RATE < piece.at < 11 * RATE] != []
    real = Sim(seconds=20, block=320, lost=lambda n: n == 500, overflow=lambda n: n == 501).run()
    assert [round(piece.length / 16) for piece in real.lost_pieces] == [20]


def test_the_first_sound_is_put_where_it_was_heard_and_the_silence_before_it_was_not_lost() -> None:
    sim = Sim(seconds=5, latency_s=1.25, late=lambda t: 0.3 if t < 0.2 else 0.0).run()
    first = next(piece for piece in sim.pieces if piece.pcm)
    assert first.at / RATE == pytest.approx(1.25, abs=0.01)
    assert sim.lost_pieces == []
    assert sim.pieces[0].at == 0


def test_sound_from_before_the_beginning_is_not_recorded() -> None:
    aligner, cutter = Aligner(BEGINS), Cutter()
    backlog = [Block(numbered(number * 800, 800), BEGINS + 0.1) for number in range(40)]
    pieces = [piece for block in backlog for piece in aligner.feed(block)] + aligner.flush()
    kept = [part for piece in pieces for part in cutter.cut(piece)]
    assert sum(piece.length for piece in kept) == pytest.approx(0.1 * RATE, abs=2)
    assert kept[0].at == 0


def test_a_long_absence_is_written_as_silence_while_it_lasts() -> None:
    aligner = Aligner(BEGINS)
    pieces = aligner.feed(Block(numbered(0, 800), BEGINS + 0.05)) + aligner.flush()
    for second in range(1, 61):
        pieces += aligner.idle(BEGINS + second)
    assert 49 * RATE <= aligner.at <= 51 * RATE
    assert is_without_holes(pieces)
    assert all(piece.lost for piece in pieces[1:])


def test_a_device_that_was_opened_again_goes_on_at_its_true_place() -> None:
    aligner = Aligner(BEGINS)
    pieces: list[Piece] = []
    for number in range(100):
        pieces += aligner.feed(Block(numbered(number * 800, 800), BEGINS + (number + 1) * 0.05))
    pieces += aligner.reopened()
    for number in range(100):
        pieces += aligner.feed(Block(numbered(number * 800, 800), BEGINS + 8.0 + (number + 1) * 0.05))
    lost = joined([piece for piece in pieces if piece.lost])
    assert [(round(piece.at / 16), round(piece.length / 16)) for piece in lost] == [(5000, 3000)]
    assert is_without_holes(pieces)


def test_a_fast_device_is_slowed_down_and_nothing_of_it_is_thrown_away() -> None:
    sim = Sim(rate=16_100, seconds=120).run()
    given = sum(800 for _block in sim.blocks())
    written = sum(piece.length for piece in sim.pieces if piece.pcm)
    assert given * (1 - 1 / 150) < written < given
    assert sim.lost_pieces == []
    assert sim.worst_ms() < 60


def test_sound_that_was_taken_for_lost_and_came_all_the_same_is_kept_and_the_place_is_found_again() -> None:
    def late(moment: float) -> float:
        """Two stalls, one at the end of the other: what is held is not held long enough."""
        return 22.0 - moment if 20.0 < moment <= 21.0 else (22.8 - moment if 21.0 < moment <= 22.8 else 0.0)

    sim = Sim(seconds=130, late=late).run()
    given = sum(len(block.pcm) // 2 for block in sim.blocks())
    assert sum(piece.length for piece in sim.pieces if piece.pcm) == pytest.approx(given, abs=RATE * 1.1)
    assert sim.lost_pieces[0].length / RATE == pytest.approx(1.0, abs=0.1)
    assert sim.worst_ms(since_s=115) < BOUND_MS


def test_small_blocks_are_drawn_to_the_clock_like_large_ones() -> None:
    sim = Sim(rate=RATE * 1.0006, block=160, seconds=300, late=jitter(0.001, 0.02)).run()
    assert sim.worst_ms() < BOUND_MS


def test_odd_bytes_and_empty_blocks_do_no_harm() -> None:
    aligner = Aligner(BEGINS)
    pieces = aligner.feed(Block(b"\1\2\3", BEGINS + 1)) + aligner.feed(Block(b"", BEGINS + 1)) + aligner.flush()
    assert [piece.pcm for piece in pieces if piece.pcm] == [b"\1\2"]


@pytest.mark.parametrize("seed", range(200 if FULL_SIZE else 12))
def test_whatever_happens_together_no_sample_is_far_from_its_place(seed: int) -> None:
    """Drift, late blocks, stalls and losses in one recording, by chance."""
    dice = random.Random(seed)
    rate, block, seconds = RATE * (1 + dice.uniform(-600, 600) / 1e6), dice.choice([160, 320, 480, 800]), 60
    stalls = [(at, at + dice.uniform(0.1, 3.0), dice.choice([0, 0.3, 1])) for at in dice.sample([8, 16, 24, 32, 40], 2)]
    gone = {round((at + second) * rate / block) for at, end, share in stalls for second in steps((end - at) * share)}
    for _loss in range(3):
        start = dice.randrange(round(5 * rate / block), round(50 * rate / block))
        gone |= set(range(start, start + round(dice.uniform(0.05, 1.0) * rate / block)))
    usual = jitter(dice.choice([0.0005, 0.002, 0.005]), 0.1, seed)

    def late(moment: float) -> float:
        return max([usual(moment), *(end - moment for at, end, _share in stalls if at < moment <= end)])

    sim = Sim(rate, block, seconds, late=late, lost=lambda number: number in gone).run()
    assert is_without_holes(sim.pieces)
    missing_s = sum(piece.length for piece in sim.lost_pieces) / RATE
    assert missing_s == pytest.approx(len(gone) * block / rate, abs=0.02 * 5)
    sim.pieces = [
        piece for piece in sim.pieces if not any(at - 0.6 < piece.at / RATE < end + 0.6 for at, end, _share in stalls)
    ]
    errors = sim.errors_ms()
    assert max(errors) - min(errors) < 50
    assert min(errors) > -30
    assert max(errors) < 20


def steps(seconds: float) -> list[float]:
    """Every hundredth of a second in it."""
    return [hundredth / 100 for hundredth in range(round(seconds * 100))]


@pytest.mark.parametrize("added", [-3, -1, 0, 1, 3])
def test_stretching_changes_the_length_by_single_samples_and_no_sound_by_much(added: int) -> None:
    import numpy as np

    wave = (8000 * np.sin(np.arange(800) / 16)).astype("<i2")
    changed = np.frombuffer(stretched(wave.tobytes(), added), dtype="<i2")
    assert len(changed) == 800 + added
    assert np.abs(np.diff(changed.astype(int))).max() <= np.abs(np.diff(wave.astype(int))).max() * 1.6


class TestCutter:
    def cut(self, cutter: Cutter, start: int, end: int) -> list[Piece]:
        return cutter.cut(Piece(start, numbered(start, end - start)))

    def test_a_pause_leaves_no_hole(self) -> None:
        cutter = Cutter()
        self.cut(cutter, 0, 800)
        cutter.pause(1000)
        before = self.cut(cutter, 800, 1600)
        assert [(piece.at, piece.length) for piece in before] == [(800, 200)]
        assert self.cut(cutter, 1600, 2400) == []
        cutter.resume(3000)
        after = self.cut(cutter, 2400, 3200)
        assert [(piece.at, piece.pcm) for piece in after] == [(1000, numbered(3000, 200))]
        assert cutter.place(2000) == 1000
        assert cutter.place(3100) == 1100

    def test_an_order_that_came_late_throws_nothing_away_and_keeps_the_place(self) -> None:
        cutter = Cutter()
        self.cut(cutter, 0, 1600)
        cutter.pause(1000)
        assert cutter.written == 1600
        cutter.resume(5000)
        after = self.cut(cutter, 4800, 6400)
        assert [(piece.at, piece.pcm) for piece in after] == [(1600, numbered(5600, 800))]
        assert cutter.place(6400) == cutter.written == 2400

    def test_many_pauses_add_up(self) -> None:
        cutter = Cutter()
        for number in range(10):
            cutter.pause(number * 1000 + 500)
            cutter.resume(number * 1000 + 1000)
        assert cutter.place(10_000) == 5000
        assert cutter.line_of(5000) == 10_000

    def test_all_tracks_end_at_the_same_sample(self) -> None:
        short, long = Cutter(), Cutter()
        self.cut(short, 0, 800)
        self.cut(long, 0, 2400)
        for cutter in (short, long):
            cutter.stop(2000)
        missing = short.missing()
        assert missing is not None
        assert (missing.at, missing.silence, missing.lost) == (800, 1200, False)
        assert (short.written, long.missing()) == (2000, None)
        assert self.cut(long, 2400, 3200) == []

    def test_more_than_a_moment_missing_at_the_end_was_lost(self) -> None:
        cutter = Cutter()
        cutter.stop(RATE)
        missing = cutter.missing()
        assert missing is not None
        assert missing.lost
