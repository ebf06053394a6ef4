"""What opens a window of its own, or goes to the clipboard: the intents that are more than one edit.

In: what is chosen. Out: dialogs beside the transcript, sentences for the person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget

from minutes_app.gui.editing.doubts import Gap
from minutes_app.gui.editing.intents import Said, resting_on
from minutes_app.gui.view_models.again import AgainModel
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.views.again_dialog import AgainDialog
from minutes_app.gui.views.history_dialog import HistoryDialog
from minutes_app.gui.views.key_sheet import KeySheet
from minutes_app.gui.views.new_utterance import NewUtterance
from minutes_app.gui.views.replace_dialog import ReplaceDialog
from minutes_app.gui.views.utterance_view import UtteranceView
from minutes_app.minutes.secrecy import withheld
from minutes_app.wording import correcting as words, secrecy

MOVED_MS = 300
"""Nearer to the beginning of the chosen utterance the player counts as not moved."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the commands work with. `again` None: nothing can be heard again here. `view`: below the dialogs."""

    model: EditorModel
    utterances: UtteranceView
    playback: Playback
    keyboard: Keyboard
    again: AgainModel | None
    view: QWidget


class Chosen(Protocol):
    """What the person has chosen in the list."""

    @property
    def gap(self) -> Gap | None:
        """The speech without text where one stands."""

    @property
    def row(self) -> int:
        """The current row, -1 where there is none."""

    def ids(self) -> tuple[str, ...]:
        """The chosen utterances."""

    def finish_typing(self) -> None:
        """What is typed becomes the text."""

    def show(self, utterance_id: str) -> None:
        """Go to an utterance."""


class Errands(QObject):
    """One for the editor."""

    said = Signal(str)

    def __init__(self, place: Workplace, chosen: Chosen, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._chosen, self._model = place, chosen, place.model

    def plain(self) -> dict[str, Callable[[], object]]:
        """Intent → what it does."""
        deeds: dict[str, Callable[[], object]] = {
            "new": self.add_utterance,
            "hide": self.hide,
            "comment": self.comment,
            "copy": self.copy,
            "paste": self.paste,
            "find": lambda: self.replace(fillers=False),
            "fillers": lambda: self.replace(fillers=True),
            "history": self.show_history,
            "keys": self.show_keys,
        }
        return deeds | ({"again": self.hear_again} if self._place.again is not None else {})

    def hear_again(self) -> AgainDialog | None:
        """もう一度起こす, of the chosen utterances or of the voice without text where one stands."""
        again = self._place.again
        if again is None or not self._may_edit():
            return None
        self._chosen.finish_typing()
        if self._chosen.gap is not None:
            again.ask_gap(self._chosen.gap)
        elif not again.ask(self._chosen.ids()):
            return None
        dialog = AgainDialog(again, self._place.view)
        dialog.heard_wanted.connect(self._place.playback.play_from)
        dialog.show()
        return dialog

    def add_utterance(self) -> NewUtterance | None:
        """発言を足す, where one stands."""
        if not self._may_edit():
            return None
        self._chosen.finish_typing()
        dialog = NewUtterance(self._place.playback, self._model.meeting.speakers, self._first(), self._place.view)
        dialog.said.connect(self._add)
        dialog.show()
        return dialog

    def hide(self) -> None:
        """非公開, or not; what becomes of all that rests on it is told."""
        ids = self._chosen.ids()
        if not self._model.toggle_hidden(ids) or not any(self._model.session.utterance(one).hidden for one in ids):
            return
        meeting = self._model.meeting
        held = sum(not set(ids).isdisjoint(piece.utterance_ids) for piece in withheld(meeting))
        rest = resting_on(meeting, ids) - held
        if held or rest:
            self.said.emit(secrecy.hidden_now(held, rest))

    def comment(self) -> None:
        """Ask for the note of the chosen utterances."""
        ids = self._chosen.ids()
        if not ids or not self._may_edit():
            return
        self._chosen.finish_typing()
        now = self._model.session.utterance(ids[0]).comment
        text, agreed = QInputDialog.getMultiLineText(self._place.view, words.COMMENT_TITLE, words.COMMENT_ASK, now)
        if agreed:
            self._model.comment(ids, text)

    def copy(self) -> None:
        """The chosen utterances as rows."""
        QApplication.clipboard().setText(self._model.copy(self._chosen.ids()))
        self.said.emit(words.COPIED)

    def paste(self) -> None:
        """Rows as utterances."""
        if self._may_edit() and not self._model.paste(self._chosen.row, QApplication.clipboard().text()):
            self.said.emit(words.NOTHING_TO_PASTE)

    def replace(self, *, fillers: bool) -> ReplaceDialog:
        """Open the preview of a replacement."""
        self._chosen.finish_typing()
        dialog = ReplaceDialog(self._model, self._place.view, fillers=fillers)
        dialog.shown.connect(self._chosen.show)
        dialog.show()
        return dialog

    def show_history(self) -> HistoryDialog:
        """Open the list of edits."""
        self._chosen.finish_typing()
        dialog = HistoryDialog(self._model, self._chosen.ids(), self._place.view)
        dialog.shown.connect(self._chosen.show)
        dialog.show()
        return dialog

    def show_keys(self) -> KeySheet:
        """Open the sheet of keys."""
        shown = KeySheet(self._place.keyboard, self._place.view)
        shown.show()
        return shown

    def _first(self) -> Said:
        """At the voice without text; where the player is, if it has moved on; else right after the utterance."""
        gap, row, at_ms = self._chosen.gap, self._chosen.row, self._place.playback.at_ms
        current = self._model.table.utterance(row) if row >= 0 else None
        speaker_id = current.speaker_id if current is not None else ""
        if gap is not None:
            return Said(gap.start_ms, "", speaker_id, gap.end_ms)
        if current is not None and at_ms <= current.start_ms + MOVED_MS:
            at_ms = current.end_ms
        return Said(at_ms, "", speaker_id)

    def _add(self, said: Said) -> None:
        before = {each.id for each in self._model.meeting.utterances}
        if self._model.add_utterance(said):
            self._chosen.show(next(each.id for each in self._model.meeting.utterances if each.id not in before))

    def _may_edit(self) -> bool:
        if self._model.session.read_only:
            self.said.emit(words.NOT_EDITABLE)
            return False
        return True
