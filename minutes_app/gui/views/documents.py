"""会議録: what is still open, which documents to write, and the documents that were written."""

from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import gui as words


class DocumentsView(QWidget):
    """Shows a `DocumentsModel`."""

    change_wanted = Signal()
    back_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, model: DocumentsModel) -> None:
        super().__init__()
        self.model = model
        self.title = label(role="title")
        self.gaps = label()
        self.change = button(words.CHANGE_OCCASION, self.change_wanted.emit)
        self.back = button(words.BACK, self.back_wanted.emit)
        self.edit = button(words.TO_EDITOR, self.edit_wanted.emit)
        self.templates: dict[Path, QCheckBox] = {}
        self.formats = {name: QCheckBox(shown) for name, shown in words.FORMAT_NAMES.items()}
        self.export = button(words.EXPORT, self._export, main=True, big=True)
        self.hint = label(role="wrong")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words.EXPORT)
        self.notices = label(role="soft")
        self.results: list[Path] = []
        self._area = QScrollArea()
        self._choices = QVBoxLayout()
        self._results = QVBoxLayout()
        self._build()
        model.changed.connect(self._show)
        model.progress.changed.connect(self._show_progress)
        model.finished.connect(self._show_progress)
        model.finished.connect(self._show_results)
        model.written.connect(self._add_result)
        model.noticed.connect(self._add_notice)

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addLayout(row(self.back, self.edit, None))
        layout.addWidget(self.title)
        layout.addWidget(self._card(words.BEFORE, self.gaps, row(self.change, None)))
        layout.addWidget(label(words.TEMPLATES, "section"))
        layout.addLayout(self._choices)
        layout.addWidget(label(words.FORMATS, "section"))
        layout.addLayout(row(*self.formats.values(), None))
        layout.addWidget(label(words.NEW_EDITION, "soft"))
        for widget in (self.hint, self.bar, self.notices):
            layout.addWidget(widget)
            widget.hide()
        layout.addLayout(self._results)
        layout.addStretch(1)
        area = self._area
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        foot = row(self.export, None)
        foot.setContentsMargins(24, 10, 24, 16)
        outer.addLayout(foot)

    def _card(self, head: str, text: QWidget, foot: object) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(label(head, "section"))
        inside.addWidget(text)
        inside.addLayout(foot)  # type: ignore[arg-type] # a row
        return card

    def _show(self) -> None:
        meeting = self.model.meeting
        self.title.setText((meeting.occasion.title or words.UNTITLED) if meeting else "")
        self.gaps.setText("\n".join(f"・{line}" for line in self.model.gaps()) or words.ALL_WRITTEN)
        self.export.setEnabled(meeting is not None and not self.model.is_writing)
        self.change.setEnabled(meeting is not None)
        if meeting is None:
            self._forget_results()
        elif tuple(self.templates) != tuple(entry.path for entry in self.model.templates):
            self._offer_templates()

    def _offer_templates(self) -> None:
        for old in self.templates.values():
            self._choices.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.templates = {}
        for entry in self.model.templates:
            made = QCheckBox(entry.name if entry.built_in else f"{entry.name}{words.OWN_TEMPLATE}")
            made.setChecked(entry.name in self.model.default_templates)
            self.templates[entry.path] = made
            self._choices.addWidget(made)
        for name, box in self.formats.items():
            box.setChecked(name in self.model.default_formats)

    def _export(self) -> None:
        templates = tuple(path for path, box in self.templates.items() if box.isChecked())
        formats = tuple(name for name, box in self.formats.items() if box.isChecked())
        self.hint.setText(words.CHOOSE_ONE)
        self.hint.setVisible(not templates and not formats)
        if templates or formats:
            self._forget_results()
            self.model.export(templates, formats)
            self._show_progress()

    def _show_progress(self) -> None:
        progress = self.model.progress
        self.bar.setRange(0, 100 if progress.percent >= 0 else 0)
        self.bar.setValue(max(0, progress.percent))
        self.bar.setVisible(progress.is_shown)
        self.export.setEnabled(self.model.meeting is not None and not self.model.is_writing)

    def _add_result(self, path: object) -> None:
        assert isinstance(path, Path)
        if not self.results:
            self._results.addWidget(label(words.WRITTEN, "section"))
        self.results.append(path)
        line = QFrame()
        line.setProperty("kind", "good")
        inside = row(
            label(f"✓　{path}"),
            button(words.OPEN, lambda: open_on_desk(path), main=True),
            button(words.OPEN_FOLDER, lambda: open_on_desk(path.parent)),
        )
        inside.setStretch(0, 1)
        line.setLayout(inside)
        self._results.addWidget(line)

    def _show_results(self) -> None:
        """Scroll to what was written."""
        last = self._results.itemAt(self._results.count() - 1)
        widget = last.widget() if last is not None else None
        if widget is not None:
            self._results.activate()
            QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget))

    def _add_notice(self, text: str) -> None:
        self.notices.setText("\n".join(filter(None, (self.notices.text(), text))))
        self.notices.show()

    def _forget_results(self) -> None:
        self.results = []
        self.notices.setText("")
        self.notices.hide()
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def open_on_desk(path: Path) -> None:
    """Open a file or folder with the program that the PC has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
