"""The fields of a document as a form that keeps itself: what is typed becomes an edit once the person pauses.

In: 開催概要, text as typed. Out: the new 開催概要, or the sentence for each field that cannot be understood. Reads
fields as 会議の準備 does, and 配布資料 and 次回 besides.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.view_models.preparation import LINES, PreparationModel
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.office_text import one_line
from minutes_app.minutes.wareki import japanese_moment

SETTLES_MS = 1200
"""So long after the last key the form keeps what is typed; leaving a field keeps it at once."""

ONE_LINE = (*LINES, "next_meeting")
AREAS = ("attendees", "agenda", "handouts")
_OWN = ("handouts", "next_meeting")
_MOST_HANDOUTS = 500


class FormModel(QObject):
    """`show` what is on the disk, `put` what is typed, `settle` to keep it."""

    shown = Signal()
    """All `texts` are other ones now."""
    judged = Signal()
    """`wrong` or `guessed`."""
    said = Signal(object)
    """A new `Occasion`, to be kept."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, str] = dict.fromkeys((*ONE_LINE, *AREAS), "")
        self.wrong: dict[str, str] = {}
        self._occasion = Occasion()
        self._sheet = PreparationModel(base=Occasion())
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self.settle)

    @property
    def guessed(self) -> tuple[str, ...]:
        """Fields that were taken from the recording."""
        return self._occasion.guessed

    def show(self, occasion: Occasion) -> None:
        """What stands in the meeting. What the form has said itself does not disturb who is typing.

        文書事項 are another form's: they may be others.
        """
        ours = replace(occasion, paperwork=self._occasion.paperwork) == self._occasion
        self._occasion = self._sheet.base = occasion
        if not ours:
            self._settling.stop()
            self._sheet = PreparationModel(base=occasion)
            own = {"handouts": "\n".join(occasion.handouts), "next_meeting": japanese_moment(occasion.next_meeting)}
            self.texts = {name: own[name] if name in own else self._sheet.texts[name] for name in self.texts}
            self.wrong = {}
            self.shown.emit()
        self.judged.emit()

    def put(self, name: str, text: str) -> None:
        """What stands in a field now."""
        if text == self.texts[name]:
            return
        self.texts[name] = text
        if name not in _OWN:
            self._sheet.put(name, text)
        self._settling.start()

    def settle(self) -> None:
        """Keep what is typed; where something cannot be understood, only say so."""
        self._settling.stop()
        occasion = self._read()
        if not self.wrong and occasion != self._occasion:
            self._say(occasion)
        self.judged.emit()

    def confirm(self, name: str) -> None:
        """The person says that what was taken from the recording is right."""
        self.settle()
        if not self.wrong and name in self._occasion.guessed:
            kept = tuple(each for each in self._occasion.guessed if each != name)
            self._say(replace(self._occasion, guessed=kept))
        self.judged.emit()

    def take_back(self, occasion: Occasion) -> None:
        """What was said could not be kept: the texts stay, and are said again at the next `settle`."""
        self._occasion = self._sheet.base = occasion

    def _say(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._sheet.base = occasion
        self.said.emit(occasion)

    def _read(self) -> Occasion:
        understood = self._sheet.understood()
        self.wrong = understood.wrong
        lines = [one_line(line) for line in self.texts["handouts"].splitlines()]
        handouts = tuple(line for line in dict.fromkeys(lines) if line)[:_MOST_HANDOUTS]
        following = one_line(self.texts["next_meeting"])[:200]
        if following == japanese_moment(self._occasion.next_meeting):
            following = self._occasion.next_meeting
        occasion = replace(understood.occasion, handouts=handouts, next_meeting=following)
        kept = tuple(name for name in occasion.guessed if getattr(occasion, name) == getattr(self._occasion, name))
        return replace(occasion, guessed=kept)
