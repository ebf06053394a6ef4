"""How loud the open meeting is along its time line, made in the background while the person works already.

In: a folder and its recordings. Out: `levels`, growing. A recording that cannot be decoded has no picture.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.audio.lanes import lanes_of
from minutes_app.audio.peaks import PEAK_MS, Peaks
from minutes_app.audio.source import Decoder
from minutes_app.gui.jobs import Ends, Lane, nothing
from minutes_app.meeting.model import Recording, length_ms
from minutes_app.progress import Report

PER_SECOND = 1000 // PEAK_MS
COARSE_FROM_MS = 4000
SILENCE_MS = 1500
"""A shorter pause belongs to what is said."""
NOTHING = 2
"""The least level that may be sound: -42 dB of full scale."""
SAMPLES = 4000


class Waveform(QObject):
    """The levels of one meeting at a time; one byte each `PEAK_MS`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.levels = bytearray()
        self.length_ms = 0
        self._known_ms = self._judged_ms = 0
        self._loud = re.compile(b"\xff")
        self.loudest = 0
        """Of the whole meeting, so far."""
        self._seconds = bytearray()
        self._lane: Lane | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is no more to come."""
        return self._lane is None or not self._lane.is_busy

    def loudest_between(self, start_ms: int, end_ms: int) -> int:
        """0 to 255. A long stretch is looked up second by second."""
        if end_ms - start_ms >= COARSE_FROM_MS:
            return max(self._seconds[start_ms // 1000 : end_ms // 1000], default=0)
        first = start_ms // PEAK_MS
        return max(self.levels[first : max(end_ms // PEAK_MS, first + 1)], default=0)

    def load(self, folder: Path, recordings: tuple[Recording, ...]) -> None:
        """Begin with another meeting."""
        self.close()
        self.length_ms = length_ms(recordings)
        self._known_ms = self._judged_ms = 0
        self._loud = re.compile(b"\xff")
        self.levels = bytearray(self.length_ms // PEAK_MS + 1)
        self._seconds, self.loudest = bytearray(self.length_ms // 1000 + 1), 0
        here = tuple(one for one in recordings if (folder / one.file).is_file())
        if not here or len(here) < len(recordings):
            return
        placed = tuple(replace(one, origin="microphone") for one in here)

        def work(report: Report) -> Iterator[object]:
            with Decoder() as decoder:
                yield from decoder.peaks(lanes_of(folder, placed), report)

        self._lane = Lane("waveform", self)
        self._lane.start(work, Ends(done=nothing, failed=lambda _failure: None, stepped=self._take))

    def close(self) -> None:
        """Stop; the process ends, and nobody waits for it."""
        if self._lane is not None:
            self._lane.part()
        self._lane = None

    def sound_after(self, at_ms: int) -> int | None:
        """Where the next sound begins, if it is quiet from here until then for `SILENCE_MS` or more.

        None where there is sound, where the silence is short, and where the levels are not known yet.
        """
        place = at_ms // PEAK_MS
        found = self._sounds().search(self.levels, place)
        if found is None or found.start() * PEAK_MS >= self._known_ms:
            return None
        sound_ms = found.start() * PEAK_MS
        return sound_ms if sound_ms - at_ms >= SILENCE_MS else None

    def _sounds(self) -> "re.Pattern[bytes]":
        """What finds a level that stands out of the room: a tenth of the way from its quiet to its loud moments."""
        if self._judged_ms != self._known_ms:
            self._judged_ms = self._known_ms
            known = self.levels[: self._known_ms // PEAK_MS]
            some = sorted(known[:: max(len(known) // SAMPLES, 1)]) or [0]
            quiet, loud = some[len(some) // 10], some[len(some) * 19 // 20]
            gate = min(max(quiet + (loud - quiet) // 10, NOTHING), 255)
            self._loud = re.compile(b"[" + re.escape(bytes((gate,))) + b"-\xff]", re.DOTALL)
        return self._loud

    def _take(self, value: object) -> None:
        if isinstance(value, Peaks):
            place = value.start_ms // PEAK_MS
            self.levels[place : place + len(value.levels)] = value.levels
            self._known_ms = max(self._known_ms, value.start_ms + len(value.levels) * PEAK_MS)
            self.loudest = max(self.loudest, max(value.levels, default=0))
            for second in range(place // PER_SECOND, (place + len(value.levels) - 1) // PER_SECOND + 1):
                fine = self.levels[second * PER_SECOND : (second + 1) * PER_SECOND]
                self._seconds[second : second + 1] = bytes((max(fine, default=0),))
            self.changed.emit()
