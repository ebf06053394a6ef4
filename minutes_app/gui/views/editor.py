"""The 校正 editor: transcript, player, and beside them 要点, 決定・宿題 and 話者. A widget that the window puts in.

It shows what an `EditorModel` has open, and turns keys and buttons into its intents (`commands`).
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing.doubts import Gap
from minutes_app.gui.editing.places import row_at
from minutes_app.gui.sound import find_decks
from minutes_app.gui.view_models.again import AgainModel
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.keyboard import SETTING, Keyboard
from minutes_app.gui.view_models.playback import Decks, Playback
from minutes_app.gui.view_models.waveform import Waveform
from minutes_app.gui.views.commands import Commands
from minutes_app.gui.views.editor_bars import GapBar, MarksBar
from minutes_app.gui.views.errands import Workplace
from minutes_app.gui.views.more_menu import more_menu
from minutes_app.gui.views.player_bar import PlayerBar
from minutes_app.gui.views.side_panels import ItemsPanel, PointsPanel, SpeakersPanel
from minutes_app.gui.views.utterance_view import UtteranceView
from minutes_app.gui.views.wave import WaveView
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.taking_over import waiting
from minutes_app.settings import change, load
from minutes_app.wording import correcting, editor as words
from minutes_app.wording.gui import explain_here
from minutes_app.wording.message import Message

HEIGHT = 34
SILENT_S = 120
"""Without a sign of life for so long, another PC may be asked to give a meeting up."""
_BUTTONS = (
    (words.UNDO, "undo"),
    (words.REDO, "redo"),
    (words.LOOK_BUTTON, "look"),
    (correcting.AGAIN_BUTTON, "again"),
    (correcting.NEW_BUTTON, "new"),
    (words.FIND_BUTTON, "find"),
)


class EditorView(QWidget):
    """Made once, for one model; shows whatever meeting the model opens."""

    def __init__(
        self,
        model: EditorModel,
        parent: QWidget | None = None,
        *,
        workshop: Workshop | None = None,
        decks: Decks = find_decks,
    ) -> None:
        """Without a `workshop` nothing can be heard again, and the settings are the first ones."""
        super().__init__(parent)
        self.model = model
        self.playback = Playback(decks, self)
        self.keyboard = Keyboard(parent=self, keep=self._keep_keys)
        self._skips, self._follows = False, True
        self.again_model = AgainModel(model, workshop, self) if workshop is not None else None
        self.utterances = UtteranceView(self)
        self.waveform = Waveform(self)
        self.wave = WaveView(model, self.waveform, self)
        self.player = PlayerBar(self.playback, self.keyboard, self)
        self.points, self.items = PointsPanel(model, self), ItemsPanel(model, self)
        self.speakers = SpeakersPanel(model, self)
        self.banner, self.banner_text = QFrame(self), QLabel(self)
        self.again, self.take_over = QPushButton(words.AGAIN, self), QPushButton(words.TAKE_OVER, self)
        self.gap_bar = GapBar(self, rehears=workshop is not None)
        self.marks_bar = MarksBar(self)
        self.state, self.notice = QLabel(self), QLabel(self)
        self.waiting = QLabel(words.LOADING, self)
        place = Workplace(model, self.utterances, self.playback, self.keyboard, self.again_model, self)
        self.commands = Commands(place)
        self.buttons: dict[str, QPushButton] = {}
        self._starts: list[int] = []
        self._workshop = workshop
        self._take_settings()
        self._lay_out()
        self.commands.install()
        self._connect()
        self._connect_commands()
        self._show_state()

    def say(self, sentence: str) -> None:
        """Tell the person something that does not stop the work, until they go on."""
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def close_meeting(self, timeout_s: float = 30.0) -> int:
        """Put typed text in place, write everything, give the meeting back; returns the edits that were not written."""
        if self.model.is_open:
            self.utterances.finish_editing()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        if self.again_model is not None:
            self.again_model.stop()
        self.playback.close()
        self.waveform.close()
        return self.model.close(timeout_s)

    def _take_settings(self) -> None:
        """As they are now; changed in 設定 they count at once."""
        if self._workshop is not None:
            chosen = self._workshop.settings.editor
            self.playback.back_ms = chosen.back_seconds * 1000
            if chosen.skip_silence != self._skips:
                self._skips = chosen.skip_silence
                self.playback.set_skips_silence(self._skips)
            self.keyboard.adopt(chosen.keys)

    def _keep_keys(self, saved: str) -> None:
        change(SETTING, saved)
        if self._workshop is not None:
            self._workshop.adopt(load()[0])

    def _lay_out(self) -> None:
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(8, 8, 8, 8)
        self.notice.setWordWrap(True)
        self.notice.hide()
        column.addLayout(self._top_row())
        for bar in (self._banner(), self.marks_bar, self.gap_bar, self.notice, self.wave, self.player):
            column.addWidget(bar)
        column.addWidget(self._middle(), stretch=1)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setWordWrap(True)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.waiting)
        self._pages.addWidget(work)

    def _top_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, intent in _BUTTONS:
            if self.commands.knows(intent):
                row.addWidget(self._button(text, intent))
        self.more = QPushButton(correcting.MORE, self)
        self.more.setMinimumHeight(HEIGHT)
        self.more.setToolTip(correcting.MORE_HELP)
        self.more.clicked.connect(lambda: self._offer_more(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        row.addWidget(self.more)
        row.addStretch()
        row.addWidget(self.state)
        return row

    def _button(self, text: str, intent: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(HEIGHT)
        button.clicked.connect(lambda: self.commands.run(intent))
        self.buttons[intent] = button
        return button

    def _banner(self) -> QFrame:
        self.banner.setFrameShape(QFrame.Shape.StyledPanel)
        self.banner.setProperty("kind", "warning")
        row = QHBoxLayout(self.banner)
        self.banner_text.setWordWrap(True)
        row.addWidget(self.banner_text, stretch=1)
        for button in (self.again, self.take_over):
            button.setMinimumHeight(HEIGHT)
            row.addWidget(button)
        return self.banner

    def _middle(self) -> QSplitter:
        self.tabs = QTabWidget(self)
        for panel, name in ((self.points, words.POINTS), (self.items, words.ITEMS), (self.speakers, words.SPEAKERS)):
            self.tabs.addTab(panel, name)
        middle = QSplitter(Qt.Orientation.Horizontal, self)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.utterances)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 1)
        middle.setSizes([860, 440])
        return middle

    def _connect(self) -> None:
        self.model.opened.connect(self._show_meeting)
        self.model.not_opened.connect(self._show_refusal)
        self.model.changed.connect(self._follow)
        self.model.saved.connect(self._show_state)
        self.model.doubted.connect(self._show_state)
        self.playback.moved.connect(self._show_position)
        self.playback.moved.connect(self.wave.show_position)
        self.wave.wanted.connect(self._go_to)
        self.playback.silent.connect(lambda: self._warn(words.NO_SOUND))
        self.playback.unheard.connect(lambda: self._warn(words.NO_RECORDING))
        self.utterances.chosen.connect(self._chosen)
        self.utterances.speaker_wanted.connect(self._offer_speakers)
        self.utterances.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.utterances.customContextMenuRequested.connect(
            lambda at: self._offer_more(self.utterances.viewport().mapToGlobal(at))
        )
        self.playback.sound_ahead = self._sound_ahead
        if self._workshop is not None:
            self._workshop.settings_changed.connect(self._take_settings)
        self.again.clicked.connect(lambda: self._reopen(take_over=False))
        self.take_over.clicked.connect(self._ask_take_over)
        self.points.heard.connect(self.commands.hear_ids)
        self.items.heard.connect(self.commands.hear_ids)
        self.speakers.heard.connect(self._hear_sample)
        self.playback.playing_changed.connect(self._follow_again)

    def _connect_commands(self) -> None:
        commands = self.commands
        commands.said.connect(self.say)
        commands.point_made.connect(self._show_last_point)
        commands.newcomer_wanted.connect(self.speakers.ask_new)
        commands.gap_shown.connect(self._show_gap)
        self.keyboard.changed.connect(commands.install)
        self.keyboard.changed.connect(self._show_state)
        self.points.sent.connect(lambda: commands.run("point"))
        self.speakers.assigned.connect(lambda number: commands.run("speaker", number))
        self.marks_bar.take.connect(self.model.take_marks)
        bar = self.gap_bar
        for signal, intent in ((bar.hear, "replay"), (bar.again, "again"), (bar.write, "new"), (bar.leave, "check")):
            signal.connect(lambda _intent=intent: commands.run(_intent))

    def _show_meeting(self) -> None:
        meeting = self.model.meeting
        self._learn_starts()
        self.utterances.show_table(self.model.table)
        self.points.show_points()
        self.items.show_items()
        self.speakers.show_speakers()
        self.playback.load(self.model.folder, meeting.recordings)
        self.waveform.load(self.model.folder, meeting.recordings)
        self.player.show_length()
        self._pages.setCurrentIndex(1)
        self.say("")
        self._show_marks(fresh=True)
        self._show_state()
        self.utterances.setFocus()
        self.utterances.go(0)
        if not meeting.utterances:
            self._warn(words.EMPTY)

    def _show_refusal(self, message: Message) -> None:
        self.waiting.setText(message.as_text())
        self._pages.setCurrentIndex(0)

    def _show_last_point(self) -> None:
        """The point that was just made, beside the transcript."""
        self.tabs.setCurrentWidget(self.points)
        row = self.utterances.row()
        if row >= 0:
            self.points.follow(self.model.table.utterance(row).agenda_id)
        table = self.points.view.model()
        self.points.view.setCurrentIndex(table.index(table.rowCount() - 1, 0))

    def _follow(self) -> None:
        self._learn_starts()
        self.points.show_agenda_items()
        self._show_marks()
        self._show_state()

    def _learn_starts(self) -> None:
        self._starts = [utterance.start_ms for utterance in self.model.meeting.utterances]

    def _show_marks(self, *, fresh: bool = False) -> None:
        editable = not self.model.session.read_only
        self.marks_bar.show_marks(lambda: waiting(self.model.meeting) if editable else {}, fresh=fresh)

    def _show_gap(self, gap: Gap | None) -> None:
        key = words.key_names((self.keyboard.first("check"),))
        self.gap_bar.show_gap(gap, key, editable=self.model.is_open and not self.model.session.read_only)

    def _show_state(self) -> None:
        in_use = self.model.in_use
        trouble = explain_here(in_use).headline if in_use is not None else self.model.trouble
        self.again.setVisible(in_use is not None)
        self.take_over.setVisible(in_use is not None and in_use.idle_s >= SILENT_S)
        if in_use is not None:
            trouble = f"{words.READ_ONLY}: {trouble}"
        self.banner.setVisible(bool(trouble))
        self.banner_text.setText(words.warned(trouble))
        editable = self.model.is_open and not self.model.session.read_only
        self.state.setText((words.SAVING if self.model.unsaved else words.SAVED) if editable else "")
        self._show_buttons(editable=editable)

    def _show_buttons(self, *, editable: bool) -> None:
        names = {"undo": words.undo_name(self.model.undo_name), "redo": words.redo_name(self.model.redo_name)}
        for intent, button in self.buttons.items():
            button.setToolTip(words.with_key(names.get(intent, words.KEYS[intent]), self.keyboard.first(intent)))
            button.setEnabled(editable or intent not in ("again", "new"))
        self.buttons["undo"].setEnabled(bool(self.model.undo_name))
        self.buttons["redo"].setEnabled(bool(self.model.redo_name))
        self.buttons["look"].setText(correcting.look_count(self.model.doubtful))

    def _warn(self, sentence: str) -> None:
        self.banner.setVisible(True)
        self.banner_text.setText(words.warned(sentence))

    def _sound_ahead(self, at_ms: int) -> int | None:
        """Where the player goes on when nobody speaks: never over an utterance or a voice."""
        sound_ms = self.waveform.sound_after(at_ms)
        if sound_ms is None or not self.model.is_open:
            return None
        return self.model.quiet_until(at_ms, sound_ms)

    def _show_position(self, at_ms: int) -> None:
        """The row follows the sound while it plays, unless several are chosen."""
        if self._follows and self.playback.is_playing and self.model.is_open and not self.utterances.has_range:
            row = row_at(self._starts, self.model.meeting.utterances, at_ms)
            if row is not None and row != self.utterances.row():
                self.utterances.go(row, quietly=True)

    def _hear_sample(self, ids: tuple[str, ...]) -> None:
        """A voice; what is chosen stays chosen, so that it can be said to be the same one."""
        said = self.model.session.utterance(ids[0])
        self._follows = False
        self.playback.replay(said.start_ms, said.end_ms)

    def _follow_again(self) -> None:
        self._follows = self._follows or not self.playback.is_playing

    def _go_to(self, at_ms: int) -> None:
        """Position and row, where the person clicked."""
        self.playback.seek(at_ms)
        row = row_at(self._starts, self.model.meeting.utterances, at_ms)
        if row is not None:
            self.utterances.go(row, quietly=True)

    def _chosen(self, row: int) -> None:
        """The position follows the row."""
        utterance = self.model.table.utterance(row)
        self.say("")
        self.playback.seek(utterance.start_ms)
        self.points.follow(utterance.agenda_id)

    def _offer_speakers(self, _row: int) -> None:
        menu = self.commands.speaker_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.cursor().pos())

    def _offer_more(self, at: QPoint) -> None:
        if self.model.is_open:
            menu = more_menu(self.commands, self.keyboard, self, read_only=self.model.session.read_only)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _ask_take_over(self) -> None:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self, words.TAKE_OVER, words.TAKE_OVER_SURE, yes | no, no) == yes:
            self._reopen(take_over=True)

    def _reopen(self, *, take_over: bool) -> None:
        """Whether the other one has closed the meeting meanwhile, or by force."""
        folder = self.model.folder
        self.close_meeting()
        self.waiting.setText(words.LOADING)
        self._pages.setCurrentIndex(0)
        self.model.open(folder, take_over=take_over)
