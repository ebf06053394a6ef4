"""When Python looks through everything for garbage that holds itself: on the way home, never in the middle of work.

With a meeting of ten hours in memory one look takes 0.2 s, in which nothing else of the process runs. What is new is
still looked through as always; what nobody holds goes at once in any case.
"""

import gc

from PySide6.QtCore import QTimer

from minutes_app.gui.views.window import Window

NEVER = 1_000_000_000
REST_MS = 200
"""After the list of meetings is on the screen."""


def sweep_on_the_way_home(window: Window) -> None:
    """From now on. What is there now stays: it need not be looked through again and again."""
    gc.freeze()
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    window.pages.currentChanged.connect(lambda _place: QTimer.singleShot(REST_MS, window, lambda: _sweep(window)))


def _sweep(window: Window) -> None:
    if window.pages.currentWidget() is window.home_view and not window.is_working:
        gc.collect()
