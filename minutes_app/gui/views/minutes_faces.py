"""The faces of 会議録 where a person decides: 文書事項, 決定・宿題, 復命, 確定; undo and redo; where the minutes stand.

In: the model of the page. Out: edits (`did`) and the wish for 確定; whoever keeps them tells `tell_edits` and
`tell_verdict`. Puts its faces beside those of the page.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QTabWidget, QWidget

from minutes_app.gui.editing import answering
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.open_points import OpenPoint
from minutes_app.gui.view_models.paper_form import REPORTING, PaperModel
from minutes_app.gui.views.duties_panel import DutiesPanel
from minutes_app.gui.views.gate_panel import GatePanel
from minutes_app.gui.views.paper_form import PaperForm
from minutes_app.gui.views.parts import button, label
from minutes_app.gui.views.results_panel import ResultsPanel
from minutes_app.meeting.paperwork import Paperwork
from minutes_app.minutes.confirming import Verdict
from minutes_app.word.template import PERSONAL_COVER
from minutes_app.wording import editor, minutes_faces as words


class MinutesFaces(QObject):
    """Beside the faces that a `DocumentsView` has of its own."""

    did = Signal(object)
    """An edit: a `Make`."""
    confirm_wanted = Signal(str, object)
    """確定 with this reason, after these sentences."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    speech_wanted = Signal(object)
    """校正, at these utterances."""
    point_wanted = Signal(str)
    """This 要点 in 校正."""
    papers_wanted = Signal(object)
    """Documents from this template, one for each person: its path."""

    def __init__(self, model: DocumentsModel, tabs: QTabWidget, form: QScrollArea) -> None:
        """`form`: where the fields of 開催概要 are; those of 文書事項 come below them."""
        super().__init__(tabs)
        self.model, self._tabs, self._form = model, tabs, form
        self.paper_model = PaperModel(self)
        self.paper = PaperForm(self.paper_model)
        self.results = ResultsPanel(model)
        self.duties = DutiesPanel(model, self.paper_model)
        self.gate = GatePanel(model)
        self.chip = label(words.CONFIRMED_CHIP, "chip")
        self.undo = button(editor.UNDO, self.undo_wanted.emit)
        self.redo = button(editor.REDO, self.redo_wanted.emit)
        self._build()
        self._connect()
        self.tell_edits("", "")

    def install_keys(self, page: QWidget) -> None:
        """Undo and redo, wherever the person is on the page; a field that is typed in has its own."""
        for key, made in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(made.click)

    def settle(self) -> None:
        """Keep what is typed."""
        self.paper_model.settle()
        self.duties.settle()

    def show(self) -> None:
        """The meeting as it was read."""
        meeting = self.model.meeting
        self.chip.setVisible(self.gate.is_confirmed)
        self.paper_model.show(meeting.occasion.paperwork if meeting is not None else Paperwork())
        self.paper.tell_office(*self.model.forms.posts)
        self.duties.show_duties()
        if meeting is None:
            self._weigh()
        else:
            self._show_gate()

    def show_deeds(self, *, free: bool) -> None:
        """Whether documents can be made just now."""
        self.duties.show_papers(form=self._personal() is not None, free=free and self.model.meeting is not None)

    def show_held(self) -> None:
        """Whether somebody else has the meeting open: nothing is decided then."""
        self.paper.setEnabled(not self.model.is_held)
        self.results.show_held()
        self.duties.show_held()
        self.gate.show_held()
        self.tell_edits(self.undo.accessibleDescription(), self.redo.accessibleDescription())

    def look(self, *, here: bool) -> None:
        """Whether the person looks at the page: files are held only then."""
        if here:
            self.results.show_results()
        else:
            self.settle()
            self.results.hearing.rest()

    def go_to(self, point: OpenPoint) -> bool:
        """The place of something open; False where it is on none of these faces."""
        if point.face == "results":
            self._tabs.setCurrentWidget(self.results)
            self.results.go_to(point.item_id)
        elif point.face == "points":
            self.speech_wanted.emit(point.utterance_ids)
            self.point_wanted.emit(point.item_id)
        elif point.field in self.paper.fields:
            self._tabs.setCurrentWidget(self._form)
            field = self.paper.field(point.field)
            QTimer.singleShot(0, field, lambda: self._form.ensureWidgetVisible(field))
            field.setFocus()
        elif point.field in REPORTING:
            self._tabs.setCurrentWidget(self.duties)
        else:
            return False
        return True

    def take_back(self) -> None:
        """An edit could not be kept: what is typed stays, and what is shown is what is on the disk."""
        if self.model.meeting is not None:
            self.paper_model.take_back(self.model.meeting.occasion.paperwork)
        self.results.list.put(())
        self._weigh()

    def tell_edits(self, undo: str, redo: str) -> None:
        """What can be undone and redone, "" where nothing can."""
        for made, name, shown in ((self.undo, undo, editor.undo_name), (self.redo, redo, editor.redo_name)):
            made.setEnabled(bool(name) and not self.model.is_held)
            made.setToolTip(self.model.elsewhere.sentence or shown(name))
            made.setAccessibleDescription(name)

    def tell_verdict(self, verdict: Verdict) -> None:
        """What asking for 確定 came to."""
        self.gate.tell(verdict)

    def _build(self) -> None:
        self._tabs.addTab(self.results, words.TAB_RESULTS)
        self._tabs.addTab(self.duties, words.TAB_DUTIES)
        self._tabs.addTab(self.gate, words.TAB_GATE)
        self.chip.setToolTip(words.CONFIRMED_CHIP_TIP)
        self.chip.setWordWrap(False)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chip.hide()

    def _connect(self) -> None:
        self.model.weighed.connect(self._weigh)
        self.paper_model.said.connect(self._keep_paper)
        for panel in (self.results, self.duties):
            panel.did.connect(self.did)
        self.results.speech_wanted.connect(self.speech_wanted)
        self.duties.papers_wanted.connect(self._want_papers)
        self.gate.confirm_wanted.connect(self._want_confirmed)

    def _weigh(self) -> None:
        results = self.model.results
        self.results.show_results()
        self._name(self.results, words.results_tab(len(results.waiting)))
        self._show_gate()

    def _show_gate(self) -> None:
        results = self.model.results
        self.gate.show_gate()
        self._name(self.gate, words.gate_tab(0 if self.gate.is_confirmed else len(results.sentences)))

    def _name(self, face: QWidget, name: str) -> None:
        self._tabs.setTabText(self._tabs.indexOf(face), name)

    def _keep_paper(self, paper: Paperwork) -> None:
        self.did.emit(lambda meeting: answering.keep_paperwork(meeting, paper))

    def _want_confirmed(self, reason: str, seen: object) -> None:
        self.settle()
        self.confirm_wanted.emit(reason, seen)

    def _personal(self) -> Path | None:
        """The template of a paper for each person, None where there is none."""
        return next((entry.path for entry in self.model.templates if entry.name == PERSONAL_COVER), None)

    def _want_papers(self) -> None:
        self.settle()
        path = self._personal()
        if path is not None:
            self.papers_wanted.emit(path)
