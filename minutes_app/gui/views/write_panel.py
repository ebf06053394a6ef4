"""What to look at before, which documents to write, and those that are written."""

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.sharing import SharingModel
from minutes_app.gui.views.forms_row import FormsRow
from minutes_app.gui.views.lead_list import LeadList
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import gui as words, handing, minutes_page as page

POINTS_PX = 150
AROUND_PX = 10
"""So much is seen above and below what is scrolled to."""


class WritePanel(QScrollArea):
    """The first face of 会議録."""

    folder_wanted = Signal()
    """Another shared folder is to be chosen."""

    def __init__(self, model: DocumentsModel, sharing: SharingModel) -> None:
        super().__init__()
        self.model, self.sharing = model, sharing
        self.head = label(role="section")
        self.points = LeadList(page.OPEN_POINTS)
        self.points_hint = label(page.OPEN_POINTS_HINT, "soft")
        self.all_written = label(words.ALL_WRITTEN)
        self.templates: dict[Path, QCheckBox] = {}
        self.forms = FormsRow(model, self._names)
        self._defaults: tuple[str, ...] = ()
        self.formats = {name: QCheckBox(shown) for name, shown in words.FORMAT_NAMES.items()}
        self.notices = label(role="soft")
        self.shared_line = label(role="soft")
        self.other_folder = button(handing.SHARE_CHANGE, self.folder_wanted.emit)
        self.results: list[Path] = []
        self.result_head = label(role="section")
        self._choices = QVBoxLayout()
        self._results = QVBoxLayout()
        self._build()
        self.show_sharing()

    def show_points(self) -> None:
        """What is open now."""
        points = self.model.before_writing
        self.head.setText(page.counted(len(points)))
        self.points.put([(point.line, point) for point in points])
        for widget in (self.points, self.points_hint):
            widget.setVisible(bool(points))
        self.all_written.setVisible(not points)

    def offer_templates(self) -> None:
        """The templates that there are now; what is chosen stays until the office uses others for it."""
        fresh = tuple(self.templates) != tuple(entry.path for entry in self.model.templates)
        if fresh:
            self._make_boxes()
        defaults = self.model.default_templates
        if fresh or defaults != self._defaults:
            self._defaults = defaults
            for entry in self.model.templates:
                self.templates[entry.path].setChecked(entry.name in defaults)
        self.forms.show_forms()

    def _make_boxes(self) -> None:
        for old in self.templates.values():
            self._choices.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.templates = {}
        for entry in self.model.templates:
            made = QCheckBox(entry.name if entry.built_in else f"{entry.name}{words.OWN_TEMPLATE}")
            made.setToolTip(str(entry.path))
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.toggled.connect(lambda _on: self.forms.show_forms())
            self.templates[entry.path] = made
            self._choices.addWidget(made)
        for name, box in self.formats.items():
            box.setChecked(name in self.model.default_formats)

    def _names(self) -> tuple[str, ...]:
        return tuple(
            entry.name
            for entry in self.model.templates
            if (box := self.templates.get(entry.path)) is not None and box.isChecked()
        )

    def chosen(self) -> tuple[tuple[Path, ...], tuple[str, ...]]:
        """Templates and other formats."""
        templates = tuple(path for path, box in self.templates.items() if box.isChecked())
        return templates, tuple(name for name, box in self.formats.items() if box.isChecked())

    def show_sharing(self) -> None:
        """Where the shared folder is."""
        self.shared_line.setText(self.sharing.line)
        self.other_folder.setVisible(bool(self.sharing.folder) and not self.sharing.is_locked)

    def show_before(self) -> None:
        """Documents of earlier days, as long as none has been written now."""
        if not self.results and not self.model.is_writing:
            self._clear()
            for path in self.model.written_before:
                self._add(path)
            self.result_head.setText(page.WRITTEN_BEFORE if self.model.written_before else "")

    def add_result(self, path: Path) -> None:
        """A document that has just been written."""
        if not self.results:
            self._clear()
            self.result_head.setText(words.WRITTEN)
        self.results.append(path)
        self._add(path)

    def show_results(self) -> None:
        """Scroll to what was written: to all of it, else to where it begins."""
        QTimer.singleShot(0, self, self._scroll_to_results)

    def add_notice(self, text: str) -> None:
        """A line about what was written or shared."""
        self.notices.setText("\n".join(filter(None, (self.notices.text(), text))))
        self.notices.show()
        QTimer.singleShot(0, self.notices, lambda: self.ensureWidgetVisible(self.notices))

    def forget_results(self) -> None:
        """New work, or another meeting."""
        self.results = []
        self.notices.setText("")
        self.notices.hide()
        self.result_head.setText("")
        self._clear()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 10, 12, 10)
        self.points.setFixedHeight(POINTS_PX)
        for widget in (self.head, self.points_hint, self.points, self.all_written, label(words.TEMPLATES, "section")):
            layout.addWidget(widget)
        layout.addLayout(self._choices)
        layout.addWidget(self.forms)
        layout.addWidget(label(words.FORMATS, "section"))
        grid = QGridLayout()
        for number, box in enumerate(self.formats.values()):
            grid.addWidget(box, number // 2, number % 2)
        layout.addLayout(grid)
        layout.addWidget(label(words.NEW_EDITION, "soft"))
        layout.addWidget(label(handing.SHARE_SECTION, "section"))
        beside = row(self.shared_line, self.other_folder)
        beside.setStretch(0, 1)
        layout.addLayout(beside)
        layout.addWidget(self.result_head)
        layout.addLayout(self._results)
        layout.addWidget(self.notices)
        self.notices.hide()
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def _add(self, path: Path) -> None:
        line = QFrame()
        line.setProperty("kind", "good")
        inside = QVBoxLayout(line)
        name = label(f"✓　{path.name}")
        name.setToolTip(str(path))
        inside.addWidget(name)
        deeds = (
            button(words.OPEN, lambda: open_on_desk(path)),
            button(words.OPEN_FOLDER, lambda: open_on_desk(path.parent)),
        )
        for made in deeds:
            made.setAccessibleDescription(path.name)
        inside.addLayout(row(*deeds, None))
        self._results.addWidget(line)

    def _scroll_to_results(self) -> None:
        """Lines that have just been added get their height now: before, their places are not known."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        last = self._results.itemAt(self._results.count() - 1)
        for widget in (self.notices, last.widget() if last is not None else None, self.result_head):
            if widget is not None and widget.isVisible():
                self.ensureWidgetVisible(widget, 0, AROUND_PX)

    def _clear(self) -> None:
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def open_on_desk(path: Path) -> None:
    """Open a file or folder with the program that the PC has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
