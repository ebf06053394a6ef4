"""はじめに: the list of meetings, the search box and the big actions."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.home import GLANCE, Column, HomeModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.meeting.glance import Glance
from minutes_app.wording import gui as words, settings_window as settings
from minutes_app.wording.recording_window import RECORD, RECORD_HINT

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HomeView(QWidget):
    """Shows a `HomeModel`."""

    record_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
    settings_wanted = Signal()
    opened = Signal(object)
    """A `Glance`."""
    write_wanted = Signal(object)
    folder_wanted = Signal(object)

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self.model = model
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH_LABEL)
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(model.search)
        self.recording = button(RECORD, self.record_wanted.emit, main=True, big=True)
        self.importing = button(words.IMPORT, self.import_wanted.emit, big=True)
        self.going_on = button(words.CONTINUE, self._go_on, big=True)
        self.settings = button(settings.SETTINGS, self.settings_wanted.emit, big=True)
        self.table = _table(model)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._open_at)
        self.table.selectionModel().selectionChanged.connect(self._show)
        self.deeds = {
            words.OPEN: button(words.OPEN, lambda: self._emit(self.opened)),
            words.WRITE: button(words.WRITE, lambda: self._emit(self.write_wanted)),
            words.OPEN_FOLDER: button(words.OPEN_FOLDER, lambda: self._emit(self.folder_wanted)),
        }
        self.note = label(role="soft")
        self.sample = button(words.SAMPLE, self.sample_wanted.emit, big=True)
        self._stack = QStackedLayout()
        self._build()
        model.changed.connect(self._show)
        self._show()

    @property
    def chosen(self) -> Glance | None:
        """The meeting that is chosen in the table."""
        rows = self.table.selectionModel().selectedRows()
        glance = rows[0].data(GLANCE) if rows else None
        return glance if isinstance(glance, Glance) else None

    def choose(self, folder: Path) -> None:
        """Choose a meeting in the table."""
        for number, glance in enumerate(self.model.table.shown):
            if glance.folder == folder:
                self.table.selectRow(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the meeting that is chosen."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            self._emit(self.opened)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(14)
        layout.addLayout(row(self.recording, self.importing, self.going_on, None, self.settings))
        layout.addWidget(label(f"{RECORD_HINT}\n{words.IMPORT_HINT}", "soft"))
        layout.addLayout(self._stack, 1)
        full, inside = QWidget(), QVBoxLayout()
        full.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.search)
        inside.addWidget(self.note)
        inside.addWidget(self.table, 1)
        inside.addLayout(row(*self.deeds.values(), None))
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty())

    def _empty(self) -> QWidget:
        empty, layout = QWidget(), QVBoxLayout()
        empty.setLayout(layout)
        head = label(words.EMPTY, "title")
        hint = label(words.EMPTY_HINT, "soft")
        for text in (head, hint):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        layout.addWidget(head)
        layout.addWidget(hint)
        layout.addLayout(row(None, self.sample, None))
        layout.addStretch(2)
        return empty

    def _show(self) -> None:
        self._stack.setCurrentIndex(1 if self.model.is_empty else 0)
        self.going_on.setVisible(self.model.latest() is not None)
        if self.chosen is None and self.model.table.shown:
            self.table.selectRow(0)
        chosen = self.chosen
        for each in self.deeds.values():
            each.setEnabled(chosen is not None)
        nothing = self.model.is_read and not self.model.table.shown
        self.note.setText(words.NOTHING_FOUND if nothing else "" if self.model.is_read else words.READING)
        self.note.setVisible(bool(self.note.text()))

    def _emit(self, signal: object) -> None:
        if self.chosen is not None:
            signal.emit(self.chosen)  # type: ignore[attr-defined] # a bound signal has no public type

    def _open_at(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(GLANCE))

    def _go_on(self) -> None:
        latest = self.model.latest()
        if latest is not None:
            self.opened.emit(latest)


class _WholeRow(QStyledItemDelegate):
    """No frame around one cell: rows are chosen, not cells."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Without the mark of the focus."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def _table(model: HomeModel) -> QTableView:
    table = QTableView()
    table.setModel(model.table)
    table.setObjectName("meetings")
    table.setItemDelegate(_WholeRow(table))
    table.setAccessibleName(words.TABLE)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(40)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(Column.TITLE.value, QHeaderView.ResizeMode.Stretch)
    return table
