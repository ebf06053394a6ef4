"""一括 as a person uses it: drop, begin, look at what became of each, close the window and come back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from minutes_app.gui.views.batch_documents import DocumentsDialog
from minutes_app.gui.views.window import Window
from minutes_app.wording import batch as words, gui as gui_words, home as home_words
from tests.gui.queueing import recordings
from tests.gui.scene import FailingEngine, PatientEngine, Until, answered, drop, meetings_in, press, window_on


def queued(window: Window, until: Until, *places: Path) -> None:
    """The queue's page, with recordings dropped on it."""
    until(lambda: window.home.is_read)
    press(window.home_view, home_words.BATCH)
    drop(window, *places)
    until(lambda: window.batch.queue.entries)


def states(window: Window) -> list[str]:
    return [str(window.batch.table.index(row, 2).data()) for row in range(window.batch.table.rowCount())]


def test_a_folder_is_dropped_heard_and_each_meeting_opens_with_a_click(tmp_path: Path, until: Until) -> None:
    recordings(tmp_path / "録音")
    with window_on(tmp_path / "会議") as window:
        queued(window, until, tmp_path / "録音")
        press(window.batch_view, words.START)
        until(lambda: not window.batch.is_busy)
        assert states(window) == [words.STATES["done"]] * 3
        assert window.batch_view.summary.text() == "3件のうち3件が終わりました。"
        window.batch_view.table.selectRow(1)
        press(window.batch_view, words.OPEN)
        until(lambda: window.editor.model.is_open)
        title = window.editor.model.meeting.occasion.title
        assert title in str(window.batch.table.index(1, 4).data())


def test_enter_opens_the_meeting_of_the_row(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        queued(window, until, *recordings(tmp_path / "録音")[:1])
        press(window.batch_view, words.START)
        until(lambda: not window.batch.is_busy)
        key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.batch_view.table, key)
        until(lambda: window.editor.model.is_open)


def test_files_and_folders_come_by_dialog_too(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    one, *_rest = recordings(tmp_path / "録音")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(one)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path / "録音"))
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home.is_read)
        window.show_batch()
        press(window.batch_view, words.ADD_FILES)
        until(lambda: len(window.batch.queue.entries) == 1)
        press(window.batch_view, words.ADD_FOLDER)
        until(lambda: len(window.batch.queue.entries) == 3)
        press(window.batch_view, words.ADD_FOLDER)
        until(lambda: window.message.text)
        assert window.message.text == words.NOTHING_NEW


def test_what_failed_says_why_and_is_tried_again_by_a_button(tmp_path: Path, until: Until) -> None:
    engine = FailingEngine()
    with window_on(tmp_path / "会議", engine) as window:
        queued(window, until, *recordings(tmp_path / "録音")[:2])
        press(window.batch_view, words.START)
        until(lambda: not window.batch.is_busy)
        assert states(window) == [words.STATES["failed"]] * 2
        view = window.batch_view
        assert view.detail.isVisible()
        assert not view.failures.isVisible()
        assert "2件は失敗しました" in view.summary.text()
        engine.broken = False
        press(view, words.AGAIN_FAILED)
        until(lambda: not window.batch.is_busy)
        assert states(window) == [words.STATES["done"]] * 2
        assert not view.detail.isVisible()
        press(view, words.TIDY)
        assert window.batch.queue.entries == ()
    assert len(meetings_in(tmp_path / "会議")) == 2


def test_the_order_is_changed_and_one_is_taken_out_with_buttons(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(0)
    with window_on(tmp_path / "会議", engine) as window:
        sounds = recordings(tmp_path / "録音")
        queued(window, until, *sounds)
        view = window.batch_view
        view.table.selectRow(2)
        press(view, words.UP)
        press(view, words.UP)
        assert Path(window.batch.queue.entries[0].source) == sounds[2]
        assert view.chosen is not None
        assert Path(view.chosen.source) == sounds[2]
        assert not view.deeds[words.UP].isEnabled()
        press(view, words.DOWN)
        press(view, words.CANCEL_ONE)
        assert states(window)[1] == words.STATES["cancelled"]
        press(view, words.START)
        until(lambda: window.batch.is_working)
        press(view, words.PAUSE)
        until(lambda: not window.batch.is_working)
        assert states(window) == [words.STATES["waiting"], words.STATES["cancelled"], words.STATES["waiting"]]


def test_the_documents_are_chosen_in_a_dialog_and_written(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        queued(window, until, *recordings(tmp_path / "録音")[:1])
        assert window.batch_view.documents.text() == words.NO_DOCUMENTS
        press(window.batch_view, words.CHOOSE_DOCUMENTS)
        until(lambda: window.findChildren(DocumentsDialog))
        [dialog] = window.findChildren(DocumentsDialog)
        next(iter(dialog.templates.values())).setChecked(True)
        dialog.formats["csv"].setChecked(True)
        press(dialog, words.ACCEPT)
        assert "表（csv）" in window.batch_view.documents.text()
        press(window.batch_view, words.START)
        until(lambda: not window.batch.is_busy)
        assert len(window.batch.queue.entries[0].documents) == 2


def test_an_unfinished_queue_is_offered_at_the_next_start(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(0)
    with window_on(tmp_path / "会議", engine) as window:
        queued(window, until, *recordings(tmp_path / "録音"))
        press(window.batch_view, words.START)
        until(lambda: engine.windows or window.batch.queue.entries[0].folder)
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home_view.offer.text)
        assert window.home_view.offer.text == words.unfinished(3)
        press(window.home_view, words.GO_ON)
        assert window.pages.currentWidget() is window.batch_view
        until(lambda: not window.batch.is_busy)
        assert states(window) == [words.STATES["done"]] * 3


def test_the_work_goes_on_without_the_window_and_a_second_start_brings_it_back(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch, words.ON)
    engine = PatientEngine(0)
    with window_on(tmp_path / "会議", engine) as window:
        queued(window, until, *recordings(tmp_path / "録音"))
        press(window.batch_view, words.START)
        until(lambda: window.batch.is_working)
        window.close()
        assert asked == [gui_words.BUSY_CLOSE]
        assert not window.isVisible()
        assert window.batch.is_busy
        window.take(())
        assert window.isVisible()
        assert not window.background.is_on
        engine.go = True
        until(lambda: not window.batch.is_busy)
        assert states(window) == [words.STATES["done"]] * 3


def test_without_a_window_the_program_ends_when_the_work_is_over_and_the_next_start_shows_it(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, words.ON)
    engine = PatientEngine(0)
    with window_on(tmp_path / "会議", engine) as window:
        queued(window, until, *recordings(tmp_path / "録音"))
        press(window.batch_view, words.START)
        until(lambda: window.batch.is_working)
        window.close()
        engine.go = True
        until(lambda: not window.batch.is_busy and not window.background.is_on)
        assert not window.isVisible()
    with window_on(tmp_path / "会議") as window:
        until(lambda: len(window.batch.queue.entries) == 3)
        window.show_batch()
        assert states(window) == [words.STATES["done"]] * 3


def test_closing_for_good_keeps_the_queue(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, gui_words.CLOSE_ANYWAY)
    with window_on(tmp_path / "会議", PatientEngine(0)) as window:
        queued(window, until, *recordings(tmp_path / "録音"))
        press(window.batch_view, words.START)
        until(lambda: window.batch.is_working)
        window.close()
        assert not window.isVisible()
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home_view.offer.text)
        assert window.batch.counts().to_come == 3
