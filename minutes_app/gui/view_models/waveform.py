"""How loud the open meeting is along its time line, made in the background while the person works already.

In: a folder and its recordings. Out: `levels`, growing. A recording that cannot be decoded has no picture.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.audio.lanes import lanes_of, length_ms
from minutes_app.audio.peaks import PEAK_MS, Peaks
from minutes_app.audio.source import LIMITS, Decoder
from minutes_app.child import Limits
from minutes_app.gui.jobs import Ends, Lane
from minutes_app.meeting.model import Recording
from minutes_app.progress import Report

QUIET = Limits(memory=LIMITS.memory, silent_s=LIMITS.silent_s, background=True)
"""Whatever else decodes or recognises goes first."""


class Waveform(QObject):
    """The levels of one meeting at a time; one byte each `PEAK_MS`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.levels = bytearray()
        self.length_ms = 0
        self._lane: Lane | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is no more to come."""
        return self._lane is None or not self._lane.is_busy

    def load(self, folder: Path, recordings: tuple[Recording, ...]) -> None:
        """Begin with another meeting."""
        self.close()
        self.length_ms = length_ms(recordings)
        self.levels = bytearray(self.length_ms // PEAK_MS + 1)
        here = tuple(one for one in recordings if (folder / one.file).is_file())
        if not here or len(here) < len(recordings):
            return
        placed = tuple(replace(one, origin="microphone") for one in here)

        def work(report: Report) -> Iterator[object]:
            with Decoder(QUIET) as decoder:
                yield from decoder.peaks(lanes_of(folder, placed), report)

        self._lane = Lane("waveform", self)
        self._lane.start(work, Ends(done=_nothing, failed=lambda _failure: None, stepped=self._take))

    def close(self) -> None:
        """Stop; the process ends."""
        if self._lane is not None:
            self._lane.close()
            self._lane.deleteLater()
        self._lane = None

    def _take(self, value: object) -> None:
        if isinstance(value, Peaks):
            place = value.start_ms // PEAK_MS
            self.levels[place : place + len(value.levels)] = value.levels
            self.changed.emit()


def _nothing() -> None:
    """Nothing more to do."""
