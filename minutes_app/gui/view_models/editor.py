"""The 校正 editor as a screen knows it: one meeting, opened and closed, its table, and every intent of the person.

In: a folder, and what the person wants for the utterances that are chosen. Out: signals when something is to be shown.
Edits go to the disk in order in the writer's thread (`gui.editing.writer`); this thread never waits for it but in
`close` and `flush`.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from minutes_app.errors import MeetingInUse
from minutes_app.gui.editing import again, intents, replacing, rows
from minutes_app.gui.editing.doubts import Doubts, Gap, Place, next_place
from minutes_app.gui.editing.session import Session
from minutes_app.gui.editing.writer import HistoryRead, NotOpened, NotSaved, Opened, Saved, Told, WordsRead, Writer
from minutes_app.gui.view_models.utterance_table import UtteranceTable
from minutes_app.gui.work import Lent
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.heard_list import HeardList
from minutes_app.meeting.model import Meeting, Run, Utterance
from minutes_app.meeting.taking_over import take_over
from minutes_app.rehearing import Stretch
from minutes_app.wording.editor import not_saved
from minutes_app.wording.edits import edit_name
from minutes_app.wording.gui import explain_here

Ids = tuple[str, ...]
BEFORE_SOUND_MS = 400
"""Who skips a silence hears so much of it before the next sound."""
PAINTED_MS = 100
"""A meeting that was opened is on the screen by then."""


class EditorModel(QObject):
    """One meeting at a time. `session` and `table` are there from `opened` to `close`."""

    opened = Signal()
    """The meeting can be shown."""
    not_opened = Signal(object)
    """It cannot: the `Message` that says why."""
    changed = Signal()
    """After each edit, undo and redo."""
    saved = Signal()
    """What is on the disk, or why it is not, has changed: `unsaved` and `trouble`."""
    doubted = Signal()
    """What the run knows was read: `doubts`."""
    history_read = Signal(object)
    """Every edit, oldest first: a tuple of `Edit`; () when it cannot be read."""
    _told = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = Path()
        self.patience_s = 0.0
        """So long `open` waits for what this window itself does with the meeting, before it can only be read."""
        self.in_use: MeetingInUse | None = None
        self.trouble = ""
        self.heard = HeardList()
        self.doubts = Doubts()
        self._doubtful: int | None = None
        self._session: Session | None = None
        self._table: UtteranceTable | None = None
        self._writer: Writer | None = None
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether there is a meeting to show."""
        return self._session is not None

    @property
    def session(self) -> Session:
        """The open meeting."""
        assert self._session is not None
        return self._session

    @property
    def table(self) -> UtteranceTable:
        """The utterances of the open meeting."""
        assert self._table is not None
        return self._table

    @property
    def meeting(self) -> Meeting:
        """The meeting after every edit, on the disk or not yet."""
        return self.session.meeting

    @property
    def lent(self) -> Lent | None:
        """The open meeting for work in a lane; None where it can only be read."""
        writer = self._writer
        return Lent(writer.book, writer.flush) if writer is not None and writer.book is not None else None

    @property
    def unsaved(self) -> int:
        """Edits that are not on the disk yet."""
        return self._writer.left if self._writer is not None else 0

    @property
    def undo_name(self) -> str:
        """What undo would take back, or ""."""
        label = self._session.history.undo_label if self._session else ""
        return edit_name(label) if label else ""

    @property
    def redo_name(self) -> str:
        """What redo would do again, or ""."""
        label = self._session.history.redo_label if self._session else ""
        return edit_name(label) if label else ""

    def open(self, folder: Path, *, take_over: bool = False) -> None:
        """Begin to open a meeting; `opened` or `not_opened` follows. One that is open is closed first."""
        self.close()
        self.folder = folder
        patience_s = 0.0 if take_over else self.patience_s
        writer = Writer(folder, lambda told: self._told.emit(writer, told), take_over=take_over, patience_s=patience_s)
        self._writer = writer
        writer.start()

    def flush(self, timeout_s: float = 10.0) -> bool:
        """Wait until every edit is on the disk; False when it takes longer."""
        return self._writer is None or self._writer.flush(timeout_s)

    def close(self, timeout_s: float = 30.0) -> int:
        """Give the meeting back after writing every edit; returns how many could not be written in this time."""
        lost = self._writer.close(timeout_s) if self._writer is not None else 0
        self._writer = self._session = self._table = self.in_use = None
        self.heard, self.doubts, self.trouble = HeardList(), Doubts(), ""
        self._doubtful = None
        return lost

    def do(self, change: Change) -> bool:
        """Make an edit; False when nothing changes."""
        return self.session.do(change)

    def undo(self) -> bool:
        """Take the last edit back."""
        return self.session.undo() is not None

    def redo(self) -> bool:
        """Make the edit again that was taken back last."""
        return self.session.redo() is not None

    def toggle_checked(self, ids: Ids) -> bool:
        """確認済, or not any more."""
        return self.do(intents.toggle_checked(self.meeting, ids))

    def toggle_hidden(self, ids: Ids) -> bool:
        """非公開, or not any more."""
        return self.do(intents.toggle_hidden(self.meeting, ids))

    def toggle_deleted(self, ids: Ids) -> bool:
        """Delete, or restore."""
        return self.do(intents.toggle_deleted(self.meeting, ids))

    def set_speaker(self, ids: Ids, number: int) -> bool:
        """The speaker with this number; 0 = not known."""
        return self.do(intents.speaker_by_number(self.meeting, ids, number))

    def start_agenda(self, utterance_id: str, number: int) -> bool:
        """Agenda item `number` begins here; 0 = none."""
        return self.do(intents.agenda_by_number(self.meeting, utterance_id, number))

    def split(self, utterance_id: str, at: int) -> bool:
        """Cut before character `at`."""
        utterance = self.session.utterance(utterance_id)
        heard = self.heard.near(utterance.start_ms, utterance.end_ms)
        return self.do(intents.split(self.meeting, utterance, at, heard))

    def merge_with_next(self, utterance_id: str) -> bool:
        """One utterance of this and the next."""
        return self.do(intents.merge_with_next(self.meeting, self.session.row_of(utterance_id)))

    def add_decision(self, ids: Ids) -> bool:
        """決定事項."""
        return self.do(intents.item_from(self.meeting, ids, "decision"))

    def add_task(self, ids: Ids) -> bool:
        """宿題."""
        return self.do(intents.item_from(self.meeting, ids, "task"))

    def add_point(self, ids: Ids) -> bool:
        """要点."""
        return self.do(intents.point_from(self.meeting, ids))

    def add_speaker(self, name: str, ids: Ids = ()) -> bool:
        """A speaker more, who said these utterances."""

        def assigned(now: Meeting) -> Change:
            return edit.set_speaker(now, ids, now.speakers[-1].id)

        steps = (lambda now: intents.new_speaker(now, name), assigned)
        return self.do(edit.together(self.meeting, "add_speaker", steps))

    def toggle_important(self, ids: Ids) -> bool:
        """重要, or not any more."""
        return self.do(intents.toggle_important(self.meeting, ids))

    def comment(self, ids: Ids, text: str) -> bool:
        """A note for those who correct."""
        return self.do(edit.set_comment(self.meeting, ids, text.strip()))

    def add_utterance(self, said: intents.Said) -> bool:
        """A new utterance."""
        return self.do(intents.new_utterance(self.meeting, said))

    def leave_gap(self, gap: Gap) -> bool:
        """A person has listened: nothing of what is heard there has to be written."""
        return self.do(intents.empty_utterance(self.meeting, gap.start_ms, gap.end_ms))

    def take_marks(self) -> bool:
        """What was marked while recording becomes what it means."""
        return self.do(take_over(self.meeting))

    def copy(self, ids: Ids) -> str:
        """Utterances as rows for Excel, Word, or another place of the transcript."""
        return rows.as_text(self.meeting, ids)

    def paste(self, row: int, text: str) -> bool:
        """Rows as utterances after this row."""
        return self.do(rows.pasted(self.meeting, row, text))

    def take_again(self, stretch: Stretch, run: Run) -> bool:
        """What was heard once more takes the place of what stands there; `old_and_new` showed it to the person."""
        old, new = self.old_and_new(stretch, run)
        heard = self.heard.exchanged(stretch.holds, run.heard)
        self._learn(heard, Doubts(heard))
        return self.do(again.exchanged(self.meeting, old, new))

    def old_and_new(self, stretch: Stretch, run: Run) -> tuple[tuple[Utterance, ...], tuple[Utterance, ...]]:
        """What stands in a stretch now, and what it would be."""
        old = again.said_in(self.meeting, stretch)
        return old, again.heard_as(self.meeting, old, run)

    def look_from(self, at: Place, *, back: bool = False) -> Place | None:
        """The next place that a person should listen to."""
        return next_place(self.doubts.places(self.meeting), at, back=back)

    @property
    def doubtful(self) -> int:
        """How many places a person should still listen to."""
        if self._doubtful is None:
            self._doubtful = len(self.doubts.places(self.meeting)) if self.is_open else 0
        return self._doubtful

    def quiet_until(self, at_ms: int, sound_ms: int) -> int | None:
        """A little before the sound, or before the next utterance or voice; None where one lasts, or that is near."""
        meeting = self.meeting
        spoken = [(one.start_ms, one.end_ms) for one in meeting.utterances if not one.deleted]
        spoken += [(gap.start_ms, gap.end_ms) for gap in self.doubts.gaps(meeting)]
        if any(start_ms <= at_ms < end_ms for start_ms, end_ms in spoken):
            return None
        following = min((start_ms for start_ms, _end in spoken if start_ms > at_ms), default=sound_ms)
        wanted = min(sound_ms, following) - BEFORE_SOUND_MS
        return wanted if wanted > at_ms + BEFORE_SOUND_MS else None

    def ask_history(self) -> None:
        """Every edit on the disk; `history_read` follows, after the edits that are on their way."""
        if self._writer is not None:
            self._writer.ask_history()

    def replace(self, hits: tuple[replacing.Hit, ...], label: str = "replace") -> bool:
        """Put the chosen hits in place, in one step."""
        return self.do(replacing.replaced(self.meeting, hits, label))

    def _hear(self, writer: Writer, told: Told) -> None:
        if writer is not self._writer:
            return
        if isinstance(told, Opened):
            self._show(told)
        elif isinstance(told, NotOpened):
            self.not_opened.emit(explain_here(told.error))
        elif isinstance(told, WordsRead):
            self._learn(told.heard, told.doubts)
        elif isinstance(told, HistoryRead):
            self.history_read.emit(told.edits)
        elif isinstance(told, Saved):
            self.trouble = ""
            self.saved.emit()
        else:
            self._complain(told)

    def _show(self, told: Opened) -> None:
        writer = self._writer
        assert writer is not None
        self.in_use = told.in_use
        self._session = Session(told.meeting, save=None if told.in_use else writer.put)
        self.doubts = told.doubts
        self._table = UtteranceTable(self._session, self, told.doubts)
        self._session.listeners.append(self._tell)
        self._doubtful = None
        self.opened.emit()
        QTimer.singleShot(PAINTED_MS, writer.shown)

    def _tell(self, _change: Change) -> None:
        self._doubtful = None
        self.changed.emit()

    def _learn(self, heard: HeardList, doubts: Doubts) -> None:
        self.heard, self.doubts, self._doubtful = heard, doubts, None
        if self._table is not None:
            self._table.learn_doubts(self.doubts)
        self.doubted.emit()

    def _complain(self, told: NotSaved) -> None:
        self.trouble = not_saved(explain_here(told.error).headline, told.left)
        self.saved.emit()
