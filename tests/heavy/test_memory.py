"""Long recordings: the memory of the whole process tree stays flat, and the first text does not wait for the end."""

import json
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.benchmarks.recordings import DENSE, HOUR_S, MODEL, SPARSE, looped
from tests.benchmarks.runs import Task, fresh_environment, run
from tests.benchmarks.tree import TreeWatch
from tests.conftest import FULL_SIZE, ROOT

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(7200 if FULL_SIZE else 600)]

BESIDE_THE_MODEL = 400_000_000
"""Bytes; issue 2 §2: the peak of the whole process tree stays below model + 400 MB for a 10-hour file."""

FIRST_TEXT_S = 1.0
TRIES = 5


def test_hours_of_sound_take_no_more_memory_than_the_model_and_400_megabytes(tmp_path: Path) -> None:
    source, hours = (DENSE, 10) if FULL_SIZE else (SPARSE, 3)
    recording = looped(source, hours * HOUR_S, tmp_path)
    command = [sys.executable, "-m", "minutes_app", "transcribe", recording, "--model", MODEL.name, "--json"]
    command += ["--library", tmp_path / "会議", "--formats", "docx,json"]
    with (tmp_path / "err.txt").open("wb") as err:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=fresh_environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=err,
        )
        with TreeWatch(process.pid) as watch:
            out, _err = process.communicate()
    assert process.returncode == 0, (tmp_path / "err.txt").read_text(encoding="utf-8")
    meeting = json.loads(out)["meetings"][0]
    assert abs(meeting["audio_ms"] - hours * HOUR_S * 1000) < 2_000
    assert meeting["utterances"] > 200
    assert watch.most_processes >= 3, "parent, decoder and engine were not all seen"
    model = sum(path.stat().st_size for path in MODEL.iterdir())
    assert watch.peak < model + BESIDE_THE_MODEL, f"{watch.peak / 1e6:.0f} MB"


def test_the_first_text_of_three_hours_is_there_a_second_after_the_model(tmp_path: Path) -> None:
    """The best of a few tries; what other programs took of the cores meanwhile is added to the limit."""
    cores = tuple(range(psutil.cpu_count() or 1))
    task = Task("three hours", looped(DENSE, 3 * HOUR_S, tmp_path), until_first=True)
    seen = []
    for number in range(TRIES):
        done = run(task, "ours", number=number, timed=True, cores=cores)
        limit_s = FIRST_TEXT_S / max(0.2, 1.0 - done.others)
        seen.append(f"{done.first_after_load_s:.2f} s of {limit_s:.2f}")
        if done.first_after_load_s <= limit_s:
            return
    pytest.fail(", ".join(seen))
