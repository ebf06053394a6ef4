"""What each key and button of the editor does with the utterances that are chosen: the table of intents in code."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from minutes_app.gui.editing.doubts import Gap, Place
from minutes_app.gui.editing.keys import Key
from minutes_app.gui.views.errands import Errands, Workplace
from minutes_app.gui.views.player_bar import SKIP_MS
from minutes_app.wording import editor as words

STEP = 0.1


class Commands(QObject):
    """The intents of `gui.editing.keys`, by name."""

    said = Signal(str)
    """A sentence for the person that does not stop the work."""
    point_made = Signal()
    newcomer_wanted = Signal(object)
    """Somebody who is not listed yet said these utterances (their ids)."""
    gap_shown = Signal(object)
    """The `Gap` where the person stands now; None where there is text."""

    def __init__(self, place: Workplace) -> None:
        """The keys work in `place.view` and in what it holds."""
        super().__init__(place.view)
        self._view, self._model, self._list = place.view, place.model, place.utterances
        self._playback, self._keyboard = place.playback, place.keyboard
        self._place: Place | None = None
        self._shortcuts: list[QShortcut] = []
        self.errands = Errands(place, self, self)
        self.errands.said.connect(self.said)
        self.plain: dict[str, Callable[[], object]] = self._in_the_list() | self.errands.plain()
        self.numbered: dict[str, Callable[[int], object]] = {"speaker": self.speaker, "agenda": self.agenda}
        self._list.chosen.connect(lambda _row: self._stand(None))
        self._model.changed.connect(self._leave_what_is_written)

    def _in_the_list(self) -> dict[str, Callable[[], object]]:
        playback, model = self._playback, self._model
        return {
            "edit": lambda: self._list.edit_row(self._list.row()),
            "hear": self.hear,
            "replay": self.replay,
            "play": playback.toggle,
            "back": lambda: playback.skip(-SKIP_MS),
            "ahead": lambda: playback.skip(SKIP_MS),
            "slower": lambda: playback.set_rate(playback.rate - STEP),
            "faster": lambda: playback.set_rate(playback.rate + STEP),
            "skip": lambda: playback.set_skips_silence(not playback.skips_silence),
            "previous": lambda: self.go_by(-1),
            "next": lambda: self.go_by(1),
            "look": lambda: self.look(back=False),
            "look_back": lambda: self.look(back=True),
            "split": self.split,
            "merge": self.merge,
            "check": self.check,
            "important": lambda: model.toggle_important(self.ids()),
            "delete": lambda: model.toggle_deleted(self.ids()),
            "decision": lambda: model.add_decision(self.ids()),
            "task": lambda: model.add_task(self.ids()),
            "point": self.point,
            "undo": self.undo,
            "redo": self.redo,
        }

    def install(self) -> None:
        """Make a shortcut of every key; again, when the person has chosen others."""
        for old in self._shortcuts:
            old.setEnabled(False)
            old.deleteLater()
        self._shortcuts = [
            self._shortcut(key, sequence)
            for key in self._keyboard.keys
            if key.where != "typing" and self.knows(key.intent)
            for sequence in key.sequences
        ]

    def knows(self, intent: str) -> bool:
        """Whether it can be done here at all."""
        return intent in self.plain or intent in self.numbered

    def run(self, intent: str, number: int | None = None) -> None:
        """Do it, if there is a meeting."""
        if not self._model.is_open:
            return
        if number is None:
            self.plain[intent]()
        else:
            self.numbered[intent](number)

    @property
    def gap(self) -> Gap | None:
        """The speech without text where the person stands."""
        return self._place.gap if self._place is not None else None

    @property
    def row(self) -> int:
        """The current row, -1 where there is none."""
        return self._list.row()

    def ids(self) -> tuple[str, ...]:
        """The chosen utterances, after what is typed is in place."""
        self.take_typed()
        return self._list.ids()

    def take_typed(self) -> None:
        """What is typed so far becomes the text, and typing goes on."""
        editor = self._list.delegate.editor
        if editor is not None:
            editor.settle()
            if editor.toPlainText().strip():
                self._list.commitData(editor)

    def finish_typing(self) -> None:
        """What is typed becomes the text."""
        self._list.finish_editing()

    def hear(self) -> None:
        """From this utterance on."""
        row = self._list.row()
        if row >= 0:
            self._playback.play_from(self._model.table.utterance(row).start_ms)

    def replay(self) -> None:
        """This utterance, or the voice without text where one stands, a second earlier, and no further."""
        row = self._list.row()
        if self.gap is not None:
            self._playback.replay(self.gap.start_ms, self.gap.end_ms)
        elif row >= 0:
            utterance = self._model.table.utterance(row)
            self._playback.replay(utterance.start_ms, utterance.end_ms)

    def hear_ids(self, ids: tuple[str, ...]) -> None:
        """From the first to the last of these utterances, and show them."""
        spoken = [each for each in self._model.meeting.utterances if each.id in set(ids)]
        if spoken:
            self._list.go(self._model.session.row_of(spoken[0].id))
            self._playback.replay(spoken[0].start_ms, spoken[-1].end_ms)

    def show(self, utterance_id: str) -> None:
        """Go to an utterance."""
        self._list.go(self._model.session.row_of(utterance_id))

    def go_by(self, by: int) -> None:
        """The next or previous utterance; typing goes on there."""
        editing = self._list.is_editing
        self._list.finish_editing()
        row = self._list.row() + by
        utterances = self._model.meeting.utterances
        while editing and 0 <= row < len(utterances) and utterances[row].deleted:
            row += by
        if 0 <= row < len(utterances):
            self._list.go(row)
            if editing:
                self._list.edit_row(row)

    def look(self, *, back: bool) -> None:
        """The next 要確認: an utterance, or a voice without text after one."""
        self._list.finish_editing()
        place = self._model.look_from(self._place or Place(self._list.row()), back=back)
        if place is None:
            self.said.emit(words.NOTHING_TO_LOOK_AT)
            return
        self._list.go(max(place.row, 0))
        self._stand(place if place.gap is not None else None)
        if place.gap is not None:
            self._playback.seek(place.gap.start_ms)

    def split(self) -> None:
        """Cut where the cursor stands; typing goes on in the second part."""
        editor = self._list.delegate.editor
        if editor is None:
            return
        self.take_typed()
        at, row = editor.cursor_at(), self._list.row()
        self._list.finish_editing()
        utterance = self._model.table.utterance(row)
        if self._model.split(utterance.id, at):
            self._list.edit_row(row + 1, 0)
        else:
            self._list.edit_row(row, at)

    def merge(self) -> None:
        """With the next utterance; typing goes on where they meet."""
        editing, row = self._list.is_editing, self._list.row()
        self._list.finish_editing()
        if row < 0:
            return
        utterance = self._model.table.utterance(row)
        if self._model.merge_with_next(utterance.id):
            self._list.go(row)
            if editing:
                self._list.edit_row(row, len(utterance.text))

    def check(self) -> None:
        """確認済, and on to the next one. A voice without text: nothing has to be written there."""
        if self.gap is not None:
            self._model.leave_gap(self.gap)
            return
        ids = self.ids()
        if not ids:
            return
        checked = self._model.session.utterance(ids[0]).checked
        self._model.toggle_checked(ids)
        if len(ids) == 1 and not checked and not self._list.is_editing:
            self.go_by(1)

    def point(self) -> None:
        """A 要点 more, shown beside."""
        if self._model.add_point(self.ids()):
            self.point_made.emit()

    def speaker(self, number: int) -> None:
        """The speaker with this number."""
        self._model.set_speaker(self.ids(), number)

    def agenda(self, number: int) -> None:
        """Agenda item `number` begins at the first chosen utterance."""
        ids = self.ids()
        if ids:
            self._model.start_agenda(ids[0], number)

    def undo(self) -> None:
        """Take the last edit back."""
        self._list.finish_editing()
        self._model.undo()

    def redo(self) -> None:
        """Make it again."""
        self._list.finish_editing()
        self._model.redo()

    def speaker_menu(self) -> QMenu:
        """Who may have said it, and somebody new."""
        menu = QMenu(self._view)
        for number, speaker in enumerate(self._model.meeting.speakers, 1):
            entry = menu.addAction(words.agenda_entry(number, speaker.name or speaker.label))
            entry.triggered.connect(lambda _on, chosen=number: self.speaker(chosen))
        menu.addAction(words.UNKNOWN_SPEAKER).triggered.connect(lambda: self.speaker(0))
        menu.addAction(words.NEW_SPEAKER).triggered.connect(lambda: self.newcomer_wanted.emit(self.ids()))
        menu.setEnabled(not self._model.session.read_only)
        return menu

    def _stand(self, place: Place | None) -> None:
        if place != self._place:
            self._place = place
            self.gap_shown.emit(self.gap)

    def _leave_what_is_written(self) -> None:
        if self.gap is not None and self.gap not in self._model.doubts.gaps(self._model.meeting):
            self._stand(None)

    def _shortcut(self, key: Key, sequence: str) -> QShortcut:
        in_list = key.where == "table"
        shortcut = QShortcut(QKeySequence(sequence), self._list if in_list else self._view)
        shortcut.setContext(
            Qt.ShortcutContext.WidgetShortcut if in_list else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shortcut.activated.connect(lambda: self.run(key.intent, key.number))
        return shortcut
