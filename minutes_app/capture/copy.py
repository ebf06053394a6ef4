"""The parts of one track in one folder: begun, added to, fsynced, closed with their sha256.

Nothing here raises for what a disk does: `trouble` says it, and the folder takes nothing until `begin` is called again.
What may take long is handed to the folder's lane.
"""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from minutes_app.audio.growing import GrowingWave
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import Track, part_name
from minutes_app.errors import DiskError
from minutes_app.files import disk_errors, sha256_of, sync_folder

_WIDTH = 2
_SYNC_EVERY = 32 << 20
"""Bytes of a closed part that are summed before the open one is fsynced in between."""
_TRIAL = 1 << 20
FreeBytes = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Closed:
    """A part that does not change any more. `start`: its first sample on the time line; `error`: "" or what broke."""

    file: str
    number: int
    start: int
    samples: int
    sha256: str
    error: str = ""


def free_bytes(folder: Path) -> int:
    """Free on the disk of a folder. Raises `OSError`."""
    return shutil.disk_usage(folder).free


class Copy:
    """One folder. `trouble`: why it takes nothing, if it should; `safe`: samples; `free`: bytes, -1 when not known."""

    def __init__(self, folder: Path, track: Track, lane: Lane, closed: Callable[[Closed], None]) -> None:
        self.folder = folder
        self.lane = lane
        self.number = self.start = self.safe = 0
        self.free = -1
        self.trouble: DiskError | None = None
        self.is_usable = False
        self._track: Track = track
        self._closed = closed
        self._syncing = False
        self._open: tuple[GrowingWave, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether a part is being written."""
        return self._open is not None

    def begin(self, number: int, start: int) -> bool:
        """Make the part that begins at sample `start`; False, and `trouble`, when the folder does not take it."""
        try:
            with disk_errors(self.folder):
                self.folder.mkdir(parents=True, exist_ok=True)
            self._open = GrowingWave(self.folder / part_name(self._track, number)), start
        except DiskError as error:
            self.trouble = error
            return False
        self.number, self.start, self.trouble = number, start, None
        self.lane.do(self._sync_folder)
        return True

    def number_after(self, number: int) -> int:
        """The next number whose name nobody has taken."""
        number += 1
        with contextlib.suppress(OSError):
            while (self.folder / part_name(self._track, number)).exists():
                number += 1
        return number

    def append(self, pcm: bytes) -> int:
        """Bytes that got in: all, or fewer when the disk failed."""
        if self._open is None:
            return 0
        wave = self._open[0]
        before = wave.samples
        try:
            wave.append(pcm)
        except DiskError as error:
            self.leave(error)
        return (wave.samples - before) * _WIDTH

    def leave(self, error: DiskError | None = None) -> None:
        """Nothing more goes into this part."""
        left, self._open = self._open, None
        self.trouble = error
        if left is not None:
            self.lane.do(partial(self._seal, *left, self.number, error))

    def turn(self, number: int, start: int) -> None:
        """On to the next part."""
        self.leave()
        self.begin(number, start)

    def sync(self) -> None:
        """Ask for an fsync; `safe` grows when it is done."""
        if self._open is not None and not self._syncing:
            self._syncing = True
            self.lane.do(self._sync)

    def measure(self, free: FreeBytes) -> None:
        """How much the disk has left. For the lane."""
        try:
            self.free = free(self.folder)
        except OSError:
            self.free = -1

    def probe(self) -> None:
        """Whether a folder that failed takes files again (`is_usable`). For the lane."""
        trial = self.folder / f".{self._track}.trial"
        with contextlib.suppress(OSError, DiskError):
            self.folder.mkdir(parents=True, exist_ok=True)
            trial.unlink(missing_ok=True)
            with GrowingWave(trial) as wave:
                wave.append(bytes(_TRIAL))
                wave.sync()
            trial.unlink()
            self.is_usable = True

    def _sync(self) -> None:
        """In the lane, which also closes parts: the one found here is open."""
        found = self._open
        if found is not None:
            try:
                self.safe = max(self.safe, found[1] + found[0].sync())
            except DiskError as error:
                self.trouble = error
        self._syncing = False

    def _sync_folder(self) -> None:
        with contextlib.suppress(OSError):
            sync_folder(self.folder)

    def _seal(self, wave: GrowingWave, start: int, number: int, error: DiskError | None) -> None:
        summed = ""
        try:
            try:
                self.safe = max(self.safe, start + wave.sync())
            finally:
                wave.close()
            summed = sha256_of(wave.path, self._sync_between)
        except DiskError as failure:
            error = error or failure
        broken = type(error).__name__ if error is not None else ""
        self._closed(Closed(wave.path.name, number, start, wave.samples, summed, broken))

    def _sync_between(self, done: int) -> None:
        if done % _SYNC_EVERY == 0:
            self._sync()
