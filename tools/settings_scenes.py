"""設定, the first start and 会議の準備 for `tools/make_screenshots.py`: every section and state."""

import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from minutes_app.gui.views.settings_rooms import SettingsRooms
    from minutes_app.gui.views.window import Window

PLACE = re.compile(r"/(?:tmp|root|home)/(?:[^\s/]+/)*?((?:Documents/)?会議録|minutes_app\S*)")
"""A place of the PC that makes the pictures."""


def first_start(window: "Window", camera: Any, _library: Path) -> None:
    """The first start, on a PC that is good enough."""
    from minutes_app.gui.views.settings_door import SettingsDoor

    found = window.findChild(SettingsDoor)
    assert isinstance(found, SettingsDoor)
    door = found.rooms
    with patch("minutes_app.gui.view_models.first_start.first_look", _a_pc):
        window.begin(())
        camera.wait(lambda: door.first is not None and door.first_model.is_known)
    camera.take("初めての準備")
    _busy(door)
    camera.take("初めての準備_入れている途中")
    _rest(door)
    window.go_home()


def settings(window: "Window", camera: Any, _library: Path) -> None:
    """Every section of 設定."""
    from minutes_app.gui.views.settings_door import SettingsDoor

    found = window.findChild(SettingsDoor)
    assert isinstance(found, SettingsDoor)
    door = found.rooms
    window.settings_wanted.emit("models")
    camera.wait(lambda: door.options.is_read and door.models.lines)
    _take(window, camera, "設定_認識モデル")
    _busy(door)
    _take(window, camera, "設定_認識モデル_入れている途中")
    _rest(door)
    page = door.page
    assert page is not None
    for name, shown in (
        ("transcribe", "文字起こし"),
        ("glossary", "用語辞書"),
        ("templates", "様式"),
        ("library", "会議の保存"),
        ("network", "通信"),
    ):
        page.open(name)
        _take(window, camera, f"設定_{shown}")
    _devices(window, camera, door)
    _checkup_and_about(window, camera, door)
    _searched_and_refused(window, camera, door)
    window.go_home()


def _devices(window: "Window", camera: Any, door: "SettingsRooms") -> None:
    from minutes_app.capture.tryout import Level
    from minutes_app.gui.errands import Inputs
    from minutes_app.wording import settings_window as words

    page = door.page
    assert page is not None
    page.open("devices")
    camera.wait(lambda: door.devices.found is not None)
    window.message.take_away()
    door.devices.found = Inputs(
        ("マイク配列 (Realtek(R) Audio)", "会議室 Jabra Speak 510 (とても長い名前のマイク)"), ("スピーカー",)
    )
    door.devices.changed.emit()
    _take(window, camera, "設定_音声デバイス")
    model = door.devices
    model.trying, model.line = ("microphone", model.names("microphone")[1]), words.TRYING
    model.level = Level(62, "good", "good")
    model.changed.emit()
    _take(window, camera, "設定_音声デバイス_録っているところ")
    model.trying, model.level, model.line = None, None, ""
    model.found = Inputs((), ())
    model.changed.emit()
    _take(window, camera, "設定_音声デバイス_ない")


def _checkup_and_about(window: "Window", camera: Any, door: "SettingsRooms") -> None:
    page = door.page
    assert page is not None
    with patch("minutes_app.gui.view_models.checkup.examine", _examined):
        page.open("checkup")
        door.checkup.begin()
        camera.wait(lambda: door.checkup.is_whole)
    _take(window, camera, "設定_診断")
    page.open("about")
    camera.wait(lambda: door.about.parts)
    _take(window, camera, "設定_情報")


