"""How loud inputs are before anything is recorded. Listens as long as somebody looks, and keeps nothing.

In: the name of an input for each track. Out: their levels, ten times a second. Runs in a child, for drivers are native
code, and a driver that hangs must not hang the window.
"""

import time
from collections.abc import Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from minutes_app.capture.devices import open_source
from minutes_app.capture.level import Meter
from minutes_app.capture.plan import KIND_OF, Track
from minutes_app.capture.source import Block
from minutes_app.progress import Progress, Report, Stage

EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Loudness:
    """An input at one moment: dBFS of the last 0.3 s."""

    track: Track
    rms_db: float
    peak_db: float


@dataclass(slots=True)
class _Ear:
    """One input that is listened to."""

    track: Track
    came: SimpleQueue[Block] = field(default_factory=SimpleQueue)
    meter: Meter = field(default_factory=Meter)

    def level(self) -> Loudness:
        """After everything that has come."""
        while True:
            try:
                self.meter.hear(self.came.get_nowait().pcm)
            except Empty:
                return Loudness(self.track, self.meter.rms_db, self.meter.peak_db)


def levels(devices: tuple[tuple[Track, str], ...], *, report: Report) -> Generator[tuple[Loudness, ...], None, None]:
    """In a child: a level for each device, until cancelled. Raises `CaptureError` for one that cannot be opened."""
    with ExitStack() as open_ones:
        ears = []
        for track, name in devices:
            report(Progress(Stage.WAIT))
            source = open_ones.enter_context(closing(open_source(name, KIND_OF[track])))
            ears.append(_Ear(track))
            source.start(ears[-1].came.put)
        while True:
            time.sleep(EVERY_S)
            yield tuple(ear.level() for ear in ears)
