"""一括: the queue with its buttons; files and folders come by dialog or are dropped on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QProgressBar,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.audio.kind import SOUND_ENDINGS
from minutes_app.batch.ledger import Entry
from minutes_app.gui.view_models.batch import BatchModel, failures_of, summary_of, why_of
from minutes_app.gui.view_models.queue_table import ENTRY, Column
from minutes_app.gui.views.batch_documents import DocumentsDialog, names_of
from minutes_app.gui.views.parts import button, dress_table, label, row
from minutes_app.wording import batch as words, gui as gui_words

ROW_PX = 36
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HEARD = ("done", "writing")


class BatchView(QWidget):
    """Shows a `BatchModel`."""

    back_wanted = Signal()
    opened = Signal(object)
    """The folder of a meeting."""
    folder_wanted = Signal(object)

    def __init__(self, model: BatchModel) -> None:
        super().__init__()
        self.model = model
        self.back = button(gui_words.BACK, self.back_wanted.emit)
        self.title = label(words.TITLE, "title")
        self.add_files = button(words.ADD_FILES, self._choose_files)
        self.add_folder = button(words.ADD_FOLDER, self._choose_folder)
        self.going = button(words.START, self._go_or_stop, main=True)
        self.documents = label(role="soft")
        self.choose_documents = button(words.CHOOSE_DOCUMENTS, model.look_for_templates)
        self.table = _table(model, self)
        self.deeds = {
            words.OPEN: button(words.OPEN, self._open),
            words.OPEN_FOLDER: button(words.OPEN_FOLDER, self._open_folder),
            words.AGAIN_ONE: button(words.AGAIN_ONE, lambda: self._with_chosen(model.try_again)),
            words.UP: button(words.UP, lambda: self._move(-1)),
            words.DOWN: button(words.DOWN, lambda: self._move(1)),
            words.CANCEL_ONE: button(words.CANCEL_ONE, lambda: self._with_chosen(model.cancel)),
        }
        self.detail = label(role="wrong")
        self.summary = label(role="section")
        self.failures = label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words.TITLE)
        self.again = button(words.AGAIN_FAILED, model.try_again)
        self.tidy = button(words.TIDY, self._tidy)
        self._chosen_id = ""
        self._build()
        model.changed.connect(self._show)
        model.templates_found.connect(self._ask_documents)
        self._show()

    @property
    def chosen(self) -> Entry | None:
        """The entry of the row that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        entry = rows[0].data(ENTRY) if rows else None
        return entry if isinstance(entry, Entry) else None

    def choose(self, entry_id: str) -> None:
        """Choose an entry in the table."""
        if (at := self.model.table.row_of(entry_id)) >= 0:
            self.table.selectRow(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the meeting of the row."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            self._open()
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        for widgets, wide in (
            ((self.back, self.title, self.going), 1),
            ((self.add_files, self.add_folder, self.choose_documents, self.documents), 3),
        ):
            line = row(*widgets)
            line.setStretch(wide, 1)
            layout.addLayout(line)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(_empty())
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.detail)
        layout.addLayout(row(*self.deeds.values(), None))
        foot = row(self.summary, self.again, self.tidy)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        layout.addWidget(self.failures)
        layout.addWidget(self.bar)

    def _show(self) -> None:
        model = self.model
        counts = model.counts()
        self._stack.setCurrentIndex(0 if counts.total else 1)
        begin = words.RESUME if counts.done and counts.to_come else words.START
        self.going.setText(words.PAUSE if model.is_going else begin)
        self.going.setAccessibleName(self.going.text())
        self.going.setEnabled(model.is_going or counts.to_come > 0)
        self.documents.setText(words.NO_DOCUMENTS if model.wish.is_empty else words.chosen(names_of(model.wish)))
        paused = f"　{words.PAUSED}" if counts.to_come and not model.is_busy and counts.done else ""
        self.summary.setText(f"{summary_of(counts)}{paused}")
        self.bar.setRange(0, max(counts.total, 1))
        self.bar.setValue(counts.done + counts.failed + counts.cancelled)
        self.bar.setVisible(counts.total > 0)
        self.again.setVisible(counts.failed > 0)
        self.tidy.setVisible(counts.total > 0)
        self.tidy.setEnabled(not model.is_working)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self.chosen is None and self.model.table.entries:
            self.choose(self._chosen_id or self.model.table.entries[0].id)
        entry = self.chosen
        self._chosen_id = entry.id if entry is not None else ""
        state = entry.state if entry is not None else ""
        has_meeting = entry is not None and bool(entry.folder)
        self.deeds[words.OPEN].setEnabled(has_meeting and state in _HEARD)
        self.deeds[words.OPEN_FOLDER].setEnabled(has_meeting)
        self.deeds[words.AGAIN_ONE].setEnabled(state in ("failed", "cancelled"))
        self.deeds[words.CANCEL_ONE].setEnabled(state in ("waiting", "working"))
        at = self.model.table.row_of(self._chosen_id)
        self.deeds[words.UP].setEnabled(state == "waiting" and at > 0)
        self.deeds[words.DOWN].setEnabled(state == "waiting" and 0 <= at < len(self.model.table.entries) - 1)
        told = why_of(entry) if entry is not None and state == "failed" else ""
        self.detail.setText(told)
        self.detail.setVisible(bool(told))
        all_of_them = "" if told or self.model.is_busy else failures_of(self.model.queue.entries)
        self.failures.setText(all_of_them)
        self.failures.setVisible(bool(all_of_them))

    def _go_or_stop(self) -> None:
        if self.model.is_going:
            self.model.pause()
        else:
            self.model.resume()

    def _with_chosen(self, deed: object) -> None:
        entry = self.chosen
        if entry is not None:
            deed(entry.id)  # type: ignore[operator] # a deed of the model for one entry

    def _move(self, by: int) -> None:
        entry = self.chosen
        if entry is not None:
            self.model.move(entry.id, by)
            self.choose(entry.id)

    def _open(self) -> None:
        entry = self.chosen
        if entry is not None and entry.folder and entry.state in _HEARD:
            self.opened.emit(Path(entry.folder))

    def _open_folder(self) -> None:
        entry = self.chosen
        if entry is not None and entry.folder:
            self.folder_wanted.emit(Path(entry.folder))

    def _tidy(self) -> None:
        """What is over goes; what waits only when nothing is over, and after a question."""
        counts = self.model.counts()
        if counts.total > counts.to_come:
            self.model.tidy()
            return
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self, words.TITLE, words.FORGET, yes | no, no) == yes:
            self.model.tidy(all_of_it=True)

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in sorted(SOUND_ENDINGS))
        filters = f"{gui_words.RECORDING_FILES} ({kinds});;{gui_words.ALL_FILES} (*)"
        names, _kind = QFileDialog.getOpenFileNames(self, gui_words.CHOOSE_RECORDINGS, "", filters)
        if names:
            self.model.add(tuple(Path(name) for name in names))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, words.CHOOSE_FOLDER)
        if name:
            self.model.add((Path(name),))

    def _ask_documents(self, templates: object) -> None:
        dialog = DocumentsDialog(self, templates, self.model.wish)  # type: ignore[arg-type] # templates, as found
        dialog.wished.connect(self.model.wish_for)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _empty() -> QWidget:
    empty = QWidget()
    layout = QVBoxLayout(empty)
    layout.addStretch(1)
    for text, role in ((words.EMPTY, "title"), (words.HINT, ""), (words.EMPTY_HINT, "soft")):
        line = label(text, role)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(line)
    layout.addStretch(2)
    return empty


def _table(model: BatchModel, view: BatchView) -> QTableView:
    table = QTableView()
    table.setModel(model.table)
    table.setObjectName("meetings")
    dress_table(table, words.TABLE, ROW_PX)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(0)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for wide in (Column.NAME, Column.RESULT):
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.installEventFilter(view)
    table.doubleClicked.connect(lambda _index: view._open())
    table.selectionModel().selectionChanged.connect(lambda *_: view._show_chosen())
    return table
