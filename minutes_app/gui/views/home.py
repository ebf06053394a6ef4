"""はじめに: the list of meetings, the search box and the big actions."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.home import GLANCE, Column, HomeModel
from minutes_app.gui.views.parts import MessageBar, agreed, button, dress_table, label, row
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.wording import gui as words, home as home_words, settings_window as settings
from minutes_app.wording.recording_window import RECORD, RECORD_HINT
from minutes_app.wording.times import length

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SPOKEN = (Stage.HEARD, Stage.EDITED, Stage.WRITTEN)
"""Stages of a meeting that can be said to be 確認中 or 確定."""
ROW_PX = 40


class HomeView(QWidget):
    """Shows a `HomeModel`."""

    record_wanted = Signal()
    import_wanted = Signal()
    batch_wanted = Signal()
    sample_wanted = Signal()
    settings_wanted = Signal()
    opened = Signal(object)
    """A `Glance`."""
    write_wanted = Signal(object)
    gate_wanted = Signal(object)
    """What stands against 確定 of this `Glance`."""
    folder_wanted = Signal(object)

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self.model = model
        self._last = Path()
        self.offer = MessageBar()
        """Work that was left unfinished."""
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
        self.batch = button(home_words.BATCH, self.batch_wanted.emit, big=True)
        self.latest = label(role="soft")
        self.table = _table(model)
        self.standing = _Standing(self)
        self.deeds = {
            words.OPEN: button(words.OPEN, lambda: self._emit(self.opened)),
            words.WRITE: button(words.WRITE, lambda: self._emit(self.write_wanted)),
            words.OPEN_FOLDER: button(words.OPEN_FOLDER, lambda: self._emit(self.folder_wanted)),
            home_words.STANDING: self.standing,
            home_words.DELETE: button(home_words.DELETE, self.ask_delete),
        }
        self.note = label(role="soft")
        self.sample = button(words.SAMPLE, self.sample_wanted.emit, big=True)
        self._stack = QStackedLayout()
        self._build()
        self._connect()
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
        """Enter opens the meeting that is chosen, Delete throws it away."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._emit(self.opened)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.ask_delete()
                return True
        return super().eventFilter(watched, event)

    def ask_delete(self) -> None:
        """One question; then the wastebasket."""
        glance = self.chosen
        if glance is None:
            return
        title = glance.occasion.title or words.UNTITLED
        hint = home_words.delete_hint(length(glance.length_ms) if glance.length_ms else "")
        yes, no = home_words.DELETE_LOST, home_words.DELETE_KEEP
        if agreed(self, home_words.delete_ask(title), hint=hint, yes=yes, no=no):
            self.model.delete(glance)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._open_at)
        self.table.selectionModel().selectionChanged.connect(self._show)
        self.model.table.modelReset.connect(self._keep_chosen)
        self.model.changed.connect(self._show)
        self.model.still_open.connect(self._ask_confirm)

    def _ask_confirm(self, glance: Glance, lines: tuple[str, ...]) -> None:
        """What stands against 確定 is mended or overruled on the page 会議録."""
        box = QMessageBox(QMessageBox.Icon.Information, words.APP, home_words.CONFIRM_NOT, parent=self)
        box.setInformativeText(home_words.not_confirmed(lines))
        there = box.addButton(home_words.CONFIRM_THERE, QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(home_words.DELETE_KEEP, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(there)
        box.setEscapeButton(keep)
        box.exec()
        if box.clickedButton() is there:
            self.gate_wanted.emit(glance)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(14)
        layout.addWidget(self.offer)
        layout.addLayout(row(self.recording, self.importing, self.going_on, None, self.batch, self.settings))
        layout.addWidget(self.latest)
        layout.addWidget(label(f"{RECORD_HINT}\n{words.IMPORT_HINT}", "soft"))
        layout.addLayout(self._stack, 1)
        full, inside = QWidget(), QVBoxLayout()
        full.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.search)
        inside.addWidget(self.note)
        inside.addWidget(self.table, 1)
        deeds = list(self.deeds.values())
        inside.addLayout(row(*deeds[:-1], None, deeds[-1]))
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
        self._show_latest()
        self._keep_chosen()
        chosen = self.chosen
        for each in self.deeds.values():
            each.setEnabled(chosen is not None)
        self.standing.show_for(chosen)
        nothing = self.model.is_read and not self.model.table.shown
        reading = home_words.COMING.format(len(self.model.all)) if self.model.all else words.READING
        self.note.setText(words.NOTHING_FOUND if nothing else "" if self.model.is_read else reading)
        self.note.setVisible(bool(self.note.text()))

    def _keep_chosen(self) -> None:
        """The same meeting stays chosen, wherever it stands now."""
        if self.chosen is None and self.model.table.shown:
            self.choose(self._last)
            if self.chosen is None:
                self.table.selectRow(0)
        if self.chosen is not None:
            self._last = self.chosen.folder

    def _show_latest(self) -> None:
        latest = self.model.latest()
        self.going_on.setVisible(latest is not None)
        self.latest.setVisible(latest is not None)
        if latest is not None:
            title = latest.occasion.title or words.UNTITLED
            self.latest.setText(home_words.going_on(title, self.model.table.state_of(latest)))
            self.going_on.setAccessibleDescription(self.latest.text())

    def _emit(self, signal: object) -> None:
        if self.chosen is not None:
            signal.emit(self.chosen)  # type: ignore[attr-defined] # a bound signal has no public type

    def _open_at(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(GLANCE))

    def _go_on(self) -> None:
        latest = self.model.latest()
        if latest is not None:
            self.opened.emit(latest)


class _Standing(QPushButton):
    """How far the minutes are, as a person says: a button with three choices."""

    def __init__(self, view: HomeView) -> None:
        super().__init__(home_words.STANDING)
        self._view = view
        self.setAccessibleName(home_words.STANDING)
        self.setToolTip(home_words.STANDING_SAFE)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self.choices = {standing: menu.addAction(text) for standing, text in home_words.STANDINGS.items()}
        for standing, action in self.choices.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _on, standing=standing: self._choose(standing))
        self.setMenu(menu)

    def show_for(self, glance: Glance | None) -> None:
        """Only a meeting with a text has such a state."""
        self.setEnabled(glance is not None and glance.stage in _SPOKEN)
        for status, action in self.choices.items():
            action.setChecked(glance is not None and status == glance.status)

    def _choose(self, status: str) -> None:
        glance = self._view.chosen
        if glance is not None:
            self._view.model.set_status(glance, status)  # type: ignore[arg-type] # a key of STANDINGS
            self.show_for(glance)


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
    dress_table(table, words.TABLE, ROW_PX)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(0)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(Column.TITLE.value, QHeaderView.ResizeMode.Stretch)
    header.setSortIndicator(Column.DATE.value, Qt.SortOrder.DescendingOrder)
    table.setSortingEnabled(True)
    return table
