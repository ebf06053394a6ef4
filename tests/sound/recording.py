"""A recording as the product makes it (session, recorder processes, desk) on the fake sound server, for a test."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy
import soundfile
from numpy.typing import NDArray

from minutes_app.capture import process
from minutes_app.capture.evidence import Entry, Kind
from minutes_app.capture.finish import Finished, finish, parts_of
from minutes_app.capture.plan import Track
from minutes_app.capture.session import Session, Wish
from minutes_app.meeting.clock import now
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, create
from tests.sound.fake_sound import wait_for

RATE = 16_000
PIECE, REACH = RATE // 10, RATE * 30 // 1000
BETWEEN = 8
"""Places looked at from one sample to the next."""
SPEECH = 0.02
"""Rms of a piece that says something."""

Samples = NDArray[numpy.float64]
Record = Callable[[str, object], None]
"""What pytest's `record_property` is: a figure for docs/reliability.md."""


class Recording:
    """Going on from `with` to `stop`."""

    def __init__(self, library: Path, **devices: str) -> None:
        self.entries: list[Entry] = []
        self.took_s = 0.0
        folder = create(library, Meeting(id=f"m-{secrets.token_hex(8)}", created_at=now()))
        self._book = OpenMeeting(folder)
        self._wish = Wish({track: name for track, name in devices.items() if track in ("mic", "system")})  # type: ignore[misc]

    def __enter__(self) -> "Recording":
        self._book.__enter__()
        self._begun = time.monotonic()
        self.session = Session.start(self._book, self._wish)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self.session.is_over:
            self.session.stop()
            self.session.wait_until_over()
        pids = self.pids
        self.session.close()
        self._book.__exit__(kind, error, at)
        for pid in pids:
            wait_for(lambda pid=pid: process.started(pid) == 0, "a recorder goes on")  # type: ignore[misc] # bound now

    @property
    def pids(self) -> list[int]:
        """The recorders' process numbers."""
        return [status.pid for status in self.session.status()]

    def kinds(self) -> list[Kind]:
        """What has been noted so far."""
        self.entries += self.session.news()
        return [entry.kind for entry in self.entries]

    def await_kind(self, kind: Kind, times: int = 1) -> Entry:
        """Wait until this was noted (so often)."""
        wait_for(lambda: self.kinds().count(kind) >= times, f"{kind} is not noticed, only {self.kinds()}")
        return [entry for entry in self.entries if entry.kind == kind][times - 1]

    def stop(self) -> Finished:
        """End it and make it a meeting."""
        self.session.stop()
        self.took_s = time.monotonic() - self._begun
        assert self.session.wait_until_over(), "a recorder had to be killed"
        self.kinds()
        return finish(self._book)

    def samples(self, track: Track) -> Samples:
        """All that was recorded, -1..1."""
        return numpy.concatenate([soundfile.read(str(path))[0] for path in parts_of(self._book.folder, track)])


@dataclass(frozen=True, slots=True)
class Second:
    """One second of the original, found again: likeness (1 = the same) and how far its place is off, in samples."""

    likeness: float
    lag: int


def compared(original: Samples, recorded: Samples) -> list[Second]:
    """Every second of the original that has speech, looked for in the recording in pieces of 0.1 s.

    Each piece is sought within 30 ms of the one before it, so that a recorder's slow correction of a device's clock is
    followed (at most 5 samples from piece to piece) and a dropout is not. Places are told against the first second.
    """
    start = loud_from(original)
    _likeness, about = best_lag(original[start : start + RATE], recorded, 0, reach=len(recorded))
    lag = first = about - start
    found = []
    for second in range(start, len(original) - RATE + 1, RATE):
        pieces = []
        for at in range(second, second + RATE, PIECE):
            piece = original[at : at + PIECE]
            if numpy.sqrt((piece**2).mean()) > SPEECH:
                likeness, off = best_lag(piece, recorded, at + lag, reach=REACH)
                lag += off
                pieces.append((likeness, lag - first))
        if pieces:
            found.append(Second(float(numpy.median([one[0] for one in pieces])), pieces[-1][1]))
    return found


def loud_from(samples: Samples) -> int:
    """Where the first second with speech all through begins."""
    levels = [numpy.sqrt((samples[at : at + RATE] ** 2).mean()) for at in range(RATE, len(samples) - RATE, RATE)]
    return RATE + RATE * int(numpy.argmax(numpy.array(levels) > 2 * SPEECH))


def best_lag(piece: Samples, recorded: Samples, place: int, *, reach: int) -> tuple[float, int]:
    """Where `piece` is in `recorded` near `place`: likeness and distance in samples.

    How like it is there is looked for between the samples, too: half a sample beside itself a sharp s is hardly itself.
    """
    low = max(0, place - reach)
    stretch = recorded[low : place + reach + len(piece)]
    if len(stretch) < len(piece):
        return 0.0, 0
    size = len(stretch) + len(piece)
    product = numpy.fft.rfft(stretch, size) * numpy.conj(numpy.fft.rfft(piece, size))
    cross = numpy.fft.irfft(product, size)
    energy = numpy.concatenate([[0.0], numpy.cumsum(stretch**2)])
    scale = numpy.maximum(numpy.linalg.norm(piece) * numpy.sqrt(energy[len(piece) :] - energy[: -len(piece)]), 1e-9)
    at = int(numpy.argmax(cross[: len(scale)] / scale))
    finer = numpy.fft.irfft(product, size * BETWEEN) * BETWEEN
    around = finer[max(0, at * BETWEEN - BETWEEN // 2) : at * BETWEEN + BETWEEN // 2 + 1]
    return min(1.0, float(around.max() / scale[at])), low + at - place
