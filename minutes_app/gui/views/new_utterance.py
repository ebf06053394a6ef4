"""発言を足す: when it was said (from the player, or typed), by whom, and the words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from minutes_app.gui.editing.intents import Said
from minutes_app.gui.editing.rows import read_clock
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.views.text_cell import TextEditor
from minutes_app.meeting.model import Speaker
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import UNKNOWN_SPEAKER, agenda_entry
from minutes_app.wording.times import clock

HEIGHT = 36


class NewUtterance(QDialog):
    """Nothing is added before the person says so."""

    said = Signal(object)
    """A `Said`."""

    def __init__(
        self, playback: Playback, speakers: tuple[Speaker, ...], first: Said, parent: QWidget | None = None
    ) -> None:
        """`first`: what the fields say at the beginning."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.NEW_TITLE)
        self._playback, self._first = playback, first
        self.time = QLineEdit(shown_time(first.at_ms), self)
        self.speaker = QComboBox(self)
        self.text = TextEditor(self)
        self.note = label(words.NEW_TIME_HINT, "soft")
        self.here = button(words.NEW_HERE, self._take_position)
        self.add = button(words.NEW_DO, self._say, main=True)
        self.speaker.addItem(UNKNOWN_SPEAKER, "")
        for number, one in enumerate(speakers, 1):
            self.speaker.addItem(agenda_entry(number, one.name or one.label), one.id)
        self.speaker.setCurrentIndex(max(self.speaker.findData(first.speaker_id), 0))
        self._lay_out()
        self.time.textChanged.connect(self._judge)
        self.text.textChanged.connect(self._judge)
        self._judge()
        self.text.setFocus()

    def _lay_out(self) -> None:
        for widget, name in ((self.time, words.NEW_TIME), (self.speaker, words.NEW_SPEAKER)):
            widget.setMinimumHeight(HEIGHT)
            widget.setAccessibleName(name)
        self.text.setStyleSheet("")
        self.text.setMinimumSize(460, 110)
        form = QFormLayout()
        form.addRow(words.NEW_TIME, row(self.time, self.here))
        form.addRow("", self.note)
        form.addRow(words.NEW_SPEAKER, self.speaker)
        form.addRow(words.NEW_TEXT, self.text)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addLayout(row(None, self.add, button(words.CANCEL, self.close)))

    def _take_position(self) -> None:
        self.time.setText(shown_time(self._playback.at_ms))

    def _judge(self) -> None:
        at_ms = read_clock(self.time.text())
        self.note.setText(words.NEW_WRONG_TIME if at_ms is None else words.NEW_TIME_HINT)
        self.add.setEnabled(at_ms is not None and bool(self.text.toPlainText().strip() or self.text.composing))

    def _say(self) -> None:
        self.text.settle()
        at_ms, text = read_clock(self.time.text()), self.text.toPlainText()
        if at_ms is None or not text.strip():
            return
        until_ms = self._first.until_ms if at_ms == self._first.at_ms // 100 * 100 else 0
        self.said.emit(Said(at_ms, text, self.speaker.currentData(), until_ms))
        self.close()


def shown_time(at_ms: int) -> str:
    """00:12:30.5, as it is typed."""
    return f"{clock(at_ms)}.{at_ms % 1000 // 100}"
