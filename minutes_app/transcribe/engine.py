"""The seam to the recogniser: windows in, what was heard out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from minutes_app.audio.window import RATE, Window
from minutes_app.meeting.model import Heard
from minutes_app.progress import Report

Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to recognise. What changes the text is part of a run's key; device, compute type and threads are not."""

    language: str = "ja"
    beam_size: int = 5
    words: bool = True
    hotwords: str = ""
    device: Device = "auto"
    compute_type: str = "auto"
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the engine runs on. `notices`: keys of `wording` such as "gpu_fallback", each with its detail."""

    device: str
    compute_type: str
    threads: int
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LiveSound:
    """One track of a recording that still grows: 16 kHz mono 16 bit from `start_ms` of the time line up to now.

    Everything before `settled_ms` has been heard; what lies before it is there to know how loud voices and room are.
    `draft`: say what is understood of an utterance that still lasts. `ended`: nothing more will come.
    """

    track: int
    start_ms: int
    pcm: bytes
    settled_ms: int
    draft: bool = False
    ended: bool = False

    @property
    def end_ms(self) -> int:
        """Where the sound ends for now."""
        return self.start_ms + len(self.pcm) // 2 * 1000 // RATE


@dataclass(frozen=True, slots=True)
class Draft:
    """What is understood so far of an utterance that still lasts; the next draft or the utterance replaces it."""

    track: int
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything of a track before `settled_ms` has been heard. An utterance lasts since `since_ms` (-1: none)."""

    track: int
    settled_ms: int
    since_ms: int = -1


class Engine(Protocol):
    """A recogniser in another process; resident until closed."""

    def prepare(self, model_folder: Path, options: EngineOptions) -> None:
        """Begin in the background what `load` with the same arguments will wait for; may be left out. Never raises."""
        ...

    def has_loaded(self, model_folder: Path, options: EngineOptions) -> bool:
        """Whether `load` with these has nothing to do, and needs no memory that is not in use already."""
        ...

    def load(self, model_folder: Path, options: EngineOptions, report: Report) -> Loaded:
        """Make the model ready; loads again only when something changed. Raises ModelError, EngineError."""
        ...

    def transcribe(self, window: Window, report: Report) -> Iterator[Heard]:
        """Yield what is heard, in order, with times on the meeting's time line. Raises EngineError."""
        ...

    def follow(self, sound: LiveSound, report: Report) -> Iterator[Heard | Draft | Settled]:
        """Yield the utterances that have ended, perhaps one draft, and at last what is settled. Raises EngineError."""
        ...

    def revive(self, report: Report) -> Loaded:
        """Make ready again after EngineStopped; on the processor when it died on the GPU."""
        ...

    def close(self) -> None:
        """End the process."""
        ...
