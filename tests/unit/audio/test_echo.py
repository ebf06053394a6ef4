"""The far end is taken out of the room's microphone; whoever speaks in the room stays."""

from collections.abc import Iterator

import numpy
import pytest

from minutes_app.audio.echo import BLOCK, EARLY, EchoCanceller, without_echo
from minutes_app.audio.window import RATE
from tests.formats.hear import Samples
from tests.online import Meeting, Sound, online_meeting, pcm_of

SETTLED = 30 * RATE


@pytest.fixture(scope="module")
def meeting() -> Meeting:
    return online_meeting()


def pair(room: Sound, far: Sound) -> Samples:
    return numpy.stack([numpy.frombuffer(pcm_of(each), "<i2") for each in (room, far)])


def cleaned(both: Samples, piece: int = 8_000) -> Samples:
    canceller = EchoCanceller()
    out = [canceller.push(both[:, at : at + piece]) for at in range(0, both.shape[1], piece)]
    return numpy.concatenate([*out, canceller.finish()])


def decibel(sound: Sound, against: Sound) -> float:
    return float(10 * numpy.log10(numpy.square(sound).mean() / numpy.square(against).mean()))


@pytest.mark.parametrize(("gain", "delay_ms"), [(0.3, 120), (0.5, 400)])
def test_an_echo_is_taken_out(meeting: Meeting, gain: float, delay_ms: int) -> None:
    room = meeting.microphone(gain=gain, delay_ms=delay_ms)
    left = cleaned(pair(room, meeting.far)).astype(float) - meeting.near
    echo = room - meeting.near
    talking = slice(48 * RATE, 69 * RATE)
    assert decibel(echo[talking], left[talking]) > 20


def test_who_speaks_in_the_room_at_the_same_time_stays(meeting: Meeting) -> None:
    both = meeting.talking_together()
    room = both.microphone()
    left = cleaned(pair(room, both.far)).astype(float) - both.near
    assert decibel(both.near[SETTLED:], left[SETTLED:]) > decibel(both.near[SETTLED:], (room - both.near)[SETTLED:]) + 8


def test_a_room_is_left_alone_to_the_sample_while_the_far_end_is_silent(meeting: Meeting) -> None:
    room = meeting.near[: 10 * RATE + 77]
    both = pair(room, numpy.zeros_like(room))
    assert (cleaned(both) == both[0]).all()


def test_a_room_without_an_echo_keeps_its_voices(meeting: Meeting) -> None:
    left = cleaned(pair(meeting.near, meeting.far)).astype(float) - meeting.near
    assert decibel(meeting.near[SETTLED:], left[SETTLED:]) > 25


def test_the_size_of_the_pieces_changes_nothing(meeting: Meeting) -> None:
    both = pair(meeting.microphone(), meeting.far)[:, : 8 * RATE + 123]
    assert (cleaned(both, 333) == cleaned(both, 48_000)).all()


def test_nothing_is_held_back_for_longer_than_is_said(meeting: Meeting) -> None:
    both = pair(meeting.microphone(), meeting.far)[:, : 4 * RATE]
    given = len(EchoCanceller().push(both))
    assert 0 <= 4 * RATE - given <= (EARLY + 1) * BLOCK


def test_the_beginning_is_clean_and_the_recording_comes_along(meeting: Meeting) -> None:
    room = meeting.microphone()
    both = pair(room, meeting.far)

    def blocks() -> Iterator[Samples | str]:
        yield "file"
        for at in range(0, both.shape[1], 5 * RATE):
            yield both[:, at : at + 5 * RATE]

    came = list(without_echo(blocks()))
    assert came[0] == "file"
    rows = numpy.concatenate([each for each in came if not isinstance(each, str)], axis=1)
    assert (rows[1] == both[1]).all()
    assert (rows[2] == both[0]).all()
    first = slice(14 * RATE, 24 * RATE)
    assert decibel((room - meeting.near)[first], rows[0].astype(float)[first] - meeting.near[first]) > 5


def test_a_far_end_that_begins_late_is_taken_out_from_its_first_word_on(meeting: Meeting) -> None:
    """Before it there is its quiet line, and the room talks: nothing to learn the way from."""
    room, first = meeting.microphone(), meeting.said[1][0]
    begins, ends = first.start_ms * RATE // 1000, first.end_ms * RATE // 1000
    assert 20 < numpy.sqrt(numpy.square(meeting.far[:begins]).mean()) < 50
    assert abs(meeting.far[:begins]).max() > 100, "a quiet line has peaks"
    both = pair(room, meeting.far)
    pieces = iter([both[:, at : at + 8_000] for at in range(0, both.shape[1], 8_000)])
    left = numpy.concatenate([piece[0] for piece in without_echo(pieces)]).astype(float) - meeting.near
    assert decibel((room - meeting.near)[begins:ends], left[begins:ends]) > 25
