"""The list of utterances: rows as high as their text, edited in place, with the input method off outside the editor."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from minutes_app.gui.view_models.utterance_table import SPEAKER_NUMBER, Column, UtteranceTable
from minutes_app.gui.views.colours import speaker_colour
from minutes_app.gui.views.parts import dress_table
from minutes_app.gui.views.text_cell import TextDelegate, TextEditor
from minutes_app.wording.editor import COLUMN_SAMPLES, TABLE_NAME

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 34
"""The least height of a row: what a finger or an unsteady mouse can hit."""
ROUNDS = 30
"""More than rows find room in a list; never without an end."""
BAR_PX = 5
COLUMN_SPACE_PX = 22
_SAMPLES = dict(zip(Column, COLUMN_SAMPLES, strict=True))
"""What a column has room for, in whatever size the letters are."""


class SpeakerDelegate(QStyledItemDelegate):
    """The name, beside a bar in the speaker's colour of the waveform."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The bar at the left, over the style's own cell."""
        super().paint(painter, option, index)
        number = index.data(SPEAKER_NUMBER)
        if isinstance(number, int) and number >= 0:
            bar = QRect(option.rect.left(), option.rect.top() + 5, BAR_PX, option.rect.height() - 10)
            painter.fillRect(bar, speaker_colour(number, option.palette))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Room for the bar."""
        super().initStyleOption(option, index)
        option.rect = option.rect.adjusted(BAR_PX + 2, 0, 0, 0)


