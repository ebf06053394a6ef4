"""Stretches of speech of a window: how they are packed, padded and given their times."""

import random
from typing import Any

import numpy as np
import pytest

from minutes_app.audio.window import RATE, Window
from minutes_app.transcribe.regions import EDGE_MS, PAD_MS, PER_MS, Region, packed, padded, regions_of
from minutes_app.transcribe.speech import Span


def ms(*spans: tuple[int, int]) -> list[Span]:
    return [(start * PER_MS, end * PER_MS) for start, end in spans]


def a_window(seconds: float, tracks: int = 1) -> Window:
    generator = np.random.default_rng(1)
    return Window(
        90_000, tuple(generator.integers(-900, 900, int(RATE * seconds), np.int16).tobytes() for _ in range(tracks))
    )


def random_spans(seed: int, length_ms: int) -> list[Span]:
    chance = random.Random(seed)
    spans, at = [], chance.randrange(0, 900)
    while at < length_ms - 300:
        end = min(at + chance.randrange(100, 9_000), length_ms)
        spans.append((at * PER_MS + chance.randrange(PER_MS), end * PER_MS))
        at = end + chance.choice((0, 3, 50, 500, 3_000))
    return spans


def test_neighbours_are_packed_while_they_fit_into_what_the_model_hears() -> None:
    speech = ms((0, 5_000), (6_000, 9_000), (9_500, 16_000), (19_000, 20_000))
    assert packed(speech, gap_ms=2_000, chunk_ms=10_000) == [
        tuple(speech[:2]),
        tuple(speech[2:3]),
        tuple(speech[3:]),
    ]
    assert packed(speech, gap_ms=0, chunk_ms=30_000) == [(span,) for span in speech]
    assert packed([], gap_ms=0, chunk_ms=1) == []


def test_padding_ends_in_the_middle_of_the_pause_and_at_the_windows_ends() -> None:
    groups: list[tuple[Span, ...]] = [
        (span,) for span in ms((100, 2_000), (2_500, 4_000), (4_000, 5_000), (9_000, 9_900))
    ]
    assert padded(groups, 10_000 * PER_MS) == ms(
        (0, 2_250), (2_250, 4_000), (4_000, 5_000 + PAD_MS), (9_000 - PAD_MS, 10_000)
    )
    assert padded([], 5) == []


@pytest.mark.parametrize("chunk_ms", [8_000, 30_000])
@pytest.mark.parametrize("seed", range(8))
def test_regions_hold_all_speech_never_overlap_and_fit_the_model(seed: int, chunk_ms: int) -> None:
    window = a_window(60)
    spans = random_spans(seed, 60_000)
    regions = list(regions_of(window, lambda _samples, _threshold: list(spans), chunk_ms=chunk_ms))
    ends = [region.start_ms * PER_MS + len(region.samples) for region in regions]
    assert all(len(region.samples) // PER_MS <= chunk_ms for region in regions)
    for before, after in zip(ends, regions[1:], strict=False):
        assert before <= (after.start_ms + 1) * PER_MS
    assert ends[-1] <= 60 * RATE
    speech = [span for region in regions for span in region.speech]
    assert speech == sorted(speech)
    covered = sum(end - start for start, end in speech)
    assert covered == sum(end - start for start, end in spans)
    for region, end in zip(regions, ends, strict=True):
        assert region.start_ms * PER_MS <= region.speech[0][0]
        assert region.speech[-1][1] <= end


def test_a_region_is_the_sound_as_it_was_recorded() -> None:
    window = a_window(5)
    (region,) = regions_of(window, lambda _samples, _threshold: ms((1_000, 2_000)), chunk_ms=8_000)
    original = np.frombuffer(window.tracks[0], "<i2").astype(np.float32) / 32768
    assert region.start_ms == 1_000 - PAD_MS
    assert np.array_equal(region.samples, original[600 * PER_MS : 2_400 * PER_MS])
    assert region.samples.dtype == np.float32


def test_tracks_come_in_the_order_of_their_starts() -> None:
    found = iter([ms((3_000, 4_000)), ms((1_000, 2_000), (6_000, 7_000))])
    window = a_window(8, tracks=2)
    regions = list(regions_of(window, lambda _samples, _threshold: next(found), chunk_ms=8_000))
    assert [(region.track, region.speech_ms) for region in regions] == [
        (1, (1_000, 2_000)),
        (0, (3_000, 4_000)),
        (1, (6_000, 7_000)),
    ]


def test_a_window_without_sound_or_speech_has_no_regions() -> None:
    assert list(regions_of(Window(0, (b"",)), lambda _s, _t: [], chunk_ms=8_000)) == []
    assert list(regions_of(a_window(2), lambda _s, _t: [], chunk_ms=8_000)) == []


def a_region(*spans: tuple[int, int], start_ms: int, length_ms: int) -> Region:
    sound: Any = np.zeros(length_ms * PER_MS, np.float32)
    return Region(0, start_ms, sound, tuple(ms(*spans)))


def test_a_text_is_snapped_to_the_speech_it_belongs_to() -> None:
    region = a_region((1_000, 2_000), (4_000, 5_000), start_ms=600, length_ms=4_800)
    assert region.snapped(0.0, 30.0) == (1_000 - EDGE_MS, 5_000 + EDGE_MS)
    assert region.snapped(0.0, 1.4) == (1_000 - EDGE_MS, 2_000)
    assert region.snapped(1.8, 4.0) == (4_000 - EDGE_MS, 4_600)
    assert region.snapped(0.8, 0.9) == (1_400, 1_500)


def test_a_text_in_a_pause_keeps_its_time() -> None:
    region = a_region((1_000, 2_000), (4_000, 5_000), start_ms=600, length_ms=4_800)
    assert region.snapped(2.0, 2.4) == (2_600, 3_000)


def test_a_text_never_reaches_beyond_the_sound() -> None:
    region = a_region((0, 1_000), start_ms=0, length_ms=1_000)
    assert region.snapped(0.0, 2.0) == (0, 1_000)


@pytest.mark.parametrize("seed", range(40))
def test_snapped_times_lie_inside_in_order_and_do_not_cross(seed: int) -> None:
    chance = random.Random(seed)
    start_ms = chance.randrange(0, 5_000)
    bounds = sorted(chance.sample(range(start_ms, start_ms + 8_000), 6))
    spans = tuple(zip(bounds[::2], bounds[1::2], strict=True))
    region = a_region(*spans, start_ms=start_ms, length_ms=8_000)
    first, last = region.speech_ms
    for _ in range(50):
        begin, finish = sorted(chance.uniform(0, 9) for _ in range(2))
        start, end = region.snapped(begin, finish)
        assert max(start_ms, first - EDGE_MS) <= start <= end <= min(last + EDGE_MS, start_ms + 8_000)
