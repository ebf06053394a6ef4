"""一括 without a window: order, pause, failures, documents, and the next start after an end of any kind."""

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from minutes_app.audio.window import Window
from minutes_app.batch.ledger import Entry, Ledger, Wish, ledger_file, read_ledger, write_ledger
from minutes_app.errors import DiskFull, EngineFailed
from minutes_app.gui import batch_work
from minutes_app.gui.view_models.batch import failures_of, summary_of, why_of
from minutes_app.gui.view_models.queue_table import Column, QueueTable
from minutes_app.meeting.model import Heard
from minutes_app.progress import Report
from minutes_app.word.template import built_in_folder
from minutes_app.wording import batch as words
from tests.fakes import ScriptedEngine
from tests.gui.queueing import queue_on, recordings, states, waiting_queue
from tests.gui.scene import PatientEngine, Until, meetings_in


class PickyEngine(ScriptedEngine):
    """Cannot work on the recordings whose turn is named, until it is mended."""

    def __init__(self, *turns: int, error: type[BaseException] = EngineFailed) -> None:
        super().__init__()
        self.turns, self._turn, self._error = set(turns), 0, error

    def transcribe(self, window: Window, report: Report) -> Iterator[Heard]:
        if window.start_ms == 0:
            self._turn += 1
        if self._turn in self.turns:
            raise DiskFull(Path("/会議")) if self._error is DiskFull else EngineFailed("broken")
        yield from super().transcribe(window, report)


def test_each_recording_becomes_a_meeting_in_the_order_of_the_queue(tmp_path: Path, until: Until) -> None:
    with queue_on(tmp_path / "会議", until) as model:
        sounds = waiting_queue(model, until, tmp_path / "録音")
        over: list[bool] = []
        model.ended.connect(lambda: over.append(True))
        model.resume()
        until(lambda: over)
        assert states(model) == ["done"] * 3
        assert not model.is_busy
        assert [Path(one.source) for one in model.queue.entries] == list(sounds)
        assert model.queue.entries[0].title == "会議（秘）①"
    assert sorted(one.recordings[0].source_name for one in meetings_in(tmp_path / "会議")) == sorted(
        one.name for one in sounds
    )


def test_a_folder_is_looked_through_and_what_waits_is_not_added_again(tmp_path: Path, until: Until) -> None:
    sounds = recordings(tmp_path / "録音")
    (tmp_path / "録音" / "メモ.txt").write_text("x", "utf-8")
    with queue_on(tmp_path / "会議", until) as model:
        new: list[int] = []
        model.added.connect(new.append)
        model.add((tmp_path / "録音",))
        until(lambda: new)
        model.add(sounds)
        until(lambda: len(new) == 2)
        assert new == [3, 0]


def test_one_that_fails_says_why_and_does_not_stop_the_rest(tmp_path: Path, until: Until) -> None:
    engine = PickyEngine(2)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.resume()
        until(lambda: not model.is_busy)
        assert states(model) == ["done", "failed", "done"]
        assert why_of(model.queue.entries[1])
        assert "第2回 庁議.mp3" in failures_of(model.queue.entries)
        assert summary_of(model.counts()) == "3件のうち2件が終わりました、1件は失敗しました。"
        engine.turns.clear()
        model.try_again()
        until(lambda: not model.is_busy)
        assert states(model) == ["done"] * 3
        assert failures_of(model.queue.entries) == ""


def test_what_would_fail_every_recording_stops_the_queue_and_loses_none(tmp_path: Path, until: Until) -> None:
    engine = PickyEngine(1, error=DiskFull)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        told: list[object] = []
        model.failed.connect(told.append)
        model.resume()
        until(lambda: told)
        assert states(model) == ["waiting"] * 3
        assert not model.is_busy
        engine.turns.clear()
        model.resume()
        until(lambda: not model.is_busy)
        assert states(model) == ["done"] * 3


