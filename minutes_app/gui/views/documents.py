"""会議録: the document's fields, its items and how it is written, beside the pages that it would have."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QScrollArea, QSplitter, QVBoxLayout, QWidget

from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.document_form import FormModel
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.open_points import OpenPoint
from minutes_app.gui.view_models.paper_form import NAMES
from minutes_app.gui.view_models.preview import PreviewModel
from minutes_app.gui.view_models.sharing import SharingModel
from minutes_app.gui.views.document_form import DocumentForm
from minutes_app.gui.views.editor_bars import Bar
from minutes_app.gui.views.face_tabs import FaceTabs
from minutes_app.gui.views.minutes_faces import MinutesFaces
from minutes_app.gui.views.one_line import OneLine
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.views.preview import PreviewView
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.gui.views.write_panel import WritePanel
from minutes_app.meeting.model import Occasion
from minutes_app.wording import gui as words, handing, minutes_faces as faces, minutes_page as page
from minutes_app.wording.gui import FIELDS

LEFT_PX = 360


class DocumentsView(QWidget):
    """Shows a `DocumentsModel`, with the models of preview and sharing beside it."""

    back_wanted = Signal()
    edit_wanted = Signal()
    said = Signal(object)
    """A new `Occasion`."""
    utterances_wanted = Signal(object)
    """The person wants to hear and correct these (their ids; none: the whole transcript)."""
    hand_over_wanted = Signal()

    def __init__(self, model: DocumentsModel, preview: PreviewModel, sharing: SharingModel) -> None:
        super().__init__()
        self.model, self.sharing = model, sharing
        self.form_model = FormModel(self)
        self.form = DocumentForm(self.form_model)
        self.preview = PreviewView(preview)
        self.panel = WritePanel(model, sharing)
        self.notices = self.panel.notices
        self.tabs = FaceTabs()
        self.title = OneLine("title")
        self.back = button(words.BACK, self._leave)
        self.edit = button(words.TO_EDITOR, lambda: self._go_edit(()))
        self.export = button(words.EXPORT, self._export, main=True, big=True)
        self.share = button(handing.SHARE, self._share, big=True)
        self.hand_over = button(handing.HAND_OVER, self._hand_over)
        self.elsewhere = Bar(self)
        self.hint = label(words.CHOOSE_ONE, role="wrong")
        self.bars = (
            WorkBar(words.EXPORT, model.progress, model.stop),
            WorkBar(handing.SHARE, sharing.progress, sharing.stop),
        )
        self._is_new = True
        self._trouble = ""
        self._form_area = QScrollArea()
        self.faces = MinutesFaces(model, self.tabs, self._form_area)
        self.faces.install_keys(self)
        self._build()
        self._connect()
        self._show()

    @property
    def templates(self) -> dict[Path, QCheckBox]:
        """The boxes of the templates."""
        return self.panel.templates

    @property
    def results(self) -> list[Path]:
        """The documents that were just written."""
        return self.panel.results

    def look(self, here: bool) -> None:
        """Whether the person looks at this page: pages are made only then, and what was typed is kept."""
        self.faces.look(here=here)
        self.model.elsewhere.watch(here)
        if here:
            self.sharing.learn()
            self.model.forms.learn()
            if self.model.meeting is not None:
                self.preview.model.show(self.model.folder)
                self._focus_first()
        else:
            self.settle()
            self.preview.model.leave()
            self.warn("")

    def go_to(self, point: OpenPoint) -> None:
        """The place where something open can be mended."""
        if self.faces.go_to(point):
            return
        if point.field:
            self.tabs.setCurrentIndex(1)
            field = self.form.field(point.field)
            QTimer.singleShot(0, field, lambda: self._form_area.ensureWidgetVisible(field))
            field.setFocus()
        else:
            self._go_edit(point.utterance_ids)

    def settle(self) -> None:
        """Keep what is typed, on every face."""
        self.form_model.settle()
        self.faces.settle()

    def warn(self, trouble: str) -> None:
        """Why what is decided here is not on the disk yet, above everything; "" = it is."""
        self._trouble = trouble
        self.elsewhere.say(self.model.elsewhere.sentence or trouble)

    def show_gate(self) -> None:
        """What stands against 確定."""
        self.tabs.setCurrentWidget(self.faces.gate)

    def _build(self) -> None:
        self._build_form()
        self.tabs.setAccessibleName(page.TABS)
        self.tabs.insertTab(0, self.panel, page.TAB_WRITE)
        self.tabs.insertTab(1, self._form_area, page.TAB_FORM)
        self.tabs.setCurrentIndex(0)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self._left())
        middle.addWidget(self.preview)
        self.preview.setMinimumWidth(300)
        middle.setSizes([520, 600])
        middle.setStretchFactor(0, 2)
        middle.setStretchFactor(1, 3)
        head = row(self.back, self.title, self.faces.chip, self.faces.undo, self.faces.redo, self.edit)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.elsewhere)
        layout.addWidget(middle, 1)
        for widget in (self.hint, *self.bars):
            layout.addWidget(widget)
        self.hint.hide()
        layout.addLayout(row(self.export, self.share, None, self.hand_over))
        self.hand_over.setToolTip(handing.HAND_OVER_TIP)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(LEFT_PX)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tabs.bar)
        layout.addWidget(self.tabs, 1)
        return left

    def _build_form(self) -> None:
        both = QWidget()
        fields = QVBoxLayout(both)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.addWidget(self.form)
        fields.addWidget(self.faces.paper)
        self._form_area.setWidget(both)
        self._form_area.setWidgetResizable(True)
        self._form_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._form_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        model, panel = self.model, self.panel
        model.changed.connect(self._show)
        model.weighed.connect(panel.show_points)
        model.progress.changed.connect(self._show_deeds)
        model.elsewhere.changed.connect(self._show_held)
        model.finished.connect(self._finish)
        model.written.connect(panel.add_result)
        model.noticed.connect(panel.add_notice)
        model.failed.connect(self._fail)
        self.sharing.changed.connect(self._show_deeds)
        self.sharing.told.connect(panel.add_notice)
        self.form_model.said.connect(lambda _occasion: self.preview.model.outdate())
        for form in (self.form_model, self.faces.paper_model):
            form.judged.connect(self._judge)
        self.form_model.said.connect(self.said)
        panel.points.wanted.connect(self.go_to)
        panel.folder_wanted.connect(self._choose_folder)
        self.faces.speech_wanted.connect(self._go_edit)
        self.faces.gate.wanted.connect(self.go_to)
        self.faces.papers_wanted.connect(lambda path: self._write((path,), ()))

    def _show(self) -> None:
        meeting = self.model.meeting
        title = (meeting.occasion.title or words.UNTITLED) if meeting else ""
        self.title.say(title)
        self.panel.show_points()
        self.faces.show()
        self._show_deeds()
        if meeting is None:
            self._begin()
            return
        self.panel.offer_templates()
        self.panel.show_before()
        self.form_model.show(meeting.occasion)
        chosen = next(
            (entry.path for entry in self.model.templates if entry.name in self.model.default_templates), None
        )
        self.preview.offer({entry.name: entry.path for entry in self.model.templates}, chosen)
        if self.isVisible():
            self.preview.model.show(self.model.folder)
        self._focus_first()

    def _begin(self) -> None:
        """Another meeting is being read."""
        self.panel.forget_results()
        self.panel.verticalScrollBar().setValue(0)
        self.tabs.setCurrentIndex(0)
        self.form_model.show(Occasion())
        self._is_new = True

    def _focus_first(self) -> None:
        """Where the work begins: what is open, else writing."""
        if self._is_new and self.isVisible():
            self._is_new = False
            (self.panel.points if self.model.open_points else self.export).setFocus()

    def _show_deeds(self) -> None:
        there = self.model.meeting is not None
        free = there and not self.model.is_held and not self.model.is_writing and not self.sharing.is_busy
        self.export.setEnabled(free)
        documents = self.results or self.model.written_before
        locked_out = self.sharing.is_locked and not self.sharing.folder
        self.share.setEnabled(free and bool(documents) and not locked_out)
        held_by = self.model.elsewhere.sentence
        self.export.setToolTip(held_by)
        self.share.setToolTip(held_by or ("" if documents else handing.SHARE_FIRST))
        self.hand_over.setEnabled(there)
        self.edit.setEnabled(there)
        self.tabs.setEnabled(there)
        self.panel.show_sharing()
        self.faces.show_deeds(free=free)

    def _show_held(self) -> None:
        """Somebody else has it open now, or no more."""
        self.elsewhere.say(self.model.elsewhere.sentence or self._trouble)
        self.form.setEnabled(not self.model.is_held)
        self._show_deeds()
        self.faces.show_held()

    def _judge(self) -> None:
        """What is typed and cannot be understood: it would not stand in the document."""
        names = {name: FIELDS[name] for name in self.form_model.wrong}
        names |= {name: NAMES[name] for name in self.faces.paper_model.wrong}
        self.model.wrong = tuple(OpenPoint(faces.wrong(shown), field=name) for name, shown in names.items())
        self.panel.show_points()

    def _export(self) -> None:
        self.settle()
        templates, formats = self.panel.chosen()
        self.hint.setText(words.CHOOSE_ONE)
        self.hint.setVisible(not templates and not formats)
        if templates or formats:
            self._write(templates, formats)

    def _write(self, templates: tuple[Path, ...], formats: tuple[str, ...]) -> None:
        if self.model.wrong:
            self.hint.setText(faces.WRONG_FIRST)
            self.hint.show()
            self.go_to(self.model.wrong[0])
            return
        self.hint.hide()
        self.tabs.setCurrentIndex(0)
        self.panel.forget_results()
        self.preview.model.give_way()
        self.model.export(templates, formats)
        self._show_deeds()

    def _finish(self) -> None:
        self._show_deeds()
        if self.results:
            self.panel.show_results()

    def _fail(self, _failure: Failure) -> None:
        if self.model.meeting is not None:
            self.form_model.take_back(self.model.meeting.occasion)
            self.faces.take_back()

    def _share(self) -> None:
        if self.sharing.folder or self._choose_folder():
            self.tabs.setCurrentIndex(0)
            self.preview.model.give_way()
            self.sharing.share(self.model.folder, tuple(self.results or self.model.written_before))

    def _choose_folder(self) -> bool:
        name = QFileDialog.getExistingDirectory(self, handing.SHARE_CHOOSE, self.sharing.folder)
        return bool(name) and self.sharing.choose(Path(name))

    def _hand_over(self) -> None:
        self.settle()
        self.preview.model.give_way()
        self.hand_over_wanted.emit()

    def _go_edit(self, ids: object) -> None:
        self.settle()
        if ids:
            self.utterances_wanted.emit(ids)
        else:
            self.edit_wanted.emit()

    def _leave(self) -> None:
        self.settle()
        self.back_wanted.emit()
