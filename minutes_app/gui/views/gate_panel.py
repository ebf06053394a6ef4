"""確定: what stands against it, each with the way to its place; the button; a reason where a person overrules."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.open_points import point_of
from minutes_app.gui.view_models.results import MOST, last_confirmed
from minutes_app.gui.views.lead_list import LeadList
from minutes_app.gui.views.parts import button, label, row
from minutes_app.meeting.entries import LINE_LIMIT
from minutes_app.minutes.confirming import Verdict
from minutes_app.minutes.gate import Finding
from minutes_app.wording import minutes_faces as words
from minutes_app.wording.editor import STATUS

LIST_PX = 170


class GatePanel(QScrollArea):
    """Shows `DocumentsModel.results` as far as they stand against 確定."""

    wanted = Signal(object)
    """The place of something that is left: an `OpenPoint`."""
    confirm_wanted = Signal(str, object)
    """確定 with this reason ("": none), after these sentences were on the screen."""

    def __init__(self, model: DocumentsModel) -> None:
        super().__init__()
        self.model = model
        self.state = label(role="section")
        self.head = label(role="section")
        self.list = LeadList(words.GATE_LIST)
        self.hint = label(words.GATE_HINT, "soft")
        self.more = label(role="soft")
        self.note = label()
        self.told = label(role="wrong")
        self.despite = label(words.DESPITE, "soft")
        self.reason = QLineEdit()
        self.confirm = button(words.CONFIRM, self._confirm, main=True)
        self.kept = label(role="soft")
        self._build()
        self.reason.textChanged.connect(lambda _text: self._show_button())
        self.reason.returnPressed.connect(self.confirm.click)
        self.list.wanted.connect(self._go)

    @property
    def is_confirmed(self) -> bool:
        """Whether the meeting is 確定 now."""
        meeting = self.model.meeting
        return meeting is not None and meeting.status == "confirmed"

    def show_gate(self) -> None:
        """What stands against it now."""
        meeting, results = self.model.meeting, self.model.results
        if meeting is None:
            self._forget()
            return
        is_read = results.meeting is not None
        left = results.sentences if not self.is_confirmed else ()
        self.state.setText(words.standing(STATUS[meeting.status]))
        self.hint.setVisible(not self.is_confirmed)
        self.head.setText(words.left(len(left)))
        self.list.put(list(zip(left[:MOST], results.findings, strict=False)))
        self.more.setText(words.more_left(len(left) - MOST))
        self.more.setVisible(len(left) > MOST)
        for widget in (self.head, self.list, self.despite, self.reason):
            widget.setVisible(bool(left))
        self.note.setText(self._note(is_read=is_read))
        self.note.setVisible(not left)
        self.kept.setText(last_confirmed(meeting) if self.is_confirmed else "")
        self.kept.setVisible(bool(self.kept.text()))
        self._show_button()

    def show_held(self) -> None:
        """Whether somebody else has the meeting open: it cannot be 確定 then."""
        self.reason.setEnabled(not self.model.is_held)
        self.confirm.setToolTip(self.model.elsewhere.sentence)
        self._show_button()

    def tell(self, verdict: Verdict) -> None:
        """What asking for 確定 came to."""
        refused = verdict.change is None
        self.told.setText(words.NEWLY_FOUND if refused else "")
        self.told.setVisible(refused)
        if not refused:
            self.reason.clear()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        self.list.setMinimumHeight(LIST_PX)
        self.reason.setMaxLength(LINE_LIMIT)
        self.reason.setPlaceholderText(words.DESPITE_EXAMPLE)
        self.reason.setAccessibleName(words.DESPITE_LABEL)
        for widget in (
            self.state,
            self.hint,
            self.head,
            self.list,
            self.more,
            self.note,
            self.kept,
            self.told,
            self.despite,
            self.reason,
        ):
            layout.addWidget(widget)
        layout.addLayout(row(self.confirm, None))
        layout.addStretch(1)
        self.told.hide()
        self.more.hide()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _note(self, *, is_read: bool) -> str:
        if self.is_confirmed:
            return words.OPENS_AGAIN
        return words.GATE_CLEAR if is_read else words.GATE_READING

    def _show_button(self) -> None:
        results = self.model.results
        left = bool(results.sentences)
        self.confirm.setText(words.CONFIRM_DESPITE if left else words.CONFIRM)
        self.confirm.setAccessibleName(self.confirm.text())
        self.confirm.setVisible(not self.is_confirmed)
        reasoned = bool(self.reason.text().strip()) or not left
        may = results.meeting is not None and not self.model.is_held and not self.is_confirmed
        self.confirm.setEnabled(may and reasoned)

    def _forget(self) -> None:
        self.reason.clear()
        self.told.hide()
        self.list.put([])
        self.confirm.setEnabled(False)

    def _confirm(self) -> None:
        self.confirm.setEnabled(False)
        self.confirm_wanted.emit(self.reason.text().strip(), self.model.results.sentences)

    def _go(self, finding: Finding) -> None:
        self.wanted.emit(point_of(self.model.results.meeting, finding))
