"""A window on a library of its own, with scripted parts behind it, and what a person does with it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from minutes_app.errors import EngineStopped
from minutes_app.gui.jobs import Ends, Lane, nothing
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.publish_door import PublishDoor
from minutes_app.gui.views.settings_door import SettingsDoor
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import Auditor
from minutes_app.meeting.model import Heard, Meeting
from minutes_app.meeting.store import load
from minutes_app.progress import Progress, Report, Stage
from minutes_app.settings import Settings, load as load_settings
from minutes_app.tools import Tools
from minutes_app.word.writer import Writer
from tests.conftest import ROOT
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter

SOUND = ROOT / "resources" / "demo" / "見本会議.mp3"
Until = Callable[..., None]


class PatientEngine(ScriptedEngine):
    """Hears the first windows, and then only reports, until somebody stops it; `go` lets it hear all."""

    def __init__(self, windows: int = 1) -> None:
        super().__init__()
        self.go = False
        self._quick = windows

    def transcribe(self, window: "object", report: Report) -> Iterator[Heard]:
        while not self.go and len(self.windows) >= self._quick:
            report(Progress(Stage.TRANSCRIBE, window.start_ms))  # type: ignore[attr-defined] # a Window
        yield from super().transcribe(window, report)  # type: ignore[arg-type] # as above


class FailingEngine(ScriptedEngine):
    """Dies of the first window until it is mended."""

    broken = True

    def transcribe(self, window: "object", report: Report) -> Iterator[Heard]:
        if self.broken:
            raise EngineStopped(0, -9)
        yield from super().transcribe(window, report)  # type: ignore[arg-type] # a Window


def settings_with(library: Path) -> Settings:
    """The defaults with this library; the first start is over."""
    return load_settings({"library.folder": str(library), "window.welcome": False})[0]


@contextmanager
def window_on(
    library: Path,
    engine: ScriptedEngine | None = None,
    *,
    text_percent: int = 100,
    writer: Writer | None = None,
    audit: Auditor | None = None,
) -> Iterator[Window]:
    """A window that is shown and has begun."""
    tools = Tools(ScriptedDecoder(), engine or ScriptedEngine(), writer or ScriptedWriter())
    if audit is not None:
        tools = replace(tools, audit=audit)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, "light", text_percent)
    window = Window(Workshop(settings_with(library), tools))
    menu = Menu(window)
    SettingsDoor(window)
    PublishDoor(window)
    FilingDoor(window, menu.offer)
    window.show()
    window.begin(())
    try:
        yield window
    finally:
        if window.hearing.is_busy:
            window.hearing.stop()
        window.editor.leave()
        window.workshop.close()
        window.hide()
        window.deleteLater()


def drop(window: Window, *places: Path) -> None:
    """Let files go over the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copying = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), copying, mime, buttons, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copying, mime, buttons, keys))


def press(widget: QWidget, text: str) -> None:
    """Click the button with this text."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert len(found) == 1, (text, [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()])
    assert found[0].isEnabled(), text
    found[0].click()


def meetings_in(library: Path) -> list[Meeting]:
    """Every meeting of the library."""
    return [load(folder) for folder in sorted(library.iterdir())] if library.is_dir() else []


def answered(monkeypatch: pytest.MonkeyPatch, text: str = "") -> list[str]:
    """Press this button of every question that comes ("": as Esc does); grows by what was asked."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        button = next(one for one in box.buttons() if one.text() == text) if text else box.escapeButton()
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


@contextmanager
def held(lane: Lane) -> Iterator[None]:
    """Nothing that is started meanwhile begins before the end."""
    go = threading.Event()

    def wait(_report: Report) -> Iterator[object]:
        yield go.wait(60)

    lane.start(wait, Ends(done=nothing, failed=print))
    try:
        yield
    finally:
        go.set()
