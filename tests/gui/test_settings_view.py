"""設定 and the first start by clicks: what a person does, and what the person gets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QScrollArea,
    QTableView,
    QWidget,
)

from minutes_app.checkup import Finding, Verdict
from minutes_app.errors import ModelMissing
from minutes_app.gui.views.checkup_panel import CheckupPanel
from minutes_app.gui.views.forms_panel import FormsPanel
from minutes_app.gui.views.glossary_panel import GlossaryPanel
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.models_panel import ModelsPanel
from minutes_app.gui.views.option_row import Choice, Number, Several, Typed, YesNo
from minutes_app.gui.views.settings_door import SettingsDoor
from minutes_app.gui.views.settings_page import SettingsPage
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.settings import load
from minutes_app.tools import Tools
from minutes_app.transcribe.weights import State, folders_for
from minutes_app.word.template import BUILT_IN
from minutes_app.word.writer import Writer
from minutes_app.wording import gui, settings_window as words
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.controls import unusable
from tests.gui.scene import PatientEngine, Until, answered, press, window_on
from tests.gui.settings import door_of, page_of, policy
from tests.unit.transcribe.hub import Hub, demo_hub, put_model, registry_of, running, write_registry


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has the one model "kaigi"."""
    write_registry(tmp_path / "registry")
    with running(demo_hub()) as hub, registry_of(tmp_path / "registry"):
        monkeypatch.setenv("MINUTES_NETWORK_HUB_ENDPOINT", hub.url)
        yield hub


@contextmanager
def first_window(library: Path) -> Iterator[Window]:
    """The window of a person who has never used the program."""
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), Writer())
    window = Window(Workshop(load({"library.folder": str(library)})[0], tools))
    Menu(window)
    SettingsDoor(window)
    window.show()
    window.begin(())
    try:
        yield window
    finally:
        window.editor.leave()
        window.workshop.close()
        window.hide()
        window.deleteLater()


def models_of(window: Window, until: Until) -> ModelsPanel:
    page = page_of(window, until, "models")
    panel = page.panels["models"]
    assert isinstance(panel, ModelsPanel)
    until(lambda: panel.chosen)
    return panel


def test_settings_are_one_click_from_the_list_and_lead_back(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read)
        press(window, words.SETTINGS)
        door = door_of(window)
        until(lambda: door.options.is_read)
        assert window.pages.currentWidget() is door.page
        press(window, gui.BACK)
        assert window.pages.currentWidget() is window.home_view


def test_a_setting_is_changed_by_its_control_and_put_back(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "transcribe")
        (row,) = page.rows["transcribe.beam_size"]
        control = row.control
        assert isinstance(control, Number)
        assert (control.box.minimum(), control.box.maximum(), control.box.value()) == (1, 20, 5)
        assert not row.reset.isVisible()
        control.box.setValue(8)
        until(lambda: window.workshop.settings.transcribe.beam_size == 8)
        until(lambda: row.answer.isVisible())
        assert "次の文字起こしから" in row.answer.text()
        assert row.source.text() == words.origin("user")
        row.reset.click()
        until(lambda: window.workshop.settings.transcribe.beam_size == 5)
        assert control.box.value() == 5
        assert not row.reset.isVisible()


