"""A window process under measurement: the program itself with a heartbeat, and a person who opens, scrolls and types.

`python -m tests.benchmarks.drive_window KIND PLACE LIBRARY PAGES LETTERS [SOUND]`, KIND being start, work,
list, record or finish, writes what it measured itself to PLACE/answer.json; the gaps are heard from outside (`heart`).
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import GeneratorType

import psutil
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from minutes_app import cli
from minutes_app.gui import app as window_app
from minutes_app.gui.view_models.hearing import Task
from minutes_app.gui.views.window import Window
from tests.benchmarks.heart import BEAT_MS, FIND, FINISH, HEAR, LIST, OPEN, PAGE, RECORD, SCROLL, TYPE, WRITE, Pulse
from tests.benchmarks.tree import memory_of

Steps = Iterator[Callable[[], object]]
LOOKS_MS = 10
PATIENCE_S = 200
"""So long one thing may take; after that it never comes, and the measurement says which."""
PAGE_S = 2.0
"""So long the page 会議録 is looked at, while its preview is made."""
SOME_BEATS_S = 0.5
"""What is over before anybody listened is heard, too, on a busy machine."""
FAR_PX = 270_001
TEXT = "本日の会議では来年度予算の見直しについて説明があり原案のとおり決定した"


def at_once() -> bool:
    """The next step needs nothing but a turn of the loop."""
    return True


def some_beats() -> Callable[[], bool]:
    """The next step waits until the heart has beaten a while."""
    began = time.perf_counter()
    return lambda: time.perf_counter() - began > SOME_BEATS_S


class Painted(QObject):
    """When a widget was painted last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at_s = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at_s = time.perf_counter()


