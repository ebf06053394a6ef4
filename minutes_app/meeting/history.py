"""Undo and redo: stacks of changes, never copies of the meeting."""

from collections.abc import Callable

from minutes_app.meeting.change import Change, inverse

DEPTH = 1000
"""Steps that can be taken back; the oldest are forgotten."""

Commit = Callable[[Change], object]


class History:
    """What a person did since the meeting was opened, in order. For one thread."""

    def __init__(self, depth: int = DEPTH) -> None:
        self._depth = depth
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def undo_label(self) -> str:
        """The label of what `undo` would take back, or ""."""
        return self._done[-1].label if self._done else ""

    @property
    def redo_label(self) -> str:
        """The label of what `redo` would do again, or ""."""
        return self._undone[-1].label if self._undone else ""

    def did(self, change: Change) -> None:
        """Remember a change that was committed; what was undone before cannot be redone any more."""
        if change.splices:
            self._done.append(change)
            del self._done[: -self._depth]
            self._undone.clear()

    def undo(self, commit: Commit) -> Change | None:
        """Commit the inverse of the last change and return it; None when there is nothing to undo.

        When `commit` raises, nothing moves: the step can be tried again.
        """
        if not self._done:
            return None
        back = inverse(self._done[-1])
        commit(back)
        self._undone.append(self._done.pop())
        return back

    def redo(self, commit: Commit) -> Change | None:
        """Commit the last undone change again and return it; None when there is none."""
        if not self._undone:
            return None
        again = self._undone[-1]
        commit(again)
        self._done.append(self._undone.pop())
        return again

    def clear(self) -> None:
        """Forget everything: the meeting was replaced as a whole."""
        self._done.clear()
        self._undone.clear()