def test_every_kind_of_control_changes_its_setting(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        settings: Callable[[], object] = lambda: window.workshop.settings  # noqa: E731 - read anew each time
        page = page_of(window, until, "transcribe")
        yes, choice = page.rows["transcribe.words"][0].control, page.rows["transcribe.device"][0].control
        assert isinstance(yes, YesNo)
        assert isinstance(choice, Choice)
        yes.box.click()
        until(lambda: not window.workshop.settings.transcribe.words)
        choice.box.setCurrentIndex(1)
        choice.box.activated.emit(1)
        until(lambda: window.workshop.settings.transcribe.device == "cpu")
        page.open("templates")
        several = page.rows["documents.formats"][0].control
        assert isinstance(several, Several)
        several.boxes["txt"].click()
        until(lambda: window.workshop.settings.documents.formats == ("docx", "txt"))
        page.open("network")
        typed = page.rows["network.proxy"][0]
        control = typed.control
        assert isinstance(control, Typed)
        control.text.setFocus()
        QTest.keyClicks(control.text, "proxy")
        QTest.keyClick(control.text, Qt.Key.Key_Return)
        until(lambda: typed.answer.isVisible())
        assert "使えません" in typed.answer.text()
        assert control.text.text() == "proxy", "what was typed stays to be mended"
        control.text.setText("http://proxy.example.lg.jp:8080")
        QTest.keyClick(control.text, Qt.Key.Key_Return)
        until(lambda: window.workshop.settings.network.proxy)
        assert settings() is window.workshop.settings


def test_a_locked_setting_is_shown_locked_with_its_reason(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(monkeypatch, tmp_path, 'locked = ["audit.enabled"]\n')
    with window_on(tmp_path / "会議") as window:
        page = page_of(window, until, "audit")
        (row,) = page.rows["audit.enabled"]
        assert not row.control.isEnabled()
        assert "管理者が固定している" in row.source.text()
        assert not row.reset.isVisible()
        assert page.rows["audit.folder"][0].control.isEnabled()


def test_the_look_changes_at_once(tmp_path: Path, until: Until, app: QApplication) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "window")
        control = page.rows["window.text_percent"][0].control
        assert isinstance(control, Number)
        control.box.setValue(150)
        until(lambda: app.font().pointSizeF() > 15)
        page.rows["window.text_percent"][0].reset.click()
        until(lambda: app.font().pointSizeF() < 11)


def test_settings_are_found_by_what_is_typed(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "models")
        page.search.setText("プロキシ")
        shown = [key for key, rows in page.rows.items() if any(row.isVisible() for row in rows)]
        assert shown == ["network.proxy"]
        page.search.setText("バージョン")
        QApplication.processEvents()
        press(page, words.to_section("about"))
        assert page.panels["about"].isVisible()
        assert page.search.text() == ""
        page.open("models")
        page.search.setText("ありえない言葉")
        assert page.nothing.isVisible()
        page.search.clear()
        assert page.panels["models"].isVisible()


def test_a_model_is_installed_by_a_click_and_becomes_the_one_that_is_used(
    hub: Hub, tmp_path: Path, until: Until
) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = models_of(window, until)
        panel.choose("kaigi")
        assert "ライセンス: MIT" in panel.details.text()
        press(panel, words.INSTALL)
        until(lambda: words.model_ready("kaigi") in window.message.text)
        until(lambda: panel.chosen is not None and panel.chosen.state is State.READY)
        until(lambda: window.workshop.settings.models.default == "kaigi")
        assert words.USED in str(panel.model.table.index(0, 0).data())
        assert hub.asked


def test_a_download_is_stopped_by_a_click_and_closing_asks_once(
    hub: Hub, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch)
    hub.slow_s = 60.0
    with window_on(tmp_path / "会議") as window:
        panel = models_of(window, until)
        panel.choose("kaigi")
        press(panel, words.INSTALL)
        until(lambda: panel.work.isVisible())
        window.close()
        assert asked == [words.CLOSING]
        assert window.isVisible()
        panel.work.stop.click()
        until(lambda: not panel.model.busy)
        assert window.message.text == words.STOPPED
        assert not panel.work.isVisible()
        hub.waiting.set()


def test_closing_asks_one_question_though_two_things_go_on(
    hub: Hub, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch)
    hub.slow_s = 60.0
    with window_on(tmp_path / "会議", PatientEngine(0)) as window:
        panel = models_of(window, until)
        panel.choose("kaigi")
        press(panel, words.INSTALL)
        press(window, gui.BACK)
        press(window, gui.SAMPLE)
        until(lambda: window.hearing.is_busy)
        window.close()
        assert asked == [gui.BUSY_CLOSE]
        assert window.isVisible()
        panel.model.stop()
        window.hearing.stop()
        until(lambda: not panel.model.busy and not window.hearing.is_busy)
        hub.waiting.set()


def test_a_model_comes_from_a_folder_and_goes_after_one_question(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put_model(tmp_path / "USB", "町の会議")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(source))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[0].click())
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    with window_on(tmp_path / "会議") as window:
        panel = models_of(window, until)
        press(panel, words.IMPORT_FOLDER)
        until(lambda: words.model_ready("町の会議") in window.message.text)
        until(lambda: any(line.name == "町の会議" for line in panel.model.lines))
        panel.choose("町の会議")
        press(panel, words.REMOVE)
        until(lambda: words.model_removed("町の会議", left="") in window.message.text)
        assert not (folders_for().user / "町の会議").exists()


