"""Garbage in circles goes on the way home, and nothing is looked through while somebody works."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.gui.sweeping import NEVER, _sweep, sweep_on_the_way_home
from minutes_app.wording import gui as words
from tests.gui.editing import a_folder
from tests.gui.scene import SOUND, PatientEngine, Until, drop, press, window_on


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Circle(list["Circle"]):
    """Holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.append(self)


def old_garbage() -> "weakref.ref[Circle]":
    """A circle that only a look through everything finds."""
    circle = Circle()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(circle)


def test_what_holds_itself_goes_on_the_way_home(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with window_on(tmp_path) as window:
        sweep_on_the_way_home(window)
        assert gc.get_threshold()[2] == NEVER
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        garbage = old_garbage()
        assert garbage() is not None
        window.go_home()
        until(lambda: garbage() is None)


def test_nothing_is_looked_through_while_something_is_heard(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine()
    looked: list[str] = []
    with window_on(tmp_path, engine) as window, pytest.MonkeyPatch.context() as patch:
        patch.setattr("minutes_app.gui.sweeping.gc.collect", lambda: looked.append("all"))
        sweep_on_the_way_home(window)
        drop(window, SOUND)
        until(lambda: window.preparing)
        press(window, words.START_HEARING)
        until(lambda: window.hearing.lines)
        window.go_home()
        assert window.is_working
        _sweep(window)
        assert looked == []
        engine.go = True
        until(lambda: not window.hearing.is_busy)
        window.record()
        window.go_home()
        until(lambda: looked)
