"""The measuring itself: a loss of known length is found, and its place."""

import time
from pathlib import Path

import numpy as np

from tests.reliability.content import apart_ms, content, opens
from tests.reliability.feeder import STEP, STEPS, Feeder, _sound
from tests.unit.capture.puppets import put_part


def steps(first: int, last: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    return np.repeat(np.arange(first, last, dtype=np.int16) + 1, STEP)


def test_a_whole_recording_has_no_hole() -> None:
    held = content(np.concatenate((np.zeros(777, np.int16), steps(5, 300), np.zeros(99, np.int16))))
    assert (held.first, held.last, held.holes, held.starts[5]) == (5, 299, (), 777)


def test_missing_steps_are_a_hole_at_their_place() -> None:
    held = content(np.concatenate((steps(0, 100), np.zeros(300, np.int16), steps(150, 200))))
    assert held.holes == ((1018, 500),)
    assert held.missing_ms == 500


def test_a_sample_more_or_less_is_no_hole() -> None:
    wave = steps(0, 100)
    assert content(np.delete(wave, 5000)).holes == content(np.insert(wave, 5000, wave[5000])).holes == ()


def test_tracks_that_lie_apart_are_measured_by_their_steps() -> None:
    late = np.concatenate((np.zeros(800, np.int16), steps(10, 90)))
    assert apart_ms(content(steps(10, 90)), content(late)) == 50.0


def test_nothing_but_silence_holds_nothing() -> None:
    assert content(np.zeros(100, np.int16)).starts == {}


def test_the_feeder_tells_what_it_had_handed_over(tmp_path: Path) -> None:
    with Feeder() as feeder:
        feeder.microphone(tmp_path / "mic.fifo")
        time.sleep(0.5)
        moment = time.monotonic()
        time.sleep(0.2)
        assert 20 <= feeder.delivered_at(moment) <= 60
    assert content(np.frombuffer(_sound(0) + _sound(800), np.int16)).last == 9
    assert content(np.frombuffer(_sound(STEP * STEPS), np.int16)).first == 0


def test_a_file_that_ends_in_its_header_opens_nowhere(tmp_path: Path) -> None:
    whole = put_part(tmp_path, "mic", 1, samples=1000)
    assert opens(whole) == (True, True)
    whole.write_bytes(whole.read_bytes()[:50])
    assert opens(whole) == (False, False)
