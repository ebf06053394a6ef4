"""The recording screen, its strip, its tray and its questions, by clicks and by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
    QScrollArea,
    QSystemTrayIcon,
    QWidget,
)

from minutes_app.errors import DeviceMissing
from minutes_app.gui.recording import Done, Kept, LeftBehind, Written
from minutes_app.gui.view_models.recording import Phase
from minutes_app.gui.views import recording_part
from minutes_app.gui.views.look import DARK, LEVELS, LIGHT, ON_RECORD, RECORD
from minutes_app.gui.views.strip import Strip
from minutes_app.gui.views.tray import Tray
from minutes_app.gui.views.window import Window
from minutes_app.meeting.store import create
from minutes_app.wording import gui as gui_words, recording_window as words
from tests.gui.controls import unusable
from tests.gui.editing import a_folder
from tests.gui.recording import last, scripted_window, status
from tests.gui.scene import Until, press
from tests.gui.test_look import contrast
from tests.unit.capture.puppets import entry
from tests.unit.meeting.making import a_meeting


def start(window: Window, until: Until, folder: Path) -> None:
    """The two clicks from はじめに, and the first sample."""
    press(window.home_view, words.RECORD)
    press(window.recording.view, words.START)
    last().begin(folder)
    until(lambda: window.recording.model.is_under_way)


def finish(window: Window, until: Until, *values: object) -> None:
    last().tell(*values, None)
    until(lambda: not window.recording.model.is_active)


def key(window: Window, *sequence: str) -> None:
    """Keys where the focus is."""
    for each in sequence:
        QTest.keySequence(window.focusWidget() or window, QKeySequence(each))


def answer(patch: pytest.MonkeyPatch, text: str, asked: list[str]) -> None:
    """Press this button when the person is asked."""

    def click(box: QMessageBox) -> int:
        asked.append(box.text())
        [found] = [each for each in box.buttons() if each.text() == text]
        found.click()
        return 0

    patch.setattr(QMessageBox, "exec", click)


def test_two_clicks_record_and_the_text_comes_to_the_editor(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        view = window.recording.view
        assert not view.consent.isVisible()
        assert view.list.item(0).text() == words.CONSENT
        press(view, words.STOP)
        finish(window, until, Kept(9000, 0, False), Written(True))
        until(lambda: window.editor.model.is_open)
        assert window.editor.model.folder == folder
        assert not window.recording.bar.isVisible()


def test_what_is_typed_before_goes_with_the_recording_and_is_gone_for_the_next(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting(0))
    with scripted_window(tmp_path) as window:
        press(window.home_view, words.RECORD)
        sheet = window.recording.view.sheet
        sheet.title.setText("第3回庁議（髙﨑）")
        sheet.agenda.setPlainText("予算\n人事")
        press(window.recording.view, words.START)
        assert last().plan.said.title == "第3回庁議（髙﨑）"
        last().begin(folder)
        until(lambda: window.recording.model.is_under_way)
        panel = window.recording.view.marks
        assert panel.agenda_button.text() == "1 次の議題へ: 1. 予算"
        panel.agenda_button.click()
        assert [panel.list.item(row).text() for row in range(2)] == ["▶ 1. 予算", "　2. 人事"]
        assert panel.agenda_button.text() == "1 次の議題へ: 2. 人事"
        finish(window, until, Kept(9000, 0, True))
        assert sheet.title.text() == ""
        assert sheet.agenda.toPlainText() == ""


def test_the_whole_sheet_can_be_filled_in_before_and_what_is_on_it_is_expected_to_be_heard(
    tmp_path: Path, until: Until
) -> None:
    with scripted_window(tmp_path) as window:
        press(window.home_view, words.RECORD)
        sheet = window.recording.view.sheet
        sheet.title.setText("庁議")
        press(sheet, words.PREPARE)
        assert window.preparing is not None
        assert window.preparing.lines["title"].text() == "庁議"
        window.preparing.lines["place"].setText("第2会議室")
        window.preparing.agenda.setPlainText("特定健診について")
        window.preparing.attendees.setPlainText("企画課\t課長\t髙橋 一郎")
        press(window.preparing, gui_words.SAVE)
        assert window.pages.currentWidget() is window.recording.view
        assert sheet.agenda.toPlainText() == "特定健診について"
        press(window.recording.view, words.START)
        said = last().plan.said
        assert (said.title, said.place) == ("庁議", "第2会議室")
        assert [one.name for one in said.attendees] == ["髙橋 一郎"]
        assert "特定健診" in " ".join(said.words)
        last().begin(tmp_path)
        until(lambda: window.recording.model.is_under_way)
        finish(window, until, Kept(9000, 0, True))


def test_leaving_the_sheet_leads_back_and_changes_nothing(tmp_path: Path) -> None:
    with scripted_window(tmp_path) as window:
        press(window.home_view, words.RECORD)
        press(window.recording.view.sheet, words.PREPARE)
        assert window.preparing is not None
        window.preparing.lines["place"].setText("第2会議室")
        press(window.preparing, gui_words.CANCEL)
        assert window.pages.currentWidget() is window.recording.view
        assert window.recording.model.said.place == ""


def test_a_device_that_is_missing_leaves_what_was_typed(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        press(window.home_view, words.RECORD)
        window.recording.view.sheet.title.setText("庁議")
        press(window.recording.view, words.START)
        last().tell(DeviceMissing("会議室", "microphone", ()))
        until(lambda: window.message.text)
        assert "見つかりません" in window.message.text
        assert "minutes" not in window.message.text
        assert window.recording.view.sheet.title.text() == "庁議"
        assert window.recording.view.red.isEnabled()


def test_everything_by_keyboard_from_the_list_to_the_end(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        until(lambda: window.home.is_read)
        window.activateWindow()
        key(window, "Ctrl+N")
        view = window.recording.view
        until(lambda: window.focusWidget() is view.red)
        key(window, "Space")
        last().begin(tmp_path)
        until(lambda: window.recording.model.is_under_way)
        assert window.focusWidget() is view.list, "a key that is pressed twice must not end it"
        key(window, "Space", "Return")
        assert last().orders == []
        key(window, *"123456789", "P", "Ctrl+E")
        kinds = ["agenda", "decision", "task", "important", "break", "back", "vote", "late", "left"]
        assert [each.what for each in last().orders] == [*kinds, "pause", "stop"]
        finish(window, until, Kept(9000, 0, True))


def test_tab_goes_through_the_screen_in_its_order(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        until(lambda: window.home.is_read)
        press(window.home_view, words.RECORD)
        window.activateWindow()
        view = window.recording.view
        view.red.setFocus()
        seen: list[QWidget | None] = []
        for _step in range(7):
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
            seen.append(window.focusWidget())
        boxes = [each.box for each in view.rows.values()]
        assert seen == [*boxes, view.with_text, view.sheet.title, view.sheet.agenda, view.sheet.more, view.back]


def test_numbers_that_are_typed_into_the_name_are_no_marks(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        press(window.home_view, words.RECORD)
        title = window.recording.view.sheet.title
        title.setFocus()
        QTest.keyClicks(title, "R8 p 12")
        assert title.text() == "R8 p 12"


def test_an_alarm_stands_above_every_screen_until_it_is_read(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        last().tell(entry("too_quiet", 1000, track="mic", db=-40), entry("no_data", 2000, track="mic"))
        until(lambda: len(window.recording.model.alarms) == 2)
        press(window.recording.view, words.BACK)
        bar = window.recording.bar
        assert bar.line.isVisible()
        assert bar.line.text().startswith("● 録音中 00:00:0")
        assert "音が届いていません" in bar.alarms.headline.text()
        assert "保存されています" in bar.alarms.rest.text()
        assert bar.alarms.more.text() == "ほかに1件"
        press(bar.alarms, words.READ)
        assert "小さすぎます" in bar.alarms.headline.text()
        press(bar.alarms, words.READ)
        assert not bar.alarms.isVisible()
        press(bar, words.OVER_HERE)
        assert window.pages.currentWidget() is window.recording.view
        assert not bar.line.isVisible()
        finish(window, until, Kept(9000, 0, True))


def test_who_works_elsewhere_is_not_torn_away_when_the_text_is_there(tmp_path: Path, until: Until) -> None:
    folder, other = create(tmp_path, a_meeting(2)), tmp_path / "other"
    other.mkdir()
    edited = a_folder(other)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        window.open_meeting(edited)
        until(lambda: window.editor.model.is_open)
        press(window.recording.bar, words.STOP)
        finish(window, until, Kept(9000, 0, False), Written(True))
        assert window.editor.model.folder == edited
        press(window.message, words.OPEN)
        until(lambda: window.editor.model.is_open and window.editor.model.folder == folder)


def test_a_recording_without_live_text_goes_on_to_the_hearing(tmp_path: Path, until: Until) -> None:
    meeting = a_meeting(0)
    folder = a_folder(tmp_path, meeting)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        finish(window, until, Kept(9000, 0, False))
        until(lambda: window.editor.model.is_open)
        assert window.editor.model.meeting.utterances[0].text == "窓0の0です。"


def test_the_meeting_that_is_recorded_opens_its_screen(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        press(window.recording.view, words.BACK)
        until(lambda: window.home.table.shown)
        window.home_view.choose(folder)
        press(window.home_view, gui_words.OPEN)
        assert window.pages.currentWidget() is window.recording.view
        finish(window, until, Kept(9000, 0, True))


def test_the_strip_shows_time_level_marks_and_the_end_and_leads_back(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        last().dial.put(754_000, status(peak_db=-50))
        press(window.recording.view, words.STRIP)
        strip = window.recording.strip
        assert strip is not None
        assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
        until(lambda: strip.time.text() == "● 録音中 00:12:34")
        until(lambda: strip.level.text() == "マイク 小さい")
        press(strip, words.MARKS["decision"])
        press(strip, words.PAUSE)
        assert [each.what for each in last().orders] == ["decision", "pause"]
        last().tell(Done(last().orders[1]), entry("silence", 1000, track="mic"))
        until(lambda: strip.alarm.isVisible())
        assert "無音" in strip.alarm_text.text()
        assert window.recording.model.phase is Phase.PAUSED
        press(strip, words.STRIP_BACK)
        assert window.recording.strip is None
        assert not window.isMinimized()
        finish(window, until, Kept(9000, 0, True))


def test_closing_the_strip_leads_back_and_ends_nothing(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        press(window.recording.view, words.STRIP)
        strip = window.recording.strip
        assert strip is not None
        strip.close()
        until(lambda: window.recording.strip is None)
        assert window.recording.model.is_under_way
        assert last().orders == []
        finish(window, until, Kept(9000, 0, True))


@pytest.mark.parametrize("has_tray", [True, False])
def test_closing_asks_once_and_the_recording_goes_on_in_sight(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch, has_tray: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(recording_part, "has_tray", lambda: has_tray)
    answer(monkeypatch, words.GO_ON_IN_TRAY if has_tray else words.GO_ON_IN_STRIP, asked)
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        window.close()
        part = window.recording
        assert asked == [words.CLOSE_QUESTION]
        assert not window.isVisible()
        assert part.model.is_under_way
        shown = part.tray if has_tray else part.strip
        assert isinstance(shown, Tray | Strip)
        last().orders.clear()
        if isinstance(shown, Tray):
            next(each for each in shown.menu.actions() if each.text() == words.STOP).trigger()
        else:
            press(shown, words.STOP)
        assert [each.what for each in last().orders] == ["stop"]
        finish(window, until, Kept(9000, 0, False), Written(True))
        until(lambda: window.editor.model.is_open)
        assert window.isVisible()
        assert (part.tray, part.strip) == (None, None)


def test_the_tray_leads_back_to_the_window(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(recording_part, "has_tray", lambda: True)
    answer(monkeypatch, words.GO_ON_IN_TRAY, asked)
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        window.close()
        tray = window.recording.tray
        assert tray is not None
        assert tray.icon.toolTip().startswith(words.TRAY)
        last().tell(entry("no_data", 2000, track="mic"))
        until(lambda: window.recording.model.alarms)
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
        assert window.isVisible()
        assert window.recording.tray is None
        finish(window, until, Kept(9000, 0, True))


def test_stop_and_close_saves_first_and_closes_by_itself(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer(monkeypatch, words.STOP_AND_CLOSE, asked)
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        window.close()
        assert window.isVisible(), "not before the recording is saved"
        assert last().keep_only
        assert window.recording.model.phase is Phase.SAVING
        window.close()
        assert asked == [words.CLOSE_QUESTION], "one question"
        last().tell(Kept(9000, 0, True), None)
        until(lambda: not window.isVisible())


def test_not_closing_changes_nothing(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer(monkeypatch, words.DO_NOT_CLOSE, asked)
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        window.close()
        assert window.isVisible()
        assert last().orders == []
        finish(window, until, Kept(9000, 0, True))


def test_an_interrupted_recording_is_offered_to_be_mended_with_one_click(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path, a_meeting(0))
    with scripted_window(tmp_path) as window:
        window.recording.model._take_left(LeftBehind((), (folder,)))
        assert words.BROKEN.format(1) in window.message.text
        press(window.message, words.MEND)
        until(lambda: window.editor.model.is_open)


def test_the_list_keeps_its_last_lines_and_follows_them(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, tmp_path)
        view = window.recording.view
        for number in range(450):
            window.recording.model.record.add("text", f"発言{number}")
        QApplication.processEvents()
        assert view.list.count() == 400
        assert view.list.item(399).text() == "発言449"
        bar = view.list.verticalScrollBar()
        assert bar.value() == bar.maximum()
        bar.setValue(0)
        window.recording.model.record.add("text", "次")
        QApplication.processEvents()
        assert bar.value() < bar.maximum(), "who reads further up is not torn away"
        finish(window, until, Kept(9000, 0, True))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_names_targets_and_no_scrolling_sideways(tmp_path: Path, until: Until, percent: int) -> None:
    with scripted_window(tmp_path, text_percent=percent) as window:
        window.resize(1366, 768)
        start(window, until, tmp_path)
        window.recording.model.record.add("text", "とても長い発言" * 40)
        last().tell(entry("no_data", 2000, track="mic"))
        until(lambda: window.recording.model.alarms)
        press(window.recording.view, words.STRIP)
        strip = window.recording.strip
        assert strip is not None
        window.showNormal()
        QApplication.processEvents()
        for page in (window.recording.view, window.recording.bar, strip):
            assert unusable(page) == [], page
        assert window.recording.view.red.height() >= 44
        assert window.width() == 1366
        assert window.recording.view.minimumSizeHint().width() <= 1366
        assert all(
            area.horizontalScrollBar().maximum() == 0 for area in window.recording.view.findChildren(QScrollArea)
        )
        finish(window, until, Kept(9000, 0, True))


def test_the_red_button_and_the_levels_can_be_read_light_and_dark() -> None:
    assert contrast(QColor(ON_RECORD), QColor(RECORD)) >= 4.5
    for colours in (LIGHT, DARK):
        for kind in set(LEVELS.values()):
            ground, text = getattr(colours, kind), getattr(colours, f"on_{kind}")
            assert contrast(QColor(text), QColor(ground)) >= 4.5
    assert set(LEVELS) == set(words.LEVELS), "each word has its colour"
    assert len({*words.LEVELS.values()}) == len(LEVELS), "and each colour its word"
