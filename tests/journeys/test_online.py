"""An online meeting whose far end comes out of a loudspeaker: nothing is written twice, nothing of the room is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.audio.growing import RATE, GrowingWave
from minutes_app.capture.plan import KIND_OF, TRACKS
from minutes_app.files import sha256_of
from minutes_app.meeting.model import Meeting, Recording, Run, Utterance
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.pipeline import Tools, hear, tools_from
from minutes_app.progress import no_report
from minutes_app.rehearing import Stretch, hear_again
from minutes_app.speakers import is_spoken
from tests import online
from tests.reliability.live import demo_hearing
from tests.scoring import error_rate

POINT = 0.01


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    tools, hearing = tools_from(), demo_hearing()
    tools.engine.load(hearing.weights.folder, hearing.options, no_report)
    tools.decoder.probe(online.RECORDING)
    tools.far_end.cleaner()(b"", b"", True)
    yield tools
    tools.close()


@pytest.fixture(scope="module")
def talk() -> online.Meeting:
    return online.online_meeting()


def utterances(folder: Path, tools: Tools, room: online.Sound, far: online.Sound) -> tuple[Utterance, ...]:
    meeting = create(folder, Meeting("m-1", "2026-11-25T10:00:00+09:00"))
    recordings = []
    for number, (track, sound) in enumerate(zip(TRACKS, (room, far), strict=True)):
        with GrowingWave(meeting / f"recording-{track}-001.wav") as wave:
            wave.append(online.pcm_of(sound))
        length_ms, name = len(sound) * 1000 // RATE, wave.path.name
        recordings.append(Recording(name, name, sha256_of(wave.path), length_ms, origin=KIND_OF[track], track=number))
    with OpenMeeting(meeting) as book:
        book.replace(replace(book.meeting, recordings=tuple(recordings)))
        list(hear(book, demo_hearing(), tools, no_report))
        return book.meeting.utterances


def errors(heard: tuple[Utterance, ...], talk: online.Meeting, track: int) -> float:
    said = "".join(one.text for one in sorted(talk.said[track], key=lambda one: one.start_ms))
    return error_rate(said, "".join(each.text for each in heard if each.speaker_id == f"s{track + 1}"))


@pytest.mark.parametrize("together", [False, True], ids=["one after the other", "both at once"])
def test_the_far_end_is_written_once_and_the_room_as_well_as_without_an_echo(
    together: bool, talk: online.Meeting, tools: Tools, tmp_path: Path
) -> None:
    talk = talk.talking_together() if together else talk
    clean = utterances(tmp_path / "clean", tools, talk.near, talk.far)
    heard = utterances(tmp_path / "echo", tools, talk.microphone(), talk.far)
    for track in (0, 1):
        assert errors(heard, talk, track) <= errors(clean, talk, track) + POINT
    assert abs(len(heard) - len(clean)) <= 1


def test_a_stretch_that_is_heard_again_writes_the_far_end_once_too(
    talk: online.Meeting, tools: Tools, tmp_path: Path
) -> None:
    before = utterances(tmp_path, tools, talk.microphone(), talk.far)
    [folder] = tmp_path.iterdir()
    stretch = Stretch(before[2].start_ms, before[6].end_ms)
    *_notices, run = hear_again(folder, load(folder), stretch, demo_hearing(), tools, no_report)
    assert isinstance(run, Run)
    spoken = [heard for heard in run.heard if is_spoken(heard)]
    for track in (0, 1):
        was = "".join(one.text for one in before if stretch.holds(one) and one.speaker_id == f"s{track + 1}")
        now = "".join(heard.text for heard in spoken if heard.track == track)
        assert error_rate(was, now) <= 10 * POINT
