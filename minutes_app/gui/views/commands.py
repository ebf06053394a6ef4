"""What each key and button of the editor does with the utterances that are chosen: the table of intents in code."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from minutes_app.gui.editing.keys import KEYS, Key
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.playback import Playback
from minutes_app.gui.views.key_sheet import KeySheet
from minutes_app.gui.views.player_bar import SKIP_MS
from minutes_app.gui.views.replace_dialog import ReplaceDialog
from minutes_app.gui.views.utterance_view import UtteranceView
from minutes_app.wording import editor as words

STEP = 0.1


class Commands(QObject):
    """The intents of `gui.editing.keys`, by name."""

    said = Signal(str)
    """A sentence for the person that does not stop the work."""
    point_made = Signal()
    newcomer_wanted = Signal(object)
    """Somebody who is not listed yet said these utterances (their ids)."""

    def __init__(self, model: EditorModel, utterances: UtteranceView, playback: Playback, view: QWidget) -> None:
        """`view`: the widget in which the keys work, and above which dialogs stand."""
        super().__init__(view)
        self._view = view
        self._model = model
        self._list = utterances
        self._playback = playback
        self.plain: dict[str, Callable[[], object]] = {
            "edit": lambda: self._list.edit_row(self._list.row()),
            "hear": self.hear,
            "replay": self.replay,
            "play": self._playback.toggle,
            "back": lambda: self._playback.skip(-SKIP_MS),
            "ahead": lambda: self._playback.skip(SKIP_MS),
            "slower": lambda: self._playback.set_rate(self._playback.rate - STEP),
            "faster": lambda: self._playback.set_rate(self._playback.rate + STEP),
            "previous": lambda: self.go_by(-1),
            "next": lambda: self.go_by(1),
            "look": lambda: self.look(back=False),
            "look_back": lambda: self.look(back=True),
            "split": self.split,
            "merge": self.merge,
            "check": self.check,
            "hide": lambda: self._model.toggle_hidden(self.ids()),
            "delete": lambda: self._model.toggle_deleted(self.ids()),
            "decision": lambda: self._model.add_decision(self.ids()),
            "task": lambda: self._model.add_task(self.ids()),
            "point": self.point,
            "find": lambda: self.replace(fillers=False),
            "fillers": lambda: self.replace(fillers=True),
            "undo": self.undo,
            "redo": self.redo,
            "keys": self.show_keys,
        }
        self.numbered: dict[str, Callable[[int], object]] = {"speaker": self.speaker, "agenda": self.agenda}

    def install(self) -> None:
        """Make a shortcut of every key."""
        for key in KEYS:
            if key.where != "typing":
                for sequence in key.sequences:
                    self._install(key, sequence)

    def run(self, intent: str, number: int | None = None) -> None:
        """Do it, if there is a meeting."""
        if not self._model.is_open:
            return
        if number is None:
            self.plain[intent]()
        else:
            self.numbered[intent](number)

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

    def hear(self) -> None:
        """From this utterance on."""
        row = self._list.row()
        if row >= 0:
            self._playback.play_from(self._model.table.utterance(row).start_ms)

    def replay(self) -> None:
        """This utterance, a second earlier, and no further."""
        row = self._list.row()
        if row >= 0:
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
        """The next 要確認."""
        self._list.finish_editing()
        row = self._model.next_to_look_at(self._list.row(), back=back)
        if row is None:
            self.said.emit(words.NOTHING_TO_LOOK_AT)
        else:
            self._list.go(row)

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
        """確認済, and on to the next one."""
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

    def replace(self, *, fillers: bool) -> ReplaceDialog:
        """Open the preview of a replacement."""
        self._list.finish_editing()
        dialog = ReplaceDialog(self._model, self._view, fillers=fillers)
        dialog.shown.connect(self.show)
        dialog.show()
        return dialog

    def show_keys(self) -> KeySheet:
        """Open the sheet of keys."""
        shown = KeySheet(self._view)
        shown.show()
        return shown

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

    def _install(self, key: Key, sequence: str) -> None:
        in_list = key.where == "table"
        shortcut = QShortcut(QKeySequence(sequence), self._list if in_list else self._view)
        shortcut.setContext(
            Qt.ShortcutContext.WidgetShortcut if in_list else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shortcut.activated.connect(lambda: self.run(key.intent, key.number))
