"""An online meeting is recorded by a real window: both tracks, live text, and no engine library in its process."""

import sys
from pathlib import Path

import pytest
import soundfile

from minutes_app.audio.window import RATE
from tests.gui.test_recording_end_to_end import _no_recorder_left as _no_recorder_left, driven, meeting_in
from tests.online import online_meeting, pcm_of
from tests.speaking import Speaker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a FIFO; docs/windows-checklist.md, 12")

SPOKEN_S = 40.0


def test_the_room_and_the_far_end_are_heard_while_they_speak_by_processes_of_their_own(tmp_path: Path) -> None:
    talk, library = online_meeting().talking_together(), tmp_path / "会議"
    for name, track in (("room", talk.microphone()), ("far", talk.far)):
        with soundfile.SoundFile(str(tmp_path / f"{name}.wav"), "w", RATE, 1, "PCM_16") as file:
            file.buffer_write(pcm_of(track), "int16")
    with (
        Speaker(tmp_path / "mic", seconds=SPOKEN_S, speech=tmp_path / "room.wav") as room,
        Speaker(tmp_path / "system", seconds=SPOKEN_S, speech=tmp_path / "far.wav") as far,
        driven("two", library, MINUTES_CAPTURE_DEVICE=room.device, MINUTES_CAPTURE_SYSTEM=far.device) as person,
    ):
        answer = person.answer()
    _folder, meeting = meeting_in(library)
    assert {one.origin for one in meeting.recordings} == {"microphone", "system"}
    assert {one.speaker_id for one in meeting.utterances} == {each.id for each in meeting.speakers[:2]}
    assert answer["utterances"] == [one.text for one in meeting.utterances]
    assert answer["heavy"] == []
    assert answer["network"] == []