def test_words_are_typed_and_kept(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "glossary")
        panel = page.panels["glossary"]
        assert isinstance(panel, GlossaryPanel)
        assert not panel.save.isEnabled()
        panel.text.insertPlainText("特定健診、髙橋")
        assert panel.save.isEnabled()
        press(panel, words.SAVE)
        until(lambda: window.workshop.settings.transcribe.hotwords == "特定健診 髙橋")
        until(lambda: panel.text.toPlainText() == "特定健診\n髙橋")
        assert not panel.save.isEnabled()


def test_a_form_is_checked_and_copied_by_clicks(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a: ("課の様式", True))
    with first_window(tmp_path) as window:
        page = page_of(window, until, "templates")
        panel = page.panels["templates"]
        assert isinstance(panel, FormsPanel)
        until(lambda: panel.list.count() == len(BUILT_IN))
        press(panel, words.COPY)
        until(lambda: panel.list.count() == len(BUILT_IN) + 1)
        panel.list.setCurrentRow(len(BUILT_IN))
        press(panel, words.CHECK)
        assert panel.summary.text() == words.CHECKING
        until(lambda: "使えます" in panel.summary.text())
        assert "課の様式" in panel.summary.text()


def test_the_checkup_is_shown_and_copied(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Finding("office", Verdict.CAUTION, "none", {})]
    monkeypatch.setattr("minutes_app.gui.view_models.checkup.examine", lambda _settings, _report: iter(found))
    with window_on(tmp_path) as window:
        page = page_of(window, until, "checkup")
        panel = page.panels["checkup"]
        assert isinstance(panel, CheckupPanel)
        assert not panel.copy.isEnabled()
        press(panel, words.EXAMINE)
        until(lambda: panel.copy.isEnabled())
        assert "WordもLibreOfficeも見つかりません" in panel.lines[0].text()
        press(panel, words.COPY_TEXT)
        assert "WordもLibreOfficeも" in QGuiApplication.clipboard().text()


def test_the_real_checkup_runs_in_the_window_and_can_be_left(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "checkup")
        panel = page.panels["checkup"]
        assert isinstance(panel, CheckupPanel)
        press(panel, words.EXAMINE)
        until(lambda: len(panel.lines) >= 3)
        press(window, gui.BACK)
        until(lambda: not panel.model.is_running)
        assert not panel.model.is_whole


def test_versions_and_licences_are_shown(tmp_path: Path, until: Until) -> None:
    from minutes_app.gui.views.about_panel import AboutPanel

    with window_on(tmp_path) as window:
        page = page_of(window, until, "about")
        panel = page.panels["about"]
        assert isinstance(panel, AboutPanel)
        until(lambda: panel.table.rowCount())
        names = [str(panel.table.item(at, 0).text()).lower() for at in range(panel.table.rowCount())]  # type: ignore[union-attr] # filled
        assert "PySide6" in panel.versions.text()
        panel.table.selectRow(names.index("faster-whisper"))
        until(lambda: "Permission is hereby granted" in panel.text.toPlainText())


