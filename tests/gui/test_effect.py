"""効果の測定 in the window: what is measured while a person works, the page, the workbook, the question on 操作感."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton

from minutes_app.gui import effect_work
from minutes_app.gui.editing.active import ActiveClock
from minutes_app.gui.effect_work import is_time_to_ask
from minutes_app.gui.view_models.active_time import ActiveTime
from minutes_app.gui.view_models.effect import EffectModel, periods_until
from minutes_app.gui.views.effect_door import EffectDoor
from minutes_app.gui.views.effect_page import EffectPage
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.window import Window
from minutes_app.gui.views.work_watch import WorkWatch
from minutes_app.logbook import Feeling, feelings, note_feeling, note_work, worked_s
from minutes_app.meeting.edit import set_text
from minutes_app.progress import Stage, no_report
from minutes_app.settings import change, effect_folder, load
from minutes_app.wording import effect as words, gui
from tests.effect.making import library_of, meeting
from tests.gui.controls import unusable
from tests.gui.editing import Decks, a_folder
from tests.gui.scene import Until, press, window_on
from tests.gui.settings import Told, a_workshop, policy

TODAY = date.today()


class Hands(ActiveClock):
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0
        super().__init__(120, lambda: self.at)

    def wait(self, seconds: float) -> None:
        self.at += seconds


@contextmanager
def working(library: Path, until: Until) -> Iterator[tuple[Window, Hands]]:
    """A window that is watched, with one meeting open in 校正."""
    folder = a_folder(library)
    with window_on(library) as window:
        hands = Hands()
        WorkWatch(window, ActiveTime(window.workshop, hands, window))
        window.activateWindow()
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        yield window, hands


@contextmanager
def page_on(library: Path, until: Until) -> Iterator[tuple[Window, EffectDoor, EffectPage]]:
    """The page, as the menu opens it."""
    with window_on(library) as window:
        door = EffectDoor(window, Menu(window).offer)
        menus = [one.menu() for one in window.menuBar().actions()]
        entries = [one for menu in menus if isinstance(menu, QMenu) for one in menu.actions()]
        next(one for one in entries if one.text() == words.MENU).trigger()
        until(lambda: door.model.is_read and not door.model.is_busy)
        assert door.page is not None
        yield window, door, door.page


def baseline(window: Window) -> None:
    change("effect.minutes_per_hour", "180")
    change("effect.report_minutes", "40")
    window.workshop.adopt(load()[0])


def this_year(day: int) -> str:
    """A day of this 年度, the same in every month."""
    return TODAY.replace(day=day).isoformat()


def test_keys_clicks_text_of_an_input_method_and_edits_count_and_are_kept(tmp_path: Path, until: Until) -> None:
    with working(tmp_path, until) as (window, hands):
        model = window.editor.model
        hands.wait(20)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        hands.wait(15)
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
        hands.wait(10)
        model.do(set_text(model.meeting, model.meeting.utterances[0].id, "直した文"))
        window.editor.view.utterances.setFocus()
        focus = QApplication.focusObject()
        assert focus is not None
        hands.wait(7)
        QApplication.sendEvent(focus, QInputMethodEvent("かいぎ", []))
        identity = model.meeting.id
        window.go_home()
        until(lambda: worked_s(effect_folder()) == {identity: 52})


def test_a_long_absence_and_the_list_of_meetings_count_nothing(tmp_path: Path, until: Until) -> None:
    with working(tmp_path, until) as (window, hands):
        identity = window.editor.model.meeting.id
        hands.wait(3600)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        hands.wait(30)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        window.go_home()
        hands.wait(60)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        until(lambda: worked_s(effect_folder()))
        assert worked_s(effect_folder()) == {identity: 30}


def test_a_minute_of_work_is_on_the_disk_before_the_page_is_left(tmp_path: Path, until: Until) -> None:
    with working(tmp_path, until) as (window, hands):
        for _each in range(4):
            hands.wait(20)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        until(lambda: worked_s(effect_folder()))
        assert worked_s(effect_folder()) == {window.editor.model.meeting.id: 60}


def test_closing_the_window_keeps_the_last_seconds(tmp_path: Path, until: Until) -> None:
    with working(tmp_path, until) as (window, hands):
        identity = window.editor.model.meeting.id
        hands.wait(25)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert worked_s(effect_folder()) == {identity: 25}


def test_switched_off_nothing_is_measured_and_the_policy_can_keep_it_off(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with working(tmp_path / "会議", until) as (window, hands):
        hands.wait(40)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        policy(monkeypatch, tmp_path, 'locked = ["effect.measure"]\n[effect]\nmeasure = false\n')
        window.workshop.adopt(load()[0])
        hands.wait(60)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        window.go_home()
    assert worked_s(effect_folder()) == {}
    assert load()[1].of("effect.measure").locked


def test_work_that_cannot_be_kept_is_told_once_and_stops_nothing(tmp_path: Path, until: Until) -> None:
    effect_folder().parent.mkdir(parents=True)
    effect_folder().write_text("a file where the folder should be")
    with working(tmp_path / "会議", until) as (window, hands):
        warned: list[object] = []
        window.workshop.warned.connect(warned.append)
        for _each in range(2):
            hands.wait(70)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        until(lambda: warned)
        assert "effect" in window.message.text
        window.go_home()
        until(lambda: window.home.is_read)
        assert len(warned) == 1


def test_the_page_tells_what_is_missing_and_then_the_hours(tmp_path: Path, until: Until) -> None:
    library = library_of(tmp_path / "会議", meeting(1, this_year(1)), meeting(2, this_year(2), title="企画会議"))
    for number in (1, 2):
        note_work(effect_folder(), f"m-{number:04x}", 1800, TODAY)
    with page_on(library, until) as (window, door, page):
        assert window.pages.currentWidget() is page
        assert "「これまでの会議録づくりの時間」が設定されていません。" in page.missing.text()
        assert page.chart.isHidden()
        assert page.table.model().index(1, 1).data() == "企画会議"
        assert page.table.model().index(1, 6).data() == "―"
        baseline(window)
        until(lambda: door.model.months)
        assert page.warning.isHidden()
        assert page.table.model().index(2, 6).data() == "7時間40分"
        assert "すべて分かる2件で、減った時間は7時間40分です。" in page.summary.text()
        assert page.chart.isVisible()
        assert page.chart.accessibleDescription() == page.chart_text.text()
        assert "これまで8時間40分、今1時間00分" in page.chart_text.text()


def test_another_period_shows_its_own_meetings(tmp_path: Path, until: Until) -> None:
    library = library_of(tmp_path / "会議", meeting(1, this_year(1)), meeting(2, "2019-05-01"))
    with page_on(library, until) as (_window, door, page):
        assert page.table.model().rowCount() == 2
        page.period.setCurrentIndex(page.period.count() - 1)
        page.period.activated.emit(page.period.count() - 1)
        until(lambda: page.table.model().rowCount() == 3)
        assert page.table.model().index(0, 0).data() == "令和元年5月1日"
        page.period.activated.emit(1)
        until(lambda: not door.model.is_busy and page.table.model().rowCount() == 0)
        assert page.summary.text() == words.EMPTY


def test_the_workbook_is_saved_where_the_person_says(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(tmp_path / "会議", meeting(1, this_year(1), title="企画会議"))
    note_feeling(effect_folder(), 4, TODAY)
    target = tmp_path / "効果（秘）"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with page_on(library, until) as (window, _door, page):
        page.save.click()
        until(lambda: window.message.text)
        assert "効果（秘）.xlsx" in window.message.text
    book = openpyxl.load_workbook(io.BytesIO(target.with_name("効果（秘）.xlsx").read_bytes()))
    assert book["会議ごと"]["B2"].value == "企画会議"
    assert book["操作感"]["B2"].value == 4


def test_a_workbook_that_cannot_be_written_is_told(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_of(tmp_path / "会議", meeting(1, this_year(1)))
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "file" / "a.xlsx"), ""))
    with page_on(library, until) as (window, door, page):
        page.save.click()
        until(lambda: window.message.text)
        assert "a.xlsx" in window.message.text
        assert not door.model.is_busy
        assert page.save.isEnabled()


def test_every_control_of_the_page_has_a_name_and_a_size_and_the_way_back(tmp_path: Path, until: Until) -> None:
    library = library_of(tmp_path / "会議", meeting(1, this_year(1), title="長い会議名" * 30))
    with page_on(library, until) as (window, _door, page):
        window.resize(840, 480)
        QApplication.processEvents()
        assert unusable(page) == []
        assert page.width() <= 840
        wanted: list[str] = []
        window.settings_wanted.connect(wanted.append)
        page.settings.click()
        assert wanted == ["effect"]
        page.back.click()
        assert window.pages.currentWidget() is window.home_view


def test_summing_up_can_be_stopped(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effect_work, "REST_S", 0.2)
    with a_workshop(library_of(tmp_path / "会議", *(meeting(number, this_year(1)) for number in range(1, 9)))) as shop:
        model = EffectModel(shop)
        told = Told()
        model.failed.connect(told.fail)
        model.read()
        until(lambda: model.progress.stage is Stage.SUM_UP)
        model.stop()
        until(lambda: not model.is_busy)
        assert not model.is_read
        assert told.errors == []


def test_the_question_comes_after_a_document_and_not_again_this_month(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with window_on(tmp_path) as window:
        door = EffectDoor(window, Menu(window).offer)
        window.open_documents(folder)
        until(lambda: window.documents.meeting)
        assert door.bar.isHidden()
        press(window.documents_view, gui.EXPORT)
        until(lambda: not door.bar.isHidden())
        assert unusable(door.bar) == []
        press(door.bar, words.ANSWERS[4])
        until(lambda: window.message.text == words.THANKS)
        assert door.bar.isHidden()
        assert [one.mark for one in feelings(effect_folder())] == [0, 4]
        press(window.documents_view, gui.EXPORT)
        until(lambda: window.documents.is_writing)
        until(lambda: not window.documents.is_writing)
        until(lambda: not door.feeling._lane.is_busy)
        assert door.bar.isHidden()


def test_not_now_keeps_no_answer_and_never_is_a_setting(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        door = EffectDoor(window, Menu(window).offer)
        door.feeling.consider()
        until(lambda: not door.bar.isHidden())
        press(door.bar, words.NOT_NOW)
        door.bar.show()
        window.record()
        assert door.bar.isHidden(), "a meeting may begin in two minutes"
        assert [one.mark for one in feelings(effect_folder())] == [0]
        door.bar.show()
        press(door.bar, words.NEVER)
        until(lambda: window.message.text == words.NEVER_KEPT)
        assert not load()[0].effect.ask
        assert not window.workshop.settings.effect.ask


def test_where_the_office_asks_nothing_nothing_is_asked(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(monkeypatch, tmp_path, 'locked = ["effect.ask"]\n[effect]\nask = false\n')
    with window_on(tmp_path / "会議") as window:
        door = EffectDoor(window, Menu(window).offer)
        door.feeling.consider()
        until(lambda: not door.feeling._lane.is_busy)
        assert door.bar.isHidden()
        assert feelings(effect_folder()) == ()


@pytest.mark.parametrize(("days", "asks"), [(0, False), (1, False), (30, False), (31, True), (400, True)])
def test_the_question_is_asked_at_most_once_in_a_month(days: int, asks: bool) -> None:
    note_feeling(effect_folder(), 0, TODAY - timedelta(days=days))
    assert list(is_time_to_ask(TODAY, no_report)) == [asks]
    assert feelings(effect_folder())[-1] == Feeling((TODAY if asks else TODAY - timedelta(days=days)).isoformat(), 0)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2027, 3, 31), "令和8年度"), (date(2027, 4, 1), "令和9年度"), (date(2023, 4, 1), "令和5年度")],
)
def test_the_choices_begin_with_this_fiscal_year(today: date, first: str) -> None:
    names = [name for name, _period in periods_until(today)]
    assert (names[0], names[-1], len(names)) == (first, words.WHOLE, 6)
    assert periods_until(today)[0][1].holds(today.isoformat())


def test_the_buttons_of_the_question_are_all_there(tmp_path: Path) -> None:
    with window_on(tmp_path) as window:
        bar = EffectDoor(window, Menu(window).offer).bar
        texts = [one.text() for one in bar.findChildren(QPushButton)]
        assert texts == [*words.ANSWERS.values(), words.NOT_NOW, words.NEVER]


def test_listening_to_the_recording_counts_and_moving_about_in_it_while_silent_does_not(
    tmp_path: Path, until: Until
) -> None:
    with working(tmp_path, until) as (window, hands):
        identity = window.editor.model.meeting.id
        playback = window.editor.view.playback
        playback._find = Decks()
        playback.play_from(0)
        for at_ms in (1000, 2000):
            hands.wait(50)
            playback.seek(at_ms)
        playback.pause()
        hands.wait(100)
        playback.seek(0)
        hands.wait(100)
        window.go_home()
        until(lambda: worked_s(effect_folder()) == {identity: 100})


def test_the_pages_that_a_meeting_goes_to_from_its_own_are_work_on_it_too(tmp_path: Path, until: Until) -> None:
    with working(tmp_path, until) as (window, hands):
        identity, folder = window.editor.model.meeting.id, window.editor.model.folder
        door = FilingDoor(window, lambda _text, _deed: None)
        window.open_documents(folder)
        until(lambda: window.documents.meeting)
        door.open_filing(folder)
        until(lambda: window.pages.currentWidget() is door.filing)
        for _each in range(2):
            hands.wait(15)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        window.go_home()
        hands.wait(15)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        until(lambda: worked_s(effect_folder()) == {identity: 30})


def test_each_meeting_has_the_time_in_which_it_was_before_the_person(tmp_path: Path) -> None:
    with a_workshop(tmp_path / "会議") as shop:
        hands = Hands()
        active = ActiveTime(shop, hands)
        for meeting_id, seconds in (("m-1", 50), ("m-2", 30), ("", 40), ("m-1", 10), ("", 5)):
            active.work_on(meeting_id)
            hands.wait(seconds)
    assert worked_s(effect_folder()) == {"m-1": 60, "m-2": 30}
