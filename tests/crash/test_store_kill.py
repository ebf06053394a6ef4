"""A meeting folder after a kill: at random moments of a real process, and after every single step on the disk."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from minutes_app.meeting import edit, sealed, store
from minutes_app.meeting.change import apply
from minutes_app.meeting.lock import LOCK
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.runs import RunHeader, finished_run_with_key, open_journal, runs_of
from minutes_app.meeting.store import OpenMeeting, create, load, recover
from tests.unit.meeting.making import SHA, a_meeting, some_heard

KILLS = 200 if os.environ.get("MINUTES_FULL_SIZE") else 20
HEADER = RunHeader("k1" * 32, "demo-ja", "ab" * 32, {"language": "ja"})

EDIT_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from minutes_app.meeting import edit
from minutes_app.meeting.store import OpenMeeting
with OpenMeeting(Path(sys.argv[1])) as opened:
    number = int(opened.meeting.utterances[0].text)
    while True:
        number += 1
        if number % 7 == 0:
            first = replace(opened.meeting.utterances[0], text=str(number))
            opened.replace(replace(opened.meeting, utterances=(first, *opened.meeting.utterances[1:])))
        else:
            opened.commit(edit.set_texts(opened.meeting, {"u0": str(number), f"u{number % 399 + 1}": "直した" * 200}))
        print(number, flush=True)
        if number % 5 == 0:
            opened.fold()
"""

HEAR_FOR_EVER = """
import sys
from pathlib import Path
from tests.unit.meeting.making import some_heard
from minutes_app.meeting.runs import RunHeader, open_journal
while True:
    journal = open_journal(Path(sys.argv[1]), RunHeader("k1" * 32, "demo-ja", "ab" * 32, {"language": "ja"}))
    while journal.done_ms < 30_000:
        number = journal.done_ms // 1000
        journal.append(number * 1000, number * 1000 + 1000, heard=(some_heard(number * 1000, f"窓{number}です" * 50),))
        print(number + 1, flush=True)
    journal.finish(device="cpu", compute_type="int8", audio_ms=30_000, wall_ms=1)
    print(0, flush=True)
"""


def _killed(script: str, folder: Path, chance: random.Random) -> int:
    """Run until some work was acknowledged, kill at a random moment, return the last acknowledged number."""
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        time.sleep(chance.random() * 0.08)
        process.kill()
        said = first + process.stdout.read()
        assert first, process.stderr.read()
    return int(said[: said.rindex("\n")].split()[-1])


@pytest.mark.heavy
def test_no_committed_edit_is_lost_by_killing_the_writer(tmp_path: Path) -> None:
    meeting = a_meeting(400)
    folder = create(
        tmp_path, replace(meeting, utterances=(replace(meeting.utterances[0], text="0"), *meeting.utterances[1:]))
    )
    chance = random.Random(7)
    for _ in range(KILLS):
        last = _killed(EDIT_FOR_EVER, folder, chance)
        assert int(load(folder).utterances[0].text) in (last, last + 1)
    with OpenMeeting(folder) as opened:
        assert (folder / "meeting.json").read_bytes() == (folder / "meeting.json.bak").read_bytes()
        opened.commit(edit.set_text(opened.meeting, "u0", "続き"))
    assert not (folder / LOCK).exists()
    assert not list(folder.glob("*.damaged-*"))


@pytest.mark.heavy
def test_no_finished_window_is_lost_by_killing_the_transcription(tmp_path: Path) -> None:
    chance = random.Random(11)
    for _ in range(KILLS):
        last = _killed(HEAR_FOR_EVER, tmp_path, chance)
        finished = len(runs_of(tmp_path))
        done = open_journal(tmp_path, HEADER).done_ms // 1000
        assert done in (last, last + 1) or (last in (29, 30) and done == 0 and finished)
        run = finished_run_with_key(tmp_path, HEADER.key)
        assert run is None or [heard.text for heard in run.heard] == [f"窓{number}です" * 50 for number in range(30)]


class _Stopped(BaseException):
    """The process would have been killed here."""


