"""確定版と保管 as a page: four sections, each with what is there and what can be done."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QInputDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.filing import FilingModel
from minutes_app.gui.views.editor_bars import Bar
from minutes_app.gui.views.one_line import OneLine
from minutes_app.gui.views.parts import agreed, button, label, row
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.wording import filing_page as words, replies_page
from minutes_app.wording.message import one_line


class FilingView(QWidget):
    """Shows a `FilingModel`; asks before anything leaves or goes."""

    back_wanted = Signal()

    def __init__(self, model: FilingModel) -> None:
        super().__init__()
        self.model = model
        self.title = OneLine("title")
        self.elsewhere = Bar(self)
        self.told = label()
        self.finals, self.archives, self.sound, self.records = (label() for _one in range(4))
        self.back = button(replies_page.BACK, self.back_wanted.emit)
        self.make = button(words.MAKE_FINAL, self._finalize, main=True)
        self.folder = button(words.OPEN_FOLDER, self._open_folder)
        self.archive = button(words.ARCHIVE, self._archive)
        self.hold = button(words.HOLD, self._hold)
        self.delete = button(words.DELETE, self._delete)
        self._area = QScrollArea()
        self._build()
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody else may have it open."""
        super().showEvent(event)
        self.model.elsewhere.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.model.elsewhere.watch(False)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.told)
        for name, text, deeds in (
            (words.FINAL_SECTION, self.finals, (self.make, self.folder)),
            (words.ARCHIVE_SECTION, self.archives, (self.archive,)),
            (words.SOUND_SECTION, self.sound, (self.hold, self.delete)),
            (words.RECORD_SECTION, self.records, ()),
        ):
            column.addWidget(_section(name, text, deeds))
        column.addStretch(1)
        area = self._area
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = row(self.back, self.title)
        head.setStretch(1, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 10, 16, 12)
        page.setSpacing(8)
        page.addLayout(head)
        page.addWidget(WorkBar(words.TITLE, self.model.progress, self.model.stop))
        page.addWidget(self.elsewhere)
        page.addWidget(area, 1)

    def _show(self) -> None:
        model = self.model
        self.title.say(f"{words.TITLE}　{one_line(model.title)}")
        self._tell("\n".join(model.told))
        self.finals.setText(model.final_lines())
        self.archives.setText(model.archive_lines())
        self.sound.setText(model.sound_lines())
        self.records.setText(model.record_lines())
        self.hold.setText(words.RELEASE if model.is_held else words.HOLD)
        self.hold.setAccessibleName(self.hold.text())
        self.elsewhere.say(model.elsewhere.sentence)
        may = {self.make: model.may_close, self.archive: model.may_close}
        for one, may_do in {**may, self.hold: model.may_hold, self.delete: model.may_delete}.items():
            one.setEnabled(may_do)
            one.setToolTip(model.elsewhere.sentence)
        self.folder.setVisible(model.made is not None)

    def _tell(self, lines: str) -> None:
        """What was done last stands above everything, and is seen at once where it is new."""
        if lines and lines != self.told.text():
            self._area.verticalScrollBar().setValue(0)
        self.told.setText(lines)
        self.told.setVisible(bool(lines))

    def _open_folder(self) -> None:
        if self.model.made is not None:
            open_on_desk(self.model.made)

    def _finalize(self) -> None:
        if self.model.state is not None:
            self.model.finalize(self.model.state)

    def _archive(self) -> None:
        seen, warning, place = self.model.state, self.model.archive_warning(), self.model.archive_folder
        if not place:
            place = QFileDialog.getExistingDirectory(self, words.ARCHIVE_WHERE, str(Path.home()))
        if seen and place and self._agreed(words.ARCHIVE_ASK, warning, words.ARCHIVE_YES):
            self.model.archive(seen, Path(place))

    def _hold(self) -> None:
        seen = self.model.state
        if seen is None:
            return
        if self.model.is_held:
            self.model.hold(seen, None)
            return
        reason, agreed = QInputDialog.getText(self, words.HOLD_TITLE, words.HOLD_ASK)
        if agreed and reason.strip():
            self.model.hold(seen, reason.strip())

    def _delete(self) -> None:
        seen = self.model.state
        if seen is None:
            return
        hint = words.delete_hint(self.model.doomed(), seen.rule.text)
        if self._agreed(words.DELETE_ASK, hint, words.DELETE_YES):
            self.model.delete(seen)

    def _agreed(self, question: str, hint: str, yes: str) -> bool:
        """Enter and Esc change nothing."""
        return agreed(self.window(), question, hint=hint, yes=yes, no=words.CANCEL)


def _section(name: str, text: QLabel, deeds: tuple[QPushButton, ...]) -> QFrame:
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.addWidget(label(name, "section"))
    layout.addWidget(text)
    if deeds:
        layout.addLayout(row(*deeds, None))
    return card
