"""The unit of work between decoder and engine: a stretch of sound cut at silences."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

RATE = 16_000
"""Hz; what Whisper models hear."""

Tracks = Literal["mix", "separate"]


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """What a recording's header says. `duration_ms` 0 = not known; `recorded_at` ISO local time or ""."""

    path: Path
    format: str
    codec: str
    channels: int
    rate: int
    duration_ms: int
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a lane: it begins at `at_ms` of the time line at the earliest, with silence before it if need be.

    `length_ms`: how long it was when it was heard, 0 = not known; `is_whole`: nothing of it had to be skipped then.
    """

    path: Path
    at_ms: int = 0
    length_ms: int = 0
    is_whole: bool = False


Lane = tuple[Part, ...]
"""Files that follow each other; several lanes run side by side."""


def one_lane(*paths: Path) -> tuple[Lane, ...]:
    """Files that follow each other, and nothing beside them."""
    return (tuple(Part(path) for path in paths),)


@dataclass(frozen=True, slots=True)
class Window:
    """Sound from `start_ms` of the time line; one `bytes` a track: 16 kHz mono, signed 16-bit little endian.

    `raw`: the first track as it was recorded, where something was taken out of it.
    """

    start_ms: int
    tracks: tuple[bytes, ...]
    raw: bytes = b""

    @property
    def duration_ms(self) -> int:
        """Length in milliseconds."""
        return len(self.tracks[0]) // 2 * 1000 // RATE


@dataclass(frozen=True, slots=True)
class DecodeSummary:
    """The last thing a decode yields: per file, lane by lane, its true length, what was skipped, what its end lacks."""

    durations_ms: tuple[int, ...]
    skipped: tuple[int, ...]
    skipped_ms: tuple[int, ...]
    missing_ms: tuple[int, ...] = ()
