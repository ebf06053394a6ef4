"""The desk: a small memory-mapped file in which a session and its recorders leave each other numbers.

Nobody ever waits for anybody: each number has one writer and is one aligned 8-byte store. The session writes commands
and its sign of life; each recorder writes its level, its place and its own. The file outlives both sides, so a window
that was started again attaches by opening it. Times are `Clock.monotonic()` seconds, which all processes of a PC share.
"""

import mmap
import struct
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Literal

from minutes_app.capture.plan import TRACKS, Track
from minutes_app.errors import DiskFault
from minutes_app.files import disk_errors

SIZE = 4096
_SESSION, _FIRST_TRACK, _STRIDE = 64, 512, 512


class Command(IntEnum):
    """What the session wants. Takes effect at `asked_at`, so that all tracks are cut at the same moment."""

    RECORD = 0
    PAUSE = 1
    STOP = 2


class State(IntEnum):
    """What a recorder is doing."""

    STARTING = 0
    RECORDING = 1
    PAUSED = 2
    WAITING = 3  # no device: it waits for one
    CLOSED = 4
    FAILED = 5


SessionField = Literal["pid", "pid_started", "seen", "command", "asked_at", "begins", "tracks"]
TrackField = Literal[
    "pid", "pid_started", "seen", "state", "written_ms", "safe_ms", "rms_db", "peak_db", "clipped", "entries",
    "free_bytes", "part", "drift_ppm", "loud_at",
]  # fmt: skip
_SESSION_FIELDS: tuple[SessionField, ...] = ("pid", "pid_started", "seen", "command", "asked_at", "begins", "tracks")
_TRACK_FIELDS: tuple[TrackField, ...] = (
    "pid", "pid_started", "seen", "state", "written_ms", "safe_ms", "rms_db", "peak_db", "clipped", "entries",
    "free_bytes", "part", "drift_ppm", "loud_at",
)  # fmt: skip
_DOUBLE = struct.Struct("<d")


@dataclass(frozen=True, slots=True)
class TrackStatus:
    """A recorder at one moment.

    `seen`: its last sign of life; `written_ms`, `safe_ms`: written, and fsynced, on the time line; `rms_db`, `peak_db`:
    dBFS of the last 0.3 s (-120 = digital silence); `clipped`: samples at full scale so far; `entries`: lines of its
    evidence (a window reads on when it grows); `loud_at`: when somebody spoke last.
    """

    track: Track
    pid: int
    seen: float
    state: State
    written_ms: int
    safe_ms: int
    rms_db: float
    peak_db: float
    clipped: int
    entries: int
    free_bytes: int
    part: int
    drift_ppm: float
    loud_at: float = 0.0


class Desk:
    """The open file. Made once by the session (`Desk.create`), opened by everybody else."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises `DiskError`."""
        self.path = path
        with disk_errors(path), path.open("r+b") as stream:
            if path.stat().st_size < SIZE:
                raise DiskFault(path, "too short for a desk")
            self._map = mmap.mmap(stream.fileno(), SIZE)

    @classmethod
    def create(cls, path: Path) -> "Desk":
        """A new one, all zero. Raises `DiskError`."""
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(SIZE))
        return cls(path)

    def put(self, **values: float) -> None:
        """Session fields (`SessionField`)."""
        for name, value in values.items():
            self._store(_SESSION + _SESSION_FIELDS.index(name) * 8, value)

    def get(self, name: SessionField) -> float:
        """One session field."""
        return self._load(_SESSION + _SESSION_FIELDS.index(name) * 8)

    def put_track(self, track: Track, **values: float) -> None:
        """Fields of one track (`TrackField`)."""
        base = _FIRST_TRACK + TRACKS.index(track) * _STRIDE
        for name, value in values.items():
            self._store(base + _TRACK_FIELDS.index(name) * 8, value)

    def get_track(self, track: Track, name: TrackField) -> float:
        """One field of a track."""
        return self._load(_FIRST_TRACK + TRACKS.index(track) * _STRIDE + _TRACK_FIELDS.index(name) * 8)

    def status(self, track: Track) -> TrackStatus:
        """All of a track."""
        whole = {name: self.get_track(track, name) for name in _TRACK_FIELDS}
        return TrackStatus(
            track=track,
            pid=int(whole["pid"]),
            seen=whole["seen"],
            state=State(int(whole["state"])),
            written_ms=int(whole["written_ms"]),
            safe_ms=int(whole["safe_ms"]),
            rms_db=whole["rms_db"],
            peak_db=whole["peak_db"],
            clipped=int(whole["clipped"]),
            entries=int(whole["entries"]),
            free_bytes=int(whole["free_bytes"]),
            part=int(whole["part"]),
            drift_ppm=whole["drift_ppm"],
            loud_at=whole["loud_at"],
        )

    def close(self) -> None:
        """Let the file go; it stays on the disk."""
        self._map.close()

    def __enter__(self) -> "Desk":
        """The desk itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    def _store(self, at: int, value: float) -> None:
        _DOUBLE.pack_into(self._map, at, value)

    def _load(self, at: int) -> float:
        return float(_DOUBLE.unpack_from(self._map, at)[0])
