"""変更の履歴: every edit with who and when, newest first; from a line to its utterance. Follows while it stays open."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing.history_lines import lines_of
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.history import HistoryTable
from minutes_app.gui.views.parts import button, dress_table, label, row
from minutes_app.gui.views.sizes import resize_within
from minutes_app.meeting.snapshot import Edit
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import CLOSE

ROW_PX = 34
SOON_MS = 300


class HistoryDialog(QDialog):
    """Beside the transcript. The edits are read in the writer's thread."""

    shown = Signal(str)
    """The person wants to see the utterance with this id."""

    def __init__(self, model: EditorModel, ids: tuple[str, ...], parent: QWidget | None = None) -> None:
        """`ids`: the utterances that are chosen now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.HISTORY_TITLE)
        self._model, self._ids = model, frozenset(ids)
        self.table = HistoryTable(self)
        self.view = self._table_view()
        self.only = QCheckBox(words.ONLY_THIS, self)
        self.only.setEnabled(bool(ids))
        self.state = label(words.HISTORY_READING, "soft")
        self.go = button(words.HISTORY_GO, self._go)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(SOON_MS)
        column = QVBoxLayout(self)
        column.addWidget(self.only)
        column.addWidget(self.view)
        column.addLayout(row(self.state, None, self.go, button(CLOSE, self.close)))
        self.only.toggled.connect(lambda on: self.table.show_only(self._ids if on else None))
        self.only.toggled.connect(self._show_state)
        self._asking.timeout.connect(model.ask_history)
        model.history_read.connect(self._take)
        model.changed.connect(self._asking.start)
        resize_within(self, 960, 560)
        model.ask_history()

    def _table_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        dress_table(view, words.HISTORY_NAME, ROW_PX)
        view.setWordWrap(False)
        header = view.horizontalHeader()
        for column, width in enumerate((150, 110, 170)):
            view.setColumnWidth(column, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        view.activated.connect(lambda _index: self._go())
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_state())
        return view

    def _take(self, edits: tuple[Edit, ...]) -> None:
        if not self._model.is_open:
            return
        at = self.view.currentIndex().row()
        self.table.show_lines(lines_of(edits, self._model.meeting))
        if self.table.shown:
            self.view.selectRow(max(min(at, len(self.table.shown) - 1), 0))
        self._show_state()

    def _show_state(self) -> None:
        self.state.setText("" if self.table.shown else words.HISTORY_EMPTY)
        self.go.setEnabled(self._wanted() is not None)

    def _wanted(self) -> str | None:
        """The utterance of the current line, if it is still there."""
        place = self.view.currentIndex().row()
        if not 0 <= place < len(self.table.shown) or not self._model.is_open:
            return None
        there = {each.id for each in self._model.meeting.utterances}
        return next((one for one in self.table.shown[place].utterance_ids if one in there), None)

    def _go(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self.shown.emit(wanted)
