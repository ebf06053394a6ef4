"""The recording lane's work with real recorders and a microphone that speaks: no window, no thread of its own."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.capture.evidence import Entry
from minutes_app.capture.plan import WINDOW_ORPHAN_S
from minutes_app.capture.recover import interrupted, running
from minutes_app.errors import DeviceMissing
from minutes_app.gui.recording import (
    PAUSE,
    RESUME,
    REVISE,
    STOP,
    Attendance,
    Began,
    Done,
    Kept,
    LeftBehind,
    Plan,
    Written,
    left_behind,
    try_inputs,
)
from minutes_app.listening import Final
from minutes_app.listening.course import wish_of
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.meeting.revision import Revision
from minutes_app.meeting.store import load
from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.settings import Settings, load as load_settings
from minutes_app.tools import Tools
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.running import wait_until
from tests.speaking import Speaker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a FIFO; docs/windows-checklist.md, 11 and 12")

SAID = Occasion("庁議", agenda=(AgendaItem("a1", "予算"),))


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Speaker]:
    with Speaker(tmp_path / "mic") as speaker:
        yield speaker


def settings_for(library: Path, device: str) -> Settings:
    return load_settings({"library.folder": str(library), "capture.device": device})[0]


def tools() -> Tools:
    return Tools(ScriptedDecoder(), ScriptedEngine(), ScriptedWriter())


def attendance(settings: Settings, *, folder: Path | None = None, with_text: bool = False) -> Attendance:
    wish = None if folder else wish_of(settings.capture, orphan_s=WINDOW_ORPHAN_S)
    return Attendance(Plan(SAID, wish, folder, with_text), settings, tools)


def began(stream: Iterator[object]) -> Began:
    first = next(stream)
    assert isinstance(first, Began)
    return first


def until_done(stream: Iterator[object], what: str) -> Done:
    return next(each for each in stream if isinstance(each, Done) and each.order.what == what)


def test_a_mark_counts_from_the_moment_it_was_pressed_and_pauses_stand_in_the_meeting(
    tmp_path: Path, speaker: Speaker
) -> None:
    work = attendance(settings_for(tmp_path / "会議", speaker.device))
    stream = iter(work(no_report))
    gauge = began(stream).gauge
    before = gauge.read()
    work.order("agenda", "予算", 1)
    after = gauge.read()
    assert wait_until(lambda: (now := gauge.read()) and after and now.position_ms > after.position_ms + 300)
    done = until_done(stream, "agenda")
    assert before is not None
    assert after is not None
    assert before.position_ms <= done.at_ms <= after.position_ms
    for order in (PAUSE, RESUME, STOP):
        work.order(order)
        until_done(stream, order)
    kept = [each for each in stream if isinstance(each, Kept)]
    assert [each.is_only_kept for each in kept] == [False]
    assert gauge.read() is None
    [folder] = (tmp_path / "会議").iterdir()
    meeting = load(folder)
    persons = [mark for mark in meeting.marks if mark.kind in ("agenda", "paused")]
    assert [(mark.kind, mark.text[:2]) for mark in persons] == [("agenda", "予算"), ("paused", persons[1].text[:2])]
    assert persons[0].at_ms == done.at_ms
    assert meeting.occasion.title == "庁議"
    assert meeting.recordings
    assert running() == ()
    assert interrupted() == ()


def test_the_sheet_is_changed_in_the_middle_and_is_on_the_disk_at_once(tmp_path: Path, speaker: Speaker) -> None:
    work = attendance(settings_for(tmp_path / "会議", speaker.device))
    stream = iter(work(no_report))
    began_with = began(stream).occasion
    people = (Attendee("髙橋 一郎"),)
    agenda = (AgendaItem("a0", "開会"), *began_with.agenda)
    work.revise(Revision(began_with, replace(began_with, agenda=agenda, attendees=people)))
    done = until_done(stream, REVISE)
    [folder] = (tmp_path / "会議").iterdir()
    assert load(folder).occasion == done.said == replace(began_with, agenda=agenda, attendees=people)
    work.order("agenda", "予算", 2)
    until_done(stream, "agenda")
    work.order(STOP)
    until_done(stream, STOP)
    work.revise(Revision(began_with, replace(began_with, place="第2会議室")))
    list(stream)
    after = load(folder).occasion
    assert (after.place, after.attendees, after.agenda) == ("第2会議室", people, agenda), "late, and not lost"
    assert after.end, "and what the recording told is there"
    assert work.left_over() == []


def test_the_text_that_was_shown_is_the_meetings(tmp_path: Path, speaker: Speaker) -> None:
    work = attendance(settings_for(tmp_path / "会議", speaker.device), with_text=True)
    stream = iter(work(no_report))
    began(stream)
    shown = [next(each for each in stream if isinstance(each, Final)) for _ in range(2)]
    work.order(STOP)
    rest = list(stream)
    shown += [each for each in rest if isinstance(each, Final)]
    assert [each for each in rest if isinstance(each, Written)] == [Written(True)]
    [folder] = (tmp_path / "会議").iterdir()
    assert [each.text for each in load(folder).utterances] == [each.heard.text for each in shown]


def test_a_recording_that_is_only_kept_has_no_text_yet(tmp_path: Path, speaker: Speaker) -> None:
    work = attendance(settings_for(tmp_path / "会議", speaker.device), with_text=True)
    stream = iter(work(no_report))
    began(stream)
    work.keep_only = True
    work.order(STOP)
    rest = list(stream)
    assert [each.is_only_kept for each in rest if isinstance(each, Kept)] == [True]
    assert not [each for each in rest if isinstance(each, Written)]
    [folder] = (tmp_path / "会議").iterdir()
    assert load(folder).utterances == ()


def test_a_device_that_is_missing_leaves_no_meeting(tmp_path: Path) -> None:
    work = attendance(settings_for(tmp_path / "会議", f"pipe:{tmp_path / 'none'}"))
    with pytest.raises(DeviceMissing):
        list(work(no_report))
    assert list((tmp_path / "会議").iterdir()) == []
    assert running() == ()


def test_when_the_work_is_cancelled_the_recorder_goes_on_and_another_window_attaches(
    tmp_path: Path, speaker: Speaker
) -> None:
    settings = settings_for(tmp_path / "会議", speaker.device)
    cancelled = False

    def report(_progress: Progress) -> None:
        if cancelled:
            raise Cancelled

    first = attendance(settings)
    stream = iter(first(report))
    folder = began(stream).folder
    first.order("decision")
    until_done(stream, "decision")
    cancelled = True
    with pytest.raises(Cancelled):
        list(stream)
    assert [each.folder for each in running()] == [folder]
    second = attendance(settings, folder=folder)
    again = iter(second(no_report))
    caught = began(again)
    assert caught.attached
    assert caught.occasion.title == "庁議"
    assert [entry.facts["kind"] for entry in caught.marks] == ["decision"]
    second.order(STOP)
    assert [each.lost_ms for each in again if isinstance(each, Kept)] == [0]
    assert running() == ()


def test_what_another_window_has_left_is_found_in_this_library_only(tmp_path: Path) -> None:
    assert list(left_behind(tmp_path)) == [LeftBehind((), ())]


def test_a_pipe_is_not_tried_before_for_what_is_read_there_would_be_lost(tmp_path: Path) -> None:
    assert list(try_inputs({"mic": f"pipe:{tmp_path / 'mic'}"}, no_report)) == []


def test_the_watchdogs_notes_come_as_they_are_noted(tmp_path: Path, speaker: Speaker) -> None:
    work = attendance(settings_for(tmp_path / "会議", speaker.device))
    stream = iter(work(no_report))
    began(stream)
    speaker.__exit__()
    noticed = next(each for each in stream if isinstance(each, Entry))
    assert noticed.kind in ("no_data", "device_gone")
    work.order(STOP)
    list(stream)