class Person:
    """Does the next thing when the one before is done. The heart beats in the window's loop."""

    def __init__(self, kind: str, place: Path, counts: tuple[int, int], sound: Path | None) -> None:
        self.answer: dict[str, object] = {}
        self.part = 0
        self._kind, self._place, self._sound = kind, place, sound
        self._pages, self._letters = counts
        self._pulse = Pulse(place / "pulse")
        self._steps: Steps | None = None
        self._question: Callable[[], object] = at_once
        self._asked_s = time.perf_counter()
        self._heart, self._looking = QTimer(), QTimer()
        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._heart.timeout.connect(lambda: self._pulse.beat(self.part))
        self._heart.start(BEAT_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start(LOOKS_MS)

    def _look(self) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, Window)), None)
        if window is None or window.windowHandle() is None or not window.windowHandle().isExposed():
            return
        if self._steps is None:
            kinds = {"start": self._start, "work": self._work, "list": self._list}
            kinds |= {"record": self._record, "finish": self._finish}
            self._steps = kinds[self._kind](window)
        if not self._question():
            if time.perf_counter() - self._asked_s > PATIENCE_S:
                self._give_up(self._steps)
            return
        try:
            self._asked_s = time.perf_counter()
            self._question = next(self._steps)
        except StopIteration:
            self._looking.stop()
            (self._place / "answer.json").write_text(json.dumps(self.answer), encoding="utf-8")
            window.close()

    def _give_up(self, step: object) -> None:
        """What is waited for never comes: say so, and end without an answer."""
        self._looking.stop()
        self.answer.clear()
        place = ""
        while isinstance(step, GeneratorType) and step.gi_frame is not None:
            place, step = f"{step.gi_code.co_name}, line {step.gi_frame.f_lineno}", step.gi_yieldfrom
        sys.stderr.write(f"waited {PATIENCE_S} s in vain: {place}\n")
        QApplication.exit(1)

    def _start(self, _window: Window) -> Steps:
        """Usable: the window is on the screen, and its loop has taken a turn after that."""
        yield at_once
        self.answer["usable"] = time.time()

    def _list(self, window: Window) -> Steps:
        self.part = LIST
        yield lambda: window.home.is_read and window.home.is_settled
        yield some_beats()
        self.answer["listed"] = len(window.home.all)
        self.part = FIND
        for text in ("定例", "定例 第1", "予算", "ない言葉", ""):
            window.home_view.search.setText(text)
            yield lambda: window.home.is_settled
        table = window.home_view.table
        for column in range(window.home.table.columnCount()):
            table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
            yield at_once
        bar = table.verticalScrollBar()
        for page in range(self._pages):
            bar.setValue(page * bar.maximum() // self._pages)
            yield at_once

    def _work(self, window: Window) -> Steps:
        yield lambda: window.home.is_read and window.home.is_settled
        yield from self._open(window)
        yield from self._scroll(window, SCROLL)
        yield from self._type(window)
        self.part = 0
        self.answer["memory"] = memory_of(psutil.Process())
        assert self._sound is not None
        window.hearing.begin([Task((self._sound,))])
        while window.hearing.is_busy:
            yield from self._scroll(window, HEAR)
        self.part = 0
        self.answer["heard"] = window.message.property("kind") != "error"

    def _record(self, window: Window) -> Steps:
        """A recording with its live text, as many lines as there are letters to type; then its end."""
        yield lambda: window.home.is_read
        window.record()
        model = window.recording.model
        yield lambda: model.sources.devices
        self.part = RECORD
        window.recording.view.red.click()
        yield lambda: sum(line.kind == "text" for line in model.record.lines) >= self._letters
        self.answer["lines"] = sum(line.kind == "text" for line in model.record.lines)
        window.recording.view.red.click()
        yield lambda: window.editor.model.is_open
        self.part = 0
        self.answer["recorded_ms"] = sum(one.duration_ms for one in window.editor.model.meeting.recordings)

    def _finish(self, window: Window) -> Steps:
        """The end of a transcription, which makes one run of all that was heard; then all that can be written."""
        yield lambda: window.home.is_read and window.home.is_settled
        folder = window.home.all[0].glance.folder
        self.part = FINISH
        window.hearing.begin([Task(folder=folder)])
        yield lambda: not window.hearing.is_busy
        self.part = 0
        self.answer["finished"] = window.message.property("kind") != "error"
        self.part = PAGE
        began = time.perf_counter()
        window.open_documents(folder)
        view = window.documents_view
        yield lambda: view.export.isEnabled() and time.perf_counter() - began > PAGE_S
        self.part = 0
        for box in (*view.templates.values(), *view.panel.formats.values()):
            box.setChecked(True)
        self.part = WRITE
        view.export.click()
        yield lambda: view.results and not window.documents.is_writing
        self.part = 0
        self.answer["written"] = [path.suffix for path in view.results]

    def _open(self, window: Window) -> Steps:
        """From the choice in the list to the painted text."""
        self.part = OPEN
        painted = Painted(window.editor.view.utterances.viewport())
        began = time.perf_counter()
        window.open_meeting(window.home.all[0].glance.folder)
        yield lambda: window.editor.model.is_open and painted.at_s > began
        self.answer["opened_s"] = painted.at_s - began
        yield lambda: len(window.editor.model.heard)
        self.answer["words_s"] = time.perf_counter() - began
        yield some_beats()

    def _scroll(self, window: Window, part: int) -> Steps:
        """Page by page, with jumps over the whole meeting in between."""
        self.part = part
        bar = window.editor.view.utterances.verticalScrollBar()
        for page in range(self._pages):
            far = page % 10 == 9
            there = page * FAR_PX % max(bar.maximum(), 1) if far else min(bar.value() + bar.pageStep(), bar.maximum())
            bar.setValue(there)
            yield at_once

    def _type(self, window: Window) -> Steps:
        """From a character that the input method gives to the painted character."""
        self.part = TYPE
        view = window.editor.view.utterances
        window.activateWindow()
        view.setFocus()
        yield view.hasFocus
        editor = view.edit_row(view.model().rowCount() // 2)
        assert editor is not None
        yield at_once
        painted, taken = Painted(editor.viewport()), list[float]()
        for number in range(self._letters):
            began = time.perf_counter()
            event = QInputMethodEvent()
            event.setCommitString(TEXT[number % len(TEXT)])
            QApplication.sendEvent(editor, event)
            yield lambda began=began: painted.at_s > began  # type: ignore[misc] # the value of this turn
            taken.append((painted.at_s - began) * 1000)
        view.finish_editing()
        yield lambda: window.editor.model.unsaved == 0
        self.answer["typed_ms"] = taken


def main(argv: list[str]) -> int:
    """The program, as a person starts it, with the person."""
    kind, place, library, pages, letters, *sound = argv
    window_app.made()
    person = Person(kind, Path(place), (int(pages), int(letters)), Path(sound[0]) if sound else None)
    code = cli.main(["gui", "--library", library])
    return code if person.answer else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
