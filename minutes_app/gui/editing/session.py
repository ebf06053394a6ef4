"""The meeting as the person sees it while correcting: edits happen at once here, and go to the disk in order.

In: changes. Out: the meeting after them, and a listener told of each. Writes nothing itself (`writer`), knows no Qt.
"""

import sys
from collections.abc import Callable

from minutes_app.meeting.change import Change, apply
from minutes_app.meeting.history import History
from minutes_app.meeting.model import Meeting, Utterance

WITHOUT_END = sys.maxsize


class Session:
    """One meeting between `open` and `close`. Where it is read-only, `do`, `undo` and `redo` do nothing."""

    def __init__(self, meeting: Meeting, *, save: Callable[[Change], None] | None) -> None:
        """`save` None: the meeting can only be read."""
        self.meeting = meeting
        self.history = History(WITHOUT_END)
        self.listeners: list[Callable[[Change], None]] = []
        self._save = save
        self._rows: dict[str, int] = {}

    @property
    def read_only(self) -> bool:
        """Whether somebody else has the meeting."""
        return self._save is None

    def do(self, change: Change) -> bool:
        """Make an edit; False when it changes nothing or may not be made."""
        if self._save is None or not change.splices:
            return False
        self._make(change)
        self.history.did(change)
        self._tell(change)
        return True

    def undo(self) -> Change | None:
        """Take the last edit back; None when there is none."""
        return self._tell(self.history.undo(self._make))

    def redo(self) -> Change | None:
        """Make the edit again that was taken back last; None when there is none."""
        return self._tell(self.history.redo(self._make))

    def row_of(self, utterance_id: str) -> int:
        """The place of an utterance in the meeting. Raises `KeyError`."""
        utterances = self.meeting.utterances
        row = self._rows.get(utterance_id, -1)
        if not (0 <= row < len(utterances) and utterances[row].id == utterance_id):
            self._rows = {utterance.id: place for place, utterance in enumerate(utterances)}
            row = self._rows[utterance_id]
        return row

    def utterance(self, utterance_id: str) -> Utterance:
        """The utterance with this id. Raises `KeyError`."""
        return self.meeting.utterances[self.row_of(utterance_id)]

    def _make(self, change: Change) -> None:
        if self._save is None:
            raise AssertionError("a meeting that can only be read")
        self.meeting = apply(self.meeting, change)
        self._save(change)

    def _tell(self, change: Change | None) -> Change | None:
        """The listeners hear of it when the history knows it too."""
        if change is not None:
            for listener in self.listeners:
                listener(change)
        return change
