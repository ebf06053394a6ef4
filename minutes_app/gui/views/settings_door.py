"""The way from the window to 設定 and to the first start. Light: what is behind it is loaded when it is wanted.

In: the window. Out: `rooms`. Wired once, by `app`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from minutes_app.gui.views.look import dress
from minutes_app.gui.views.window import Window

if TYPE_CHECKING:
    from minutes_app.gui.views.settings_rooms import SettingsRooms


class SettingsDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self._rooms: SettingsRooms | None = None
        look = window.workshop.settings.window
        self._look = (look.theme, look.text_percent)
        window.settings_wanted.connect(lambda section: self.rooms.open(section))
        window.desk.model_judged.connect(self._judge)
        window.pages.currentChanged.connect(self._turn)
        window.workshop.settings_changed.connect(self._dress)
        window.installEventFilter(self)

    @property
    def rooms(self) -> "SettingsRooms":
        """Everything behind the door, made at the first knock: the window is there before."""
        from minutes_app.gui.views.settings_rooms import SettingsRooms

        if self._rooms is None:
            self._rooms = SettingsRooms(self.window)
        return self._rooms

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """What is going on behind the door has a say when the window is closed."""
        if isinstance(event, QCloseEvent) and self._rooms is not None and not self._rooms.may_close():
            event.ignore()
            return True
        return False

    def _judge(self, judgement: str) -> None:
        """The first start where there is no model for real meetings, unless something has been begun already."""
        is_home = self.window.pages.currentWidget() is self.window.home_view
        if judgement and is_home and self.window.workshop.settings.window.welcome:
            self.rooms.begin_first()

    def _turn(self, _at: int) -> None:
        if self._rooms is not None:
            self._rooms.turned()

    def _dress(self) -> None:
        look = self.window.workshop.settings.window
        app = QApplication.instance()
        if (look.theme, look.text_percent) != self._look and isinstance(app, QApplication):
            self._look = (look.theme, look.text_percent)
            dress(app, *self._look)
