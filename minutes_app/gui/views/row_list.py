"""A list of rows under headings: things to choose, headings and notes that cannot be chosen."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from minutes_app.gui.view_models.results import Row
from minutes_app.meeting.model import Item
from minutes_app.minutes.propose import Proposal

LOW_PX = 104
_THING = Qt.ItemDataRole.UserRole


class RowList(QListWidget):
    """Rows of two lines or more, wrapped."""

    chosen_changed = Signal()
    clicked_on = Signal()
    """A row with something behind it was clicked; it is the chosen one now."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self.setAccessibleName(name)
        self.setMinimumHeight(LOW_PX)
        self.setObjectName("leads")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.currentItemChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.itemClicked.connect(self._tell_click)

    def sizeHint(self) -> QSize:
        """Low, where the page is low; it grows with the page."""
        return QSize(super().sizeHint().width(), LOW_PX)

    @property
    def chosen(self) -> object:
        """What stands behind the chosen row, None where nothing does."""
        item = self.currentItem()
        return item.data(_THING) if item is not None else None

    def put(self, rows: Sequence[Row]) -> None:
        """Show these. The same thing stays chosen; where it is gone, what stands in its place, else the first."""
        if list(rows) == self._rows:
            return
        before, place = _key(self.chosen), self.currentRow()
        self.blockSignals(True)
        self._become(list(rows))
        self.blockSignals(False)
        things = [number for number, row in enumerate(rows) if row.thing is not None]
        same = [number for number in things if _key(rows[number].thing) == before and before]
        after = [number for number in things if number >= place]
        self.setCurrentRow(next(iter(same or after or things[-1:]), -1))
        self.chosen_changed.emit()

    def _become(self, rows: list[Row]) -> None:
        """What stays the same is not made anew."""
        steps = SequenceMatcher(None, self._rows, rows, autojunk=False).get_opcodes()
        for kind, first, last, new_first, new_last in reversed(steps):
            if kind != "equal":
                for _each in range(first, last):
                    self.takeItem(first)
                for number in reversed(range(new_first, new_last)):
                    self.insertItem(first, _made(rows[number]))
        self._rows = rows

    def drop(self) -> None:
        """Take the chosen row away before it is known to be gone, and choose the next."""
        place = self.currentRow()
        if self.chosen is None:
            return
        self.takeItem(place)
        del self._rows[place]
        things = [number for number in self._all() if self._at(number).data(_THING) is not None]
        after = [number for number in things if number >= place]
        self.setCurrentRow(next(iter(after or things[-1:]), -1))

    def choose(self, fits: Callable[[object], bool]) -> None:
        """The first row whose thing fits."""
        found = [number for number in self._all() if fits(self._at(number).data(_THING))]
        if found:
            self.setCurrentRow(found[0])
            self.scrollToItem(self._at(found[0]))

    def _tell_click(self, item: QListWidgetItem) -> None:
        if item.data(_THING) is not None:
            self.clicked_on.emit()

    def _all(self) -> range:
        return range(self.count())

    def _at(self, number: int) -> QListWidgetItem:
        return self.item(number)


def _made(row: Row) -> QListWidgetItem:
    item = QListWidgetItem(row.line)
    item.setData(_THING, row.thing)
    if row.thing is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    if row.is_heading:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    return item


def _key(thing: object) -> tuple[object, ...]:
    """What stays the same of a thing when it is changed: an item's id; a proposal's kind and utterances."""
    if isinstance(thing, Proposal):
        return (thing.kind, thing.utterance_ids)
    return (thing.id,) if isinstance(thing, Item) else ()
