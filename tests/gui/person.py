"""A person before a real window process: does one thing after the other, each when it can be done."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from minutes_app.gui.views.window import Window

HEAVY = ("numpy", "av", "faster_whisper", "ctranslate2", "onnxruntime", "docx", "docxtpl", "lxml", "openpyxl")
"""No window process loads these."""

Step = Callable[[Window], bool]


class Person:
    """Looks at the window ten times a second. A step returns whether it is done; one that fails ends the process."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.answer: dict[str, object] = {}
        self._steps = list(steps)
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(100)

    def note_process(self) -> None:
        """What the window process is like."""
        self.answer |= {
            "heavy": [name for name in HEAVY if name in sys.modules],
            "network": [str(each.laddr) for each in psutil.Process().net_connections("inet")],
            "platform": QApplication.platformName(),
        }

    def _look(self) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, Window)), None)
        if window is None or not window.home.is_read:
            return
        if window.message.text:
            self.answer["message"] = window.message.text
        try:
            if self._steps and self._steps[0](window):
                self._steps.pop(0)
        except AssertionError:
            traceback.print_exc()
            os._exit(3)
        if not self._steps:
            self._timer.stop()
