"""認識モデル: the list, what the chosen one is good for, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.models import LINE, Deed, ModelsModel, ModelTable
from minutes_app.gui.views.parts import agreed, button, dress_table, label, row
from minutes_app.transcribe.weights import Listed, State
from minutes_app.wording import gui, settings_window as words
from minutes_app.wording.models import PLACES

ROW_PX = 38


class ModelsPanel(QWidget):
    """Shows a `ModelsModel`."""

    def __init__(self, model: ModelsModel) -> None:
        super().__init__()
        self.model = model
        self.table = _table(model.table)
        self.table.selectionModel().selectionChanged.connect(self._show)
        self.details = label()
        self.deeds = {
            Deed.INSTALL: button(words.INSTALL, lambda: self._do(model.install), main=True),
            Deed.USE: button(words.USE, lambda: self._do(model.use)),
            Deed.VERIFY: button(words.VERIFY, lambda: self._do(model.verify)),
            Deed.EXPORT: button(words.EXPORT, self._export),
            Deed.REMOVE: button(words.REMOVE, self._remove),
        }
        self.zip = button(words.IMPORT_ZIP, self._import_zip)
        self.folder = button(words.IMPORT_FOLDER, self._import_folder)
        self.work = WorkLine(model)
        self._build()
        model.changed.connect(self._show)
        model.table.modelReset.connect(self._keep_choice)
        self._chosen_name = ""

    @property
    def chosen(self) -> Listed | None:
        """The model that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        line = rows[0].data(LINE) if rows else None
        return line if isinstance(line, Listed) else None

    def choose(self, name: str) -> None:
        """Choose one by its name."""
        for number, line in enumerate(self.model.lines):
            if line.name == name:
                self.table.selectRow(number)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.MODELS_HINT, "soft"))
        layout.addWidget(self.work)
        layout.addWidget(self.table)
        layout.addWidget(self.details)
        layout.addLayout(row(*self.deeds.values(), None))
        layout.addLayout(row(self.zip, self.folder, None))

    def _keep_choice(self) -> None:
        """The list was read again: the same model stays chosen, at first the one that is used."""
        self.table.setFixedHeight(_height_of(self.table, len(self.model.lines)))
        self.choose(self._chosen_name or self.model.default)
        if self.chosen is None and self.model.lines:
            self.table.selectRow(0)
        self._show()

    def _show(self) -> None:
        line = self.chosen
        possible = self.model.deeds(line) if line is not None else ()
        for deed, each in self.deeds.items():
            each.setVisible(deed is not Deed.INSTALL or (line is not None and line.installable))
            each.setEnabled(deed in possible)
        damaged = line is not None and line.state is State.DAMAGED
        self.deeds[Deed.INSTALL].setText(words.INSTALL_AGAIN if damaged else words.INSTALL)
        for each in (self.zip, self.folder):
            each.setEnabled(not self.model.busy)
        if line is not None:
            self._chosen_name = line.name
            self.details.setText(_details(line))

    def _do(self, deed: Callable[[str], None]) -> None:
        line = self.chosen
        if line is not None:
            deed(line.name)

    def _export(self) -> None:
        line = self.chosen
        to = QFileDialog.getExistingDirectory(self, words.CHOOSE_TARGET)
        if line is not None and to:
            self.model.give(line.name, Path(to))

    def _remove(self) -> None:
        line = self.chosen
        if line is not None and _is_sure(self, line):
            self.model.remove(line.name)

    def _import_zip(self) -> None:
        import_zip(self, self.model)

    def _import_folder(self) -> None:
        import_folder(self, self.model)


class WorkLine(QWidget):
    """What is going on with a model: how far, how long still, and one button to stop. Hidden while nothing is."""

    def __init__(self, model: ModelsModel) -> None:
        super().__init__()
        self.model = model
        self.line = label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words.SECTIONS["models"])
        self.bar.setTextVisible(False)
        self.stop = button(words.STOP, model.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        line = row(self.bar, self.stop)
        line.setStretch(0, 1)
        layout.addLayout(line)
        model.changed.connect(self._show)
        model.progress.changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        progress = self.model.progress
        self.setVisible(bool(self.model.busy) and progress.is_shown)
        told = words.STOPPING if self.model.is_stopping else progress.line
        self.line.setText(f"{self.model.busy}　{told}")
        self.bar.setRange(0, 100 if progress.percent >= 0 else 0)
        self.bar.setValue(max(0, progress.percent))
        self.stop.setEnabled(not self.model.is_stopping)


def import_zip(parent: QWidget, model: ModelsModel) -> None:
    """Let the person choose a zip, and take it in."""
    name, _kind = QFileDialog.getOpenFileName(parent, words.CHOOSE_ZIP, "", f"{words.MODEL_ZIPS};;{gui.ALL_FILES} (*)")
    if name:
        model.take(Path(name))


def import_folder(parent: QWidget, model: ModelsModel) -> None:
    """Let the person choose a folder, and take it in."""
    name = QFileDialog.getExistingDirectory(parent, words.CHOOSE_MODEL_FOLDER)
    if name:
        model.take(Path(name))


def _is_sure(parent: QWidget, line: Listed) -> bool:
    question, hint = words.asked_to_remove(line.name), words.remove_hint(line.bytes)
    return agreed(parent, question, hint=hint, yes=words.REMOVE, no=words.KEEP)


def _details(line: Listed) -> str:
    place = f"{PLACES[line.where]}: {line.folder}" if line.where else ""
    told = words.model_details(line.title, line.good_for, line.licence, place)
    if line.state is State.DAMAGED:
        return f"{told}\n{words.faulty(line.faults)}"
    return told if line.state is State.READY else f"{told}\n{words.download_time(line.bytes)}"


def _table(model: ModelTable) -> QTableView:
    table = QTableView()
    table.setModel(model)
    dress_table(table, words.MODEL_TABLE, ROW_PX)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _height_of(table: QTableView, lines: int) -> int:
    return table.horizontalHeader().sizeHint().height() + ROW_PX * max(1, min(lines, 10)) + 6
