"""The far end of an online meeting, in a process of its own: numpy stays out of the one that asks.

In: what was heard with its sound, or both tracks piece by piece as they are recorded. Out: how they go together, or the
room's sound without the loudspeaker's. Nothing is started before it is asked; a death costs no sound and no text.
"""

from collections.abc import Iterator
from dataclasses import replace

from minutes_app.audio.echo import Cleaner
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied
from minutes_app.meeting.model import Heard
from minutes_app.progress import Report
from minutes_app.transcribe.echo import Likeness, Scene, compared

LIMITS = Limits(memory=512 << 20, silent_s=60.0)
ATTEMPTS = 2


class FarEnd:
    """One resident child; one thread at a time asks it. `close` it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._child = Child("far-end", limits)

    @property
    def pid(self) -> int | None:
        """Process id of the child while it is running."""
        return self._child.pid

    def compared(self, heard: Heard, scene: Scene) -> Likeness:
        """As `echo.compared`. What kills the process twice is like nothing: then the text stays."""
        for _attempt in range(ATTEMPTS):
            try:
                return self._child.call(_compare, replace(heard, words=()), scene.around(heard))
            except ChildDied:
                continue
        return Likeness()

    def cleaner(self) -> "Cleaning":
        """For one room from its beginning; the one that was asked for before is forgotten."""
        return Cleaning(self._child)

    def close(self) -> None:
        """End the process."""
        self._child.close()


class Cleaning:
    """A `clean_room.Clean`: what the child has learnt of the room stays in it from piece to piece."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._begins = True

    def __call__(self, room: bytes, far: bytes, last: bool) -> bytes | None:
        """The cleaned room; None when the process has died, and what it held is lost: it begins again."""
        try:
            cleaned = self._child.call(_clean, room, far, self._begins, last)
        except ChildDied:
            cleaned = None
        self._begins = cleaned is None
        return cleaned


_cleaner: Cleaner | None = None


def _compare(heard: Heard, scene: Scene, *, report: Report) -> Iterator[Likeness]:
    del report
    yield compared(heard, scene)


def _clean(room: bytes, far: bytes, begins: bool, last: bool, *, report: Report) -> Iterator[bytes | None]:
    """In the child: the next piece; None where it is another process than the one that had the pieces before."""
    del report
    global _cleaner
    if begins:
        _cleaner = Cleaner()
    yield None if _cleaner is None else _cleaner(room, far, last)
