"""Long work: it can be stopped in the middle, a killed engine costs one sentence, a bug is an apology with its log."""

from collections.abc import Iterator
from pathlib import Path

import psutil

from minutes_app.gui.jobs import Ends, Failure, Lane
from minutes_app.gui.view_models.hearing import HearingModel, Task
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import close_log, open_log
from minutes_app.meeting.store import load
from minutes_app.progress import Progress, Report, Stage
from minutes_app.wording import gui as words
from tests.gui.scene import SOUND, FailingEngine, PatientEngine, Until, drop, press, settings_with, window_on


def test_the_real_engine_is_killed_once_and_the_meeting_is_heard_to_its_end(tmp_path: Path, until: Until) -> None:
    workshop = Workshop(settings_with(tmp_path))
    model = HearingModel(workshop)
    done: list[Path] = []
    failed: list[object] = []
    model.finished.connect(done.append)
    model.failed.connect(lambda failure, _task: failed.append(failure))
    model.begin([Task((SOUND,))])
    until(lambda: model.lines, 120)
    engines = [child for child in psutil.Process().children(recursive=True) if _is_engine(child)]
    assert len(engines) == 1
    engines[0].kill()
    until(lambda: done or failed, 240)
    workshop.close()
    assert failed == []
    assert len(load(done[0]).utterances) > 20


def _is_engine(child: psutil.Process) -> bool:
    """The process that has the engine's library in its memory."""
    try:
        return any("ctranslate2" in part.path for part in child.memory_maps())
    except psutil.Error:
        return False


def test_the_real_engine_is_stopped_in_the_middle_and_its_process_lives_on_or_ends(
    tmp_path: Path, until: Until
) -> None:
    workshop = Workshop(settings_with(tmp_path))
    model = HearingModel(workshop)
    stopped: list[bool] = []
    model.stopped.connect(lambda: stopped.append(True))
    model.begin([Task((SOUND,))])
    until(lambda: model.lines, 120)
    model.stop()
    assert model.is_stopping
    until(lambda: stopped)
    assert not model.is_busy
    assert not model.progress.is_shown
    workshop.close()


def test_an_engine_that_dies_again_and_again_is_one_sentence_and_a_retry(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path, FailingEngine()) as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        until(lambda: window.message.text)
        assert window.message.text.count("\n") <= 2
        press(window, words.AGAIN)
        until(lambda: window.message.text and not window.hearing.is_busy)


def test_a_bug_is_an_apology_that_names_the_log_and_says_what_is_safe(tmp_path: Path, until: Until) -> None:
    log = open_log(tmp_path / "記録")
    lane = Lane("bug")
    told: list[Failure] = []

    def wrong(_report: Report) -> Iterator[object]:
        yield [][1]

    lane.start(wrong, Ends(done=lambda: None, failed=told.append))
    until(lambda: told)
    lane.close()
    close_log()
    text = told[0].message.as_text()
    assert text.startswith("申し訳ありません")
    assert "そのまま残っています" in text
    assert str(log) in text
    assert "IndexError" in log.read_text("utf-8")


def test_what_a_person_wants_of_a_lane_that_is_closed_is_neither_done_nor_told(until: Until) -> None:
    did: list[str] = []

    def work(_report: Report) -> Iterator[object]:
        did.append("work")
        yield None

    lane = Lane("closed")
    lane.close()
    lane.start(work, Ends(done=lambda: did.append("done"), failed=lambda _failure: did.append("failed")))
    assert not lane.is_busy
    assert did == []


def test_a_lane_that_nobody_waits_for_tells_nobody_and_ends_by_itself(until: Until) -> None:
    did: list[str] = []

    def work(report: Report) -> Iterator[object]:
        while True:
            did.append("work")
            report(Progress(Stage.WAIT))
            yield None

    lane = Lane("parted")
    gone: list[bool] = []
    lane.destroyed.connect(lambda: gone.append(True))
    lane.start(work, Ends(done=lambda: did.append("told"), failed=lambda _failure: did.append("told")))
    until(lambda: did)
    lane.part()
    until(lambda: gone)
    assert "told" not in did


def test_progress_of_a_stopped_meeting_does_not_stay_on_the_screen(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine()
    with window_on(tmp_path, engine) as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        until(lambda: window.hearing.progress.is_shown)
        assert window.hearing_view.bar.isVisible()
        press(window, words.STOP)
        until(lambda: not window.hearing.is_busy)
        window.show_hearing()
        assert not window.hearing_view.bar.isVisible()