class UtteranceView(QTableView):
    """Shows an `UtteranceTable`. Heights are asked only for rows that are in sight."""

    chosen = Signal(int)
    """The person went to another row."""
    speaker_wanted = Signal(int)
    """A double click on who speaks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.delegate = TextDelegate(self)
        self._quietly = False
        self._top = 0
        self._in_place = False
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit_now)
        dress_table(self, TABLE_NAME, ROW_PX)
        self.setItemDelegateForColumn(Column.TEXT, self.delegate)
        self.setItemDelegateForColumn(Column.SPEAKER, SpeakerDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)
        self.verticalScrollBar().valueChanged.connect(self._fit_soon)
        self.horizontalHeader().sectionResized.connect(self._settle_soon)
        self.doubleClicked.connect(self._double_clicked)

    def show_table(self, table: UtteranceTable) -> None:
        """Take the utterances of a meeting."""
        self.setModel(table)
        header = self.horizontalHeader()
        for column, sample in _SAMPLES.items():
            self.setColumnWidth(column, self.fontMetrics().horizontalAdvance(sample) + COLUMN_SPACE_PX)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        for signal in (table.dataChanged, table.rowsInserted, table.rowsRemoved):
            signal.connect(self._settle_soon)
        self._settle_soon()

    def row(self) -> int:
        """The current row, -1 where there is none."""
        return self.currentIndex().row()

    def ids(self) -> tuple[str, ...]:
        """The chosen utterances, in order; the one being edited where nothing else is."""
        model = self.model()
        if not isinstance(model, UtteranceTable):
            return ()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(model.utterance(row).id for row in rows or ([self.row()] if self.row() >= 0 else []))

    def go(self, row: int, *, quietly: bool = False) -> None:
        """Make a row the current and only chosen one, whatever keys are down. Quietly: the position moves it."""
        model = self.model()
        if not isinstance(model, UtteranceTable) or not 0 <= row < model.rowCount() or (quietly and self.is_editing):
            return
        self._quietly = quietly
        try:
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(model.index(row, Column.TEXT), alone)
            self._fit_around()
        finally:
            self._quietly = False

    @property
    def has_range(self) -> bool:
        """Whether several rows are chosen."""
        selection = self.selectionModel()
        return selection is not None and len(selection.selectedRows()) > 1

    @property
    def is_editing(self) -> bool:
        """Whether a text is open."""
        return self.delegate.editor is not None

    def edit_row(self, row: int, cursor: int | None = None) -> TextEditor | None:
        """Open a text; None where that may not be. `cursor`: characters before it, at the end if None."""
        self.finish_editing()
        self.go(row)
        index = self.model().index(row, Column.TEXT)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return None
        self.edit(index)
        editor = self.delegate.editor
        if editor is not None:
            editor.textChanged.connect(self._grow)
            if cursor is not None:
                editor.place_cursor(cursor)
        return editor

    def finish_editing(self) -> None:
        """Put an open text in place."""
        self.delegate.finish()

    def fit_rows(self) -> bool:
        """Give the rows in sight the height of their text. Whether one had another height.

        What was in sight before the list was scrolled stays where it is: rows that came in above it grow upwards.
        """
        model = self.model()
        if not isinstance(model, UtteranceTable):
            return False
        row, bottom, changed = max(self.rowAt(0), 0), self.viewport().height(), False
        fixed = self._top if 0 <= self.rowViewportPosition(self._top) < bottom else row
        while row < model.rowCount() and self.rowViewportPosition(row) < bottom:
            changed = self._fit(model.index(row, Column.TEXT), fixed) or changed
            row += 1
        self._top = max(self.rowAt(0), 0)
        return changed

    def _fit(self, index: Index, fixed: int) -> bool:
        """Whether the row had another height. The row `fixed` stays where it is."""
        row = index.row()
        grown = self._height_of(index) - self.rowHeight(row)
        if not grown:
            return False
        self.setRowHeight(row, self.rowHeight(row) + grown)
        if row < fixed:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + grown)
        return True

    def _fit_soon(self) -> None:
        """The person has scrolled."""
        self._fitting.start()

    def _settle_soon(self) -> None:
        """Other heights, for another reason: the current row stays in sight."""
        self._in_place = True
        self._fitting.start()

    def _fit_now(self) -> None:
        in_place, self._in_place = self._in_place, False
        was_in_sight = self._is_in_sight(self.viewport().height())
        if self.fit_rows() and in_place and was_in_sight:
            self._fit_around()

    def _fit_around(self) -> None:
        """Fit what is in sight once the current row is. Each round shows rows that none before has fitted."""
        for _round in range(ROUNDS):
            self._show_current()
            if not self.fit_rows():
                break

    def _show_current(self) -> None:
        """Qt puts off how far a list with other heights can be scrolled; this must know it now."""
        self.updateGeometries()
        self.scrollTo(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell when the person went to another row; Qt switches the input method on here, and we off again."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        if current.isValid() and current.row() != previous.row() and not self._quietly:
            self.chosen.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt switches the input method on for a text that could be edited; letters are keys here."""
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyboardSearch(self, search: str) -> None:
        """Letters that are no keys do nothing."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the row that is current already moves the position there too."""
        row = self.rowAt(event.position().toPoint().y())
        again = row >= 0 and row == self.row() and not self.is_editing
        super().mousePressEvent(event)
        if again:
            self.chosen.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights; in a lower list the current row stays in sight."""
        was_in_sight = self._is_in_sight(event.oldSize().height())
        super().resizeEvent(event)
        if was_in_sight:
            self._show_current()
        self._settle_soon()

    def sizeHintForIndex(self, index: Index) -> QSize:
        """The height of a row's text in the column's width."""
        option = self._option()
        option.rect.setWidth(self.columnWidth(index.column()))
        return self.delegate.sizeHint(option, index)

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def _height_of(self, index: Index) -> int:
        """An open text has room for what is typed, but never more than the list: it scrolls by itself then."""
        height = max(self.sizeHintForIndex(index).height(), ROW_PX)
        editor = self.delegate.editor
        if editor is None or index.row() != self.row():
            return height
        return min(max(height, editor.needed_px()), max(self.viewport().height(), ROW_PX))

    def _is_in_sight(self, height: int) -> bool:
        """Whether the current row begins in a list so high."""
        return self.currentIndex().isValid() and 0 <= self.rowViewportPosition(self.row()) < height

    def _grow(self) -> None:
        """The row follows the text while it is typed."""
        height = self._height_of(self.currentIndex())
        if height > self.rowHeight(self.row()):
            self.setRowHeight(self.row(), height)
            self._fit_around()

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.SPEAKER:
            self.speaker_wanted.emit(index.row())
        elif index.column() != Column.TEXT:
            self.edit_row(index.row())
