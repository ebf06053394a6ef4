"""The families audio (a recording cannot be used) and capture (recording cannot begin or go on)."""

from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors.base import MinutesError


class AudioError(MinutesError):
    """A recording cannot be used."""


@dataclass(eq=False)
class InputMissing(AudioError):
    """The file or folder named is not there; `is_folder`: it is, and holds no recording."""

    path: Path
    is_folder: bool = False


@dataclass(eq=False)
class UnsupportedSound(AudioError):
    """A kind of file we know and cannot read: `kind` is "ds2", "playlist", "not_media", "too_many_channels", ..."""

    path: Path
    kind: str


@dataclass(eq=False)
class CannotDecode(AudioError):
    """The file is damaged beyond reading; `reason` is the decoder's own word."""

    path: Path
    reason: str


@dataclass(eq=False)
class NoSoundInFile(AudioError):
    """The file holds no audio track, or not one sample."""

    path: Path


@dataclass(eq=False)
class DecoderStopped(AudioError):
    """The decoding process crashed, hung or needed too much memory: `why` is "crash", "time" or "memory"."""

    path: Path
    why: str


class CaptureError(MinutesError):
    """Recording cannot begin or go on; what is recorded is on the disk."""


@dataclass(eq=False)
class DeviceMissing(CaptureError):
    """No input of this name is connected; `known` are those that are. `kind`: "microphone" or "system".

    `several`: the name fits more than one, and `known` are those.
    """

    name: str
    kind: str
    known: tuple[str, ...]
    several: bool = False


@dataclass(eq=False)
class DeviceGone(CaptureError):
    """An input that was open has ended."""

    name: str


@dataclass(eq=False)
class DeviceRefused(CaptureError):
    """The system does not let us use the input (another program has it, or privacy settings); `reason` is its word."""

    name: str
    reason: str


@dataclass(eq=False)
class SoundSystemMissing(CaptureError):
    """There is no sound system on this PC: `what` is "library", "server", or "silent" (it hangs)."""

    what: str


@dataclass(eq=False)
class RecorderDied(CaptureError):
    """A recorder process ended by itself; what it wrote is kept. `track`: "mic" or "system"."""

    track: str
    folder: Path


@dataclass(eq=False)
class AlreadyRecording(CaptureError):
    """This meeting is being recorded by another process."""

    folder: Path


@dataclass(eq=False)
class NothingRecorded(CaptureError):
    """A recording ended before one sample had come."""

    folder: Path
