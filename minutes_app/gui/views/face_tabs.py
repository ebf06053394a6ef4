"""Faces of a page, of which one is shown; their names stand above it and go on in a second line where it is narrow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QTabWidget, QToolButton

from minutes_app.gui.views.lines import Lines


class FaceTabs(QTabWidget):
    """As any tabs; its own bar is hidden, `bar` stands for it."""

    named = Signal()
    """Names, or how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.tabBar().hide()
        self.bar = FaceBar(self)

    def tabInserted(self, index: int) -> None:
        """One more."""
        super().tabInserted(index)
        self.named.emit()

    def tabRemoved(self, index: int) -> None:
        """One less."""
        super().tabRemoved(index)
        self.named.emit()

    def setTabText(self, index: int, text: str) -> None:
        """Another name."""
        if text != self.tabText(index):
            super().setTabText(index, text)
            self.named.emit()


class FaceBar(Lines):
    """A button for each face; the arrows go from one to the next."""

    def __init__(self, tabs: FaceTabs) -> None:
        super().__init__()
        self._tabs = tabs
        self._group = QButtonGroup(self)
        self.buttons: list[QToolButton] = []
        self._group.idClicked.connect(tabs.setCurrentIndex)
        tabs.named.connect(self._name)
        tabs.currentChanged.connect(lambda _at: self._check())

    def _name(self) -> None:
        while len(self.buttons) < self._tabs.count():
            made = QToolButton()
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setProperty("role", "face")
            self._group.addButton(made, len(self.buttons))
            self.buttons.append(made)
            self.add(made)
        for place, each in enumerate(self.buttons):
            each.setVisible(place < self._tabs.count())
            each.setText(self._tabs.tabText(place))
            each.setAccessibleName(each.text())
        self._check()
        self.place()

    def _check(self) -> None:
        at = self._tabs.currentIndex()
        if 0 <= at < len(self.buttons):
            self.buttons[at].setChecked(True)
