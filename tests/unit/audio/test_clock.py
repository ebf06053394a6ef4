"""The file's own clock is followed where it is right, and overruled where it cannot be."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import numpy
import pytest
from av import AudioFrame

from minutes_app.audio.container import Broken, Sound
from minutes_app.audio.timeline import LONGEST_GAP_S, Timeline
from minutes_app.audio.window import RATE
from minutes_app.errors import UnsupportedSound
from tests.formats.hear import Samples

SECOND = 16_000


class ScriptedSound:
    """A recording whose frames and faults the test writes down."""

    path = Path("会議.wav")

    def __init__(self, *pieces: AudioFrame | Broken, origin_s: float | None = 0.0) -> None:
        self.origin_s = origin_s
        self._pieces = pieces

    def pieces(self) -> Iterator[AudioFrame | Broken]:
        yield from self._pieces

    def check_shape(self, channels: int, _rate: int) -> None:
        if channels > 8:
            raise UnsupportedSound(self.path, "too_many_channels")


def tone(at_s: float | None, seconds: float = 1.0, *, rate: int = SECOND, channels: int = 1) -> AudioFrame:
    """A frame of a loud tone whose clock says `at_s`."""
    wave = (8000 * numpy.sin(numpy.arange(round(seconds * rate)) / rate * 2 * numpy.pi * 400)).astype(numpy.int16)
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    frame = AudioFrame.from_ndarray(numpy.tile(wave, (channels, 1)), format="s16p", layout=layout)
    frame.sample_rate = rate
    frame.time_base = Fraction(1, 1000)
    frame.pts = None if at_s is None else round(at_s * 1000)
    return frame


def line_of(*pieces: AudioFrame | Broken, origin_s: float | None = 0.0) -> tuple[Samples, Timeline]:
    line = Timeline(cast(Sound, ScriptedSound(*pieces, origin_s=origin_s)), 1)
    blocks = list(line.blocks())
    sound = numpy.concatenate(blocks, axis=1)[0] if blocks else numpy.zeros(0, numpy.int16)
    assert len(sound) == line.produced
    return sound, line


def is_silent(sound: Samples, from_s: float, to_s: float) -> bool:
    return not sound[round((from_s + 0.02) * RATE) : round((to_s - 0.02) * RATE)].any()


def test_a_confirmed_jump_ahead_becomes_silence() -> None:
    sound, line = line_of(tone(0), tone(3), tone(4))
    assert line.produced == 5 * RATE
    assert is_silent(sound, 1, 3)
    assert not is_silent(sound, 3, 4)
    assert (line.places, line.skipped) == (1, 2 * RATE)


def test_one_frame_with_a_wrong_time_makes_no_silence() -> None:
    _, line = line_of(tone(0), tone(500), tone(2), tone(3))
    assert line.produced == 4 * RATE
    assert line.places == 0


def test_a_clock_that_runs_back_loses_no_sound() -> None:
    sound, line = line_of(tone(100), tone(101), tone(0), tone(1), tone(2), origin_s=100.0)
    assert line.produced == 5 * RATE
    assert not any(is_silent(sound, second, second + 1) for second in range(5))


def test_after_a_clock_ran_back_its_later_gaps_are_still_true() -> None:
    sound, line = line_of(tone(100), tone(101), tone(0), tone(1), tone(4), tone(5), origin_s=100.0)
    assert line.produced == 8 * RATE
    assert is_silent(sound, 4, 6)


def test_clocks_may_wander_a_little() -> None:
    _, line = line_of(tone(0), tone(1.03), tone(1.98), tone(3.04), tone(3.97))
    assert line.produced == 5 * RATE


def test_a_slow_drift_is_made_up_for_without_being_called_damage() -> None:
    frames = [tone(n * 1.002) for n in range(200)]
    _, line = line_of(*frames)
    assert line.produced / RATE == pytest.approx(200.4, abs=0.06)
    assert line.places == 0


def test_a_jump_longer_than_any_break_is_not_believed() -> None:
    beyond = LONGEST_GAP_S + 2
    _, line = line_of(tone(0), tone(beyond), tone(beyond + 1), tone(beyond + 2))
    assert line.produced == 4 * RATE
    assert line.places == 1


def test_many_long_jumps_cannot_fill_a_disk_with_silence() -> None:
    starts = [hour * 3500.0 for hour in range(40)]
    _, line = line_of(*(frame for start in starts for frame in (tone(start), tone(start + 1))))
    assert line.produced < 5 * 3600 * RATE


def test_broken_packets_without_a_clock_are_replaced_by_their_length() -> None:
    sound, line = line_of(tone(None), Broken(0.5), Broken(0.5), tone(None))
    assert line.produced == 3 * RATE
    assert is_silent(sound, 1, 2)
    assert (line.places, line.skipped) == (1, RATE)


def test_one_lost_packet_is_replaced_exactly_where_the_clock_tells() -> None:
    sound, line = line_of(tone(0), Broken(0.03), tone(1.03), tone(2.03))
    assert line.produced == round(3.03 * RATE)
    assert is_silent(sound[: round(1.025 * RATE)], 1.0, 1.045)
    assert line.places == 1


def test_places_are_counted_apart() -> None:
    _, line = line_of(tone(0), Broken(1), tone(2), tone(3), Broken(1), tone(5), tone(6))
    assert (line.places, line.skipped) == (2, 2 * RATE)


def test_a_broken_end_counts_and_keeps_its_length() -> None:
    _, line = line_of(tone(0), Broken(0.5), Broken(0.5))
    assert (line.produced, line.places, line.skipped) == (2 * RATE, 1, RATE)


def test_damage_that_cost_no_time_is_not_mentioned() -> None:
    _, line = line_of(tone(0), Broken(), tone(1), tone(2))
    assert (line.produced, line.places) == (3 * RATE, 0)


def test_rate_and_channels_may_change_on_the_way() -> None:
    sound, line = line_of(tone(0), tone(1, rate=44_100, channels=2), tone(2, rate=8_000), tone(3, channels=6))
    assert line.produced == pytest.approx(4 * RATE, abs=4)
    assert not any(is_silent(sound, second, second + 1) for second in range(4))


def test_every_file_ends_on_a_whole_millisecond() -> None:
    _, line = line_of(tone(0, 0.50003), tone(0.5, 0.33339))
    assert line.produced % (RATE // 1000) == 0


def test_nothing_but_broken_packets_is_no_sound() -> None:
    sound, line = line_of(Broken(1.0), Broken(1.0))
    assert (len(sound), line.heard_any) == (0, False)


def test_sound_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes_app.audio.timeline.LONGEST_S", 5)
    with pytest.raises(UnsupportedSound, match="too_long"):
        line_of(*(tone(second) for second in range(7)))
