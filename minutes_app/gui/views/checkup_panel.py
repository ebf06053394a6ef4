"""この PC の診断: a line a finding, what to do about it, and the whole as text to copy or save."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from minutes_app.checkup import Finding
from minutes_app.gui.view_models.checkup import CheckupModel, advice_line, line_of
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import settings_window as words


class CheckupPanel(QWidget):
    """Shows a `CheckupModel`."""

    def __init__(self, model: CheckupModel) -> None:
        super().__init__()
        self.model = model
        self.begin = button(words.EXAMINE, model.begin, main=True)
        self.stop = button(words.STOP, model.stop)
        self.copy = button(words.COPY_TEXT, self._copy)
        self.save = button(words.SAVE_TEXT, self._save)
        self.state = label(role="section")
        self.answer = label(role="soft")
        self.lines: list[QLabel] = []
        self._list = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.CHECKUP_HINT, "soft"))
        layout.addLayout(row(self.begin, self.stop, self.copy, self.save, None))
        layout.addWidget(self.answer)
        layout.addWidget(self.state)
        layout.addLayout(self._list)
        self.answer.hide()
        model.changed.connect(self._show)
        model.saved.connect(lambda path: self._tell(str(path)))
        self._show()

    def _show(self) -> None:
        model = self.model
        if len(self.lines) > len(model.findings):
            for old in self.lines:
                self._list.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.lines = []
        for finding in model.findings[len(self.lines) :]:
            self.lines.append(finding_label(finding))
            self._list.addWidget(self.lines[-1])
        self.state.setText(words.EXAMINING if model.is_running else model.conclusion())
        self.state.setVisible(bool(self.state.text()))
        self.begin.setEnabled(not model.is_running)
        self.stop.setVisible(model.is_running)
        for each in (self.copy, self.save):
            each.setEnabled(model.is_whole)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.text())
        self._tell(words.COPIED_TEXT)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, words.SAVE_TEXT, words.CHECKUP_FILE, words.TEXT_FILES)
        if name:
            self.model.save(Path(name))

    def _tell(self, sentence: str) -> None:
        self.answer.setText(f"✓ {sentence}")
        self.answer.show()


def finding_label(finding: Finding) -> QLabel:
    """One finding with its advice."""
    return label("\n".join(filter(None, (line_of(finding), advice_line(finding)))))
