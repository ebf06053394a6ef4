"""A real child process: what crosses, what is cancelled, and what becomes of it when it or its parent is killed."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil
import pytest

from minutes_app.child import Child, Limits, _pickled
from minutes_app.errors import CannotDecode, ChildDied
from minutes_app.progress import Cancelled, Progress, Stage
from tests.conftest import ROOT
from tests.unit import in_child

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals")


@pytest.fixture
def child() -> Iterator[Child]:
    with Child("test") as each:
        yield each


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def wait_for_end(pid: int, seconds: float) -> float:
    """Seconds until the process is gone."""
    began = time.monotonic()
    while alive(pid) and time.monotonic() - began < seconds:
        time.sleep(0.01)
    assert not alive(pid), f"alive after {seconds} s"
    return time.monotonic() - began


def test_values_and_progress_arrive_in_order(child: Child) -> None:
    seen: list[Progress] = []
    assert list(child.stream(in_child.count, 3, report=seen.append)) == [0, 1, 2]
    assert [each.done for each in seen if each.stage is Stage.TRANSCRIBE] == [0, 1, 2]
    assert child.call(in_child.echo, {"髙": (1, b"\0")}) == {"髙": (1, b"\0")}


def test_a_call_needs_exactly_one_value(child: Child) -> None:
    with pytest.raises(AssertionError, match="yielded 2 values"):
        child.call(in_child.count, 2)


def test_the_child_is_resident_and_keeps_what_it_cached(child: Child) -> None:
    first = child.call(in_child.remember, "モデル")
    assert child.call(in_child.remember, "二つ目") == (first[0], ("モデル", "二つ目"))
    assert child.pid == first[0] != os.getpid()


def test_an_error_of_the_world_arrives_as_the_same_class_with_its_facts(child: Child, tmp_path: Path) -> None:
    path = tmp_path / "会議①.mp3"
    stream = iter(child.stream(in_child.raise_error, path))
    assert next(stream) == 1
    with pytest.raises(CannotDecode) as caught:
        next(stream)
    assert (caught.value.path, caught.value.reason) == (path, "壊れています")
    pid = child.pid
    assert child.call(in_child.echo, 1) == 1
    assert child.pid == pid is not None


@pytest.mark.parametrize(
    ("function", "clue"), [(in_child.has_a_bug, "KeyError: 'b'"), (in_child.yield_what_cannot_travel, "pickle")]
)
def test_a_bug_arrives_as_a_runtime_error_that_shows_where(child: Child, function: object, clue: str) -> None:
    with pytest.raises(RuntimeError) as caught:
        child.call(function)  # type: ignore[arg-type] # one of the two
    assert clue in str(caught.value)
    assert "in_child" in str(caught.value)
    assert child.call(in_child.echo, 2) == 2


def test_leaving_the_loop_cancels_the_work_and_keeps_the_child(child: Child, tmp_path: Path) -> None:
    note = tmp_path / "note"
    stream = child.stream(in_child.work_until_cancelled, note)
    pid = next(iter(stream))
    stream.close()  # type: ignore[attr-defined] # a generator
    assert note.read_text(encoding="utf-8") == "cancelled"
    assert child.call(in_child.remember, "x")[0] == pid


def test_report_that_raises_cancelled_stops_the_work(child: Child, tmp_path: Path) -> None:
    note = tmp_path / "note"
    calls: list[Progress] = []

    def report(progress: Progress) -> None:
        calls.append(progress)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(child.stream(in_child.work_until_cancelled, note, report=report))
    assert note.read_text(encoding="utf-8") == "cancelled"
    assert len(calls) == 3


def test_report_is_asked_also_while_the_child_says_nothing(child: Child) -> None:
    child.call(in_child.echo, 1)
    began = time.monotonic()

    def stop_at_once(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        child.call(in_child.silent, 20.0, report=stop_at_once)
    assert time.monotonic() - began < 3


def test_report_is_asked_also_while_values_come_without_a_pause(child: Child) -> None:
    """A child that yields faster than it is looked at could not be cancelled before."""
    taken: list[int] = []

    def stop_at_once(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        taken.extend(child.stream(in_child.hurry, 0, 1_000_000, report=stop_at_once))
    assert child.call(in_child.echo, 1) == 1


def test_values_that_come_without_a_pause_keep_the_last_progress(child: Child) -> None:
    seen: list[Progress] = []
    assert list(child.stream(in_child.count, 2_000, report=seen.append)) == list(range(2_000))
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert seen[-1].done == 1_999


def test_a_child_that_does_not_listen_is_killed_within_a_second(child: Child) -> None:
    stream = iter(child.stream(in_child.busy_and_deaf, 30.0))
    pid = next(stream)
    time.sleep(0.2)
    began = time.monotonic()
    stream.close()  # type: ignore[attr-defined] # a generator
    assert time.monotonic() - began < 1.0
    assert not alive(pid)
    assert child.call(in_child.remember, "neu")[0] != pid


def test_a_broken_pipe_of_the_person_is_no_death_of_the_child(child: Child) -> None:
    def report(progress: Progress) -> None:
        if progress.stage is Stage.TRANSCRIBE:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        list(child.stream(in_child.count, 3, report=report))
    assert child.call(in_child.echo, 3) == 3


@posix_only
def test_a_killed_child_is_reported_and_the_next_call_starts_a_new_one(child: Child) -> None:
    with pytest.raises(ChildDied) as caught:
        list(child.stream(in_child.die, signal.SIGKILL))
    assert (caught.value.name, caught.value.exit_code, caught.value.why) == ("test", -signal.SIGKILL, "crash")
    assert child.pid is None
    assert child.call(in_child.echo, 4) == 4


@posix_only
def test_a_child_killed_while_idle_is_replaced_without_a_word(child: Child) -> None:
    pid = child.call(in_child.remember, "alt")[0]
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while child.pid is not None and time.monotonic() < deadline:
        time.sleep(0.01)
    new, words = child.call(in_child.remember, "neu")
    assert new != pid
    assert words == ("neu",)


@posix_only
def test_a_child_killed_in_the_middle_of_a_message_has_died(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipe is not read until the child has filled it and been killed."""
    real = connection.Connection.recv

    def late(self: "connection.Connection[object, object]") -> object:
        time.sleep(1.5)
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(connection.Connection, "recv", late)
        with pytest.raises(ChildDied) as caught:
            list(child.stream(in_child.send_half, 64 << 20))
    assert caught.value.why == "crash"
    assert child.call(in_child.echo, 5) == 5


