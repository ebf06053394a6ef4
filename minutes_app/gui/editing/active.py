"""How long a person is at work: from the moments of keys, clicks, edits and playing. Knows no meeting and no Qt.

In: `touch` and `play` as they happen. Out: whole seconds. What lies between two moments counts as work when it is no
longer than the idle limit, and not at all when it is. A recording that plays alone is listened to for a while only.
"""

import time
from collections.abc import Callable

LISTENS_S = 600.0
"""So long after the last key or click a playing recording still counts: then nobody may be there any more."""
NEVER = float("-inf")


class ActiveClock:
    """Counts. `now`: seconds of a clock that never goes back."""

    def __init__(self, idle_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self.idle_s = idle_s
        self._now = now
        self._touched = self._last = NEVER
        self._active_s = 0.0

    def touch(self) -> None:
        """A key, a click, an edit."""
        self._count()
        self._touched = self._last

    def play(self) -> None:
        """The recording sounds."""
        if self._now() - self._touched <= LISTENS_S:
            self._count()

    def leave(self) -> None:
        """Something else is before the person: what follows does not belong to what was before."""
        self._touched = self._last = NEVER

    @property
    def seconds(self) -> int:
        """Whole seconds that nobody has taken yet."""
        return int(self._active_s)

    def take(self) -> int:
        """The whole seconds since the last time; parts of a second stay."""
        taken = self.seconds
        self._active_s -= taken
        return taken

    def drop(self) -> None:
        """Forget what nobody has taken."""
        self._active_s = 0.0

    def _count(self) -> None:
        at = self._now()
        if at - self._last <= self.idle_s:
            self._active_s += at - self._last
        self._last = at