def _searched_and_refused(window: "Window", camera: Any, door: "SettingsRooms") -> None:
    from PySide6.QtWidgets import QLineEdit

    page = door.page
    assert page is not None
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.toml"
        policy.write_text('locked = ["audit.enabled", "audit.folder"]\n', encoding="utf-8")
        with patch("minutes_app.settings.layers.policy_path", lambda: policy):
            door.options.read()
            page.open("audit")
            camera.wait(lambda: (origin := door.options.of("audit.folder")) is not None and origin.locked)
            _take(window, camera, "設定_固定")
    door.options.read()
    camera.wait(lambda: (origin := door.options.of("audit.folder")) is not None and not origin.locked)
    page.search.setText("フォルダー")
    _take(window, camera, "設定_探す")
    page.search.clear()
    row = page.rows["network.proxy"][0]
    page.open("network")
    line = row.control.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setText("proxy.example")
    row.wanted.emit("network.proxy", "proxy.example")
    camera.wait(lambda: row.answer.isVisible())
    _take(window, camera, "設定_誤り")


def preparation(window: "Window", camera: Any, _library: Path) -> None:
    """会議の準備 with the last meeting offered, and words to know."""
    from PySide6.QtWidgets import QScrollArea

    window.prepare((Path("/録音/IC_0014.mp3"),))
    sheet = window.preparing
    assert sheet is not None
    sheet.lines["title"].setText("第4回デジタル推進会議")
    camera.take("準備_前回と同じ")
    sheet.offer.click()
    sheet.agenda.setPlainText(
        "１　開会\n２　議事\n（1）特定健診の進め方について\n（2）庁舎の雨漏りへの対応\n３　その他"
    )
    sheet.words.setPlainText("渡邊部長\n一般会計")
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    camera.take("準備_言葉")
    sheet.cancel.click()


def _take(window: "Window", camera: Any, name: str) -> None:
    """A picture with places as they are on an office PC."""
    from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

    end = time.monotonic() + 0.4
    while time.monotonic() < end:
        QApplication.processEvents()
    shown_texts: list[QLabel | QLineEdit] = [*window.findChildren(QLabel), *window.findChildren(QLineEdit)]
    for each in shown_texts:
        shown = PLACE.sub(lambda found: "C:\\Users\\佐藤\\" + found[1].replace("/", "\\"), each.text())
        if shown != each.text():
            each.setText(shown)
    camera.take(name)


def _busy(door: "SettingsRooms") -> None:
    from minutes_app.progress import Progress, Stage

    models = door.models
    models.busy = "large-v3-turbo"
    models.progress.begin()
    models.progress.is_shown = True
    models.progress.see(Progress(Stage.DOWNLOAD, 570_000_000, 1_621_000_000))
    models.changed.emit()


def _rest(door: "SettingsRooms") -> None:
    door.models.busy = ""
    door.models.progress.end()
    door.models.changed.emit()


def _a_pc(_settings: object, _report: object) -> "Iterator[Any]":
    from minutes_app.checkup import Finding, Verdict

    name = "Intel(R) Core(TM) i5-1235U"
    yield Finding(
        "processor", Verdict.GOOD, "fine", {"processor": name, "cores": 10, "threads": 12, "features": "SSE4.1、AVX2"}
    )
    yield Finding("memory", Verdict.GOOD, "alone", {"total_bytes": 16 << 30, "free_bytes": 9 << 30})
    yield Finding(
        "library", Verdict.GOOD, "fine", {"path": "C:\\Users\\佐藤\\Documents\\会議録", "free_bytes": 210 << 30}
    )
    yield Finding(
        "sound",
        Verdict.GOOD,
        "fine",
        {"microphones": "マイク配列 (Realtek(R) Audio)", "outputs": "スピーカー (Realtek(R) Audio)"},
    )
    yield Finding("graphics", Verdict.BAD, "none", {})


def _examined(settings: object, report: object) -> "Iterator[Any]":
    from minutes_app.checkup import Finding, Verdict

    yield from _a_pc(settings, report)
    yield Finding("models", Verdict.CAUTION, "demo", {"suggestion": "large-v3-turbo"})
    yield Finding("templates", Verdict.GOOD, "fine", {"own": 2})
    yield Finding("office", Verdict.GOOD, "fine", {"programs": "Word"})
