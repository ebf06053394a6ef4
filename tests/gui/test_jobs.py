"""Long work in its lane: values and progress reach the window thread, and every end is told once."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.errors import DiskFull
from minutes_app.gui.jobs import Ends, Failure, Lane
from minutes_app.progress import Progress, Report, Stage
from tests.gui.scene import Until


class Told:
    """Remembers what a job told, and in which thread."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.ends: list[str] = []
        self.failures: list[Failure] = []
        self.progress: list[Progress] = []
        self.threads: set[int] = set()

    def ends_here(self) -> Ends:
        return Ends(
            done=lambda: self._end("done"),
            failed=self._failed,
            stepped=self._step,
            progressed=self.progress.append,
            stopped=lambda: self._end("stopped"),
        )

    def _step(self, value: object) -> None:
        self.values.append(value)
        self.threads.add(threading.get_ident())

    def _failed(self, failure: Failure) -> None:
        self.failures.append(failure)
        self._end("failed")

    def _end(self, name: str) -> None:
        self.ends.append(name)
        self.threads.add(threading.get_ident())


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane("test")
    yield made
    made.close()


def test_values_come_in_order_in_the_window_thread(lane: Lane, until: Until) -> None:
    def work(report: Report) -> Iterator[object]:
        yield threading.get_ident()
        yield "two"

    told = Told()
    lane.start(work, told.ends_here())
    until(lambda: told.ends)
    assert told.ends == ["done"]
    assert told.values[1:] == ["two"]
    assert told.values[0] != threading.get_ident()
    assert told.threads == {threading.get_ident()}


def test_progress_is_told_while_it_works(lane: Lane, until: Until) -> None:
    def work(report: Report) -> Iterator[object]:
        report(Progress(Stage.TRANSCRIBE, 5, 10))
        yield from ()

    told = Told()
    lane.start(work, told.ends_here())
    until(lambda: told.ends)
    assert told.progress == [Progress(Stage.TRANSCRIBE, 5, 10)]


def test_a_cancelled_job_stops_at_its_next_report_and_is_no_failure(lane: Lane, until: Until) -> None:
    began = threading.Event()

    def work(report: Report) -> Iterator[object]:
        while True:
            began.set()
            report(Progress(Stage.TRANSCRIBE))
            yield None

    told = Told()
    job = lane.start(work, told.ends_here())
    assert began.wait(30)
    job.cancel()
    until(lambda: told.ends)
    assert told.ends == ["stopped"]


def test_a_job_that_waits_for_its_turn_is_taken_away_at_once(lane: Lane, until: Until) -> None:
    go = threading.Event()

    def first(report: Report) -> Iterator[object]:
        go.wait(30)
        yield None

    told, other = Told(), Told()
    lane.start(first, other.ends_here())
    waiting = lane.start(first, told.ends_here())
    waiting.cancel()
    until(lambda: told.ends)
    assert (told.ends, other.ends) == (["stopped"], [])
    go.set()
    until(lambda: other.ends)


def test_the_world_s_fault_comes_with_its_sentence(lane: Lane, until: Until) -> None:
    def work(report: Report) -> Iterator[object]:
        yield 1
        raise DiskFull(Path("/会議/x"))

    told = Told()
    lane.start(work, told.ends_here())
    until(lambda: told.ends)
    assert told.ends == ["failed"]
    assert "空き" in told.failures[0].message.headline


def test_our_own_mistake_is_an_apology_and_the_lane_goes_on(lane: Lane, until: Until) -> None:
    def wrong(report: Report) -> Iterator[object]:
        yield [][1]

    told, after = Told(), Told()
    lane.start(wrong, told.ends_here())
    lane.start(lambda report: iter(("fine",)), after.ends_here())
    until(lambda: after.ends)
    assert told.failures[0].message.headline.startswith("申し訳ありません")
    assert after.values == ["fine"]


def test_closing_a_lane_stops_its_work(until: Until) -> None:
    began = threading.Event()

    def work(report: Report) -> Iterator[object]:
        while True:
            began.set()
            report(Progress(Stage.TRANSCRIBE))
            yield None

    lane = Lane("closing")
    lane.start(work, Told().ends_here())
    assert began.wait(30)
    lane.close()
    assert not lane.is_busy


def test_a_signal_takes_nothing_from_true() -> None:
    """PySide6 6.12.0 drops a reference of True at every `emit`: on Python 3.11 the window dies after a while."""
    lane = Lane("signals")
    before = sys.getrefcount(True)
    for _each in range(100):
        lane.changed.emit()
    assert sys.getrefcount(True) > before - 50
    lane.close()
