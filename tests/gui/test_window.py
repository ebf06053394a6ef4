"""The window from the first start to the document: what a person clicks, and what the person gets."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QWidget,
)

from minutes_app.errors import CannotDecode, MinutesError, UnsupportedSound
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.hearing import Task
from minutes_app.gui.views.window import Window
from minutes_app.meeting.store import OpenMeeting
from minutes_app.wording import gui as words
from minutes_app.wording.gui import explain_here
from tests.conftest import ROOT
from tests.gui.controls import unusable
from tests.gui.scene import SOUND, FailingEngine, PatientEngine, Until, drop, meetings_in, press, window_on

ROSTER = "所属\t職名\t氏名\t出欠\n企画課\t課長\t佐藤 一郎\t○\n総務課\t主事\t髙橋 花子\t欠\n"


def heard(window: Window, until: Until, *, title: str = "") -> None:
    """A meeting that was imported and heard, open in the editor."""
    drop(window, SOUND)
    until(lambda: window.preparing)
    assert window.preparing is not None
    window.preparing.lines["title"].setText(title)
    press(window, words.START_HEARING)
    until(lambda: window.editor.model.is_open)


def test_an_empty_library_offers_the_sample_meeting_and_hears_it(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read)
        press(window, words.SAMPLE)
        until(lambda: window.editor.model.is_open)
        assert window.editor.model.meeting.occasion.place == "見本市役所 3階 第2会議室"
        assert [one.text for one in window.editor.model.meeting.utterances][:1] == ["窓0の0です。"]


def test_what_is_dropped_and_typed_becomes_the_meeting(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        sheet = window.preparing
        assert sheet is not None
        sheet.lines["title"].setText("定例会議")
        sheet.lines["date"].setText("令和8年11月23日（月）")
        sheet.lines["start"].setText("午後2時")
        sheet.attendees.setPlainText(ROSTER)
        sheet.agenda.setPlainText("開会\nバス路線の見直しについて\n")
        assert sheet.counted["attendees"].text() == "出席1人、欠席1人"
        press(window, words.START_HEARING)
        until(lambda: window.editor.model.is_open)
    [meeting] = meetings_in(tmp_path / "会議")
    said = meeting.occasion
    assert (said.title, said.date, said.start) == ("定例会議", "2026-11-23", "14:00")
    assert [(one.name, one.absent) for one in said.attendees] == [("佐藤 一郎", False), ("髙橋 花子", True)]
    assert [item.title for item in said.agenda] == ["開会", "バス路線の見直しについて"]
    assert len(meeting.utterances) == 4


def test_a_date_that_cannot_be_understood_is_told_under_its_field_and_nothing_begins(
    tmp_path: Path, until: Until
) -> None:
    with window_on(tmp_path / "会議") as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        assert window.preparing is not None
        window.preparing.lines["date"].setText("11月23日")
        press(window, words.START_HEARING)
        assert "年がありません" in window.preparing.wrong["date"].text()
        assert window.preparing.wrong["date"].isVisible()
        assert not window.hearing.is_busy
        press(window, words.CANCEL)
        assert window.pages.currentWidget() is window.home_view


def test_two_files_become_one_meeting_or_two_as_the_person_chooses(tmp_path: Path, until: Until) -> None:
    other = tmp_path / "別の録音.mp3"
    other.write_bytes(SOUND.read_bytes() + b"\0")
    with window_on(tmp_path / "会議") as window:
        drop(window, SOUND, other)
        until(lambda: window.preparing)
        assert window.preparing is not None
        window.preparing.several.setChecked(True)
        press(window, words.START_HEARING)
        until(lambda: window.editor.model.is_open)
    assert sorted(len(one.recordings) for one in meetings_in(tmp_path / "会議")) == [1, 1]


def test_a_folder_without_recordings_is_told(tmp_path: Path, until: Until) -> None:
    (tmp_path / "空").mkdir()
    with window_on(tmp_path / "会議") as window:
        drop(window, tmp_path / "空")
        until(lambda: window.message.text)
        assert "見つかりません" in window.message.text
        assert window.preparing is None


def test_stopping_keeps_what_is_finished_and_opening_goes_on(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine()
    with window_on(tmp_path, engine) as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        until(lambda: window.hearing.lines)
        press(window, words.STOP)
        until(lambda: not window.hearing.is_busy)
        assert window.pages.currentWidget() is window.home_view
        assert "続きから" in window.message.text
        until(lambda: window.home.table.shown)
        assert window.home.table.index(0, 3).data() == words.STAGES["half_heard"]
        engine.go = True
        press(window, words.CONTINUE)
        until(lambda: window.editor.model.is_open)
        assert engine.windows == [0, 1, 2, 3]


def test_a_failure_says_what_is_safe_and_again_tries_again(tmp_path: Path, until: Until) -> None:
    engine = FailingEngine()
    with window_on(tmp_path, engine) as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        until(lambda: window.message.text)
        assert "--" not in window.message.text
        engine.broken = False
        press(window, words.AGAIN)
        until(lambda: window.editor.model.is_open)


@pytest.mark.parametrize(
    ("error", "again"), [(UnsupportedSound(SOUND, "unknown"), False), (CannotDecode(SOUND, "x"), True)]
)
def test_what_can_never_be_heard_is_not_offered_again(
    error: MinutesError, again: bool, tmp_path: Path, until: Until
) -> None:
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read)
        window.show_failure(Failure(explain_here(error), error), Task((SOUND,)))
        offered = [one.text() for one in window.message.findChildren(QPushButton) if one.isVisible()]
        assert (words.AGAIN in offered) is again


def test_the_document_is_written_and_its_gaps_are_told_before(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until, title="定例会議")
        press(window, words.TO_DOCUMENTS)
        until(lambda: window.documents.meeting)
        points = window.documents_view.panel.points
        told = [points.item(row).text() for row in range(points.count())]
        assert "空欄: 場所" in told
        assert not [line for line in told if "会議名" in line]
        press(window, words.EXPORT)
        until(lambda: not window.documents.is_writing and window.documents_view.results)
        [path] = window.documents_view.results
        assert path.read_text("utf-8") == "会議録（要点筆記）: 定例会議"


def test_a_document_that_a_person_changed_is_not_overwritten(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until)
        press(window, words.TO_DOCUMENTS)
        until(lambda: window.documents.meeting)
        press(window, words.EXPORT)
        until(lambda: window.documents_view.results and not window.documents.is_writing)
        first = window.documents_view.results[0]
        first.write_text("人が直した", "utf-8")
        press(window, words.EXPORT)
        until(lambda: window.documents_view.results and not window.documents.is_writing)
        assert first.read_text("utf-8") == "人が直した"
        assert "第2版" in window.documents_view.results[0].name
        assert "上書きせず" in window.documents_view.notices.text()


def test_nothing_chosen_is_told(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until)
        press(window, words.TO_DOCUMENTS)
        until(lambda: window.documents.meeting)
        for box in window.documents_view.templates.values():
            box.setChecked(False)
        press(window, words.EXPORT)
        assert window.documents_view.hint.isVisible()
        assert not window.documents.is_writing


def test_a_changed_occasion_is_an_edit_that_the_editor_can_take_back(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until, title="前の名前")
        press(window, words.TO_DOCUMENTS)
        until(lambda: window.documents.meeting)
        window.documents_view.form.lines["title"].setText("後の名前")
        until(lambda: window.documents_view.title.text() == "後の名前")
        press(window, words.TO_EDITOR)
        assert window.editor.model.undo()
        assert window.editor.model.meeting.occasion.title == "前の名前"


def test_the_list_shows_date_title_length_and_state_and_is_searched(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until, title="第３回庁議")
        press(window, words.BACK)
        until(lambda: window.home.table.shown)
        row = [window.home.table.index(0, column).data() for column in range(5)]
        assert row[1:4] == ["第３回庁議", "4秒", words.STAGES["heard"]]
        window.home_view.search.setText("第3回")
        assert len(window.home.table.shown) == 1
        window.home_view.search.setText("窓2の0")
        assert len(window.home.table.shown) == 1
        window.home_view.search.setText("予算")
        assert not window.home.table.shown
        assert window.home_view.note.isVisible()


def test_enter_opens_the_meeting_that_is_chosen(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until)
        press(window, words.BACK)
        until(lambda: window.home.table.shown)
        assert window.home_view.chosen is not None
        key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.home_view.table, key)
        until(lambda: window.editor.model.is_open)


def test_the_list_says_who_has_a_meeting_open(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until)
        folder = window.editor.model.folder
        press(window, words.BACK)
        code = (
            "import sys, pathlib\nfrom minutes_app.meeting.store import OpenMeeting\n"
            "with OpenMeeting(pathlib.Path(sys.argv[1])):\n    print('open', flush=True); sys.stdin.read()\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"open\n"
            window.home.refresh()
            until(lambda: window.home.table.shown and window.home.table.index(0, 4).data())
            assert "（" in window.home.table.index(0, 4).data()
            assert other.stdin is not None
            other.stdin.close()
            other.wait(30)
        window.home.refresh()
        until(lambda: window.home.table.shown and not window.home.table.index(0, 4).data())
        with OpenMeeting(folder):
            pass


def test_closing_during_work_asks_one_question(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def keep(box: QMessageBox) -> int:
        asked.append(box.text())
        box.escapeButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", keep)
    with window_on(tmp_path, PatientEngine(0)) as window:
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        window.close()
        assert asked == [words.BUSY_CLOSE]
        assert window.isVisible()
        assert window.hearing.is_busy
        window.hearing.stop()
        until(lambda: not window.hearing.is_busy)


def test_every_control_has_a_name_and_a_target_of_32_pixels(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        heard(window, until)
        for page in _pages(window, until):
            assert unusable(page) == [], page


def test_no_page_scrolls_sideways_on_a_small_screen_with_large_letters(
    tmp_path: Path, until: Until, app: QApplication
) -> None:
    with window_on(tmp_path, text_percent=150) as window:
        heard(window, until, title="とても長い会議の名前" * 12)
        window.resize(1366, 768)
        for page in _pages(window, until):
            app.processEvents()
            assert window.width() == 1366
            for area in page.findChildren(QScrollArea):
                assert area.horizontalScrollBar().maximum() == 0, page


def _pages(window: Window, until: Until) -> Iterator[QWidget]:
    """Every page, one after the other, each while it is on the screen."""

    def show(page: QWidget) -> QWidget:
        window.pages.setCurrentWidget(page)
        QApplication.processEvents()
        return page

    yield show(window.editor)
    window.open_documents(window.editor.model.folder)
    until(lambda: window.documents.meeting)
    yield show(window.documents_view)
    yield show(window.hearing_view)
    window.go_home()
    until(lambda: window.home.table.shown)
    yield show(window.home_view)
    window.prepare((SOUND, ROOT / "x.wav"))
    assert window.preparing is not None
    yield show(window.preparing)
