"""Closing the window while something is in work: one question, and going on without a window where that is wished.

What goes on does so in this same process, with an icon beside the clock where the system has a place for one. Starting
the program again brings the window back (`single`). When the work is over and nobody has come back, the program ends;
what was done is on the disk and in the list.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QStyle, QSystemTrayIcon, QWidget

from minutes_app.wording import batch as words, gui as gui_words

STAYS_MS = 20_000
"""So long the message that the work is over can be clicked before the program ends."""


class Background(QObject):
    """`may_close` asks; `look` is called whenever the work changes; `come_back` when the window is wanted again."""

    def __init__(self, window: QWidget, is_busy: Callable[[], bool]) -> None:
        super().__init__(window)
        self.is_on = False
        """Whether the work goes on without a window."""
        self._window = window
        self._is_busy = is_busy
        self._icon: QSystemTrayIcon | None = None
        self._ending = QTimer(self)
        self._ending.setSingleShot(True)
        self._ending.setInterval(STAYS_MS)
        self._ending.timeout.connect(self._end)

    @property
    def asks(self) -> bool:
        """Whether closing the window now brings a question."""
        return self._is_busy()

    def may_close(self) -> bool:
        """Whether the window may close now; with work, the person says so. Else it stays, in sight or out of it."""
        if not self.asks:
            return True
        box = QMessageBox(QMessageBox.Icon.Question, gui_words.APP, gui_words.BUSY_CLOSE, parent=self._window)
        box.setInformativeText(words.ON_HINT)
        on = box.addButton(words.ON, QMessageBox.ButtonRole.ActionRole)
        close = box.addButton(gui_words.CLOSE_ANYWAY, QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(gui_words.KEEP_OPEN, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is on:
            self.go_on()
        return box.clickedButton() is close

    def go_on(self) -> None:
        """Without a window from now on."""
        self.is_on = True
        QApplication.setQuitOnLastWindowClosed(False)
        self._window.hide()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._show_icon()
        self.look()

    def come_back(self) -> None:
        """The window is seen again."""
        if not self.is_on:
            return
        self.is_on = False
        self._ending.stop()
        self._drop_icon()
        QApplication.setQuitOnLastWindowClosed(True)
        self._window.show()
        self._window.activateWindow()

    def look(self) -> None:
        """Is there still something to do?"""
        if not self.is_on or self._is_busy() or self._ending.isActive():
            return
        if self._icon is None:
            QTimer.singleShot(0, self, self._end)
            return
        self._icon.setToolTip(words.TRAY_DONE)
        self._icon.showMessage(gui_words.APP, words.TRAY_DONE)
        self._ending.start()

    def _end(self) -> None:
        """Nobody came back, and nothing is left to do."""
        if self.is_on and not self._is_busy():
            self._leave()

    def _leave(self) -> None:
        self.is_on = False
        self._drop_icon()
        self._window.close()
        QApplication.quit()

    def _show_icon(self) -> None:
        icon = self._window.windowIcon()
        if icon.isNull():
            icon = self._window.style().standardIcon(QStyle.StandardPixmap.SP_MediaPlay)
        self._icon = QSystemTrayIcon(QIcon(icon), self)
        menu = QMenu(self._window)
        menu.addAction(words.TRAY_OPEN).triggered.connect(lambda _on: self.come_back())
        menu.addAction(words.TRAY_QUIT).triggered.connect(lambda _on: self._stop())
        self._icon.setContextMenu(menu)
        self._icon.setToolTip(words.TRAY_WORKING)
        self._icon.activated.connect(self._clicked)
        self._icon.messageClicked.connect(self.come_back)
        self._icon.show()

    def _stop(self) -> None:
        """The person has said so in the menu: that was the question."""
        self._is_busy = lambda: False
        self._leave()

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.come_back()

    def _drop_icon(self) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
