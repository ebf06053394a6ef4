"""A small list beside the transcript: 要点, 決定・宿題 or 話者, edited in place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from minutes_app.gui.view_models.piece_tables import Listed, PieceTable
from minutes_app.gui.views.parts import dress_table
from minutes_app.gui.views.text_cell import TextDelegate

ROW_PX = 34


class PieceView(QTableView):
    """A small table; its rows are as high as their text, and what is chosen stays chosen."""

    looked = Signal()
    """Another row is the current one, or the rows have changed."""

    def __init__(self, name: str, text_columns: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.delegate = TextDelegate(self)
        for column in text_columns:
            self.setItemDelegateForColumn(column, self.delegate)
        self._wide = text_columns[0]
        dress_table(self, name, ROW_PX)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)

    def show_table(self, table: PieceTable) -> None:
        """Take the pieces of a meeting."""
        before = self.model()
        self.setModel(table)
        if isinstance(before, PieceTable):
            before.deleteLater()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(self._wide, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._look)
        for changed in (table.dataChanged, table.modelReset):
            changed.connect(self._look)
        self._look()

    def chosen(self) -> Listed | None:
        """The piece of the current row."""
        model = self.model()
        return model.piece(self.currentIndex().row()) if isinstance(model, PieceTable) else None

    def choose(self, piece_id: str) -> None:
        """Make the row of a piece the current one, if it is listed."""
        model = self.model()
        if isinstance(model, PieceTable) and (row := model.row_of(piece_id)) >= 0:
            self.setCurrentIndex(model.index(row, self._wide))

    def _look(self, *_places: object) -> None:
        self.looked.emit()
