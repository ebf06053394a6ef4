"""校正 as a page of the window: the editor with the way back to the list and on to the 会議録."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QSizePolicy, QVBoxLayout, QWidget

from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.work import Lent
from minutes_app.gui.workshop import Workshop
from minutes_app.wording import gui as words, minutes_faces as faces

PATIENCE_S = 60.0
"""A document that is being written when 校正 is opened is finished first."""


class EditorPage(QWidget):
    """One meeting at a time."""

    back_wanted = Signal()
    write_wanted = Signal()

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self.model = EditorModel(self)
        self.model.patience_s = PATIENCE_S
        self._wanted: tuple[str, ...] = ()
        self._point = ""
        self.view = EditorView(self.model, workshop=workshop)
        self.title = label(role="section")
        self.write = button(words.TO_DOCUMENTS, self.write_wanted.emit, main=True)
        self.back = button(words.BACK, self.back_wanted.emit)
        self.chip = label(faces.CONFIRMED_CHIP, "chip")
        self.chip.setToolTip(faces.CONFIRMED_CHIP_TIP)
        self.chip.setWordWrap(False)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chip.hide()
        head = row(self.back, self.title, self.chip, self.write)
        head.setStretch(1, 1)
        head.setContentsMargins(12, 8, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.model.opened.connect(self._show)
        self.model.opened.connect(self._hear_wanted)
        self.model.opened.connect(self._show_wanted)
        self.model.changed.connect(self._show)

    def open(self, folder: Path) -> None:
        """Show a meeting; the one before is written and given back."""
        if not (self.model.is_open and self.model.folder == folder):
            self.leave()
            self.title.setText("")
            self.chip.hide()
            self.model.open(folder)

    def has(self, folder: Path) -> bool:
        """Whether this meeting is open here."""
        return self.model.is_open and self.model.folder == folder

    def lent(self) -> Lent | None:
        """The open meeting, for work that waits until every edit is on the disk; None where it can only be read."""
        self.view.utterances.finish_editing()
        return self.model.lent

    def hear(self, ids: tuple[str, ...]) -> None:
        """Show these utterances and play them, as soon as the meeting is open."""
        self._wanted = ids
        if self.model.is_open:
            self._hear_wanted()

    def show_point(self, point_id: str) -> None:
        """Show this 要点 in its list, as soon as the meeting is open."""
        self._point = point_id
        if self.model.is_open:
            self._show_wanted()

    def _show_wanted(self) -> None:
        wanted, self._point = self._point, ""
        panel = self.view.points
        for point in self.model.meeting.points:
            if point.id == wanted:
                self.view.tabs.setCurrentWidget(panel)
                panel.follow(point.agenda_id)
                panel.view.choose(point.id)

    def _hear_wanted(self) -> None:
        ids, self._wanted = self._wanted, ()
        if ids:
            self.view.commands.hear_ids(ids)

    def leave(self) -> None:
        """Write everything and give the meeting back; edits that cannot be written are told."""
        lost = self.view.close_meeting()
        if lost:
            QMessageBox.warning(self, words.APP, words.lost_edits(lost))

    def _show(self) -> None:
        self.title.setText(self.model.meeting.occasion.title or words.UNTITLED)
        self.chip.setVisible(self.model.meeting.status == "confirmed")
