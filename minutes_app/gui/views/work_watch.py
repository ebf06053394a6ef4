"""Tells `ActiveTime` which meeting is before the person, and whenever the person does something with it.

Mouse and keys are heard at the window's own handle, text from an input method (日本語入力) at the widget that has the
focus: no other event passes through here. What is typed is not looked at.
"""

import contextlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication

from minutes_app.gui.view_models.active_time import ActiveTime
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.views.window import Window

DEEDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class WorkWatch(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window, model: ActiveTime) -> None:
        super().__init__(window)
        self._window, self._model = window, model
        self._focus: QObject | None = None
        self._at = (Path(), "")
        """The folder and the id of the meeting that was before the person last."""
        self._listen()
        window.pages.currentChanged.connect(lambda _page: self._turn())
        window.documents.changed.connect(self._turn)
        editor = window.editor
        editor.model.opened.connect(self._turn)
        editor.model.changed.connect(model.touch)
        for playback in window.findChildren(Playback):
            playback.moved.connect(partial(self._hear, playback))
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusObjectChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A deed counts; the window's handle is there once it is shown."""
        if event.type() in DEEDS:
            self._model.touch()
        elif event.type() == QEvent.Type.Show and watched is self._window:
            self._window.removeEventFilter(self)
            self._listen()
        return False

    def _listen(self) -> None:
        """At the window's handle; until there is one, to the window for its coming."""
        (self._window.windowHandle() or self._window).installEventFilter(self)

    def _follow(self, focus: QObject | None) -> None:
        if self._focus is not None:
            with contextlib.suppress(RuntimeError):  # the widget has gone
                self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None and focus is not self._window.windowHandle():
            focus.installEventFilter(self)

    def _hear(self, playback: Playback, _at_ms: int) -> None:
        if playback.is_playing:
            self._model.play()

    def _turn(self) -> None:
        """校正, 会議録 and the pages a meeting goes to from there are work on it; recording and hearing are not."""
        window, page = self._window, self._window.pages.currentWidget()
        meeting = ""
        if page is window.editor and window.editor.model.is_open:
            meeting = window.editor.model.meeting.id
            self._at = (window.editor.model.folder, meeting)
        elif page is window.documents_view and window.documents.meeting is not None:
            meeting = window.documents.meeting.id
            self._at = (window.documents.folder, meeting)
        elif getattr(getattr(page, "model", None), "folder", None) == self._at[0]:
            meeting = self._at[1]
        self._model.work_on(meeting)
