"""kill -9 of the engine and of the whole program at random moments: nothing finished is lost, the next run goes on."""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.conftest import FULL_SIZE, ROOT
from tests.running import minutes, start

KILLS = 40 if FULL_SIZE else 4
RECORDING = ROOT / "tests" / "data" / "meeting_3min.mp3"
WINDOWS = 4
"""How many the recording has."""
SEED = 20_261_123

pytestmark = pytest.mark.heavy


def command(place: Path) -> tuple[str | Path, ...]:
    """The same command every time, as a person repeats it."""
    return (
        *("transcribe", RECORDING, "--model", "demo-ja", "--library", place / "会議"),
        *("--out", place / "出力", "--formats", "json,docx", "--json"),
    )


@dataclass(frozen=True, slots=True)
class Calm:
    """What is heard when nothing goes wrong, and how long the whole command takes on this machine."""

    utterances: list[dict[str, Any]]
    wall_s: float


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Calm:
    began = time.monotonic()
    ran = minutes(*command(tmp_path_factory.mktemp("calm")))
    return Calm(utterances_of(ran.answer), time.monotonic() - began)


def utterances_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    export = json.loads(Path(answer["meetings"][0]["exports"][0]).read_text(encoding="utf-8"))
    return list(export["utterances"])


def journalled_windows(place: Path) -> int:
    return sum(max(0, path.read_bytes().count(b"\n") - 1) for path in place.rglob("*.partial.jsonl"))


def wait_for_windows(count: int, place: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until so many windows are finished, or the program is."""
    deadline = time.monotonic() + 60
    while journalled_windows(place) < count and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.timeout(3_000)
def test_a_killed_program_goes_on_where_it_was(tmp_path: Path, calm: Calm) -> None:
    """Every other kill is at any moment, the rest when some windows are finished: those must be resumed."""
    chance = random.Random(SEED)
    resumed = 0
    for number in range(KILLS):
        place = tmp_path / str(number)
        place.mkdir()
        process = start(*command(place), err=place / "err.txt")
        if number % 2:
            wait_for_windows(chance.randrange(1, WINDOWS), place, process)
        else:
            time.sleep(chance.uniform(0.05, 1.0) * calm.wall_s)
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        _gone, alive = psutil.wait_procs(children, timeout=3)
        assert not alive, "children outlived their parent"
        kept = journalled_windows(place)
        again = minutes(*command(place))
        assert again.code == 0, again.err
        assert utterances_of(again.answer) == calm.utterances
        assert kept == 0 or "から続けます" in again.err
        resumed += "から続けます" in again.err
    assert resumed > 0


@pytest.mark.timeout(3_000)
def test_a_killed_engine_is_started_again_and_nothing_is_lost(tmp_path: Path, calm: Calm) -> None:
    """Killed at any moment of any window, whatever the speed of the machine."""
    chance = random.Random(SEED + 1)
    kills = restarted = 0
    for number in range(KILLS):
        place = tmp_path / str(number)
        place.mkdir()
        process = start(*command(place), err=place / "err.txt")
        wait_for_windows(number % WINDOWS, place, process)
        time.sleep(chance.uniform(0.0, 0.15) * calm.wall_s)
        killed = kill_engine(process.pid)
        out, _ = process.communicate(timeout=250)
        said = (place / "err.txt").read_text(encoding="utf-8")
        assert process.returncode == 0, said
        assert utterances_of(json.loads(out)) == calm.utterances
        restarted += "立ち上げ直して" in said
        kills += killed
    assert kills > 0
    assert restarted > 0


def kill_engine(parent: int) -> bool:
    """Kill the child that has the recogniser in its memory; False when there is none at the moment."""
    if not psutil.pid_exists(parent):
        return False
    for child in psutil.Process(parent).children():
        with contextlib.suppress(psutil.Error):
            if any("ctranslate2" in region.path for region in child.memory_maps()):
                child.kill()
                return True
    return False


def test_a_killed_decoder_is_started_again_and_nothing_is_lost(tmp_path: Path, calm: Calm) -> None:
    process = start(*command(tmp_path), err=tmp_path / "err.txt")
    wait_for_windows(1, tmp_path, process)
    killed = 0
    for child in psutil.Process(process.pid).children():
        with contextlib.suppress(psutil.Error):
            paths = [region.path for region in child.memory_maps()]
            if any("libavformat" in path for path in paths) and not any("ctranslate2" in path for path in paths):
                child.kill()
                killed += 1
    out, _ = process.communicate(timeout=250)
    assert killed == 1
    assert process.returncode == 0, (tmp_path / "err.txt").read_text(encoding="utf-8")
    assert utterances_of(json.loads(out)) == calm.utterances


def test_ctrl_c_stops_within_a_second_and_keeps_what_is_finished(tmp_path: Path) -> None:
    process = start(*command(tmp_path), err=tmp_path / "err.txt")
    wait_for_windows(1, tmp_path, process)
    children = psutil.Process(process.pid).children(recursive=True)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    took = time.monotonic() - began
    said = (tmp_path / "err.txt").read_text(encoding="utf-8")
    assert process.returncode == 130, said
    assert took < 1.5, f"{took:.2f} s"
    assert "Traceback" not in said
    assert "Warning" not in said
    assert "保存されています" in said
    assert json.loads(out)["meetings"] == []
    assert not psutil.wait_procs(children, timeout=2)[1]
    assert journalled_windows(tmp_path) >= 1
