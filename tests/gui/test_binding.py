"""The binding to Qt keeps its books: 6.12.0 lost a reference with every call on Python 3.11 (DECISIONS 14)."""

import sys

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

CALLS = 500


class _Called(QObject):
    signal = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.signal.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def take(self, _value: object) -> None:
        self.count += 1


def test_calls_from_qt_lose_no_reference(app: QApplication) -> None:
    called = _Called()
    before = [sys.getrefcount(thing) for thing in (None, True, False)]
    for _time in range(CALLS):
        called.signal.emit(None)
    QCoreApplication.processEvents()
    after = [sys.getrefcount(thing) for thing in (None, True, False)]
    assert called.count == CALLS
    assert all(now > then - CALLS // 2 for now, then in zip(after, before, strict=True)), (before, after)
