"""Windows: soon for the first, cut where it is quietest, and the same whatever comes in which pieces."""

from collections.abc import Iterable

import numpy
import pytest

from minutes_app.audio.cut import ACTIVE_MS, FIRST_MS, LONGEST_MS, Cutter
from minutes_app.audio.window import RATE, Window
from tests.formats.hear import Samples, joined


def speech(seconds: float, level: int = 4000, seed: int = 1) -> Samples:
    """Noise as loud as speech."""
    noise = numpy.random.default_rng(seed).normal(0, level, round(seconds * RATE))
    return noise.clip(-32768, 32767).astype(numpy.int16)


def silence(seconds: float, level: int = 0) -> Samples:
    return speech(seconds, level, seed=2) if level else numpy.zeros(round(seconds * RATE), numpy.int16)


def cut(sound: Samples, *, piece: int = 4096, start_ms: int = 0) -> list[Window]:
    """Windows of a sound of shape (samples,) or (tracks, samples)."""
    shaped = sound if sound.ndim == 2 else sound[numpy.newaxis, :]
    cutter = Cutter(len(shaped), start_ms)
    windows = [w for at in range(0, shaped.shape[1], piece) for w in cutter.push(shaped[:, at : at + piece])]
    return [*windows, *cutter.finish()]


def ends_ms(windows: Iterable[Window]) -> list[int]:
    return [window.start_ms + window.duration_ms for window in windows]


def test_no_sample_is_lost_added_or_moved() -> None:
    sound = numpy.concatenate([speech(47.123), silence(3), speech(300.5), silence(700, 3), speech(1)])
    windows = cut(sound, start_ms=5_000)
    assert numpy.array_equal(joined(windows), sound)
    assert [window.start_ms for window in windows[1:]] == ends_ms(windows)[:-1]
    assert windows[0].start_ms == 5_000


@pytest.mark.parametrize("piece", [1, 997, 16_000, 10_000_000])
def test_the_size_of_the_pieces_changes_nothing(piece: int) -> None:
    sound = numpy.concatenate([speech(21), silence(1), speech(41), silence(1), speech(30)])
    if piece == 1:
        sound = sound[: 33 * RATE]
    assert cut(sound, piece=piece) == cut(sound)


def test_the_first_window_comes_soon_and_ends_in_a_pause() -> None:
    first = cut(numpy.concatenate([speech(20), silence(0.6), speech(60)]))[0]
    assert 20_000 < first.duration_ms < 20_600
    assert first.duration_ms <= FIRST_MS


def test_the_cut_is_put_in_the_middle_of_the_pause() -> None:
    windows = cut(numpy.concatenate([speech(28), speech(50), silence(0.4), speech(60)]))
    pause = range(78_100, 78_301)
    assert any(end in pause for end in ends_ms(windows))


def test_the_quietest_pause_wins() -> None:
    sound = numpy.concatenate([speech(17), silence(0.5, 300), speech(5), silence(0.5, 30), speech(60)])
    assert 22_500 < cut(sound)[0].duration_ms < 23_000


def test_every_cut_of_a_long_meeting_is_in_a_pause() -> None:
    lengths = [17 + turn % 5 for turn in range(30)]
    sound = numpy.concatenate([part for length in lengths for part in (speech(length), silence(0.5))])
    pauses = numpy.cumsum([length + 0.5 for length in lengths]) * 1000
    for end in ends_ms(cut(sound))[:-1]:
        assert min(pause - end for pause in pauses if pause >= end) < 500


def test_what_is_left_over_from_a_window_is_judged_by_its_own_sound() -> None:
    left_over = silence(13.5, 10)
    sound = numpy.concatenate([speech(16), silence(0.5), left_over, speech(55), silence(0.4), speech(60)])
    assert 85_000 < ends_ms(cut(sound))[1] < 85_400


def test_a_pause_of_one_track_while_the_other_speaks_is_no_pause() -> None:
    left = numpy.concatenate([speech(18), silence(1), speech(8), silence(1), speech(32)])
    right = numpy.concatenate([speech(18, seed=3), silence(1), speech(41, seed=4)])
    first = cut(numpy.stack([left, right]))[0]
    assert 18_000 < first.duration_ms < 19_000


def test_speech_without_a_pause_is_cut_all_the_same() -> None:
    windows = cut(speech(600))
    assert all(window.duration_ms <= ACTIVE_MS + 1000 for window in windows)
    assert len(windows) < 25


def test_silence_makes_windows_longer_and_bounded() -> None:
    windows = cut(numpy.concatenate([silence(LONGEST_MS / 1000 * 2.5)]))
    assert max(window.duration_ms for window in windows) <= LONGEST_MS
    assert len(windows) <= 5


def test_pauses_do_not_count_as_active() -> None:
    turn = numpy.concatenate([speech(2), silence(6, 10)])
    windows = cut(numpy.tile(turn, 60))
    assert sorted(window.duration_ms for window in windows)[len(windows) // 2] > 2 * ACTIVE_MS


def test_quiet_speech_over_a_quieter_room_counts_as_active() -> None:
    turn = numpy.concatenate([speech(4, level=40), silence(1, 4)])
    windows = cut(numpy.tile(turn, 40))
    assert max(window.duration_ms for window in windows) < 1.5 * ACTIVE_MS


def test_in_a_loud_room_everything_counts_as_active() -> None:
    windows = cut(speech(400, level=500))
    assert max(window.duration_ms for window in windows) <= ACTIVE_MS + 1000


@pytest.mark.parametrize("tracks", [1, 2, 8])
def test_memory_does_not_depend_on_the_number_of_tracks(tracks: int) -> None:
    quiet = numpy.zeros((tracks, 700 * RATE), numpy.int16)
    assert max(sum(map(len, window.tracks)) for window in cut(quiet)) <= LONGEST_MS * RATE * 2 // 1000


def test_no_sound_makes_no_window() -> None:
    assert cut(silence(0)) == []


def test_less_than_a_frame_is_a_window() -> None:
    assert [window.duration_ms for window in cut(speech(0.004))] == [4]
