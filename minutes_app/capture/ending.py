"""When a recorder ends by itself: nobody is there any more, long silence, the longest time reached.

In: the desk and the clock. Out: why, and the moment at which all tracks end (each recorder finds the same one, because
they look at the same desk). A session that hangs or is stopped is not dead.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from minutes_app.audio.growing import RATE
from minutes_app.capture.desk import Desk
from minutes_app.capture.evidence import Kind
from minutes_app.capture.plan import TRACKS, RecorderPlan

LOOK_S = 0.25
LONGEST_PAUSE_S = 4 * 3600
"""A forgotten pause ends too."""
AHEAD_S = 0.5
"""The end lies so far ahead, so that every track still has the sound up to it."""
IsAlive = Callable[[int, float], bool]


@dataclass(frozen=True, slots=True)
class End:
    """`why`: a kind of evidence; `at`: a moment of the clock, or `place`: samples on the recording's time line."""

    why: Kind
    at: float = 0.0
    place: int | None = None


class Ending:
    """Looks whether it is time to end."""

    def __init__(self, plan: RecorderPlan, desk: Desk, is_alive: IsAlive) -> None:
        self._plan = plan
        self._desk = desk
        self._is_alive = is_alive
        self._next = 0.0
        self._alone_since: float | None = None
        self._paused_since: float | None = None

    def look(self, now: float, written: int, *, is_paused: bool) -> End | None:
        """The end, if it has come. `written`: samples on the recording's time line."""
        if written >= self._plan.max_s * RATE:
            return End("max_reached", place=round((self._plan.max_s + AHEAD_S) * RATE))
        if now < self._next:
            return None
        self._next = now + LOOK_S
        if not is_paused:
            self._paused_since = None
        elif self._paused_since is None:
            self._paused_since = now
        return self._orphaned(now) or self._silent(now)

    def _orphaned(self, now: float) -> End | None:
        """Since the session's process was first found dead, with no other one having come to the desk."""
        if self._is_alive(int(self._desk.get("pid")), self._desk.get("pid_started")):
            self._alone_since = None
            return None
        if self._alone_since is None:
            self._alone_since = now
        if now - self._alone_since < self._plan.orphan_s:
            return None
        return End("orphaned", self._plan.begins + math.ceil(now - self._plan.begins + AHEAD_S))

    def _silent(self, now: float) -> End | None:
        """On every track, or a very long pause (`loud_at` goes on with a pause)."""
        if self._paused_since is not None and now - self._paused_since >= LONGEST_PAUSE_S:
            return End("long_silence", now)
        loud_at = max(self._desk.get_track(track, "loud_at") for track in TRACKS)
        if loud_at <= 0 or now - loud_at < self._plan.long_silence_s:
            return None
        return End("long_silence", loud_at + self._plan.long_silence_s + AHEAD_S)
