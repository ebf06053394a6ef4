"""保管の一覧 as a dialog: the archived meetings, what has ended, the way to each, and a look into the files."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from minutes_app.closing.shelf import Row
from minutes_app.gui.view_models.shelf import ShelfModel, detail_of
from minutes_app.gui.view_models.shelf_table import END_COLUMN, FILE_COLUMN, TITLE_COLUMN
from minutes_app.gui.views.parts import MARKS, button, dress_table, label, row
from minutes_app.gui.views.sizes import resize_within
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.wording import shelf as words
from minutes_app.wording.editor import CLOSE

ROW_PX = 34
SHOWN_ROWS = 4
TITLE_PX, FILE_PX = 240, 100
MEASURED_ROWS = 30
"""So many rows say how wide a column has to be: to look at all would take long."""


class ShelfDialog(QDialog):
    """Shows a `ShelfModel`; deletes nothing, for there is nothing in it that could."""

    wanted = Signal(Path)
    """The person wants to see 確定版と保管 of this meeting."""

    def __init__(self, model: ShelfModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.TITLE)
        self.model = model
        self._seen = Path()
        self.notes, self.warnings, self.warning = label(), label(), QFrame()
        self.warning.setProperty("kind", "warning")
        self.table = _table_of(model)
        self.detail = label(role="soft")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.work = WorkBar(words.READING, model.progress, model.stop)
        self.again = button(words.READ_AGAIN, model.read)
        self.verify = button(words.VERIFY, model.verify)
        self.go = button(words.OPEN, self._go)
        self._lay_out()
        model.changed.connect(self._show)
        model.table.modelReset.connect(self._choose_again)
        self.table.activated.connect(lambda _index: self._go())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show())
        self.finished.connect(lambda _how: model.stop())
        resize_within(self, 1160, 620)
        self._show()
        self.table.setFocus()

    @property
    def chosen(self) -> Row | None:
        """The meeting of the current line."""
        at = self.table.currentIndex().row()
        return self.model.table.rows[at] if 0 <= at < len(self.model.table.rows) else None

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.warning)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.warnings)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(label(words.ABOUT, "soft"))
        column.addWidget(self.notes)
        column.addWidget(self.warning)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.work)
        column.addLayout(row(self.go, self.verify, self.again, None, button(CLOSE, self.close)))

    def _show(self) -> None:
        model, chosen = self.model, self.chosen
        self.notes.setText(model.notes)
        self.warnings.setText(f"{MARKS['warning']} {model.warnings}")
        self.warning.setVisible(bool(model.warnings))
        self.detail.setText(detail_of(chosen))
        self._seen = chosen.folder if chosen is not None else self._seen
        self.go.setEnabled(chosen is not None)
        self.verify.setEnabled(model.can_verify)
        self.again.setEnabled(not model.is_busy)

    def _choose_again(self) -> None:
        """The meeting that was chosen before, else the first."""
        folders = [one.folder for one in self.model.table.rows]
        if folders:
            self.table.selectRow(folders.index(self._seen) if self._seen in folders else 0)

    def _go(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.close()
            self.wanted.emit(chosen.folder)


def _table_of(model: ShelfModel) -> QTableView:
    table = QTableView()
    table.setModel(model.table)
    dress_table(table, words.TITLE, ROW_PX)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setMinimumHeight(ROW_PX * (SHOWN_ROWS + 1))
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(MEASURED_ROWS)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(TITLE_COLUMN, QHeaderView.ResizeMode.Interactive)
    header.resizeSection(TITLE_COLUMN, TITLE_PX)
    header.setSectionResizeMode(FILE_COLUMN, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(FILE_PX)
    header.setSortIndicator(END_COLUMN, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    return table
