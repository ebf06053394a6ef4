"""What every test of the window gets: an application without a screen, and a check that nothing stays alive."""

import os
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from tests.running import wait_until


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The one application of the test process."""
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(["test"])
    made.setQuitOnLastWindowClosed(False)
    return made


@pytest.fixture(autouse=True)
def _nothing_left(app: QApplication) -> Iterator[None]:
    """No thread, no running timer and no window survives a test of the window."""
    before, known = set(threading.enumerate()), set(app.topLevelWidgets())
    yield
    settle()
    tops = set(app.topLevelWidgets()) - known
    running = [timer for top in tops for timer in top.findChildren(QTimer) if timer.isActive()]
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    for widget in windows:
        widget.close()
    assert not windows, f"still open: {windows}"
    assert not running, f"still running: {running}"
    assert wait_until(lambda: not set(threading.enumerate()) - before), f"alive: {threading.enumerate()}"


@pytest.fixture(autouse=True)
def _no_error_behind_the_glass(_nothing_left: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Qt goes on after an error in what it calls: in the program the person is told, in a test nobody would see it."""
    raised: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(error))
    yield
    settle()
    for error in raised:
        raise error


@pytest.fixture
def until(app: QApplication) -> Callable[..., None]:
    """Let the window work until the answer is true."""

    def wait(question: Callable[[], object], seconds: float = 60.0) -> None:
        def answered() -> bool:
            app.processEvents()
            return bool(question())

        assert wait_until(answered, seconds)

    return wait


def settle() -> None:
    """Deliver what is still on its way, deletions too."""
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
