"""How the window starts, told in order.

1. the application, without a window yet   2. is there a window already? then it gets the files, and we end
3. the look   4. the window is shown and can be used   5. then what may take a moment: models, meetings, files
6. the loop   7. what runs is stopped, and every process ends

In: the files of the command line and the settings. Out: the exit code. No engine library is imported here: it lives in
processes of its own.
"""

import signal
import sys
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from minutes_app import __version__
from minutes_app.gui.jobs import Failure
from minutes_app.gui.single import Single
from minutes_app.gui.sweeping import sweep_on_the_way_home
from minutes_app.gui.views.draft_door import DraftDoor
from minutes_app.gui.views.effect_door import EffectDoor
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.publish_door import PublishDoor
from minutes_app.gui.views.settings_door import SettingsDoor
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import log_error, log_place
from minutes_app.settings import Settings
from minutes_app.wording import gui as words
from minutes_app.wording.gui import explain_our_bug

LISTENS_MS = 300
"""How often Python may look whether Ctrl-C was pressed; Qt's loop does not tell it."""
SWITCH_S = 0.001
"""So long another thread may keep Python to itself while the window wants to draw; Python's own default is 0.005."""


def run(files: tuple[Path, ...], settings: Settings) -> int:
    """Be the window until it is closed; 0, or 1 when the first window does not answer."""
    sys.setswitchinterval(SWITCH_S)
    app = made()
    single = Single(Path(settings.library.folder))
    if not single.is_first:
        return _handed_over(single, files)
    dress(app, settings.window.theme, settings.window.text_percent)
    window = Window(Workshop(settings))
    menu = Menu(window)
    SettingsDoor(window)
    EffectDoor(window, menu.offer)
    DraftDoor(window)
    PublishDoor(window)
    FilingDoor(window, menu.offer)
    single.called.connect(window.take)
    listening = _stop_on_ctrl_c(window)
    sys.excepthook = _apology(window)
    window.show()
    sweep_on_the_way_home(window)
    QTimer.singleShot(0, lambda: window.begin(files))
    try:
        return app.exec()
    finally:
        listening.stop()
        sys.excepthook = sys.__excepthook__
        window.workshop.close()
        single.close()


def _handed_over(single: Single, files: tuple[Path, ...]) -> int:
    """A window is open already: it gets the files. One that hangs is told of."""
    if single.hand_over(files):
        return 0
    QMessageBox.warning(None, words.APP, words.CANNOT_START)
    return 1


def made() -> QApplication:
    """The application of this process."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["minutes"])
    app.setApplicationName("minutes_app")
    app.setApplicationDisplayName(words.APP)
    app.setApplicationVersion(__version__)
    return app


def _stop_on_ctrl_c(window: Window) -> QTimer:
    def stop(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, window.close)

    signal.signal(signal.SIGINT, stop)
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(LISTENS_MS)
    return timer


class _apology:
    """What Python calls for an error in the window thread that nobody expected: our bug, told and logged."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        """Say it; the window lives on."""
        log_error(error)
        self._window.show_failure(Failure(explain_our_bug(log_place()), error))
