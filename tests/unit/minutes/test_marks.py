"""A recorded meeting's documents tell of pauses, missing sound and the marks that were pressed."""

from datetime import date

import msgspec

from minutes_app.meeting.model import Mark, Meeting, Recording
from minutes_app.minutes.fields import fields_of, marks_of, notes_of, recordings_of
from minutes_app.minutes.record import Record
from minutes_app.minutes.text import Kind, export

MARKS = (
    Mark(600_000, "agenda"),
    Mark(754_200, "lost", 754_450),
    Mark(900_000, "paused", text="14:10～14:25"),
    Mark(1_200_000, "agenda"),
    Mark(1_230_000, "late", text="佐藤\n委員"),
)
PARTS = (
    Recording("recording-mic-001.wav", "recording-mic-001.wav", "a" * 64, 1_200_000, origin="microphone"),
    Recording("recording-mic-002.wav", "recording-mic-002.wav", "b" * 64, 60_000, 1_200_000, origin="microphone"),
    Recording("recording-system-001.wav", "recording-system-001.wav", "c" * 64, 1_260_000, origin="system", track=1),
)
MEETING = Meeting("m-1", "", recordings=PARTS, marks=MARKS)


def text_of(kind: Kind) -> str:
    return export(MEETING, None, kind).decode("utf-8")


def test_pauses_and_missing_sound_are_told_in_the_notes() -> None:
    assert notes_of(MEETING, None, demo=False) == [
        "録音を一時停止したところが1か所あります: 00:15:00の時点（14:10～14:25）。その間の発言は録音されていません。",
        "録音の音が途切れたところが1か所・計0.2秒あります: 00:12:34。時刻はずれていません。",
    ]
    assert fields_of(MEETING, None, demo=False, today=date(2026, 11, 25))["注意書き一覧"] == notes_of(
        MEETING, None, demo=False
    )


def test_many_places_are_cut_short() -> None:
    lost = tuple(Mark(at * 60_000, "lost", at * 60_000 + 1000) for at in range(9))
    (note,) = notes_of(Meeting("m", "", marks=lost), None, demo=False)
    assert note.startswith("録音の音が途切れたところが9か所・計9秒あります: 00:00:00、00:01:00")
    assert "00:04:00 ほか。" in note


def test_a_meeting_without_marks_has_no_such_notes() -> None:
    assert notes_of(Meeting("m", ""), None, demo=False) == []


def test_the_marks_of_a_person_are_listed_with_their_times_and_agenda_items_are_counted() -> None:
    assert marks_of(MEETING) == [("00:10:00", "議題1"), ("00:20:00", "議題2"), ("00:20:30", "遅参 佐藤 委員")]
    for kind in ("txt", "md"):
        assert "録音中の印" in text_of(kind)
        assert "00:20:00 議題2" in text_of(kind)


def test_the_json_has_every_mark() -> None:
    record = msgspec.json.decode(export(MEETING, None, "json"), type=Record)
    assert [(mark.kind, mark.start_ms, mark.end_ms) for mark in record.marks][1:3] == [
        ("lost", 754_200, 754_450),
        ("paused", 900_000, None),
    ]
    assert record.marks[2].text == "14:10～14:25"


def test_a_reader_is_told_how_long_our_own_recording_is_not_how_its_parts_are_called() -> None:
    assert recordings_of(MEETING) == "このプログラムで録音（21分、ファイル3個）"
    assert recordings_of(Meeting("m", "", recordings=PARTS[:1])) == "このプログラムで録音（20分）"
