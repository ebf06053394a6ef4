"""検索と置換, and 言いよどみの削除: every hit is shown before anything changes, and all is one step of undo."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing.replacing import BadPattern, Wanted, filler_hits, hits
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.hit_table import HitTable
from minutes_app.wording import editor as words

HEIGHT = 34


class ReplaceDialog(QDialog):
    """Looks through the meeting as it is now, also while it stays open beside the table."""

    shown = Signal(str)
    """The person wants to see the utterance with this id."""

    def __init__(self, model: EditorModel, parent: QWidget | None = None, *, fillers: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.FILLER_TITLE if fillers else words.REPLACE_TITLE)
        self._model, self._fillers = model, fillers
        self.table = HitTable(self)
        self.wanted, self.put = QLineEdit(self), QLineEdit(self)
        self.regex, self.exact = QCheckBox(words.REGEX, self), QCheckBox(words.EXACT_CASE, self)
        self.exact.setChecked(True)
        self.state = QLabel(self)
        self.apply = QPushButton(words.FILLER_DO if fillers else words.REPLACE_DO, self)
        self._lay_out()
        self.apply.clicked.connect(self._apply)
        self.table.checked_changed.connect(self._count)
        for line in (self.wanted, self.put):
            line.textChanged.connect(self._look)
        for box in (self.regex, self.exact):
            box.toggled.connect(self._look)
        model.changed.connect(self._look)
        self._look()
        self.resize(820, 560)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        if not self._fillers:
            form = QFormLayout()
            for name, line in ((words.FIND, self.wanted), (words.PUT, self.put)):
                line.setMinimumHeight(HEIGHT)
                line.setAccessibleName(name)
                form.addRow(name, line)
            column.addLayout(form)
            column.addLayout(_row(self.regex, self.exact))
        for hidden in (self.wanted, self.put, self.regex, self.exact):
            hidden.setVisible(not self._fillers)
        column.addWidget(self._hit_view())
        column.addWidget(self.state)
        every, none, close = (QPushButton(text, self) for text in (words.ALL, words.NONE, words.CLOSE))
        every.clicked.connect(lambda: self.table.check_all(True))
        none.clicked.connect(lambda: self.table.check_all(False))
        close.clicked.connect(self.close)
        for button in (every, none, self.apply, close):
            button.setMinimumHeight(HEIGHT)
            button.setAutoDefault(False)
        column.addLayout(_row(every, none, None, self.apply, close))

    def _hit_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setAccessibleName(words.HIT_NAME)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setAlternatingRowColors(True)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(HEIGHT)
        view.setColumnWidth(0, 110)
        for place in (1, 2):
            view.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(self._show)
        return view

    def _show(self, current: QModelIndex) -> None:
        if current.isValid():
            self.shown.emit(self.table.hits[current.row()].utterance_id)

    def _look(self) -> None:
        if not self._model.is_open:
            return
        try:
            wanted = Wanted(self.wanted.text(), self.put.text(), self.regex.isChecked(), self.exact.isChecked())
            meeting = self._model.meeting
            self.table.show_hits(filler_hits(meeting) if self._fillers else hits(meeting, wanted))
        except BadPattern as error:
            self.table.show_hits(())
            self.state.setText(words.bad_pattern(str(error)))

    def _count(self) -> None:
        chosen = len(self.table.chosen())
        self.apply.setEnabled(chosen > 0 and not self._model.session.read_only)
        asked = self._fillers or self.wanted.text()
        found = words.hit_count(len(self.table.hits), chosen) if self.table.hits else words.NO_HIT
        self.state.setText(found if asked else "")

    def _apply(self) -> None:
        self._model.replace(self.table.chosen(), "fillers" if self._fillers else "replace")


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets beside each other; None = the free space."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch()
        else:
            row.addWidget(widget)
    if None not in widgets:
        row.addStretch()
    return row
