"""What a person beside a recording is told: which of the watchdogs' notes, and how loud it is in a word.

In: evidence as it is noted, recorders as they stand on the desk. Out: whether to say it now; a word, a share of a bar,
hours of disk. Says nothing itself.
"""

from collections import deque

from minutes_app.audio.growing import RATE
from minutes_app.capture.desk import TrackStatus
from minutes_app.capture.evidence import Entry
from minutes_app.capture.level import HOLD_S, SILENT_DB, Judged, judged

OF_THE_PC = (
    *("disk_low", "disk_out", "write_error", "mirror_only", "mirror_lost", "server_gone"),
    *("clock_changed", "slept", "long_silence", "max_reached", "orphaned"),
)
"""What both recorders notice, and a person need hear once."""

AGAIN_S = 30.0
"""The same thing on the same track is said at most so often."""

FLOOR_DB = -60.0
"""The empty bar; the full one is 0 dBFS."""
BYTES_AN_HOUR = RATE * 2 * 3600


class Noticed:
    """Once in a while for things that happen again and again; the evidence and the marks have them all."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], float] = {}
        self._begun: set[tuple[str, str, int]] = set()

    def is_new(self, entry: Entry, now: float) -> bool:
        """Whether it is to be told; what was told when it began is not told again when its end is known."""
        beginning = (entry.kind, entry.track, entry.at_ms)
        of = (entry.kind, "" if entry.kind in OF_THE_PC else entry.track)
        is_known = beginning in self._begun
        self._begun.add(beginning)
        if is_known or now - self._told.get(of, -AGAIN_S) < AGAIN_S:
            return False
        self._told[of] = now
        return True


def facts_of(entry: Entry) -> dict[str, str | int | float]:
    """What a sentence about an entry may name."""
    named: dict[str, str | int | float] = {"at_ms": entry.at_ms, "until_ms": entry.until_ms}
    if entry.track:
        named["track"] = entry.track
    return {**named, **entry.facts}


class Levels:
    """The loudest of the last seconds is judged, so that the word does not flicker between syllables."""

    def __init__(self) -> None:
        self._peaks: dict[str, deque[tuple[float, float]]] = {}

    def see(self, track: str, peak_db: float, now: float) -> None:
        """A level as it is now."""
        peaks = self._peaks.setdefault(track, deque())
        peaks.append((now, peak_db))
        while peaks[0][0] < now - HOLD_S:
            peaks.popleft()

    def word(self, track: str, otherwise_db: float = SILENT_DB) -> Judged:
        """What to tell; `otherwise_db` counts where nothing was seen yet."""
        return judged(max((peak for _at, peak in self._peaks.get(track, ())), default=otherwise_db))


def filled(rms_db: float) -> float:
    """How full a bar is, 0 to 1."""
    return max(0.0, min(1.0, 1 - rms_db / FLOOR_DB))


def free_hours(tracks: tuple[TrackStatus, ...]) -> float:
    """Hours that can still be recorded; 0 = not known yet."""
    free = min((each.free_bytes for each in tracks if each.free_bytes > 0), default=0)
    return free / (BYTES_AN_HOUR * max(1, len(tracks)))
