"""What the watchdogs noticed, above every screen until somebody has read it; and a line that says that we record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from minutes_app.gui.view_models.recording import RecordingModel
from minutes_app.gui.views.parts import MARKS, button, label, set_look
from minutes_app.wording import recording_window as words


class AlarmPanel(QFrame):
    """The newest alarm that nobody has read: what happened, what is safe, what to do."""

    def __init__(self, model: RecordingModel) -> None:
        super().__init__()
        self._model = model
        self.sign = QLabel()
        self.headline = label(role="section")
        self.rest = label()
        self.more = label()
        self.read = button(words.READ, model.read_alarm)
        texts = QVBoxLayout()
        for text in (self.headline, self.rest):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(text)
        beside = QVBoxLayout()
        beside.addWidget(self.read)
        beside.addWidget(self.more)
        beside.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addLayout(beside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        model.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        alarms = self._model.alarms
        self.setVisible(bool(alarms))
        if not alarms:
            return
        newest = alarms[-1]
        kind = "error" if newest.is_grave else "warning"
        set_look(self, "kind", kind)
        self.sign.setText(MARKS[kind])
        self.headline.setText(newest.message.headline)
        self.rest.setText(f"{newest.message.safe}{newest.message.next_step}")
        self.more.setText(words.unread(len(alarms) - 1))
        self.more.setVisible(len(alarms) > 1)
        self.setAccessibleName(f"{words.ALARM}: {newest.message.headline}{self.rest.text()}")


class RecordingBar(QWidget):
    """Above every screen: that we record, while another screen than the recording's is shown; and the alarms."""

    wanted = Signal()
    """The recording screen."""

    def __init__(self, model: RecordingModel) -> None:
        super().__init__()
        self._model = model
        self._is_elsewhere = False
        self.line = QLabel()
        self.back = button(words.OVER_HERE, self.wanted.emit)
        self.stop = button(words.STOP, model.stop)
        self.alarms = AlarmPanel(model)
        self._frame = _framed(self.line, self.back, self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._frame)
        layout.addWidget(self.alarms)
        model.changed.connect(self._show)
        model.ticked.connect(self._show_time)
        self._show()

    def stand_elsewhere(self, is_elsewhere: bool) -> None:
        """Whether another screen is shown."""
        self._is_elsewhere = is_elsewhere
        self._show()

    def _show(self) -> None:
        self._frame.setVisible(self._is_elsewhere and self._model.is_active)
        self.stop.setEnabled(self._model.is_under_way)
        self.setVisible(self._model.is_active or bool(self._model.alarms))
        self._show_time()

    def _show_time(self) -> None:
        self.line.setText(words.bar_line(self._model.state, self._model.position_ms))


def _framed(line: QLabel, *buttons: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "error")
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(14, 4, 14, 4)
    layout.addWidget(line, 1)
    for each in buttons:
        layout.addWidget(each)
    return frame
