"""The record of active time and answers: what is in it, what a power cut leaves of it, several programs at once."""

import json
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from minutes_app.errors import DiskError
from minutes_app.logbook import Feeling, feelings, forget, note_feeling, note_work, worked_s
from minutes_app.logbook.audit import locked
from minutes_app.logbook.effect import UNANSWERED

DAY = date(2026, 11, 25)


def test_seconds_of_a_meeting_are_added_up(tmp_path: Path) -> None:
    for meeting, seconds in (("m-1", 60), ("m-2", 5), ("m-1", 30)):
        note_work(tmp_path, meeting, seconds, DAY)
    assert worked_s(tmp_path) == {"m-1": 90, "m-2": 5}


def test_a_line_holds_a_day_and_a_number_and_no_time_name_or_word(tmp_path: Path) -> None:
    note_work(tmp_path, "m-1", 60, DAY)
    note_feeling(tmp_path, 4, DAY)
    lines = [json.loads(line) for path in tmp_path.glob("*.jsonl") for line in path.read_text("ascii").splitlines()]
    assert sorted(map(sorted, lines)) == [["day", "mark"], ["day", "meeting", "seconds"]]


@pytest.mark.parametrize(("meeting", "seconds"), [("会議", 1), ("", 1), ("m-1", 0), ("m-1", -5), ("m-1", 90_000)])
def test_what_is_no_id_and_no_time_is_refused(tmp_path: Path, meeting: str, seconds: int) -> None:
    with pytest.raises(ValueError, match="a line of work"):
        note_work(tmp_path, meeting, seconds, DAY)
    assert list(tmp_path.iterdir()) == []


def test_answers_come_back_in_their_order(tmp_path: Path) -> None:
    for mark in (UNANSWERED, 5, 1):
        note_feeling(tmp_path, mark, DAY)
    assert feelings(tmp_path) == tuple(Feeling("2026-11-25", mark) for mark in (0, 5, 1))
    with pytest.raises(ValueError, match="6 is no mark"):
        note_feeling(tmp_path, 6, DAY)


def test_damaged_lines_are_passed_over_and_a_half_line_is_ended(tmp_path: Path) -> None:
    note_work(tmp_path, "m-1", 60, DAY)
    path = tmp_path / "work.jsonl"
    bad = b'\xff\xfe\n[1]\n{"meeting":"m-1","seconds":true}\n{"meeting":1,"seconds":5}\n{"meeting":"m-1","sec'
    path.write_bytes(path.read_bytes() + bad)
    note_work(tmp_path, "m-1", 7, DAY)
    assert worked_s(tmp_path) == {"m-1": 67}
    (tmp_path / "feelings.jsonl").write_text('{"day":"2026-13-01","mark":3}\n{"day":"2026-11-25","mark":9}\n')
    assert feelings(tmp_path) == ()


def test_nothing_measured_yet_is_nothing_and_forgetting_leaves_nothing(tmp_path: Path) -> None:
    assert worked_s(tmp_path / "none") == {}
    assert feelings(tmp_path / "none") == ()
    note_work(tmp_path, "m-1", 60, DAY)
    note_feeling(tmp_path, 3, DAY)
    forget(tmp_path)
    assert list(tmp_path.glob("*.jsonl")) == []
    forget(tmp_path)


def test_several_writers_wait_for_each_other_and_lose_no_line(tmp_path: Path) -> None:
    def write() -> None:
        for _each in range(20):
            note_work(tmp_path, "m-1", 1, DAY)

    threads = [threading.Thread(target=write) for _each in range(4)]
    with locked(tmp_path / "work.jsonl"):
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        assert worked_s(tmp_path) == {}
    for thread in threads:
        thread.join()
    assert worked_s(tmp_path) == {"m-1": 80}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "effect").write_text("a file")
    with pytest.raises(DiskError):
        note_work(tmp_path / "effect", "m-1", 60, DAY)