def test_the_first_start_looks_at_the_pc_and_offers_a_model_once(
    hub: Hub, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.gui.view_models.first_start.first_look", _a_good_pc)
    monkeypatch.setattr("minutes_app.checkup.fitting.DEFAULT", "kaigi")
    monkeypatch.setattr("minutes_app.gui.work.listing", _only_the_demo)
    with first_window(tmp_path / "会議") as window:
        door = door_of(window)
        until(lambda: door.first is not None and door.first.install.isVisible())
        first = door.first
        assert first is not None
        assert window.pages.currentWidget() is first
        assert any("16.0 GB" in line.text() or "14.9 GB" in line.text() for line in first.lines)
        assert first.install.text().startswith("kaigi を入れる")
        first.install.click()
        until(lambda: first.ready.isVisible())
        until(lambda: not window.workshop.settings.window.welcome)
        press(first, words.TO_HOME)
        assert window.pages.currentWidget() is window.home_view
    assert not load()[0].window.welcome


def test_the_demo_model_is_enough_to_begin_and_nothing_is_asked_again(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.gui.view_models.first_start.first_look", _a_good_pc)
    with first_window(tmp_path / "会議") as window:
        door = door_of(window)
        until(lambda: door.first is not None and door.first.demo.isVisible())
        assert door.first is not None
        press(door.first, words.USE_DEMO)
        assert window.pages.currentWidget() is window.home_view
        until(lambda: not window.workshop.settings.window.welcome)
    with first_window(tmp_path / "会議") as window:
        until(lambda: window.home.is_read and not window.workshop.documents.is_busy)
        assert window.pages.currentWidget() is window.home_view
        assert door_of(window).first is None


def test_the_first_start_can_wait(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes_app.gui.view_models.first_start.first_look", _a_good_pc)
    with first_window(tmp_path / "会議") as window:
        door = door_of(window)
        until(lambda: door.first is not None)
        assert door.first is not None
        press(door.first, words.LATER)
        assert window.pages.currentWidget() is window.home_view
        assert window.workshop.settings.window.welcome


def test_a_hearing_without_a_model_leads_to_the_models_by_one_click(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_args: object, **_more: object) -> None:
        raise ModelMissing("large-v3-turbo")

    monkeypatch.setattr("minutes_app.gui.work.hearing_from", missing)
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read)
        press(window, gui.SAMPLE)
        until(lambda: window.message.text)
        assert "認識モデル「large-v3-turbo」がこのPCに入っていません" in window.message.text
        assert "「設定」の「認識モデル」で入れてください" in window.message.text
        press(window, words.PUT_IN)
        until(lambda: door_of(window).models.lines)
        assert door_of(window).page is window.pages.currentWidget()


def test_every_control_of_every_section_has_a_name_and_a_target_of_32_pixels(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        page = page_of(window, until, "models")
        for name in page.sections:
            _show(page, name, until)
            assert unusable(page) == [], name


def test_no_section_scrolls_sideways_on_a_small_screen_with_large_letters(
    tmp_path: Path, until: Until, app: QApplication
) -> None:
    with window_on(tmp_path, text_percent=150) as window:
        window.resize(1366, 768)
        page = page_of(window, until, "models")
        for name in page.sections:
            _show(page, name, until)
            app.processEvents()
            assert window.width() == 1366, name
            for area in page.findChildren(QScrollArea):
                inside = area.widget()
                if area.isVisible() and inside is not None:
                    assert inside.minimumSizeHint().width() <= area.viewport().width(), name


def test_all_of_settings_is_reached_by_keyboard(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read)
        QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
        door = door_of(window)
        until(lambda: door.page is not None and door.options.is_read)
        page = door.page
        assert page is not None
        assert page.search.hasFocus()
        seen: list[QWidget] = []
        for _step in range(40):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            if focus is None or focus in seen:
                break
            seen.append(focus)
        assert page.list in seen
        assert any(isinstance(each, QTableView) for each in seen)
        page.list.setFocus()
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        assert page.rows["transcribe.language"][0].isVisible()


def _show(page: SettingsPage, name: str, until: Until) -> None:
    page.open(name)
    until(lambda: page.pages.currentWidget() is page._places[name])
    QApplication.processEvents()


def _a_good_pc(_settings: object, _report: object) -> Iterator[Finding]:
    yield Finding("processor", Verdict.GOOD, "other", {"processor": "x", "cores": 8, "threads": 16})
    yield Finding("memory", Verdict.GOOD, "alone", {"total_bytes": 16_000_000_000, "free_bytes": 9_000_000_000})


def _only_the_demo(_folders: object) -> tuple[object, ...]:
    from dataclasses import replace

    from minutes_app.transcribe.weights import listing

    return tuple(replace(line, demo=True) for line in listing(folders_for()) if line.state is State.READY)
