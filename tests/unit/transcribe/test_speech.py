"""Where somebody speaks, with a voice detector that says what the test wants."""

from typing import Any

import numpy as np
import pytest

from minutes_app.audio.window import RATE
from minutes_app.transcribe.speech import (
    FRAME,
    GAP,
    SHORTEST,
    SURE,
    Span,
    find_speech,
    joined,
    louder_parts,
    split_at_quietest,
)


def noise(seconds: float, level: float, seed: int = 1) -> Any:
    return np.random.default_rng(seed).normal(0, level, int(RATE * seconds)).astype(np.float32)


def detecting(sure: list[Span], half_sure: list[Span]) -> Any:
    return lambda _samples, threshold: list(sure if threshold == SURE else half_sure)


def test_a_low_voice_in_a_quiet_room_is_found() -> None:
    """Half believed by the detector, and louder than the room."""
    samples = noise(10, 0.0005)
    samples[2 * RATE : 4 * RATE] += noise(2, 0.1)
    samples[6 * RATE : 7 * RATE] += noise(1, 0.01)
    found = find_speech(samples, detecting([(2 * RATE, 4 * RATE)], [(2 * RATE, 9 * RATE)]), 30 * RATE)
    expected = [(2 * RATE, 4 * RATE), (6 * RATE, 7 * RATE)]
    assert len(found) == 2
    for got, wanted in zip(found, expected, strict=True):
        assert abs(got[0] - wanted[0]) <= 2 * FRAME
        assert abs(got[1] - wanted[1]) <= 2 * FRAME


def test_in_a_loud_room_only_the_sure_counts() -> None:
    samples = noise(10, 0.1)
    assert find_speech(samples, detecting([(RATE, 2 * RATE)], [(0, 10 * RATE)]), 30 * RATE) == [(RATE, 2 * RATE)]


@pytest.mark.parametrize("length", [0, 1, 4 * FRAME - 1])
def test_next_to_nothing_is_no_speech(length: int) -> None:
    def never(_samples: Any, _threshold: float) -> list[Span]:
        raise AssertionError("asked about nothing")

    assert find_speech(np.zeros(length, np.float32), never, RATE) == []


def test_digital_silence_has_no_loud_parts() -> None:
    assert find_speech(np.zeros(RATE, np.float32), detecting([], [(0, RATE)]), RATE) == []


def test_no_piece_is_longer_than_the_model_hears_and_nothing_is_lost() -> None:
    samples = noise(60, 0.1)
    spans = [(0, 25 * RATE), (26 * RATE, 60 * RATE)]
    for longest in (2 * RATE, 7 * RATE + 13, 30 * RATE):
        pieces = find_speech(samples, detecting(spans, spans), longest)
        assert all(0 < end - start <= longest for start, end in pieces)
        assert joined_exactly(pieces) == spans


def joined_exactly(pieces: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in pieces:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def test_a_long_speech_is_cut_in_its_pause() -> None:
    samples = noise(10, 0.1)
    samples[int(5.5 * RATE) : int(6.0 * RATE)] *= 0.001
    first, second = split_at_quietest(samples, (0, 10 * RATE), 8 * RATE)
    assert 5.5 * RATE < first[1] < 6.0 * RATE
    assert second == (first[1], 10 * RATE)


def test_what_fits_is_not_cut() -> None:
    assert split_at_quietest(noise(2, 0.1), (5, 5 + RATE), RATE) == [(5, 5 + RATE)]


def test_spans_are_joined_where_they_touch_or_overlap() -> None:
    assert joined(
        [(9_000, 12_000), (0, 100), (50, 200), (200 + GAP - 1, 5_000), (5_000 + GAP, 6_000), (10_000, 11_000)]
    ) == [
        (0, 5_000),
        (5_000 + GAP, 6_000),
        (9_000, 12_000),
    ]
    assert joined([]) == []


def test_a_click_is_too_short_to_be_speech() -> None:
    loudness = np.full(100, -70.0)
    loudness[10:12] = -20.0
    loudness[40 : 40 + SHORTEST // FRAME] = -20.0
    loudness[90:] = -20.0
    assert louder_parts([(0, 80 * FRAME)], loudness) == [(40 * FRAME, 40 * FRAME + SHORTEST)]
    assert louder_parts([(12 * FRAME, 39 * FRAME)], loudness) == []