def test_a_pause_stops_the_one_in_work_and_it_goes_on_where_it_was(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(2)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.resume()
        until(lambda: len(engine.windows) == 2 and model.queue.entries[0].folder)
        model.pause()
        until(lambda: not model.is_working)
        assert states(model) == ["waiting"] * 3
        assert not model.is_busy
        engine.go = True
        model.resume()
        until(lambda: not model.is_busy)
        assert states(model) == ["done"] * 3
        assert engine.windows[:4] == [0, 1, 2, 3]


def test_one_is_taken_out_in_the_middle_of_its_work_and_the_next_begins(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(1)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.cancel(model.queue.entries[2].id)
        model.resume()
        until(lambda: engine.windows)
        engine.go = False
        model.cancel(model.queue.entries[0].id)
        until(lambda: states(model)[:2] == ["cancelled", "working"])
        engine.go = True
        until(lambda: not model.is_busy)
        assert states(model) == ["cancelled", "done", "cancelled"]
        model.try_again(model.queue.entries[0].id)
        until(lambda: not model.is_busy)
        assert states(model) == ["done", "done", "cancelled"]


def test_the_order_can_change_while_one_is_in_work(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(1)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.resume()
        until(lambda: engine.windows)
        last = model.queue.entries[2].id
        model.move(last, -1)
        engine.go = True
        begun: list[str] = []
        model.changed.connect(lambda: begun.extend(one.id for one in model.queue.entries if one.state == "working"))
        until(lambda: not model.is_busy)
        assert list(dict.fromkeys(begun))[-2:][0] == last


def test_documents_are_written_after_each_meeting(tmp_path: Path, until: Until) -> None:
    template = built_in_folder() / "会議録（全文）.docx"
    with queue_on(tmp_path / "会議", until) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.wish_for(Wish((str(template),), ("txt",)))
        model.resume()
        until(lambda: not model.is_busy)
        for entry in model.queue.entries:
            assert [Path(path).suffix for path in entry.documents] == [".docx", ".txt"]
            assert all(Path(path).is_file() for path in entry.documents)
        assert model.table.index(0, Column.STATE).data() == words.written(2)


def test_a_template_that_is_gone_is_told_and_the_text_is_safe(tmp_path: Path, until: Until) -> None:
    with queue_on(tmp_path / "会議", until) as model:
        model.wish_for(Wish((str(tmp_path / "無い様式.docx"),), ()))
        model.add(recordings(tmp_path / "録音")[:1])
        until(lambda: model.queue.entries)
        model.resume()
        until(lambda: not model.is_busy)
        [entry] = model.queue.entries
        assert entry.state == "failed"
        assert "無い様式" in why_of(entry)
    assert all(one.utterances for one in meetings_in(tmp_path / "会議"))


def test_the_next_start_knows_what_was_not_finished(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(5)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        model.resume()
        until(lambda: states(model) == ["done", "working", "waiting"] and len(engine.windows) == 5)
    engine = PatientEngine(0)
    engine.go = True
    with queue_on(tmp_path / "会議", until, engine) as model:
        assert states(model) == ["done", "waiting", "waiting"]
        assert not model.is_busy
        assert model.counts().to_come == 2
        model.resume()
        until(lambda: not model.is_busy)
        assert states(model) == ["done"] * 3
        assert engine.windows == [1, 2, 3, 0, 1, 2, 3]
    assert [one.state for one in read_ledger(ledger_file(tmp_path / "会議")).entries] == ["done"] * 3


def test_an_older_state_on_its_way_to_the_disk_does_not_outlive_the_last_one(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slowly(file: Path, ledger: Ledger) -> None:
        begun.set()
        time.sleep(0.5)
        write_ledger(file, ledger)

    with queue_on(tmp_path / "会議", until) as model:
        waiting_queue(model, until, tmp_path / "録音")
        monkeypatch.setattr(batch_work, "write_ledger", slowly)
        model.cancel(model.queue.entries[0].id)
        until(begun.is_set)
        model.cancel(model.queue.entries[1].id)
    kept = read_ledger(ledger_file(tmp_path / "会議")).entries
    assert [one.state for one in kept] == ["cancelled", "cancelled", "waiting"]


def test_the_time_left_is_told_for_each_and_for_all(tmp_path: Path, until: Until) -> None:
    state = Path(os.environ["XDG_STATE_HOME"]) / "minutes_app"
    state.mkdir(parents=True, exist_ok=True)
    (state / "pace.json").write_text(json.dumps({"demo-ja/auto": 10.0}), "utf-8")
    engine = PatientEngine(0)
    with queue_on(tmp_path / "会議", until, engine) as model:
        waiting_queue(model, until, tmp_path / "録音")
        assert model.counts().left_ms == -1
        model.resume()
        until(lambda: model.counts().left_ms > 0)
        assert model.table.index(1, Column.LEFT).data() == "約5秒"
        assert "残り3件、" in summary_of(model.counts())
        model.pause()
        until(lambda: not model.is_working)


def test_the_table_is_a_good_model() -> None:
    table = QueueTable()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    entries = tuple(Entry(f"e{number}", f"/録音/{number}.mp3") for number in range(3))
    table.put(entries, {}, -1)
    table.put(entries[1:], {"e1": 240_000}, 35)
    assert table.index(0, Column.LEFT).data() == "約4分"
    assert table.headerData(Column.STATE, Qt.Orientation.Horizontal) == words.COLUMNS[Column.STATE]
