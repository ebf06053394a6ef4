"""The way from the menu to 保管の一覧, and from there to a meeting; the dialog is made when it is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.gui.view_models.shelf import ShelfModel
from minutes_app.gui.views.shelf_dialog import ShelfDialog
from minutes_app.gui.views.window import Window


class ShelfDoor(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window, opening: Callable[[Path], object]) -> None:
        """`opening` shows 確定版と保管 of a meeting."""
        super().__init__(window)
        self.window = window
        self.dialog: ShelfDialog | None = None
        self._opening = opening
        self._model: ShelfModel | None = None

    def open(self) -> None:
        """Show the list, read anew."""
        if self._model is None:
            self._model = ShelfModel(self.window.workshop, self)
            self._model.failed.connect(self.window.show_failure)
        if self.dialog is None:
            self.dialog = ShelfDialog(self._model, self.window)
            self.dialog.wanted.connect(self._opening)
            self.dialog.finished.connect(self._forget)
        self._model.read()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _forget(self, _how: int) -> None:
        self.dialog = None
