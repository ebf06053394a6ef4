"""Work that takes a while, as one line: how far it is, and a button that stops it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.views.parts import button, label
from minutes_app.wording import gui as words


class WorkBar(QFrame):
    """Shows a `ProgressModel`; hidden while there is nothing to show."""

    def __init__(self, name: str, progress: ProgressModel, stop: Callable[[], object]) -> None:
        super().__init__()
        self.progress = progress
        self.line = label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.bar.setTextVisible(False)
        self.stop = button(words.STOP, stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.addWidget(self.line, 2)
        layout.addWidget(self.bar, 3)
        layout.addWidget(self.stop)
        progress.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        self.line.setText(self.progress.line)
        self.bar.setRange(0, 100 if self.progress.percent >= 0 else 0)
        self.bar.setValue(max(0, self.progress.percent))
        self.setVisible(self.progress.is_shown)
