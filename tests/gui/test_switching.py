"""Quick switching on the page 会議録 and away from it: nothing is lost, and nothing comes to another meeting."""

import errno
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minutes_app.gui import work
from minutes_app.gui.view_models.preview import Shown
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.window import Window
from minutes_app.meeting import sealed, store
from minutes_app.meeting.lock import LOCK
from minutes_app.meeting.store import load
from minutes_app.progress import Report, no_report
from minutes_app.word.fill import Fields
from minutes_app.word.template import Filled
from minutes_app.wording import gui as words
from tests.fakes import ScriptedWriter
from tests.gui.minutes_page import a_decided_meeting, a_page, decided_folder
from tests.gui.scene import held, press, window_on

Until = Callable[..., None]


def full(*_given: Any, **_named: Any) -> int:
    """A disk that takes nothing."""
    raise OSError(errno.ENOSPC, "")


class Doorkeeper(ScriptedWriter):
    """Fills nothing from `shut` until `open`."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self._door = threading.Event(), threading.Event()
        self._door.set()

    def shut(self) -> None:
        self._door.clear()

    def open(self) -> None:
        self._door.set()

    def filled(self, template: Path, fields: Fields, *, report: Report = no_report) -> Filled:
        if not self._door.is_set():
            self.began.set()
            assert self._door.wait(60)
        return super().filled(template, fields, report=report)


def writing(window: Window, writer: Doorkeeper, until: Until) -> None:
    """A document is being written, and does not get on."""
    until(lambda: not window.workshop.documents.is_busy)
    writer.shut()
    press(window.documents_view, words.EXPORT)
    until(writer.began.is_set)


def test_who_leaves_the_meeting_while_its_document_is_written_can_open_it_again(tmp_path: Path, until: Until) -> None:
    folder, writer = decided_folder(tmp_path), Doorkeeper()
    with window_on(tmp_path, writer=writer) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.has(folder))
        a_page(window, folder, until)
        writing(window, writer, until)
        window.go_home()
        writer.open()
        until(lambda: not window.documents.is_writing)
        assert len(load(folder).exports) == 1
        assert not (folder / LOCK).exists()
        window.open_meeting(folder)
        until(lambda: window.editor.has(folder))
        assert not window.editor.model.session.read_only


def test_a_document_of_one_meeting_never_comes_to_the_page_of_another(tmp_path: Path, until: Until) -> None:
    one, writer = decided_folder(tmp_path), Doorkeeper()
    meeting = a_decided_meeting()
    other = decided_folder(tmp_path, replace(meeting, id="m2", occasion=replace(meeting.occasion, title="別の会議")))
    with window_on(tmp_path, writer=writer) as window:
        view = window.documents_view
        a_page(window, one, until)
        writing(window, writer, until)
        window.go_home()
        window.open_documents(other)
        writer.open()
        until(lambda: window.documents.meeting and not window.documents.is_writing)
        assert len(load(one).exports) == 1
        assert (view.results, view.panel.result_head.text()) == ([], "")
        assert not view.share.isEnabled()
        a_page(window, one, until)
        until(lambda: window.documents.written_before)
        assert view.share.isEnabled()


def test_undo_right_after_an_edit_takes_back_that_one(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces, view, lane = a_page(window, folder, until), window.documents_view, window.workshop.documents
        view.form_model.put("place", "第3会議室")
        view.settle()
        until(lambda: not lane.is_busy and faces.undo.isEnabled())
        rows = faces.results.list
        view.tabs.setCurrentWidget(faces.results)
        rows.setFocus()
        rows.setCurrentRow(1)
        QTest.keyClick(rows, Qt.Key.Key_Return)
        QTest.keyClick(rows, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(lambda: not lane.is_busy and faces.redo.isEnabled())
        assert (load(folder).items, load(folder).occasion.place) == ((), "第3会議室")
        faces.redo.click()
        until(lambda: len(load(folder).items) == 1 and not lane.is_busy)
        faces.undo.click()
        faces.undo.click()
        until(lambda: load(folder).occasion.place == "第2会議室" and not lane.is_busy)
        assert load(folder).items == ()
        assert not window.message.isVisible()
        until(lambda: faces.redo.isEnabled() and not faces.undo.isEnabled())


def test_the_pages_show_an_edit_that_comes_to_the_disk_late(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, write = decided_folder(tmp_path), sealed.append_line
    with window_on(tmp_path) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.has(folder))
        preview = window.documents_view.preview.model
        a_page(window, folder, until)
        until(lambda: preview.shown is Shown.CURRENT)

        def slow(*given: Any, **named: Any) -> int:
            time.sleep(2.0)
            return write(*given, **named)

        monkeypatch.setattr(store, "append_line", slow)
        window.documents_view.form_model.put("place", "第9会議室")
        window.documents_view.settle()
        until(lambda: load(folder).occasion.place == "第9会議室")
        until(lambda: preview.shown is Shown.CURRENT and "第9会議室" in preview.text)


def test_a_document_that_is_being_written_is_finished_before_the_meeting_is_opened_to_be_edited(
    tmp_path: Path, until: Until
) -> None:
    folder, writer = decided_folder(tmp_path), Doorkeeper()
    with window_on(tmp_path, writer=writer) as window:
        a_page(window, folder, until)
        writing(window, writer, until)
        press(window.documents_view, words.TO_EDITOR)
        writer.open()
        until(lambda: window.editor.has(folder))
        assert not window.editor.model.session.read_only
        assert len(window.editor.model.meeting.exports) == 1


def test_what_was_typed_a_moment_before_is_in_the_meeting_that_is_edited(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        a_page(window, folder, until)
        with held(window.workshop.documents):
            window.documents_view.form.lines["place"].setText("第9会議室")
            press(window.documents_view, words.TO_EDITOR)
            QTest.qWait(300)
        until(lambda: window.editor.has(folder))
        assert not window.editor.model.session.read_only
        assert window.editor.model.meeting.occasion.place == "第9会議室"
        assert not window.message.isVisible()


def test_who_goes_back_while_a_document_is_finished_waits_for_nothing(tmp_path: Path, until: Until) -> None:
    folder, writer = decided_folder(tmp_path), Doorkeeper()
    with window_on(tmp_path, writer=writer) as window:
        a_page(window, folder, until)
        writing(window, writer, until)
        press(window.documents_view, words.TO_EDITOR)
        began = time.monotonic()
        window.go_home()
        assert time.monotonic() - began < 20  # the work is waited for for a minute
        writer.open()
        until(lambda: not window.documents.is_writing)
        assert not (folder / LOCK).exists()


@pytest.mark.parametrize("edited", [False, True])
def test_the_pages_of_what_comes_after_know_what_was_typed_a_moment_before(
    tmp_path: Path, until: Until, edited: bool
) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        [door] = window.findChildren(FilingDoor)
        if edited:
            window.open_meeting(folder)
            until(lambda: window.editor.has(folder))
        a_page(window, folder, until)
        window.documents_view.form.lines["title"].setText("直前の名前")
        door.open_filing(folder)
        until(lambda: door.filing and door.filing.model.state and not door.filing.model.is_busy)
        assert door.filing
        assert door.filing.model.title == "直前の名前"
        a_page(window, folder, until)
        window.documents_view.form.lines["title"].setText("もう一度")
        door.open_replies(folder)
        until(lambda: door.replies and door.replies.model.listed and not door.replies.model.is_busy)
        assert door.replies
        assert door.replies.model.title == "もう一度"


def test_what_cannot_come_to_the_disk_is_told_on_the_page_too_where_it_was_decided(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        view = window.documents_view
        window.open_meeting(folder)
        until(lambda: window.editor.has(folder))
        a_page(window, folder, until)

        with monkeypatch.context() as patch:
            patch.setattr(store, "append_line", full)
            view.form_model.put("place", "第9会議室")
            view.settle()
            until(view.elsewhere.isVisible)
            assert window.editor.model.trouble in view.elsewhere.text.text()
        until(lambda: load(folder).occasion.place == "第9会議室")
        until(lambda: not view.elsewhere.isVisible())


def test_nothing_is_made_without_an_edit_that_cannot_come_to_the_disk_and_the_window_waits_for_none(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, writer = decided_folder(tmp_path), ScriptedWriter()
    with window_on(tmp_path, writer=writer) as window:
        view = window.documents_view
        window.open_meeting(folder)
        until(lambda: window.editor.has(folder))
        a_page(window, folder, until)
        until(lambda: not window.workshop.documents.is_busy)
        writer.fields.clear()
        with monkeypatch.context() as patch:
            patch.setattr(store, "append_line", full)
            patch.setattr(work, "PATIENCE_S", 0.5)
            view.form_model.put("title", "改めた会議")
            press(view, words.EXPORT)
            assert window.documents.is_writing
            assert window.editor.model.unsaved
            until(lambda: not window.documents.is_writing)
            assert "まだ保存できていません" in window.message.text
            assert (writer.fields, load(folder).exports) == ([], ())
        until(lambda: not window.editor.model.unsaved)
        press(view, words.EXPORT)
        until(lambda: load(folder).exports)
        document = folder / "exports" / load(folder).exports[0].file
        assert document.read_text(encoding="utf-8").endswith(": 改めた会議")
