"""A workshop with scripted parts for the models of 設定, and the window's own page, for a test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minutes_app.errors import MinutesError
from minutes_app.gui.jobs import Failure
from minutes_app.gui.views.settings_door import SettingsDoor
from minutes_app.gui.views.settings_page import SettingsPage
from minutes_app.gui.views.settings_rooms import SettingsRooms
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import Action
from minutes_app.settings import load
from minutes_app.tools import Tools
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter

Audited = list[Action]


@contextmanager
def a_workshop(
    library: Path, engine: ScriptedEngine | None = None, audited: Audited | None = None
) -> Iterator[Workshop]:
    """As the window has one, on the settings of this test's person."""
    notes: Audited = audited if audited is not None else []

    def note(action: Action, _meeting: str, _sha256: str) -> None:
        notes.append(action)

    tools = Tools(ScriptedDecoder(), engine or ScriptedEngine(), ScriptedWriter(), note)
    shop = Workshop(load({"library.folder": str(library)})[0], tools)
    try:
        yield shop
    finally:
        shop.close()


def policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    """What the administrator has decided on this PC."""
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    for module in ("layers", "user_file"):
        monkeypatch.setattr(f"minutes_app.settings.{module}.policy_path", lambda: file)


def door_of(window: Window) -> SettingsRooms:
    """What is behind the window's way to 設定."""
    found = window.findChild(SettingsDoor)
    assert isinstance(found, SettingsDoor)
    return found.rooms


def page_of(window: Window, until: Callable[..., None], section: str) -> SettingsPage:
    """The page of 設定 with a section shown and its values read."""
    door = door_of(window)
    window.settings_wanted.emit(section)
    until(lambda: door.options.is_read)
    assert door.page is not None
    return door.page


class Told:
    """What a model's signals said."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.errors: list[MinutesError] = []
        self.sentences: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def fail(self, failure: Failure) -> None:
        assert isinstance(failure.error, MinutesError), failure.error
        self.errors.append(failure.error)
        self.sentences.append(failure.message.as_text())
