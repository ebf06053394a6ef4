"""A recording that does what a test says: the values of `gui.recording` from a queue, and a desk that a test moves."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from PySide6.QtWidgets import QApplication

from minutes_app.capture.desk import State, TrackStatus
from minutes_app.capture.evidence import Entry
from minutes_app.capture.plan import Track
from minutes_app.gui.errands import Inputs
from minutes_app.gui.recording import Began, Gauge, Order, Plan, Reading
from minutes_app.gui.view_models import recording as recording_model, sources as sources_model
from minutes_app.gui.view_models.recording import RecordingModel
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Heard, Occasion
from minutes_app.meeting.revision import Revision
from minutes_app.progress import Progress, Report, Stage
from minutes_app.settings import Settings
from minutes_app.tools import Tools
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.gui.scene import settings_with

GIB = 1 << 30


def status(
    track: Track = "mic", *, peak_db: float = -12.0, state: State = State.RECORDING, free: int = 50 * GIB
) -> TrackStatus:
    """A recorder that works."""
    return TrackStatus(track, os.getpid(), 0.0, state, 5000, 5000, peak_db - 6, peak_db, 0, 0, free, 1, 0.0)


class Dial(Gauge):
    """Shows what the test puts there."""

    def __init__(self, *tracks: TrackStatus) -> None:
        self.reading: Reading | None = Reading(0, False, tracks or (status(),))

    def read(self) -> Reading | None:
        return self.reading

    def put(self, position_ms: int, *tracks: TrackStatus, is_paused: bool = False) -> None:
        self.reading = Reading(position_ms, is_paused, tracks or (status(),))


@dataclass(frozen=True)
class Told:
    """An error that is handed over, not raised."""

    value: object


class Script:
    """In place of an `Attendance`: yields what the test tells, and remembers the orders."""

    made: "list[Script]"

    def __init__(self, plan: Plan, _settings: Settings, _make_tools: Callable[[], Tools]) -> None:
        self.plan = plan
        self.orders: list[Order] = []
        self.revisions: list[Revision] = []
        self.late: list[Revision] = []
        self.keep_only = False
        self.dial = Dial()
        self._values: SimpleQueue[object] = SimpleQueue()
        Script.made.append(self)

    def order(self, what: str, text: str = "", number: int = 0) -> None:
        self.orders.append(Order(what, text, number))

    def revise(self, revision: Revision) -> None:
        self.revisions.append(revision)

    def left_over(self) -> list[Revision]:
        return self.late

    def tell(self, *values: object) -> None:
        """The next values; None is the end, an exception is raised."""
        for value in values:
            self._values.put(value)

    def begin(self, folder: Path, *tracks: Track) -> None:
        """The recording has begun."""
        self.tell(Began(folder, self.plan.said, tracks or ("mic",), self.dial, False))

    def attach(self, folder: Path, said: Occasion, marks: tuple[Entry, ...], heard: tuple[Heard, ...]) -> None:
        """It was there before."""
        self.tell(Began(folder, said, ("mic",), self.dial, True, marks, heard))

    def __call__(self, report: Report) -> Iterator[object]:
        while True:
            report(Progress(Stage.WAIT))
            try:
                value = self._values.get(timeout=0.02)
            except Empty:
                continue
            if value is None:
                return
            if isinstance(value, BaseException):
                raise value
            yield value.value if isinstance(value, Told) else value


INPUTS = Inputs(("会議室マイク", "内蔵マイク"), ("スピーカー",))


@contextmanager
def scripted(library: Path, **capture: str) -> Iterator[Workshop]:
    """A workshop whose recordings are scripts and whose PC has two microphones and a loudspeaker."""
    Script.made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording_model, "Attendance", Script)
        patch.setattr(sources_model, "find_inputs", lambda _report: iter((INPUTS,)))
        patch.setattr(sources_model, "try_inputs", lambda _devices, _report: iter(()))
        for name, value in capture.items():
            patch.setenv(f"MINUTES_CAPTURE_{name.upper()}", value)
        workshop = Workshop(settings_with(library), Tools(ScriptedDecoder(), ScriptedEngine(), ScriptedWriter()))
        try:
            yield workshop
        finally:
            workshop.close()


def last() -> Script:
    """The recording that was begun last."""
    return Script.made[-1]


@contextmanager
def scripted_window(library: Path, *, text_percent: int = 100, theme: str = "light") -> Iterator[Window]:
    """A window over `scripted`, shown."""
    with scripted(library) as workshop:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        dress(app, theme, text_percent)
        window = Window(workshop)
        Menu(window)
        window.show()
        window.begin(())
        try:
            yield window
        finally:
            _put_away(window)


def _put_away(window: Window) -> None:
    part = window.recording
    window.editor.leave()
    window.workshop.close()
    QApplication.processEvents()
    part._take_away()
    window.hide()
    window.deleteLater()


def model_of(workshop: Workshop) -> RecordingModel:
    """A model without a window."""
    return RecordingModel(workshop)
