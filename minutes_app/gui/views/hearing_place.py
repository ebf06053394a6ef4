"""The utterances that something rests on, each one click away from being heard, without leaving the page."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minutes_app.gui import sound
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.views.lead_list import LeadList
from minutes_app.gui.views.lines import Lines
from minutes_app.gui.views.parts import label
from minutes_app.meeting.model import Recording, Utterance
from minutes_app.wording import editor, minutes_faces as words

LINE_PX, MOST_LINES = 38, 3
JOINED_MS = 2000
"""Utterances that follow each other so closely are played as one stretch."""


class HearingPlace(QWidget):
    """`show_for` utterances of a meeting, `listen` to them, `rest` when nobody looks any more."""

    playing_changed = Signal()

    def __init__(self, *deeds: QWidget) -> None:
        """`deeds`: buttons beside the heading."""
        super().__init__()
        self.playback = Playback(lambda: sound.find_decks(), self)
        self.lines = LeadList(words.EVIDENCE)
        self.head = label(words.EVIDENCE_HEAD, "section")
        self.note = label(role="soft")
        self._recordings: tuple[Recording, ...] | None = None
        self._folder = Path()
        self._heard: list[Utterance] = []
        self._waiting: list[tuple[int, int]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.head.setWordWrap(False)
        self.deeds = Lines((self.head, *deeds))
        for widget in (self.deeds, self.lines, self.note):
            layout.addWidget(widget)
        self.note.hide()
        self.lines.wanted.connect(self._listen_to_one)
        self.playback.playing_changed.connect(self._go_on)
        self.playback.silent.connect(lambda: self._give_up(editor.NO_SOUND))
        self.playback.unheard.connect(lambda: self._give_up(editor.NO_RECORDING))

    @property
    def is_playing(self) -> bool:
        """Whether something is heard just now, or comes next."""
        return self.playback.is_playing or bool(self._waiting)

    def take(self, model: DocumentsModel) -> None:
        """Another meeting, or the same with other recordings."""
        recordings = model.meeting.recordings if model.meeting is not None else ()
        if recordings != self._recordings or model.folder != self._folder:
            self.stop()
            self._recordings, self._folder = recordings, model.folder
            self.playback.load(model.folder, recordings)

    def show_for(self, found: list[tuple[str, Utterance]] | None) -> None:
        """These utterances, each with its line; None: nothing is chosen."""
        said, found = found is not None, found or []
        if [utterance.id for _line, utterance in found] != [one.id for one in self._heard]:
            self.stop()
        self._heard = [utterance for _line, utterance in found]
        self.lines.put(list(found))
        self.lines.setFixedHeight(LINE_PX * min(max(len(found), 1), MOST_LINES) + 4)
        self.lines.setVisible(bool(found))
        self._say(words.NO_EVIDENCE if said and not found else "")

    def listen(self) -> None:
        """All of them, one after the other; what lies far apart is not played in between."""
        self.stop()
        self._waiting = _stretches(self._heard)
        self._next()

    def stop(self) -> None:
        """Be silent."""
        self._waiting.clear()
        self.playback.pause()

    def rest(self) -> None:
        """Let go of files and device."""
        self._waiting.clear()
        self.playback.close()
        self._recordings = None

    def _listen_to_one(self, utterance: Utterance) -> None:
        self.stop()
        self._waiting = [(utterance.start_ms, utterance.end_ms)]
        self._next()

    def _go_on(self) -> None:
        if not self.playback.is_playing:
            self._next()
        self.playing_changed.emit()

    def _next(self) -> None:
        if self._waiting:
            self.playback.replay(*self._waiting.pop(0))

    def _give_up(self, why: str) -> None:
        self._waiting.clear()
        self._say(why)

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))


def _stretches(heard: list[Utterance]) -> list[tuple[int, int]]:
    """From where to where to play, in order."""
    made: list[tuple[int, int]] = []
    for one in heard:
        if made and one.start_ms - made[-1][1] < JOINED_MS:
            made[-1] = (made[-1][0], max(made[-1][1], one.end_ms))
        else:
            made.append((one.start_ms, one.end_ms))
    return made
