"""The menu of the window: every way to everything by keyboard, and how the window looks."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from minutes_app import __version__
from minutes_app.errors import MinutesError
from minutes_app.gui.jobs import Failure
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.window import Window
from minutes_app.settings import change, load, option
from minutes_app.wording import batch as batch_words, gui as words, handing, settings_window as settings
from minutes_app.wording.gui import explain_here
from minutes_app.wording.recording_window import MENU_RECORD

PREFERENCES = "Ctrl+,"


class Menu:
    """Fills the menu bar of a window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        bar = window.menuBar()
        file, view, about = (bar.addMenu(text) for text in (words.MENU_FILE, words.MENU_VIEW, words.MENU_HELP))
        self._view = view
        self._add(file, MENU_RECORD, window.record, QKeySequence.StandardKey.New)
        self._add(file, words.MENU_IMPORT, window.choose_recordings, QKeySequence.StandardKey.Open)
        self._add(file, batch_words.MENU, window.show_batch)
        self._add(file, handing.MENU_RECEIVE, window.handover_bar.choose)
        self._add(file, settings.MENU_SETTINGS, lambda: window.settings_wanted.emit(""), PREFERENCES)
        file.addSeparator()
        self._add(file, words.MENU_QUIT, window.close, QKeySequence.StandardKey.Quit)
        refresh = self._add(view, words.MENU_REFRESH, window.home.refresh, QKeySequence.StandardKey.Refresh)
        self._only_on(window.home_view, refresh)
        look = window.workshop.settings.window
        self._choice(view.addMenu(words.MENU_THEME), words.THEMES, look.theme, "window.theme")
        self._choice(view.addMenu(words.MENU_TEXT), words.TEXT_SIZES, look.text_percent, "window.text_percent")
        self._add(about, words.MENU_ABOUT, self._about)

    def offer(self, text: str, deed: Callable[[], object]) -> None:
        """One more thing to look at, by whoever brings it."""
        self._add(self._view, text, deed)

    def _add(
        self, menu: QMenu, text: str, deed: Callable[[], object], keys: QKeySequence.StandardKey | str | None = None
    ) -> QAction:
        action = QAction(text, self._window)
        action.triggered.connect(lambda: deed())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        menu.addAction(action)
        return action

    def _only_on(self, page: QWidget, action: QAction) -> None:
        """Its key belongs to one page: F5 plays in 校正, and a key that means two things does nothing."""
        pages = self._window.pages
        action.setEnabled(pages.currentWidget() is page)
        pages.currentChanged.connect(lambda _place: action.setEnabled(pages.currentWidget() is page))

    def _choice(self, menu: QMenu, names: "dict[str, str] | dict[int, str]", now: object, key: str) -> None:
        group = QActionGroup(menu)
        for value, text in names.items():
            action = QAction(text, group)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(lambda _on, value=value: self._change(key, str(value)))
            self._window.workshop.settings_changed.connect(lambda a=action, v=value: a.setChecked(v == self._now(key)))
            menu.addAction(action)

    def _now(self, key: str) -> object:
        return option(key).of(self._window.workshop.settings)

    def _change(self, key: str, value: str) -> None:
        try:
            change(key, value)
            self._window.workshop.adopt(load()[0])
        except MinutesError as error:
            self._window.show_failure(Failure(explain_here(error), error))
            return
        app, look = QApplication.instance(), self._window.workshop.settings.window
        assert isinstance(app, QApplication)
        dress(app, look.theme, look.text_percent)

    def _about(self) -> None:
        text = words.about(__version__, str(self._window.workshop.library))
        QMessageBox.about(self._window, words.MENU_ABOUT.split("(")[0], text)
