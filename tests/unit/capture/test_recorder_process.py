"""The recorder as the process that it is: its plan, its signals, its own number on the desk."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minutes_app.audio.growing import RATE, samples_in
from minutes_app.capture import process
from minutes_app.capture.clock import SystemClock
from minutes_app.capture.desk import Desk, State
from minutes_app.capture.earlier import UNSEEN_PARTS, earlier
from minutes_app.capture.evidence import read
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import RecorderPlan, evidence_path
from minutes_app.meeting.sealed import encode
from tests.capturing import numbered
from tests.conftest import ROOT


def wait_for(is_true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


class Running:
    """A recorder of a raw file, in real time."""

    def __init__(self, folder: Path) -> None:
        raw = folder / "sound.raw"
        raw.write_bytes(numbered(0, 90 * RATE))
        self.folder = folder / "meeting"
        self.folder.mkdir()
        self.desk = Desk.create(folder / "a.desk")
        begins = SystemClock().monotonic()
        self.desk.put(pid=os.getpid(), pid_started=process.started(os.getpid()), begins=begins, tracks=1)
        plan = RecorderPlan("m", str(self.folder), str(folder / "a.desk"), "mic", f"pipe:{raw}", begins)
        path = folder / "plan.json"
        path.write_bytes(encode(plan))
        self.process = subprocess.Popen([sys.executable, "-m", "minutes_app", "--recorder", str(path)], cwd=ROOT)

    def await_samples(self) -> None:
        wait_for(lambda: self.desk.status("mic").written_ms > 500, "nothing is recorded")


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()
    running.desk.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_ctrl_c_and_a_closed_terminal_do_not_end_it_and_a_shutdown_ends_it_cleanly(recorder: Running) -> None:
    recorder.await_samples()
    assert recorder.desk.status("mic").pid == recorder.process.pid
    for number in (signal.SIGINT, signal.SIGHUP):
        recorder.process.send_signal(number)
    before = recorder.desk.status("mic").written_ms
    wait_for(lambda: recorder.desk.status("mic").written_ms > before + 500, "it has stopped recording")
    recorder.process.terminate()
    assert recorder.process.wait(60) == 0
    assert recorder.desk.status("mic").state is State.CLOSED
    entries = list(read(evidence_path(recorder.folder, "mic")))
    assert entries[-1].facts["why"] == "system"
    (closed,) = [entry for entry in entries if entry.kind == "part_closed"]
    assert samples_in(recorder.folder / "recording-mic-001.wav") == closed.facts["samples"]


def test_a_plan_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(b"{}")
    for name in ("plan.json", "none.json"):
        command = [sys.executable, "-m", "minutes_app", "--recorder", str(tmp_path / name)]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == 2


def test_a_second_folder_that_does_not_answer_is_not_waited_for_and_no_name_is_given_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.capture.earlier.ANSWER_S", 0.05)
    folder = tmp_path / "meeting"
    folder.mkdir()
    plan = RecorderPlan("m", str(folder), "", "mic", "mic", 0.0, mirror=str(tmp_path / "second"))
    lane, go_on = Lane("second"), threading.Event()
    lane.do(go_on.wait)
    assert earlier(plan, lane).number == 0
    (folder / "recording-mic-002.wav").write_bytes(b"")
    assert earlier(plan, lane).number == 2 + UNSEEN_PARTS
    go_on.set()
    lane.close(10)
