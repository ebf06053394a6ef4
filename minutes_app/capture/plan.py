"""What a recorder process is told when it starts: one JSON file beside the desk. Values only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.capture.source import Kind

Track = Literal["mic", "system"]
TRACKS: tuple[Track, ...] = ("mic", "system")
"""In the order of their numbers: track 0 is the room, track 1 the far end of an online meeting."""

KIND_OF: dict[Track, Kind] = {"mic": "microphone", "system": "system"}

PART_S = 20 * 60
WINDOW_ORPHAN_S = 30.0
TERMINAL_ORPHAN_S = 6.0
"""Seconds that a recorder goes on after the process that started it has died and nobody has attached."""

LONG_SILENCE_S = 30 * 60
MAX_S = 8 * 3600
DISK_LOW, DISK_OUT = 1 << 30, 200 << 20
"""Bytes free: a warning; the end of recording on this disk."""


@dataclass(frozen=True, slots=True)
class RecorderPlan:
    """One track. `begins`: `Clock.monotonic()` that is position 0 of every track's time line.

    `mirror` "" = no second folder, else where the meetings' second folders lie (`mirror_folder`); `follow_default`:
    when the device is gone, take the system's default instead of waiting for the same one.
    """

    meeting: str
    folder: str
    desk: str
    track: Track
    device: str
    begins: float
    mirror: str = ""
    follow_default: bool = False
    part_s: float = PART_S
    orphan_s: float = WINDOW_ORPHAN_S
    max_s: float = MAX_S
    long_silence_s: float = LONG_SILENCE_S


def mirror_folder(plan: RecorderPlan) -> Path | None:
    """The meeting's second folder: parts and evidence of the same names, None when there is none."""
    return Path(plan.mirror) / Path(plan.folder).name if plan.mirror else None


def part_name(track: Track, number: int) -> str:
    """`recording-mic-001.wav`."""
    return f"recording-{track}-{number:03d}.wav"


def evidence_path(folder: Path, track: Track | None) -> Path:
    """Where a recorder (None: the session) notes what happened. A file a writer, so that none waits for another."""
    return folder / ("capture.jsonl" if track is None else f"capture-{track}.jsonl")
