"""Widgets side by side that go on in the next line where the place is narrow."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

GAP_PX = 6


class Lines(QWidget):
    """Its height follows its width; `place` after what is hidden, named or there has changed."""

    def __init__(self, widgets: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.widgets: list[QWidget] = []
        for each in widgets:
            self.add(each)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        widget.setParent(self)
        self.widgets.append(widget)
        widget.show()

    def place(self) -> None:
        """Everything that is not hidden, in as many lines as are needed."""
        shown = [each for each in self.widgets if not each.isHidden()]
        sizes = [each.sizeHint() for each in shown]
        height = max((size.height() for size in sizes), default=0)
        x = y = 0
        for each, size in zip(shown, sizes, strict=True):
            if x and x + size.width() > self.width():
                x, y = 0, y + height + GAP_PX
            each.setGeometry(x, y, size.width(), height)
            x += size.width() + GAP_PX
        self.setMinimumWidth(max((size.width() for size in sizes), default=0))
        self.setFixedHeight(y + height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as are needed."""
        super().resizeEvent(event)
        self.place()
