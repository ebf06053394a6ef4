"""The seam between the recorder and sound libraries: an open input that hands over blocks of sound.

In: a device that was named. Out: `Block`s, 16 kHz mono 16 bit, each with the moment it arrived. A source counts nothing
and judges nothing: what is missing is found by the recorder, which compares blocks with its clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["microphone", "system"]


@dataclass(frozen=True, slots=True)
class Device:
    """An input by its stable name (never by a number: numbers move when something is plugged in).

    `host`: the sound system it belongs to; `id`: that system's own lasting name for it, "" where there is none.
    """

    name: str
    kind: Kind
    host: str = ""
    default: bool = False
    id: str = ""

    @property
    def key(self) -> str:
        """What to open it by again: the same device although somebody gave it another name."""
        return self.id or self.name


@dataclass(frozen=True, slots=True)
class Block:
    """Sound as it came: `pcm` 16 kHz mono signed 16-bit little endian; `arrived` = `Clock.monotonic()` at hand-over.

    `overflow`: the library itself says that something before this block was lost.
    """

    pcm: bytes
    arrived: float
    overflow: bool = False


Take = Callable[[Block], None]
"""What a source calls for each block, from the library's own thread. It only queues."""


class Source(Protocol):
    """An open input. `device` is the one that was really opened."""

    device: Device

    def start(self, take: Take) -> None:
        """Begin. Raises `DeviceGone`."""

    def is_alive(self) -> bool:
        """False when the library says that it has ended (device pulled out, sound server gone)."""

    def heard_from(self) -> str:
        """Name of the device that delivers now; "" when the library cannot tell. Another name = silently re-plugged.

        For system sound that was opened as "default": the output that is the default now, for there the sound goes.
        """

    def close(self) -> None:
        """Let the device go. Never raises."""


Open = Callable[[str, Kind], Source]
"""Opens the device of that name and kind ("" or "default" = the system's default).

Raises `DeviceMissing` (not there now), `SoundSystemMissing` (no sound library or server), `DeviceRefused` (in exclusive
use, or the privacy settings of the system forbid it).
"""
