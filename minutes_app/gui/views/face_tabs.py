"""Faces of a page, of which one is shown; their names stand above it and go on in a second line where it is narrow."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QTabWidget, QToolButton

from minutes_app.gui.views.lines import Lines

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FaceTabs(QTabWidget):
    """As any tabs; its own bar is hidden, `bar` stands for it."""

    named = Signal()
    """Names, or how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.tabBar().hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As in any row of tabs: the arrows show the face beside, in whichever line its name stands."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _STEPS:
            to = (self._tabs.currentIndex() + _STEPS[Qt.Key(event.key())]) % self._tabs.count()
            self._tabs.setCurrentIndex(to)
            self.buttons[to].setFocus()
            return True
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        while len(self.buttons) < self._tabs.count():
            made = QToolButton()
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setProperty("role", "face")
            made.installEventFilter(self)
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
