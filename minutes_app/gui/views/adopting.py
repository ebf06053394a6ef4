"""「Wordの様式を取り込む」: the blanks of a form in a table, the form's pages with their numbers beside it.

Qt's PDF parts are loaded when the first page is there.
"""

from functools import partial

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.adopting import AdoptModel, Row
from minutes_app.gui.views.option_row import CalmCombo
from minutes_app.gui.views.parts import agreed, button, dress_table, label, row
from minutes_app.gui.views.preview import Pages
from minutes_app.wording import adopting as words

ROW_PX = 40
AT_ONCE = 15
PLACE = 2
"""The column that says where a blank is."""
WIDE_PX = 1200
CHOICE_PX = 190
NUMBER_PX = 56


class AdoptPage(QWidget):
    """Shows an `AdoptModel`."""

    def __init__(self, model: AdoptModel) -> None:
        super().__init__()
        self.model = model
        self.pages: Pages | None = None
        self.back = button(words.BACK, model.leave)
        self.name = QLineEdit()
        self.name.setAccessibleName(words.NAME)
        self.name.setAcceptDrops(False)
        self.table = _table()
        self.choices: dict[int, QComboBox] = {}
        """Number of a blank → what goes into it."""
        self.line = label(role="soft")
        self.looks = CalmCombo()
        self.looks.setAccessibleName(words.LOOK)
        self.looks.addItems(list(words.LOOKS))
        self.looks.activated.connect(model.look)
        self.make = button(words.MAKE, self._make, main=True)
        self.right = QVBoxLayout()
        self._lists: dict[tuple[str, ...], QStringListModel] = {}
        self._shown: tuple[object, ...] = ()
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.timeout.connect(self._fill)
        self._build()
        model.changed.connect(self._show)
        model.printed.connect(self._show_pages)
        model.occupied.connect(self._ask)

    def begin(self) -> None:
        """A form has been chosen."""
        self.name.setText(self.model.form.stem if self.model.form is not None else "")
        self.looks.setCurrentIndex(0)
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the numbers on the pages say where a blank is."""
        super().resizeEvent(event)
        self._show_places()

    def _show_places(self) -> None:
        self.table.setColumnHidden(PLACE, self.model.has_pages and self.width() < WIDE_PX)

    def _build(self) -> None:
        left, foot = QVBoxLayout(), row(self.make, None)
        named = label(words.NAME)
        named.setWordWrap(False)
        named.setBuddy(self.name)
        top = row(named, self.name)
        top.setStretch(1, 1)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        left.addLayout(foot)
        seen = label(words.LOOK)
        seen.setWordWrap(False)
        seen.setBuddy(self.looks)
        self.right.addLayout(row(seen, self.looks, None))
        self.right.addWidget(self.line)
        self.right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(left, 1)
        middle.addLayout(self.right, 1)
        head = row(self.back, label(words.PAGE, "title"))
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        layout.addLayout(head)
        layout.addWidget(label(words.HINT, "soft"))
        layout.addLayout(middle, 1)

    def _show(self) -> None:
        rows = self.model.rows
        for each in (self.make, self.table, self.name):
            each.setEnabled(bool(rows) and not self.model.is_making)
        if (now := tuple((one.number, one.label, one.place) for one in rows)) != self._shown:
            self._shown = now
            self.choices.clear()
            self.table.setRowCount(0)
            self.table.setRowCount(len(rows))
            self._fill()
            self._show_places()
            if rows:
                self.table.selectRow(0)
                self.table.setFocus()
        for one in rows[: len(self.choices)]:
            self._choose(one)
        self.line.setText(self.model.line)
        self.line.setVisible(bool(self.model.line))

    def _fill(self) -> None:
        """The next lines of the table; a long one is filled a few at a time, so that the window does not stop."""
        rows, begin = self.model.rows, len(self.choices)
        for at, one in enumerate(rows[begin : begin + AT_ONCE], begin):
            for column, text in enumerate((str(one.number), one.label, one.place)):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{one.label}\n{one.place}")
                self.table.setItem(at, column, item)
            made = CalmCombo()
            made.setAccessibleName(f"{one.number} {one.label} {words.COLUMNS[3]}")
            made.activated.connect(partial(self._chosen, one.number))
            self.choices[one.number] = made
            self.table.setCellWidget(at, 3, made)
            self._choose(one)
        if len(self.choices) < len(rows):
            self._filling.start()

    def _choose(self, one: Row) -> None:
        box, items = self.choices[one.number], (words.NOTHING, *one.choices)
        known = self._lists.get(items)
        if known is None:
            known = self._lists[items] = QStringListModel(list(items), self)
        if box.model() is not known:
            box.setModel(known)
        box.setCurrentIndex(items.index(one.chosen) if one.chosen else 0)

    def _chosen(self, number: int, at: int) -> None:
        self.model.give(number, self.choices[number].itemText(at) if at else "")

    def _make(self) -> None:
        self.model.make(self.name.text())

    def _ask(self, name: str) -> None:
        hint = words.REPLACE_DETAIL.format(name)
        if agreed(self, words.REPLACE, hint=hint, yes=words.REPLACE_IT, no=words.BACK):
            self.model.make(self.name.text(), replace=True)

    def _show_pages(self) -> None:
        if self.pages is None and self.model.pdf:
            self.pages = Pages(self)
            self.pages.view.setAccessibleName(words.PREVIEW)
            self.right.insertWidget(2, self.pages.view, 20)
        if self.pages is not None:
            self.pages.view.setVisible(bool(self.model.pdf))
            if self.model.pdf:
                self.pages.put(self.model.pdf)
            else:
                self.pages.close()


def _table() -> QTableWidget:
    table = QTableWidget(0, len(words.COLUMNS))
    table.setHorizontalHeaderLabels(list(words.COLUMNS))
    dress_table(table, words.TABLE, ROW_PX)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for column, width in ((0, NUMBER_PX), (3, CHOICE_PX)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(column, width)
    return table
