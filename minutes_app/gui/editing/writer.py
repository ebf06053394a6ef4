"""The thread that holds an open meeting: it reads it, and puts edits onto the disk one after the other.

In: a folder, then changes. Out: what happened, told to `tell` in this thread. The window never waits for the disk, and
no edit is dropped: one that cannot be written is tried again until it can, or until the person gives up.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors import DiskError, MeetingFileError, MeetingInUse, MinutesError
from minutes_app.gui.editing.doubts import Doubts
from minutes_app.meeting.change import Change
from minutes_app.meeting.heard_list import HeardList
from minutes_app.meeting.lock import in_use_here
from minutes_app.meeting.model import Heard, Meeting
from minutes_app.meeting.past import past_edits
from minutes_app.meeting.runs import load_heard
from minutes_app.meeting.snapshot import Edit
from minutes_app.meeting.store import OpenMeeting, load

AGAIN_S = 2.0
"""An edit that could not be written is tried again so often."""
LOOK_S = 0.1
"""So often it is looked whether the window's own work on the meeting is done."""
SHOWN_S = 2.0
"""So long the times of words wait for the window to show the meeting; both at once would slow its thread."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """The meeting was read. `doubts`: before the words are; `in_use`: somebody has it, so that it can only be read."""

    meeting: Meeting
    doubts: Doubts
    in_use: MeetingInUse | None = None


@dataclass(frozen=True, slots=True)
class NotOpened:
    """The meeting could not be read."""

    error: MinutesError


@dataclass(frozen=True, slots=True)
class WordsRead:
    """What the engine heard, for the times of words, and what a person should listen to."""

    heard: HeardList
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class Saved:
    """`left`: edits that are not on the disk yet."""

    left: int


@dataclass(frozen=True, slots=True)
class NotSaved:
    """An edit could not be written yet. `left`: edits that are not on the disk."""

    error: MinutesError
    left: int


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """Every edit that the files know, oldest first; () when they cannot be read."""

    edits: tuple[Edit, ...]


Told = Opened | NotOpened | WordsRead | HistoryRead | Saved | NotSaved


class _Ask:
    """In the row of changes: the history is wanted."""


class Writer:
    """One meeting folder, from `start` to `close`. For the use of one thread."""

    def __init__(
        self, folder: Path, tell: Callable[[Told], None], *, take_over: bool = False, patience_s: float = 0.0
    ) -> None:
        """`patience_s`: so long this process's own work on the meeting, an export, is waited for."""
        self.folder = folder
        self._patience_s = patience_s
        self._tell = tell
        self._take_over = take_over
        self._changes: queue.SimpleQueue[Change | _Ask | None] = queue.SimpleQueue()
        self._left = 0
        self._quiet = threading.Condition()
        self._give_up = threading.Event()
        self._shown = threading.Event()
        self._thread = threading.Thread(target=self._run, name="editor-writer")
        self.book: OpenMeeting | None = None

    @property
    def left(self) -> int:
        """Edits that are not on the disk yet."""
        return self._left

    def start(self) -> None:
        """Begin to read; `tell` hears how it went."""
        self._thread.start()

    def put(self, change: Change) -> None:
        """Have a change written after all those before it."""
        with self._quiet:
            self._left += 1
        self._changes.put(change)

    def shown(self) -> None:
        """The meeting is on the screen: the times of words may be read now."""
        self._shown.set()

    def ask_history(self) -> None:
        """Have the edits read, after those that were put before; `tell` hears them."""
        self._changes.put(_Ask())

    def flush(self, timeout_s: float) -> bool:
        """Wait until every edit is on the disk; False when it takes longer."""
        with self._quiet:
            return self._quiet.wait_for(lambda: self._left == 0, timeout_s)

    def close(self, timeout_s: float = 30.0) -> int:
        """Write what is left, give the meeting back, and return how many edits could not be written in this time."""
        self._shown.set()
        self.flush(timeout_s)
        self._give_up.set()
        self._changes.put(None)
        self._thread.join()
        return self._left

    def _run(self) -> None:
        self._wait_for_own()
        try:
            with OpenMeeting(self.folder, take_over=self._take_over) as book:
                self.book = book
                self._tell(Opened(book.meeting, _found((), book.meeting)))
                self._read_words(book.meeting)
                self._serve(book)
        except MinutesError as error:
            self._not_held(error)
        finally:
            self.book = None

    def _wait_for_own(self) -> None:
        until = time.monotonic() + self._patience_s
        while time.monotonic() < until and in_use_here(self.folder) and not self._give_up.wait(LOOK_S):
            pass

    def _not_held(self, error: MinutesError) -> None:
        if self.book is not None:
            _log.warning("edits stay in the journal: %s", type(error).__name__)
        elif isinstance(error, MeetingInUse):
            self._read_only(error)
        else:
            self._tell(NotOpened(error))

    def _read_only(self, in_use: MeetingInUse) -> None:
        try:
            meeting = load(self.folder)
            self._tell(Opened(meeting, _found((), meeting), in_use))
        except MinutesError as error:
            self._tell(NotOpened(error))
            return
        self._read_words(meeting)
        while self._changes.get() is not None:
            self._read_history()

    def _read_words(self, meeting: Meeting) -> None:
        """A run that is lost or damaged costs the exact times of words, not the editing."""
        self._shown.wait(SHOWN_S)
        try:
            heard = load_heard(self.folder, meeting.run_id) if meeting.run_id else HeardList()
            self._tell(WordsRead(heard, _found(heard, meeting)))
        except (MeetingFileError, DiskError) as error:
            _log.warning("no words: %s", type(error).__name__)

    def _serve(self, book: OpenMeeting) -> None:
        while (change := self._changes.get()) is not None:
            if isinstance(change, _Ask):
                self._read_history()
                continue
            if not self._written(book, change):
                return
            with self._quiet:
                self._left -= 1
                self._quiet.notify_all()
            self._tell(Saved(self._left))

    def _read_history(self) -> None:
        """A journal that cannot be read costs the list, not the editing."""
        try:
            self._tell(HistoryRead(past_edits(self.folder)))
        except DiskError as error:
            _log.warning("no history: %s", type(error).__name__)
            self._tell(HistoryRead(()))

    def _written(self, book: OpenMeeting, change: Change) -> bool:
        while True:
            try:
                book.commit(change)
                return True
            except (DiskError, MeetingInUse) as error:
                self._tell(NotSaved(error, self._left))
            if self._give_up.wait(AGAIN_S):
                return False


def _found(heard: Sequence[Heard], meeting: Meeting) -> Doubts:
    """The places of a whole meeting, found in this thread and not in the window's."""
    doubts = Doubts(heard)
    doubts.places(meeting)
    return doubts
