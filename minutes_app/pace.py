"""How fast this PC was last time, kept in a small file of the user's state: model and device → times real time."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import msgspec
import platformdirs

from minutes_app.errors import DiskError
from minutes_app.files import write_atomic

SHORTEST_MS = 20_000
"""A shorter run says nothing about speed."""

FASTEST = 10_000.0
"""Times real time; a figure above it, or not above 0, was never measured."""


@dataclass(slots=True)
class Pace:
    """The speed of one model on one device; `speed` 0.0 = never measured here."""

    file: Path
    key: str
    speed: float = 0.0

    @classmethod
    def of(cls, model: str, device: str, file: Path | None = None) -> "Pace":
        """What is remembered for this model and device."""
        file = file or platformdirs.user_state_path("minutes_app", appauthor=False) / "pace.json"
        key = f"{model}/{device}"
        return cls(file, key, _read(file).get(key, 0.0))

    def learn(self, audio_ms: int, wall_ms: int) -> None:
        """Remember a finished run; half of the new figure, half of the old one. A full disk only means no memory."""
        if audio_ms < SHORTEST_MS or wall_ms <= 0:
            return
        measured = audio_ms / wall_ms
        self.speed = measured if not self.speed else (self.speed + measured) / 2
        known = _read(self.file) | {self.key: round(self.speed, 3)}
        with contextlib.suppress(DiskError):
            write_atomic(self.file, msgspec.json.encode(known))


def _read(file: Path) -> dict[str, float]:
    try:
        known = msgspec.json.decode(file.read_bytes(), type=dict[str, float])
    except (OSError, ValueError):
        return {}
    return {key: speed for key, speed in known.items() if 0 < speed < FASTEST}