def test_an_exit_without_an_answer_is_a_death(child: Child) -> None:
    with pytest.raises(ChildDied) as caught:
        child.call(in_child.leave, 3)
    assert (caught.value.exit_code, caught.value.why) == (3, "crash")


@posix_only
def test_more_memory_at_once_than_allowed_ends_the_child_with_137() -> None:
    with Child("small", Limits(memory=128 << 20)) as child:
        assert child.call(in_child.take_memory, 16 << 20) == 16 << 20
        with pytest.raises(ChildDied) as caught:
            child.call(in_child.take_memory, 4 << 30)
        assert (caught.value.exit_code, caught.value.why) == (137, "memory")
        assert child.call(in_child.echo, 6) == 6


def test_memory_that_grows_while_the_child_reports_is_noticed() -> None:
    """As on Windows, where no limit of the address space helps."""
    with Child("small", Limits(memory=1 << 40)) as child:
        base = psutil.Process(_pid(child)).memory_info().rss
        child.limits = Limits(memory=base + (96 << 20))
        with pytest.raises(ChildDied) as caught:
            child.call(in_child.grow, 8 << 20, 100)
        assert caught.value.why == "memory"


def _pid(child: Child) -> int:
    child.call(in_child.echo, 0)
    assert child.pid is not None
    return child.pid


def test_silence_longer_than_allowed_ends_the_child() -> None:
    with Child("slow", Limits(silent_s=1.2)) as child:
        child.call(in_child.echo, 1)
        assert list(child.stream(in_child.count, 4, 0.4)) == [0, 1, 2, 3]
        began = time.monotonic()
        with pytest.raises(ChildDied) as caught:
            child.call(in_child.silent, 30.0)
        assert caught.value.why == "time"
        assert 1.1 < time.monotonic() - began < 10


def test_nothing_the_child_prints_reaches_the_parents_streams(capfd: pytest.CaptureFixture[str]) -> None:
    with Child("loud") as child:
        said, _could_read = child.call(in_child.chatter)
    assert said == ""
    assert capfd.readouterr() == ("", "")


@posix_only
def test_the_child_ignores_ctrl_c(child: Child) -> None:
    assert child.call(in_child.deaf_to_ctrl_c) is True


@posix_only
def test_a_background_child_gives_way_to_the_persons_programs() -> None:
    with Child("kind", Limits(background=True)) as child:
        assert child.call(in_child.niceness) >= 5


def test_a_call_begun_ahead_is_worked_on_while_nobody_waits_and_answered_once(child: Child) -> None:
    child.ahead(in_child.remember, "früh")
    assert child.pid is not None
    assert child.call(in_child.remember, "früh") == (child.pid, ("früh",))
    assert child.call(in_child.remember, "früh") == (child.pid, ("früh", "früh"))


def test_another_call_takes_the_place_of_one_begun_ahead(child: Child) -> None:
    child.ahead(in_child.remember, "früh")
    assert child.call(in_child.echo, "neu") == "neu"
    assert child.call(in_child.echo, "früh") == "früh"


