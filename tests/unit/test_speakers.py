"""What a run heard as utterances and speakers."""

from dataclasses import replace

import pytest

from minutes_app.meeting.model import Heard, Meeting, Recording, Run, Speaker, Utterance
from minutes_app.speakers import keeps_text, with_run

MEETING = Meeting("m-1", "2026-11-23T10:00:00+09:00")


def a_run(*heard: Heard, run_id: str = "r1") -> Run:
    return Run(run_id, "k", "demo-ja", "ab", {}, "cpu", "int8", "", "", 9_000, 1, heard)


def said(start_ms: int, text: str, track: int = 0, end_ms: int = 0) -> Heard:
    return Heard(start_ms, end_ms or start_ms + 500, text, track=track, confidence=0.8, flags=("loop",))


def test_what_was_heard_becomes_utterances_by_time() -> None:
    meeting = with_run(MEETING, a_run(said(2_000, "二"), said(1_000, "一"), said(3_000, "三")))
    assert [each.text for each in meeting.utterances] == ["一", "二", "三"]
    assert [each.id for each in meeting.utterances] == ["u000001", "u000002", "u000003"]
    first = meeting.utterances[0]
    assert (first.heard, first.confidence, first.flags, first.start_ms, first.end_ms) == (
        "一",
        0.8,
        ("loop",),
        1_000,
        1_500,
    )
    assert (meeting.run_id, meeting.speakers, meeting.touched) == ("r1", (), False)


def test_stretches_without_words_become_no_utterance() -> None:
    assert [each.text for each in with_run(MEETING, a_run(said(0, ""), said(1_000, "一"))).utterances] == ["一"]


def test_one_channel_names_nobody() -> None:
    meeting = with_run(MEETING, a_run(said(0, "一"), said(1_000, "二")))
    assert {each.speaker_id for each in meeting.utterances} == {""}


def test_each_channel_is_a_speaker() -> None:
    meeting = with_run(MEETING, a_run(said(0, "左", 0), said(0, "右", 1), said(1_000, "左", 0)))
    assert [(each.id, each.label) for each in meeting.speakers] == [("s1", "話者1"), ("s2", "話者2")]
    assert [(each.text, each.speaker_id) for each in meeting.utterances] == [("左", "s1"), ("右", "s2"), ("左", "s1")]


def test_a_channel_keeps_its_speaker_when_another_falls_silent() -> None:
    first = with_run(MEETING, a_run(said(0, "一", 0), said(1, "二", 1), said(2, "三", 2)))
    named = replace(first, speakers=tuple(replace(each, name=f"名{each.id}") for each in first.speakers))
    again = with_run(named, a_run(said(1, "二", 1), said(2, "三", 2), run_id="r2"))
    assert [(each.text, each.speaker_id) for each in again.utterances] == [("二", "s2"), ("三", "s3")]
    assert [(each.id, each.name) for each in again.speakers] == [("s2", "名s2"), ("s3", "名s3")]


@pytest.mark.parametrize("touched", [True, False])
def test_only_text_that_a_person_has_worked_on_is_kept(touched: bool) -> None:
    old = replace(with_run(MEETING, a_run(said(0, "古い"))), touched=touched)
    assert keeps_text(old) is touched
    new = with_run(old, a_run(said(0, "新しい"), run_id="r2"))
    assert new == old if touched else new.utterances[0].text == "新しい"


def test_a_meeting_that_was_touched_before_anything_was_heard_gets_its_text() -> None:
    prepared = replace(MEETING, touched=True, speakers=(Speaker("s-9", "話者A", "山田"),))
    assert not keeps_text(prepared)
    meeting = with_run(prepared, a_run(said(0, "左", 0), said(1, "右", 1)))
    assert [each.text for each in meeting.utterances] == ["左", "右"]
    assert [each.id for each in meeting.speakers] == ["s1", "s2", "s-9"]


def test_an_end_before_the_start_is_mended() -> None:
    meeting = with_run(MEETING, a_run(said(5_000, "一", end_ms=4_000)))
    assert meeting.utterances == (Utterance("u000001", 5_000, 5_000, "一", "一", confidence=0.8, flags=("loop",)),)


def recorded(*, far_end: bool = True) -> Meeting:
    room = Recording("recording-mic-001.wav", "", "aa", 9_000, origin="microphone")
    far = Recording("recording-system-001.wav", "", "bb", 9_000, origin="system", track=1)
    return replace(MEETING, recordings=(room, far) if far_end else (room,))


def test_each_track_of_an_online_meeting_hints_who_spoke() -> None:
    meeting = with_run(recorded(), a_run(said(0, "一", 0), said(1_000, "二", 1)))
    assert [(each.id, each.label) for each in meeting.speakers] == [("s1", "会場"), ("s2", "オンライン")]
    assert [each.speaker_id for each in meeting.utterances] == ["s1", "s2"]


def test_a_track_on_which_nobody_speaks_is_known_all_the_same() -> None:
    meeting = with_run(recorded(), a_run(said(0, "一", 1)))
    assert [each.speaker_id for each in meeting.utterances] == ["s2"]


def test_a_recording_of_the_room_alone_names_nobody() -> None:
    meeting = with_run(recorded(far_end=False), a_run(said(0, "一", 0)))
    assert (meeting.speakers, meeting.utterances[0].speaker_id) == ((), "")


def test_what_came_back_through_the_loudspeaker_is_left_out() -> None:
    again = replace(said(1_200, "二", 0), flags=("echo",))
    meeting = with_run(recorded(), a_run(said(1_000, "二", 1), again))
    assert [(each.text, each.speaker_id) for each in meeting.utterances] == [("二", "s2")]
