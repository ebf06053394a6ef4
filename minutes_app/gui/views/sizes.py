"""How large a dialog is at first: as large as it likes, but not larger than the window it stands above."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def resize_within(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog so large; on a small screen, or with large letters, as large as the window below."""
    wanted = QSize(width, height)
    below = dialog.parentWidget()
    dialog.resize(wanted.boundedTo(below.window().size()) if below is not None else wanted)
