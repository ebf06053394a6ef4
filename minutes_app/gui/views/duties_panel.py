"""復命: whom the 会議録 covers, who is excused, who still owes a 所感; a paper for everybody in one action."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing import answering
from minutes_app.gui.view_models.document_form import SETTLES_MS
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.duty_table import DutyTable, name_of
from minutes_app.gui.view_models.paper_form import PaperModel
from minutes_app.gui.views.paper_form import Choice, ReportingForm
from minutes_app.gui.views.parts import button, dress_table, label
from minutes_app.meeting.entries import IMPRESSION_LIMIT, LINE_LIMIT
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.namesakes import Identity
from minutes_app.minutes.duties import Duty
from minutes_app.wording import minutes_faces as words, paperwork

ROW_PX, TABLE_PX, AREA_PX = 36, 168, 92


class DutiesPanel(QScrollArea):
    """Shows the 復命 of the meeting that a `DocumentsModel` has."""

    did = Signal(object)
    """An edit: a `Make`."""
    papers_wanted = Signal()
    """A 復命書（個人別の鑑） for everybody who reports."""

    def __init__(self, model: DocumentsModel, paper: PaperModel) -> None:
        super().__init__()
        self.model = model
        self.duties = DutyTable(self)
        self.table = QTableView()
        self.counts, self.waiting = label(role="section"), label()
        self.strangers = label(role="wrong")
        self.empty = label(words.NO_ATTENDEES, "soft")
        self.person = label(role="section")
        self.standing = Choice()
        self.reason, self.impression = QLineEdit(), QPlainTextEdit()
        self.fixed = label(words.ABSENT_FIXED, "soft")
        self.wrong = label(role="wrong")
        self.papers = button(words.EVERY_PAPER, self.papers_wanted.emit)
        self.papers_hint = label(role="soft")
        self.reporting = ReportingForm(paper)
        self._chosen: Identity | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self.settle)
        self._dress()
        self._build()
        self._connect()

    @property
    def chosen(self) -> Duty | None:
        """The attendee of the chosen row."""
        row = self.table.currentIndex().row()
        return self.duties.duties[row] if 0 <= row < len(self.duties.duties) else None

    def show_duties(self) -> None:
        """As they are now."""
        meeting = self.model.meeting
        if meeting is None:
            self._forget()
            return
        self.duties.put(meeting.occasion)
        there = bool(self.duties.duties)
        if there and self.chosen is None:
            self.table.setCurrentIndex(self.duties.index(0, 0))
        for widget in (self.counts, self.waiting, self.table, self._fields, self.papers, self.papers_hint):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        self.counts.setText(self.duties.counts)
        self.waiting.setText(self.duties.waiting)
        self.strangers.setText(self.duties.strangers)
        self.strangers.setVisible(bool(self.duties.strangers))
        self._show_person()

    def show_held(self) -> None:
        """Whether somebody else has the meeting open: nothing is said of anybody then."""
        for widget in (self._fields, self.reporting):
            widget.setEnabled(not self.model.is_held)
            widget.setToolTip(self.model.elsewhere.sentence)
        self.papers.setToolTip(self.model.elsewhere.sentence)

    def show_papers(self, *, form: bool, free: bool) -> None:
        """Whether papers can be made: `form`: the template is there; `free`: nothing else is being written."""
        self.papers.setEnabled(form and free)
        self.papers_hint.setText(words.EVERY_PAPER_TIP if form else words.NO_FORM)

    def settle(self) -> None:
        """Keep what is typed about the person."""
        self._settling.stop()
        people = zip(self.duties.identities, self.duties.duties, strict=True)
        duty = next((one for who, one in people if who == self._chosen), None)
        if duty is None or duty.attendee.absent:
            return
        typed = {"reason": self.reason.text().strip(), "impression": self.impression.toPlainText().strip()}
        self.wrong.setText(words.TOO_LONG if len(typed["impression"]) > IMPRESSION_LIMIT else "")
        self.wrong.setVisible(bool(self.wrong.text()))
        if not self.wrong.text():
            now = {"reason": duty.reason, "impression": duty.impression}
            self._note({name: text for name, text in typed.items() if text != now[name]})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is left is kept."""
        if event.type() is QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def _forget(self) -> None:
        """Another meeting is being read: what stands in the fields is of nobody in it."""
        self._settling.stop()
        self._chosen = None
        self.duties.put(Occasion())
        self.reason.clear()
        self.impression.clear()

    def _dress(self) -> None:
        self.table.setModel(self.duties)
        dress_table(self.table, words.DUTIES, ROW_PX)
        self.table.setMinimumHeight(TABLE_PX)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for standing, shown in paperwork.STANDINGS.items():
            self.standing.addItem(shown, standing)
        self.standing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason.setMaxLength(LINE_LIMIT)
        self.reason.setPlaceholderText(words.REASON_EXAMPLE)
        self.impression.setTabChangesFocus(True)
        self.impression.setFixedHeight(AREA_PX)
        named = {self.standing: words.STANDING, self.reason: words.REASON, self.impression: words.IMPRESSION}
        for widget, name in named.items():
            widget.setAccessibleName(name)

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        for widget in (label(words.DUTIES_HINT, "soft"), self.counts, self.waiting, self.strangers, self.empty):
            layout.addWidget(widget)
        layout.addWidget(self.table)
        self._build_fields()
        layout.addWidget(self._fields)
        layout.addWidget(self.papers)
        layout.addWidget(self.papers_hint)
        layout.addWidget(self.reporting)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _build_fields(self) -> None:
        """What is said of the chosen person."""
        self._fields = QWidget()
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.person)
        self._captions: dict[str, QLabel] = {}
        fields: dict[str, QWidget] = {words.STANDING: self.standing, words.REASON: self.reason}
        fields[words.IMPRESSION] = self.impression
        for name, field in fields.items():
            self._captions[name] = QLabel(name)
            self._captions[name].setBuddy(field)
            column.addWidget(self._captions[name])
            column.addWidget(field)
        column.addWidget(self.wrong)
        column.addWidget(self.fixed)
        self.wrong.hide()

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_person())
        self.standing.activated.connect(lambda _at: self._choose_standing())
        self.reason.textEdited.connect(lambda _text: self._settling.start())
        self.impression.textChanged.connect(self._type)
        for widget in (self.reason, self.impression):
            widget.installEventFilter(self)

    def _type(self) -> None:
        if self.impression.hasFocus():
            self._settling.start()

    def _show_person(self) -> None:
        duty = self.chosen
        if duty is None:
            return
        who = self.duties.identities[self.table.currentIndex().row()]
        is_new = who != self._chosen
        if is_new:
            self.settle()
        self._chosen = who
        self.person.setText(words.about_person(name_of(duty)))
        self.standing.setCurrentIndex(self.standing.findData(duty.standing))
        if is_new or not self._settling.isActive():
            self._show_texts(duty)
        absent, excused = duty.attendee.absent, duty.standing == "excused"
        self.standing.setEnabled(not absent)
        self.fixed.setVisible(absent)
        for name, widget, there in (
            (words.REASON, self.reason, excused and not absent),
            (words.IMPRESSION, self.impression, not excused),
        ):
            widget.setVisible(there)
            self._captions[name].setVisible(there)

    def _show_texts(self, duty: Duty) -> None:
        if self.reason.text() != duty.reason:
            self.reason.setText(duty.reason)
        if self.impression.toPlainText() != duty.impression:
            self.impression.setPlainText(duty.impression)

    def _choose_standing(self) -> None:
        duty = self.chosen
        if duty is not None and self.standing.currentData() != duty.standing:
            self._note({"standing": self.standing.currentData()})

    def _note(self, said: dict[str, str]) -> None:
        who = self._chosen
        if said and who is not None:
            self.did.emit(lambda meeting: answering.note(meeting, who, said))