@contextmanager
def _stopped_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Let so many steps on the disk happen, and none after them (cleaning up is not granted either)."""
    taken = 0

    def counted(action: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **named: Any) -> Any:
            nonlocal taken
            if taken >= steps:
                raise _Stopped
            taken += 1
            return action(*args, **named)

        return step

    def write_in_halves(stream: Any, content: bytes) -> None:
        half = len(content) // 2
        counted(stream.write)(content[:half])
        counted(stream.write)(content[half:])

    with monkeypatch.context() as patched:
        patched.setattr(sealed, "_write_all", write_in_halves)
        for name in ("replace", "fsync", "unlink", "mkdir", "open", "rmdir"):
            patched.setattr(os, name, counted(getattr(os, name)))
        yield lambda: taken


def _stop_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], Any], work: Callable[[Any], object]
) -> Iterator[Any]:
    """Do `work` again and again, stopped one step later each time, and yield what was prepared, to be looked at."""
    for steps in range(1000):
        place = tmp_path / str(steps)
        place.mkdir()
        prepared = prepare(place)
        with _stopped_after(steps, monkeypatch) as taken:
            try:
                work(prepared)
            except _Stopped:
                pass
            else:
                assert steps >= taken() > 3
                return
        yield prepared
    raise AssertionError("the work has no end")


def _prepared(place: Path) -> Path:
    folder = create(place, a_meeting())
    with OpenMeeting(folder) as opened:
        opened.commit(edit.set_text(opened.meeting, "u0", "先に"))
        opened.fold()
        opened.commit(edit.set_text(opened.meeting, "u1", "先に"))
    return folder


def _before() -> Meeting:
    texts = {"u0": "先に", "u1": "先に"}
    return apply(a_meeting(), edit.set_texts(a_meeting(), texts))


WORK: dict[str, Callable[[OpenMeeting], object]] = {
    "commit": lambda opened: opened.commit(edit.set_text(opened.meeting, "u2", "後で")),
    "fold": lambda opened: opened.fold(),
    "replace": lambda opened: opened.replace(replace(opened.meeting, run_id="r2")),
}


@pytest.mark.parametrize("name", WORK)
def test_wherever_writing_stops_the_meeting_is_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def open_and_work(folder: Path) -> None:
        opened = OpenMeeting(folder)
        opened.__enter__()
        try:
            WORK[name](opened)
        finally:
            opened._lock._released.set()

    def after(folder: Path) -> Meeting:
        with OpenMeeting(folder) as opened:
            WORK[name](opened)
            return opened.meeting

    done = after(_prepared(tmp_path / "whole"))
    for folder in _stop_everywhere(tmp_path, monkeypatch, _prepared, open_and_work):
        assert load(folder) in (_before(), done)
        (folder / LOCK).unlink(missing_ok=True)
        (folder / "meeting.lock.taking").unlink(missing_ok=True)
        assert after(folder) == done == load(folder)
        (folder / "meeting.json").write_bytes(b"")
        assert recover(folder).meeting == done


def test_wherever_recovering_stops_it_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(place: Path) -> Path:
        folder = _prepared(place)
        (folder / "meeting.json").write_bytes(b"{")
        return folder

    for folder in _stop_everywhere(tmp_path, monkeypatch, damaged, recover):
        (folder / LOCK).unlink(missing_ok=True)
        (folder / "meeting.lock.taking").unlink(missing_ok=True)
        assert recover(folder).meeting == _before() == load(folder)


def test_wherever_creating_stops_the_meeting_can_be_created_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in _stop_everywhere(
        tmp_path, monkeypatch, lambda place: place, lambda place: create(place, a_meeting())
    ):
        found = store.find_by_recording(library, (SHA,))
        for lock in library.glob("*/meeting.lock*"):
            lock.unlink()
        folder = found or create(library, a_meeting())
        assert load(folder) == a_meeting()
        assert len(list(library.iterdir())) == 1


def test_wherever_finishing_a_run_stops_nothing_heard_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(place: Path) -> None:
        journal = open_journal(place, HEADER)
        for number in range(2):
            journal.append(number * 1000, number * 1000 + 1000, heard=(some_heard(number * 1000),))
        journal.finish(device="cpu", compute_type="int8", audio_ms=2000, wall_ms=1)

    for place in _stop_everywhere(tmp_path, monkeypatch, lambda place: place, work):
        run = finished_run_with_key(place, HEADER.key)
        if run is None:
            journal = open_journal(place, HEADER)
            for number in range(journal.done_ms // 1000, 2):
                journal.append(number * 1000, number * 1000 + 1000, heard=(some_heard(number * 1000),))
            run = journal.finish(device="cpu", compute_type="int8", audio_ms=2000, wall_ms=1)
        assert run.heard == (some_heard(0), some_heard(1000))
