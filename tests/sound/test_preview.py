"""How loud a microphone is, before anything is recorded."""

from contextlib import closing
from pathlib import Path

import numpy
import pytest
import soundfile

from minutes_app.capture.preview import Loudness, levels
from minutes_app.errors import DeviceMissing
from minutes_app.gui.errands import Inputs
from minutes_app.gui.recording import Fixed, find_inputs, try_inputs
from minutes_app.progress import Cancelled, Progress, no_report
from tests.sound.fake_sound import MICROPHONE, SYSTEM, FakeSound

RATE = 16_000


def a_tone(tmp_path: Path) -> Path:
    """440 Hz at -12 dBFS, ten seconds long."""
    path = tmp_path / "tone.wav"
    at = numpy.arange(10 * RATE) / RATE
    soundfile.write(str(path), 0.25 * numpy.sin(2 * numpy.pi * 440 * at), RATE, subtype="PCM_16")
    return path


def test_a_level_is_told_for_each_input_as_it_is_now(sound: FakeSound, tmp_path: Path) -> None:
    with closing(levels((("mic", MICROPHONE), ("system", "default")), report=no_report)) as stream:
        assert {each.track for each in next(stream)} == {"mic", "system"}
        sound.play(a_tone(tmp_path))
        loud: Loudness = next(now[0] for now in stream if now[0].peak_db > -20)
        assert loud.peak_db == pytest.approx(-12, abs=1.5)


def test_the_window_asks_a_child_and_stops_when_nobody_looks(sound: FakeSound, tmp_path: Path) -> None:
    sound.play(a_tone(tmp_path))
    stopped = False

    def report(_progress: Progress) -> None:
        if stopped:
            raise Cancelled

    stream = try_inputs({"mic": ""}, report)
    assert next(now for now in stream if now[0].peak_db > -20)
    stopped = True
    with pytest.raises(Cancelled):
        list(stream)


def test_what_can_be_recorded_is_listed_by_name(sound: FakeSound) -> None:
    fixed, found = find_inputs(no_report)
    assert fixed == Fixed(frozenset())
    assert isinstance(found, Inputs)
    assert MICROPHONE in found.microphones
    assert SYSTEM in found.outputs


def test_an_input_that_is_not_there_is_named(sound: FakeSound) -> None:
    with pytest.raises(DeviceMissing) as told:
        list(try_inputs({"mic": "会議室"}, no_report))
    assert told.value.name == "会議室"
