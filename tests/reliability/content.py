"""What a recording of a `Feeder` holds, told by its own samples."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from minutes_app.capture.finish import parts_of
from minutes_app.capture.plan import Track
from tests.reliability.feeder import RATE, STEP


@dataclass(frozen=True, slots=True)
class Content:
    """`first`, `last`: steps of 10 ms; `holes`: (place ms, missing ms), one for each jump of more than a step.

    `starts`: step → its first sample in the recording.
    """

    first: int
    last: int
    holes: tuple[tuple[int, int], ...]
    starts: dict[int, int]
    samples: int

    @property
    def missing_ms(self) -> int:
        """All holes together."""
        return sum(length for _at, length in self.holes)


def content_of(folder: Path, track: Track) -> Content:
    """Of all parts of a track, one after the other."""
    parts = [soundfile.read(str(path), dtype="int16")[0] for path in parts_of(folder, track)]
    return content(np.concatenate(parts) if parts else np.zeros(0, np.int16))


def content(wave: "np.ndarray[tuple[int, ...], np.dtype[np.int16]]") -> Content:
    """Of 16 kHz samples; silence (padding) is no content."""
    heard = np.flatnonzero(wave)
    if not len(heard):
        return Content(0, 0, (), {}, len(wave))
    values = wave[heard].astype(np.int64) - 1
    changes = np.flatnonzero(np.diff(values)) + 1
    begins = np.concatenate(([0], changes))
    steps = values[begins]
    jumps = np.flatnonzero(np.diff(steps) != 1)
    holes = tuple(
        (int(heard[begins[at + 1]]) * 1000 // RATE, int(steps[at + 1] - steps[at] - 1) * STEP * 1000 // RATE)
        for at in jumps
    )
    starts = {int(step): int(heard[begin]) for step, begin in zip(steps, begins, strict=True)}
    return Content(int(steps[0]), int(steps[-1]), holes, starts, len(wave))


def apart_ms(one: Content, other: Content) -> float:
    """The greatest distance between the same step on two tracks."""
    common = sorted(set(one.starts) & set(other.starts))[1:]
    return max((abs(one.starts[step] - other.starts[step]) * 1000 / RATE for step in common), default=0.0)


def opens(path: Path) -> tuple[bool, bool]:
    """Whether libsndfile and ffmpeg read a file to its end as it is."""
    try:
        with soundfile.SoundFile(str(path)) as file:
            sndfile = len(file.read(dtype="int16")) == file.frames
    except soundfile.LibsndfileError:
        sndfile = False
    asked = ["ffmpeg", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"]
    done = subprocess.run(asked, capture_output=True, check=False, timeout=60)
    return sndfile, done.returncode == 0 and not done.stderr
