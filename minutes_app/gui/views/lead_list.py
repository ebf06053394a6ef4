"""A list whose lines lead somewhere: by a click, or by Enter on the line that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LeadList(QListWidget):
    """Lines with something behind each."""

    wanted = Signal(object)
    """What stands behind the line that was chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("leads")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._go)
        self.installEventFilter(self)

    def put(self, lines: Sequence[tuple[str, object]]) -> None:
        """Show these (line, what stands behind it); where nothing has changed, what is chosen stays chosen."""
        if lines == [(self.item(row).text(), self.item(row).data(_BEHIND)) for row in range(self.count())]:
            return
        row = self.currentRow()
        self.clear()
        for text, behind in lines:
            item = QListWidgetItem(text)
            item.setData(_BEHIND, behind)
            self.addItem(item)
        self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes where the chosen line leads."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            item = self.currentItem()
            if item is not None:
                self._go(item)
            return True
        return super().eventFilter(watched, event)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_BEHIND))


_BEHIND = Qt.ItemDataRole.UserRole
