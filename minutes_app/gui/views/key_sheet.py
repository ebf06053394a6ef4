"""The sheet that shows every key of the editor, made from the table of keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from minutes_app.gui.editing.keys import sheet
from minutes_app.wording import editor as words


class KeySheet(QDialog):
    """Stays beside the work until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.KEYS_TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = sheet()
        self.table = QTableWidget(len(lines), len(words.KEY_COLUMNS), self)
        self.table.setAccessibleName(words.KEYS_TITLE)
        self.table.setHorizontalHeaderLabels(words.KEY_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        for row, (keys, intent, where) in enumerate(lines):
            for column, text in enumerate((keys, words.KEYS[intent], words.WHERE[where])):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        close = QPushButton(words.CLOSE, self)
        close.setMinimumHeight(34)
        close.clicked.connect(self.close)
        column_of_all = QVBoxLayout(self)
        column_of_all.addWidget(self.table)
        column_of_all.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        self.resize(720, 620)