@posix_only
def test_a_child_that_died_of_a_call_begun_ahead_is_started_again(child: Child) -> None:
    child.ahead(in_child.busy_and_deaf, 60.0)
    pid = child.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_for_end(pid, 20)
    assert next(iter(child.stream(in_child.busy_and_deaf, 60.0))) == child.pid != pid


def test_a_child_warms_up_once_before_its_first_call() -> None:
    with Child("warm", warm_up=in_child.warm_up_slowly) as child:
        assert [child.call(in_child.warmed), child.call(in_child.warmed)] == [1, 1]


PARENT = """
import signal, sys, time
from pathlib import Path
from minutes_app.child import Child
from tests.unit import in_child
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background inherits "ignore"
child = Child("orphan")
stream = iter(child.stream(in_child.{work}))
print(next(stream), flush=True)
{then}
"""


def start_parent(work: str, then: str = "time.sleep(60)") -> tuple["subprocess.Popen[str]", int]:
    """A parent process of its own, and the pid of its child."""
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(work=work, then=then)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


@posix_only
@pytest.mark.parametrize("work", ["busy_and_deaf, 60.0", "remember, 'x'"])
def test_the_child_dies_with_its_parent(work: str) -> None:
    if work.startswith("remember"):
        process, pid = start_parent("echo, __import__('os').getpid()", "print(child.pid, flush=True)\ntime.sleep(60)")
        assert process.stdout is not None
        pid = int(process.stdout.readline())
    else:
        process, pid = start_parent(work)
    assert alive(pid)
    process.kill()
    process.communicate()
    wait_for_end(pid, 3)


def test_a_parent_that_ends_without_closing_leaves_no_child() -> None:
    process, pid = start_parent("busy_and_deaf, 60.0", "sys.exit(0)")
    process.communicate(timeout=20)
    assert process.returncode == 0
    wait_for_end(pid, 3)


@posix_only
def test_ctrl_c_in_the_parent_ends_both_without_a_traceback_of_the_child() -> None:
    process, pid = start_parent(
        "busy_and_deaf, 60.0",
        "try:\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "except KeyboardInterrupt:\n    child.close()\n    sys.exit(130)",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(pid, signal.SIGINT)
    time.sleep(0.1)
    assert alive(pid)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (130, "")
    wait_for_end(pid, 1)
    assert time.monotonic() - began < 5


@posix_only
def test_a_ctrl_c_while_a_child_starts_is_not_lost(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    start = SpawnProcess.start

    def interrupted(process: SpawnProcess) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", interrupted)
    with pytest.raises(KeyboardInterrupt):
        child.call(in_child.echo, "neu")
    monkeypatch.undo()
    assert child.call(in_child.echo, "neu") == "neu"


def test_large_values_cross_in_both_directions(child: Child) -> None:
    value = os.urandom(24 << 20)
    assert child.call(in_child.echo, value) == value


def test_a_call_left_half_done_gives_no_stale_values_to_the_next(child: Child) -> None:
    first = iter(child.stream(in_child.count, 1_000, 0.01))
    assert [next(first), next(first)] == [0, 1]
    assert list(child.stream(in_child.echo, "neu")) == ["neu"]
    with pytest.raises(RuntimeError, match="left for another call"):
        next(first)
    assert child.call(in_child.echo, "noch") == "noch"


def test_closing_during_a_call_and_afterwards_does_no_harm() -> None:
    child = Child("closing")
    stream = iter(child.stream(in_child.busy_and_deaf, 30.0))
    pid = next(stream)
    began = time.monotonic()
    child.close()
    assert time.monotonic() - began < 2
    assert not alive(pid)
    stream.close()  # type: ignore[attr-defined] # a generator
    child.close()
    assert child.pid is None


def test_a_ctrl_c_inside_a_message_does_not_hang_the_next_step(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = iter(child.stream(in_child.count, 1_000))
    assert next(stream) == 0
    pid = child.pid

    def interrupted(self: "connection.Connection[object, object]") -> object:
        os.read(self.fileno(), 2)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(connection.Connection, "recv", interrupted)
        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            next(stream)
        assert time.monotonic() - began < 5
    assert child.call(in_child.remember, "neu")[0] != pid


def test_much_that_is_sent_lets_other_threads_run_in_between(child: Child) -> None:
    much = [{"番号": number, "内容": f"発言{number}"} for number in range(100_000)]
    turns: list[bool] = []
    over = threading.Event()

    def count() -> None:
        while not over.is_set():
            turns.append(True)
            time.sleep(0.0005)

    other = threading.Thread(target=count)
    other.start()
    before = len(turns)
    sent = _pickled(much)
    during = len(turns) - before
    over.set()
    other.join()
    assert pickle.loads(sent) == much
    assert during >= 3, "one pickling in one go lets nobody run"
    assert child.call(in_child.length_of, much) == len(much)
