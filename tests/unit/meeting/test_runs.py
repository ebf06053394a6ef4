import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from minutes_app.errors import DiskFull, MeetingDamaged, MeetingMissing, MeetingTooNew
from minutes_app.meeting import sealed
from minutes_app.meeting.model import SCHEMA, Heard, Run
from minutes_app.meeting.runs import (
    RunHeader,
    RunJournal,
    finished_run_with_key,
    heard_so_far,
    load_run,
    open_journal,
    run_key,
    runs_of,
)
from minutes_app.meeting.sealed import NotReadable, seal
from tests.unit.meeting.making import SHA, some_heard

HEADER = RunHeader("k1" * 32, "demo-ja", "ab" * 32, {"language": "ja", "beam_size": 5, "words": True})


def _windows(journal: RunJournal, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        journal.append(number * 1000, number * 1000 + 900, heard=(some_heard(number * 1000, f"窓{number}です🎉"),))


def _finish(journal: RunJournal) -> Run:
    return journal.finish(device="cpu", compute_type="int8", audio_ms=5000, wall_ms=700, skipped=(3, 1200))


def test_a_run_that_is_finished_has_everything_that_was_heard(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    assert (journal.done_ms, journal.heard()) == (0, ())
    _windows(journal, 3)
    journal.append(3000, 4500, heard=(), failed=True)
    assert journal.done_ms == 4500
    run = _finish(journal)
    assert load_run(tmp_path, run.id) == run == finished_run_with_key(tmp_path, HEADER.key)
    assert [heard.text for heard in run.heard] == ["窓0です🎉", "窓1です🎉", "窓2です🎉"]
    assert run.heard[1].words == some_heard(1000, "窓1です🎉").words
    assert (run.failed_ms, run.skipped, run.skipped_ms) == (1500, 3, 1200)
    assert run.started_at <= run.finished_at
    assert run.options == HEADER.options
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [f"{run.id}.json"]


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = open_journal(tmp_path, HEADER)
    _windows(first, 2)
    again = open_journal(tmp_path, HEADER)
    assert again.header == first.header
    assert again.done_ms == 1900
    _windows(again, 1, 2)
    assert [heard.text for heard in _finish(again).heard] == ["窓0です🎉", "窓1です🎉", "窓2です🎉"]


def test_what_a_run_in_work_has_heard_is_told_and_nothing_once_it_is_finished(tmp_path: Path) -> None:
    assert heard_so_far(tmp_path) == ()
    journal = open_journal(tmp_path, HEADER)
    _windows(journal, 3)
    assert heard_so_far(tmp_path) == journal.heard()
    _finish(journal)
    assert heard_so_far(tmp_path) == ()


def test_a_run_of_other_work_is_another_run_and_leaves_the_first_alone(tmp_path: Path) -> None:
    first = open_journal(tmp_path, HEADER)
    _windows(first, 2)
    other = open_journal(tmp_path, replace(HEADER, key="k2" * 32))
    assert other.done_ms == 0
    assert other.header.id != first.header.id
    _finish(other)
    assert open_journal(tmp_path, HEADER).done_ms == 1900


def test_the_same_work_done_again_is_a_new_run_and_the_old_one_stays(tmp_path: Path) -> None:
    runs = [_finish(open_journal(tmp_path, HEADER)) for _ in range(3)]
    assert len({run.id for run in runs}) == 3
    assert {summary.id for summary in runs_of(tmp_path)} == {run.id for run in runs}
    assert [load_run(tmp_path, run.id) for run in runs] == runs


def test_a_journal_cut_at_any_byte_keeps_every_whole_window(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    _windows(journal, 3)
    content = journal.path.read_bytes()
    for length in range(len(content)):
        journal.path.write_bytes(content[:length])
        lines = content[:length].count(b"\n")
        again = open_journal(tmp_path, HEADER)
        assert len(again.heard()) == max(lines - 1, 0)
        again.append(10_000, 11_000, heard=(some_heard(10_000),))
        assert open_journal(tmp_path, HEADER).heard() == again.heard()
        again.path.unlink()


def test_a_flipped_byte_costs_the_windows_from_there_on_and_never_more(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    _windows(journal, 3)
    content = journal.path.read_bytes()
    heard = journal.heard()
    for place in range(0, len(content), 5):
        journal.path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        good = max(content[:place].count(b"\n") - 1, 0)
        again = open_journal(tmp_path, HEADER)
        assert again.heard() == heard[:good]
        _windows(again, 3 - good, good)
        assert again.heard() == heard
        again.path.unlink()


def test_a_finished_run_is_not_continued_when_the_kill_came_before_its_journal_went(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    _windows(journal, 2)
    content = journal.path.read_bytes()
    run = _finish(journal)
    journal.path.write_bytes(content)
    again = open_journal(tmp_path, HEADER)
    assert (again.done_ms, again.header.id == run.id) == (0, False)
    assert load_run(tmp_path, run.id) == run


def test_a_finished_run_is_never_written_over(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    (tmp_path / "runs" / f"{journal.header.id}.json").write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        _finish(journal)
    assert (tmp_path / "runs" / f"{journal.header.id}.json").read_bytes() == b"somebody's"


def test_windows_come_in_order_and_with_good_values(tmp_path: Path) -> None:
    journal = open_journal(tmp_path, HEADER)
    journal.append(0, 1000, heard=())
    with pytest.raises(ValueError, match="after 1000"):
        journal.append(900, 2000, heard=())
    with pytest.raises(ValueError, match="after 1000"):
        journal.append(3000, 2000, heard=())
    with pytest.raises(NotReadable):
        journal.append(1000, 2000, heard=(Heard(-5, 0, "x"),))
    assert open_journal(tmp_path, HEADER).done_ms == journal.done_ms == 1000


def test_a_full_disk_loses_only_the_window_in_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = open_journal(tmp_path, HEADER)
    _windows(journal, 1)
    write = sealed._write_all

    def half(stream: Any, content: bytes) -> None:
        write(stream, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(sealed, "_write_all", half)
    with pytest.raises(DiskFull):
        _windows(journal, 1, 1)
    assert journal.done_ms == open_journal(tmp_path, HEADER).done_ms == 900
    monkeypatch.undo()
    _windows(journal, 1, 1)
    assert open_journal(tmp_path, HEADER).heard() == journal.heard()


def test_a_damaged_or_newer_run_is_said_to_be_so_and_does_not_hide_the_others(tmp_path: Path) -> None:
    good, damaged, newer = (_finish(open_journal(tmp_path, HEADER)) for _ in range(3))
    path = tmp_path / "runs" / f"{damaged.id}.json"
    path.write_bytes(path.read_bytes()[:-40])
    value = msgspec.to_builtins(newer) | {"schema": SCHEMA + 1}
    (tmp_path / "runs" / f"{newer.id}.json").write_bytes(seal(value))
    with pytest.raises(MeetingDamaged):
        load_run(tmp_path, damaged.id)
    with pytest.raises(MeetingTooNew):
        load_run(tmp_path, newer.id)
    assert [summary.id for summary in runs_of(tmp_path)] == [good.id]
    assert finished_run_with_key(tmp_path, HEADER.key) == good
    assert finished_run_with_key(tmp_path, "other") is None


@pytest.mark.parametrize("run_id", ["", "no", "../meeting", "..", "a/b", "C:\\x", "a\0b", "x" * 300])
def test_a_run_that_is_not_there_is_missing_whatever_its_name(tmp_path: Path, run_id: str) -> None:
    (tmp_path / "meeting.json").write_bytes(b"{}")
    _finish(open_journal(tmp_path, HEADER))
    with pytest.raises(MeetingMissing):
        load_run(tmp_path, run_id)


def test_a_folder_without_runs_has_none(tmp_path: Path) -> None:
    assert runs_of(tmp_path) == ()
    with pytest.raises(MeetingMissing):
        open_journal(tmp_path / "nowhere", HEADER)
    assert os.listdir(tmp_path) == []


def test_the_key_tells_recordings_model_and_options_apart_and_not_their_spelling() -> None:
    key = run_key((SHA,), "m", {"a": 1, "b": "x"})
    assert run_key((SHA,), "m", {"b": "x", "a": 1}) == key
    others = [
        run_key((SHA, SHA), "m", {"a": 1, "b": "x"}),
        run_key((SHA,), "n", {"a": 1, "b": "x"}),
        run_key((SHA,), "m", {"a": 2, "b": "x"}),
        run_key((SHA,), "m", {"a": True, "b": "x"}),
        run_key((SHA,), "m", {"a": 1}),
        run_key((), SHA, {"a": 1, "b": "x"}),
    ]
    assert len({key, *others}) == 7
