"""確認に回す: who is asked, in which form, until when; the button; what waits and what was published before."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.publishing import PublishModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.meeting.namesakes import Roll
from minutes_app.minutes.wareki import japanese_date
from minutes_app.word.reply_form import PublicationSummary, Way
from minutes_app.wording import gui as general, handing, minutes_faces as faces, publishing as words

MOST_BEFORE = 5


class PublishPanel(QScrollArea):
    """A face of 会議録."""

    folder_wanted = Signal()
    """Another shared folder is to be chosen."""
    begins = Signal()
    """What is typed elsewhere is to be kept now."""
    people_wanted = Signal()
    """The person wants to write down who was there."""
    mend_wanted = Signal(object)
    """What is typed there (an `OpenPoint`) cannot be understood, and would not be in the document."""

    def __init__(self, model: PublishModel) -> None:
        super().__init__()
        self.model = model
        self.persons = label()
        self.to_people = button(words.TO_PEOPLE, self.people_wanted.emit)
        self.template = QComboBox()
        self.copies = QRadioButton(words.WAY_COPIES)
        self.one = QRadioButton(words.WAY_ONE)
        self.deadline = QLineEdit()
        self.wrong = label(role="wrong")
        self.with_record = QCheckBox(words.WITH_RECORD)
        self.folder_line = label(role="soft")
        self.other_folder = button(handing.SHARE_CHANGE, self.folder_wanted.emit)
        self.publish = button(words.PUBLISH, self._publish, main=True, big=True)
        self.bar = WorkBar(words.PUBLISH, model.progress, model.stop)
        self.notices = label(role="soft")
        self.waiting = QFrame()
        self.waiting_line = label()
        self.again = button(words.AGAIN, self._send)
        self.give_up = button(words.GIVE_UP, model.give_up)
        self.before_head = label(role="section")
        self._before = QVBoxLayout()
        self._listed: tuple[PublicationSummary, ...] = ()
        self._lines: list[str] = []
        self._shown = (Path(), False)
        self._build()
        model.changed.connect(self.show_all)
        model.documents.elsewhere.changed.connect(self.show_all)
        model.told.connect(self._tell)
        model.arrived.connect(self._tell)
        self.show_all()

    def show_all(self) -> None:
        """Everything as it stands now; what the person has chosen stays, as long as it is the same meeting."""
        self._show_persons()
        self._offer_templates()
        shown = (self.model.documents.folder, self.model.documents.meeting is not None)
        if self._shown != shown:
            self._shown = shown
            self._begin()
        sharing = self.model.sharing
        self.folder_line.setText(sharing.line if sharing.folder or sharing.is_locked else words.FOLDER_NONE)
        self.other_folder.setVisible(not sharing.is_locked)
        self.other_folder.setText(handing.SHARE_CHANGE if sharing.folder else words.CHOOSE_FOLDER)
        there = self.model.documents.meeting is not None
        locked_out = sharing.is_locked and not sharing.folder
        elsewhere = self.model.documents.elsewhere
        free = there and not self.model.is_sending and not locked_out and not elsewhere.sentence
        self.publish.setToolTip(elsewhere.sentence)
        self.publish.setEnabled(free and bool(self.template.count()))
        count = self.model.waiting_count
        self.waiting.setVisible(bool(count))
        self.waiting_line.setText(words.waiting(count) if count else "")
        for made in (self.again, self.give_up):
            made.setEnabled(not self.model.is_sending)
        self._show_before()

    def _begin(self) -> None:
        """Another meeting."""
        self._lines = []
        self.notices.hide()
        self.wrong.hide()
        self.copies.setChecked(True)
        self.with_record.setChecked(False)
        self.deadline.setText(self.model.usual_deadline)
        self.template.setCurrentText(self.model.usual)

    def _show_persons(self) -> None:
        persons = self.model.persons
        self.persons.setText(words.asked(list(Roll(persons).labels)) if persons else words.NOBODY)
        self.to_people.setVisible(not persons)
        for choice in (self.copies, self.one):
            choice.setEnabled(bool(persons))

    def _offer_templates(self) -> None:
        entries = self.model.templates
        if [self.template.itemData(at) for at in range(self.template.count())] != [str(one.path) for one in entries]:
            chosen = self.template.currentText() or self.model.usual
            self.template.clear()
            for entry in entries:
                self.template.addItem(entry.name, str(entry.path))
            self.template.setCurrentText(chosen if chosen in [one.name for one in entries] else self.model.usual)

    def _publish(self) -> None:
        if not self.model.sharing.folder:
            self.folder_wanted.emit()
        if not self.model.sharing.folder:
            return
        self._lines = []
        self.notices.hide()
        self.begins.emit()
        if self.model.documents.wrong:
            self._complain(faces.WRONG_FIRST)
            self.mend_wanted.emit(self.model.documents.wrong[0])
            return
        template = Path(self.template.currentData())
        way: Way = "copies" if self.copies.isChecked() else "one"
        why = self.model.publish(template, way, self.deadline.text(), with_record=self.with_record.isChecked())
        self._complain(why)
        if why:
            self.deadline.setFocus()

    def _complain(self, why: str) -> None:
        self.wrong.setText(why)
        self.wrong.setVisible(bool(why))

    def _send(self) -> None:
        self._lines = []
        self.notices.hide()
        self.model.send()

    def _tell(self, line: str) -> None:
        self._lines.append(line)
        self.notices.setText("\n".join(self._lines))
        self.notices.show()
        QTimer.singleShot(0, self.notices, lambda: self.ensureWidgetVisible(self.notices))

    def _show_before(self) -> None:
        """Made anew only where it says something else: a button of it may have the focus."""
        published = self.model.published[:MOST_BEFORE]
        self.before_head.setVisible(bool(published))
        if published == self._listed:
            return
        self._listed = published
        while (item := self._before.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in published:
            self._before.addWidget(self._line_of(one))

    def _line_of(self, one: PublicationSummary) -> QWidget:
        line = QFrame()
        line.setProperty("kind", "good")
        inside = QVBoxLayout(line)
        until = japanese_date(one.deadline)
        inside.addWidget(label(words.before(one.document, one.edition, len(one.persons), until)))
        opening = button(general.OPEN_FOLDER, lambda: open_on_desk(Path(one.folder)))
        opening.setAccessibleDescription(one.folder)
        inside.addLayout(row(opening, None))
        return line

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 10, 12, 10)
        self._put_choices(layout)
        place = row(self.folder_line, self.other_folder)
        place.setStretch(0, 1)
        layout.addWidget(label(handing.SHARE_SECTION, "section"))
        layout.addLayout(place)
        layout.addLayout(row(self.publish, None))
        below: tuple[QWidget, ...] = (self.bar, self._waiting_place(), self.notices, self.before_head)
        for part in below:
            layout.addWidget(part)
        layout.addLayout(self._before)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def _put_choices(self, layout: QVBoxLayout) -> None:
        self.template.setAccessibleName(words.FORM)
        self.template.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.deadline.setPlaceholderText(words.DEADLINE_HINT)
        self.deadline.setAccessibleName(words.DEADLINE)
        self.before_head.setText(words.BEFORE)
        layout.addWidget(label(words.INTRODUCTION, "soft"))
        layout.addWidget(label(words.WHO, "section"))
        layout.addWidget(self.persons)
        layout.addLayout(row(self.to_people, None))
        layout.addLayout(_beside(words.FORM, self.template))
        layout.addWidget(self.with_record)
        layout.addWidget(label(words.WAY, "section"))
        for choice, hint in ((self.copies, words.WAY_COPIES_HINT), (self.one, words.WAY_ONE_HINT)):
            layout.addWidget(choice)
            layout.addWidget(label(hint, "soft"))
        layout.addLayout(_beside(words.DEADLINE, self.deadline))
        layout.addWidget(self.wrong)

    def _waiting_place(self) -> QFrame:
        self.waiting.setProperty("kind", "warning")
        inside = QVBoxLayout(self.waiting)
        inside.addWidget(self.waiting_line)
        inside.addLayout(row(self.again, self.give_up, None))
        return self.waiting


def _beside(name: str, field: QWidget) -> QHBoxLayout:
    """A field with its name in front."""
    caption = QLabel(name)
    caption.setProperty("role", "section")
    caption.setBuddy(field)
    line = row(caption, field)
    line.setStretch(1, 1)
    return line
