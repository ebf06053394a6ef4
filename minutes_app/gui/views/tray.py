"""The icon that stays where the system has a place for it, when the window is closed and the recording goes on."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from minutes_app.gui.view_models.recording import Alarm, Phase, RecordingModel
from minutes_app.gui.views.look import ON_RECORD, RECORD
from minutes_app.gui.views.strip import KINDS
from minutes_app.wording import recording_window as words

SIDE = 64


class Tray(QObject):
    """The icon with its menu."""

    back_wanted = Signal()

    def __init__(self, model: RecordingModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.menu = QMenu()
        self.menu.addAction(words.TRAY_OPEN, self.back_wanted.emit)
        self.menu.addSeparator()
        for kind in KINDS:
            self.menu.addAction(words.MARKS[kind], partial(model.mark, kind))
        self.menu.addSeparator()
        self.pause = self.menu.addAction(words.PAUSE, model.toggle_pause)
        self.menu.addAction(words.STOP, model.stop)
        self.icon = QSystemTrayIcon(red_point(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._touched)
        self.icon.messageClicked.connect(self.back_wanted)
        model.changed.connect(self._show)
        model.alarmed.connect(self._warn)
        self._show()

    def stay(self) -> None:
        """Show it, and say where it is."""
        self.icon.show()
        self.icon.showMessage(words.TRAY, words.TRAY_STAYS, self.icon.icon())

    def go(self) -> None:
        """Take it away."""
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _show(self) -> None:
        self.pause.setText(words.RESUME if self._model.phase is Phase.PAUSED else words.PAUSE)
        self.icon.setToolTip(f"{words.TRAY} {words.bar_line(self._model.state, self._model.position_ms)}")

    def _warn(self, alarm: Alarm) -> None:
        text = f"{alarm.message.safe}{alarm.message.next_step}"
        self.icon.showMessage(alarm.message.headline, text, QSystemTrayIcon.MessageIcon.Warning)

    def _touched(self, why: QSystemTrayIcon.ActivationReason) -> None:
        if why is not QSystemTrayIcon.ActivationReason.Context:
            self.back_wanted.emit()


def has_tray() -> bool:
    """Whether the system has a place for such icons."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def red_point() -> QIcon:
    """What recorders show everywhere."""
    picture = QPixmap(SIDE, SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ON_RECORD))
    painter.drawEllipse(2, 2, SIDE - 4, SIDE - 4)
    painter.setBrush(QColor(RECORD))
    painter.drawEllipse(8, 8, SIDE - 16, SIDE - 16)
    painter.end()
    return QIcon(picture)
