"""The small strip that stays on top of other windows while a recording is made: time, level, marks, the end."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from minutes_app.gui.view_models.recording import Phase, RecordingModel
from minutes_app.gui.views.parts import MARKS, button, label, set_look
from minutes_app.wording import recording_window as words

KINDS = ("agenda", "decision", "task", "important")
"""Marks that are used most; the window has them all."""


class Strip(QWidget):
    """A window of its own. Closing it goes back to the large one; it never ends a recording by itself."""

    back_wanted = Signal()

    def __init__(self, model: RecordingModel) -> None:
        super().__init__(None, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self._model = model
        self.setWindowTitle(words.STRIP_TITLE)
        self.time, self.level = QLabel(), QLabel()
        self.marks = {kind: button(words.MARKS[kind], partial(model.mark, kind)) for kind in KINDS}
        self.pause = button(words.PAUSE, model.toggle_pause)
        self.stop = button(words.STOP, model.stop)
        self.back = button(words.STRIP_BACK, self.back_wanted.emit)
        self.alarm = QFrame()
        self.alarm_text = label()
        self._build()
        model.changed.connect(self._show)
        model.ticked.connect(self._show_time)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Back to the large window."""
        event.ignore()
        self.back_wanted.emit()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        for widget in (self.time, self.level, *self.marks.values(), self.pause, self.stop, self.back):
            line.addWidget(widget)
        self.level.setAccessibleName(words.LEVEL_NAME.format(words.SOURCES["mic"]))
        self.level.setContentsMargins(6, 0, 6, 0)
        inside = QHBoxLayout(self.alarm)
        inside.setContentsMargins(8, 4, 8, 4)
        inside.addWidget(self.alarm_text, 1)
        inside.addWidget(button(words.READ, self._model.read_alarm))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(line)
        layout.addWidget(self.alarm)

    def _show(self) -> None:
        model = self._model
        for each in (*self.marks.values(), self.pause, self.stop):
            each.setEnabled(model.is_under_way)
        self.pause.setText(words.RESUME if model.phase is Phase.PAUSED else words.PAUSE)
        self.pause.setAccessibleName(self.pause.text())
        self.alarm.setVisible(bool(model.alarms))
        if model.alarms:
            newest = model.alarms[-1]
            kind = "error" if newest.is_grave else "warning"
            set_look(self.alarm, "kind", kind)
            self.alarm_text.setText(f"{MARKS[kind]} {newest.message.headline}{newest.message.safe}")
        self.adjustSize()
        self._show_time()

    def _show_time(self) -> None:
        self.time.setText(words.bar_line(self._model.state, self._model.position_ms))
        shown = [f"{words.SHORT_TRACKS[track]} {words.LEVELS[each.word]}" for track, each in self._model.levels.items()]
        self.level.setText("　".join(shown))
        worst = next((each.word for each in self._model.levels.values() if each.word != "good"), "good")
        set_look(self.level, "level", worst if shown else "")
