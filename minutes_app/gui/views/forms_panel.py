"""様式: the templates, checked with every error shown, opened in Word, copied."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.forms import FormsModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.word.template import TemplateEntry
from minutes_app.wording import adopting, settings_window as words

ROW_PX = 36


class FormsPanel(QWidget):
    """Shows a `FormsModel`."""

    adopt_wanted = Signal(object)
    """A Word form of the office's own was chosen."""

    def __init__(self, model: FormsModel) -> None:
        super().__init__()
        self.model = model
        self.list = QListWidget()
        self.list.setAccessibleName(words.TEMPLATE_LIST)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFixedHeight(150)
        self.check = button(words.CHECK, self._check, main=True)
        self.open = button(words.OPEN, self._open)
        self.copy = button(words.COPY, self._copy)
        self.adopt = button(adopting.ADOPT, self._adopt)
        self.folder = button(words.OPEN_FOLDER, model.open_folder)
        self.place = label(role="soft")
        self.summary = label(role="section")
        self.findings = label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.TEMPLATES_HINT, "soft"))
        layout.addWidget(self.list)
        layout.addLayout(row(self.check, self.open, self.copy, None))
        layout.addLayout(row(self.adopt, self.folder, None))
        for text in (self.place, self.summary, self.findings):
            layout.addWidget(text)
        for text in (self.summary, self.findings):
            text.hide()
        model.changed.connect(self._show)
        model.checked.connect(self._show_findings)
        model.folder_ready.connect(open_on_desk)

    @property
    def chosen(self) -> TemplateEntry | None:
        """The template that is chosen."""
        at = self.list.currentRow()
        return self.model.entries[at] if 0 <= at < len(self.model.entries) else None

    def _show(self) -> None:
        at = max(0, self.list.currentRow())
        self.list.clear()
        for entry in self.model.entries:
            item = QListWidgetItem(f"{entry.name}{words.BUILT_IN if entry.built_in else ''}")
            item.setSizeHint(QSize(0, ROW_PX))
            self.list.addItem(item)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.place.setText(str(self.model.folder))

    def _show_findings(self) -> None:
        self.check.setEnabled(not self.model.is_checking)
        self.summary.setText(words.CHECKING if self.model.is_checking else self.model.summary)
        self.findings.setText("\n".join(self.model.findings))
        self.summary.setVisible(bool(self.summary.text()))
        self.findings.setVisible(bool(self.model.findings))

    def _check(self) -> None:
        if self.chosen is not None:
            self.model.check(self.chosen)

    def _open(self) -> None:
        if self.chosen is not None:
            open_on_desk(self.chosen.path)

    def _copy(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        name, is_given = QInputDialog.getText(self, words.SECTIONS["templates"], words.COPY_NAME)
        if is_given and name.strip():
            self.model.copy(entry, name.strip())

    def _adopt(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, adopting.CHOOSE_FORM, "", adopting.WORD_FILES)
        if name:
            self.adopt_wanted.emit(Path(name))
