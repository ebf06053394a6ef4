"""情報: which program this is, where things lie, and the licence of every part."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.about import AboutModel
from minutes_app.gui.views.parts import button, dress_table, label, row
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.wording import settings_window as words

ROW_PX = 34


class AboutPanel(QWidget):
    """Shows an `AboutModel`."""

    def __init__(self, model: AboutModel) -> None:
        super().__init__()
        self.model = model
        self.versions = _copyable()
        self.places = _copyable()
        self.log = button(words.OPEN_LOG, lambda: open_on_desk(model.log))
        self.table = _table()
        self.table.itemSelectionChanged.connect(self._choose)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words.LICENCE_TEXT)
        self.text.setMinimumHeight(220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.versions, label(words.PROMISE), self.places):
            layout.addWidget(widget)
        layout.addLayout(row(self.log, None))
        layout.addWidget(label(words.MODEL_LICENCES, "section"))
        layout.addWidget(label(model.models()))
        layout.addWidget(label(words.LICENCES, "section"))
        layout.addWidget(self.table)
        layout.addWidget(label(words.LICENCE_TEXT, "section"))
        layout.addWidget(self.text)
        model.changed.connect(self._show)
        model.licence_read.connect(self.text.setPlainText)
        self._show()

    def _show(self) -> None:
        self.versions.setText(self.model.versions)
        self.places.setText(self.model.places())
        self.table.setRowCount(len(self.model.parts))
        for at, part in enumerate(self.model.parts):
            for column, text in enumerate((part.name, part.version, part.licence or words.UNKNOWN_LICENCE)):
                self.table.setItem(at, column, QTableWidgetItem(text))

    def _choose(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self.model.parts):
            self.model.show_licence(self.model.parts[at].name)


def _copyable() -> QLabel:
    made = label()
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _table() -> QTableWidget:
    table = QTableWidget(0, len(words.LICENCE_COLUMNS))
    table.setHorizontalHeaderLabels(words.LICENCE_COLUMNS)
    dress_table(table, words.LICENCES, ROW_PX)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setFixedHeight(260)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
