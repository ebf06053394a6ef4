"""listen(), and hear() after it: what was heard live is the meeting's text, whatever ended it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.audio.growing import GrowingWave, samples_in
from minutes_app.audio.window import RATE, DecodeSummary
from minutes_app.capture.plan import KIND_OF, TRACKS
from minutes_app.errors import DiskFull
from minutes_app.files import sha256_of
from minutes_app.listening import Final, listen
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.model import Heard, Meeting, Recording, Run
from minutes_app.meeting.runs import RunJournal, load_run, runs_of
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.pipeline import Hearing, Notice, Tools, hear
from minutes_app.progress import no_report
from minutes_app.transcribe.engine import Draft, EngineOptions
from minutes_app.transcribe.live import Feed
from minutes_app.transcribe.weights import choose, folders_for
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.unit.transcribe.test_live import noise

SECONDS = 12


class Case:
    """A meeting whose recording is complete on the disk, so that listening does not wait."""

    def __init__(self, folder: Path, seconds: int = SECONDS, tracks: int = 1) -> None:
        self.folder = create(folder, Meeting("m-1", "2026-11-25T10:00:00+09:00"))
        self.engine = ScriptedEngine()
        self.decoder = ScriptedDecoder(seconds, tracks=tracks)
        self.decoder.summary = DecodeSummary((seconds * 1000,) * tracks, (0,) * tracks, (0,) * tracks)
        self.hearing = Hearing(choose("demo-ja", folders_for("")), EngineOptions())
        self.paths = [self.folder / f"recording-{track}-001.wav" for track in ("mic", "system")[:tracks]]
        for number, path in enumerate(self.paths):
            with GrowingWave(path) as wave:
                wave.append(noise(seconds * 1000, number))

    def tools(self) -> Tools:
        return Tools(self.decoder, self.engine, ScriptedWriter())

    def feed(self) -> Feed:
        names = tuple(lambda number, path=path: path if number == 1 else path.with_name("none") for path in self.paths)
        return Feed(names, lambda: True, lambda _seconds: None)

    def listen(self, most: int = 1_000) -> list[Draft | Final | Notice]:
        """Until the end, or until so many utterances were told: then the process is killed."""
        came: list[Draft | Final | Notice] = []
        with OpenMeeting(self.folder) as book, closing(self.tools()) as tools:
            stream: Iterator[Draft | Final | Notice] = listen(book, self.hearing, tools, self.feed(), no_report)
            for each in stream:
                came.append(each)
                if sum(isinstance(one, Final) for one in came) >= most:
                    break
        return came

    def finish(self) -> list[Heard | Notice]:
        """The recording becomes recordings, and is heard."""
        recordings = tuple(a_recording(path, track) for track, path in enumerate(self.paths))
        with OpenMeeting(self.folder) as book, closing(self.tools()) as tools:
            book.replace(replace(book.meeting, recordings=recordings))
            return list(hear(book, self.hearing, tools, no_report))

    def run(self) -> Run:
        (one,) = runs_of(self.folder)
        return load_run(self.folder, one.id)

    def texts(self) -> list[str]:
        with OpenMeeting(self.folder) as book:
            return [each.text for each in book.meeting.utterances]


def a_recording(path: Path, track: int) -> Recording:
    length_ms = samples_in(path) * 1000 // RATE
    kind = KIND_OF[TRACKS[track]]
    return Recording(path.name, path.name, sha256_of(path), length_ms, origin=kind, track=track)


def finals(came: list[Draft | Final | Notice]) -> list[Heard]:
    return [each.heard for each in came if isinstance(each, Final)]


def sentences(*seconds: int, track: int = 0) -> list[str]:
    return [f"窓{second}の{track}です。" for second in seconds]


def test_what_was_heard_live_is_taken_over_without_hearing_it_again(tmp_path: Path) -> None:
    case = Case(tmp_path)
    shown = finals(case.listen())
    assert [each.text for each in shown] == sentences(*range(SECONDS))
    heard_live = list(case.engine.windows)
    came = case.finish()
    assert [each.kind for each in came if isinstance(each, Notice)] == ["live_resumed"]
    assert (case.engine.windows, case.decoder.asked) == (heard_live, [])
    assert case.texts() == [each.text for each in shown]
    assert list(case.run().heard) == shown
    assert case.run().audio_ms == SECONDS * 1000
    assert list(case.folder.rglob("*.partial.jsonl")) == []


def test_the_run_has_the_key_of_the_finished_recording(tmp_path: Path) -> None:
    case = Case(tmp_path)
    case.listen()
    case.finish()
    assert case.finish() == [Notice("already_done")]


@pytest.mark.parametrize("killed_after", [1, 5, 11])
def test_a_kill_loses_nothing_and_listening_goes_on(tmp_path: Path, killed_after: int) -> None:
    case = Case(tmp_path)
    before = finals(case.listen(killed_after))
    case.engine = ScriptedEngine()
    after = finals(case.listen())
    assert [each.text for each in (*before, *after)] == sentences(*range(SECONDS))
    case.finish()
    assert case.texts() == sentences(*range(SECONDS))


@pytest.mark.parametrize("killed_after", [1, 5, 11])
def test_a_recording_whose_live_text_was_killed_is_heard_from_there(tmp_path: Path, killed_after: int) -> None:
    case = Case(tmp_path)
    case.listen(killed_after)
    case.engine = ScriptedEngine()
    case.finish()
    assert case.texts() == sentences(*range(SECONDS))
    assert len(case.run().heard) == SECONDS


def test_two_tracks_that_were_killed_apart_come_together(tmp_path: Path) -> None:
    case = Case(tmp_path, tracks=2)
    case.listen(15)
    case.engine = ScriptedEngine()
    case.finish()
    by_track = [[each.text for each in case.run().heard if each.track == track] for track in (0, 1)]
    assert by_track == [sentences(*range(SECONDS)), sentences(*range(SECONDS), track=1)]


def test_an_engine_that_dies_once_is_started_again_and_nothing_is_missing(tmp_path: Path) -> None:
    case = Case(tmp_path)
    case.engine = ScriptedEngine({4: 1})
    came = case.listen()
    assert [each.kind for each in came if isinstance(each, Notice)] == ["live_engine_restarted"]
    assert case.engine.revivals == 1
    assert [each.text for each in finals(came)] == sentences(*range(SECONDS))


def test_an_engine_that_keeps_dying_ends_the_live_text_and_hear_does_the_rest(tmp_path: Path) -> None:
    case = Case(tmp_path)
    case.engine = ScriptedEngine({4: 2})
    came = case.listen()
    assert [each.kind for each in came if isinstance(each, Notice)] == ["live_engine_restarted", "live_stopped"]
    assert [each.text for each in finals(came)] == sentences(*range(4))
    case.finish()
    assert case.texts() == sentences(*range(SECONDS))


def test_an_engine_that_cannot_be_started_again_ends_the_live_text(tmp_path: Path) -> None:
    case = Case(tmp_path)
    case.engine = ScriptedEngine({4: 1})
    case.engine.revival_fails = True
    assert [each.kind for each in case.listen() if isinstance(each, Notice)] == ["live_stopped"]


def test_an_utterance_is_on_the_disk_before_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(tmp_path)

    def full(*_args: object, **_facts: object) -> None:
        raise DiskFull(case.folder)

    monkeypatch.setattr(RunJournal, "append", full)
    came: list[Draft | Final | Notice] = []
    with OpenMeeting(case.folder) as book, pytest.raises(DiskFull):
        came.extend(listen(book, case.hearing, case.tools(), case.feed(), no_report))
    assert finals(came) == []


def test_a_track_that_lags_is_said_once_and_that_it_has_caught_up(tmp_path: Path) -> None:
    case = Case(tmp_path, seconds=200)
    kinds = [each.kind for each in case.listen() if isinstance(each, Notice)]
    assert kinds == ["live_behind", "live_caught_up"]


def test_words_that_are_added_while_it_is_recorded_cost_no_text_that_is_there(tmp_path: Path) -> None:
    """An attendee more is a word more to know, for what is still to be heard."""
    case = Case(tmp_path)
    case.hearing = replace(case.hearing, weights=replace(case.hearing.weights, demo=False))
    case.listen()
    with OpenMeeting(case.folder) as book:
        book.commit(set_occasion(book.meeting, replace(book.meeting.occasion, words=("髙橋 一郎",))))
    case.engine = ScriptedEngine()
    case.finish()
    assert case.texts() == sentences(*range(SECONDS))
    assert case.engine.windows == [], "nothing is heard again"
