"""What is as long as a ten-hour meeting is read and written piece by piece, with the same bytes and the same values.

One call for all of it keeps every other thread of the window's process waiting: 0.2 s for a run of ten hours.
"""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from minutes_app.meeting.model import SCHEMA, Heard, Meeting, Occasion, Run, Word
from minutes_app.meeting.runs import RunHeader, finished_run_with_key, keep_run, load_run, open_journal
from minutes_app.meeting.sealed import STEP, seal
from minutes_app.meeting.snapshot import Snapshot, read_snapshot, write_snapshot
from tests.unit.meeting.making import a_meeting

COUNT = STEP * 4
HALF = "\ud800題"
"""Half a character, as a foreign file name may hold it."""


def a_run() -> Run:
    heard = tuple(
        Heard(number * 1000, number * 1000 + 900, f"発言{number}", (Word("発言", number * 1000, number * 1000 + 400),))
        for number in range(COUNT)
    )
    return Run("", "k", "m", "ab", {"language": "ja"}, "cpu", "int8", "", "", COUNT * 1000, 1, heard, skipped=2)


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every rest that a reading or writing takes."""
    taken: list[float] = []
    monkeypatch.setattr("minutes_app.meeting.sealed.time.sleep", taken.append)
    return taken


def test_a_snapshot_has_the_same_bytes_and_rests_between_its_pieces(rests: list[float]) -> None:
    whole = Snapshot(replace(a_meeting(COUNT), occasion=Occasion(title=HALF)))
    written = write_snapshot(whole)
    assert len(rests) >= 2 * COUNT // STEP, "writing, and reading back what was written"
    parts = {field.name: getattr(whole.meeting, field.name) for field in fields(Meeting)}
    assert written == seal(parts | {"schema": SCHEMA, "seq": 0, "chain": ""})
    again = read_snapshot(written, Path("meeting.json")).meeting
    assert again == replace(whole.meeting, occasion=Occasion(title="\ufffd題"))


def test_a_run_has_the_same_bytes_and_is_the_same_when_it_is_read(tmp_path: Path, rests: list[float]) -> None:
    kept = keep_run(tmp_path, replace(a_run(), model=HALF))
    assert len(rests) >= 2 * COUNT // STEP
    [path] = (tmp_path / "runs").iterdir()
    assert path.read_bytes() == seal(replace(a_run(), model=HALF, id=kept.id))
    rests.clear()
    assert load_run(tmp_path, kept.id) == kept == replace(a_run(), model="\ufffd題", id=kept.id)
    assert len(rests) >= COUNT // STEP


def test_a_journal_ends_as_the_same_run(tmp_path: Path, rests: list[float]) -> None:
    journal = open_journal(tmp_path, RunHeader("k", "m", "ab", {}))
    for heard in a_run().heard:
        journal.append(heard.start_ms, heard.start_ms + 1000, heard=(heard,))
    run = journal.finish(device="cpu", compute_type="int8", audio_ms=COUNT * 1000, wall_ms=1)
    assert run.heard == a_run().heard
    assert finished_run_with_key(tmp_path, "k") == run
    assert len(rests) >= 3 * COUNT // STEP
