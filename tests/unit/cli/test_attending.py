"""A person beside a recording hears of each thing once, and sees what the recorders put on the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.capture.desk import State, TrackStatus
from minutes_app.capture.evidence import Entry
from minutes_app.capture.session import Session, Wish
from minutes_app.cli.attending import Attendant
from minutes_app.cli.keyboard import Keyboard
from minutes_app.cli.recording_line import RecordingLine, _ending
from minutes_app.cli.stop_sign import StopSign
from minutes_app.errors import DiskFull
from minutes_app.wording import record as words
from tests.unit.capture.puppets import Puppets, entry, opened


@pytest.fixture
def attendant(tmp_path: Path) -> Iterator[Attendant]:
    with opened(tmp_path) as book, Puppets() as puppets:
        session = Session.start(book, Wish({"mic": "", "system": ""}), launch=puppets.launch)
        try:
            with StopSign() as sign:
                yield Attendant(session, sign)
        finally:
            session.close()


def told(attendant: Attendant, *entries: tuple[Entry, float]) -> list[str]:
    """The headlines of what was said."""
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attendant, "_say", said.append)
        for each, now in entries:
            attendant._tell(each, now)
    return [text.splitlines()[0] for text in said]


def test_what_lasts_is_told_when_it_begins_and_not_once_more_with_its_end(attendant: Attendant) -> None:
    begun = entry("disk_low", 1000, track="mic", free=900 << 20)
    ended = entry("disk_low", 1000, until_ms=99_000, track="mic")
    assert told(attendant, (begun, 0.0), (ended, 98.0)) == [
        "録音を保存するディスクの空きが少なくなりました（残り 900 MB）。"
    ]


def test_the_same_thing_again_and_again_is_told_every_half_minute(attendant: Attendant) -> None:
    losses = [(entry("lost", at * 1000, track="mic", until_ms=at * 1000 + 100), float(at)) for at in range(65)]
    assert len(told(attendant, *losses)) == 3


def test_both_recorders_notice_the_pc_but_it_is_told_once_and_each_track_speaks_for_itself(
    attendant: Attendant,
) -> None:
    slept = [(entry("slept", 5, track=track, until_ms=9000), 0.0) for track in ("mic", "system")]
    gone = [(entry("device_gone", 5, track=track), 0.0) for track in ("mic", "system")]
    assert len(told(attendant, *slept)) == 1
    assert len(told(attendant, *gone)) == 2


@pytest.mark.parametrize(("key", "kind"), [("1", "agenda"), ("7", "vote"), ("9", "left")])
def test_a_number_is_a_mark(attendant: Attendant, key: str, kind: str) -> None:
    attendant._session.news()
    attendant._act(key)
    (mark,) = attendant._session.news()
    assert mark.facts["kind"] == kind


def test_the_help_line_names_every_key(attendant: Attendant, capsys: pytest.CaptureFixture[str]) -> None:
    attendant._act("?")
    shown = capsys.readouterr().err
    assert all(f"{key} " in shown for key in "123456789pq")
    attendant._act("x")
    assert capsys.readouterr().err == ""


def status(peak_db: float, *, state: State = State.RECORDING, free: int = 0) -> TrackStatus:
    return TrackStatus("mic", 1, 0.0, state, 5000, 5000, peak_db - 3, peak_db, 0, 0, free, 1, 0.0)


@pytest.mark.parametrize(("peak_db", "word"), [(-120, "無音"), (-50, "小さい"), (-12, "適正"), (-0.5, "大きすぎ")])
def test_the_level_is_said_in_a_word(peak_db: float, word: str) -> None:
    assert f" {word}" in RecordingLine().text(754_000, (status(peak_db),))


def test_the_line_tells_time_state_and_what_the_disk_has_left() -> None:
    line = RecordingLine().text(754_000, (status(-12, state=State.PAUSED, free=115_200_000 * 30),))
    assert line.startswith("○ 一時停止中 00:12:34　マイク ■")
    assert line.endswith("空き 約30時間分")
    assert "1時間分未満" in words.status(0, 1, [], 0.5)


def test_of_a_draft_the_end_is_shown() -> None:
    assert _ending("それでは予算について", 8) == "について"
    assert _ending("あ", 0) == ""


def test_without_a_terminal_there_are_no_keys() -> None:
    with Keyboard() as keyboard:
        assert not keyboard.works
        assert keyboard.pressed(0.0) == ""


def test_the_first_stop_is_for_the_recording_and_the_second_for_what_comes_after() -> None:
    with StopSign() as sign:
        sign._caught(2, None)
        sign.interrupt_from_now_on()
        with pytest.raises(KeyboardInterrupt):
            sign._caught(2, None)
        with pytest.raises(KeyboardInterrupt):
            sign.interrupt_from_now_on()


def test_a_mark_that_the_disk_does_not_take_is_said_and_the_recording_goes_on(
    attendant: Attendant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def full(_entry: Entry) -> None:
        raise DiskFull(tmp_path)

    monkeypatch.setattr(attendant._session._notebook, "write", full)
    for key in "1p":
        attendant._obey(key)
    assert capsys.readouterr().err.count("ディスクの空きがなくなり") == 2
    assert attendant._session.is_paused
    assert not attendant._session.is_over
