"""Clips: one spoken sentence each, as the training keeps it, and the files that hold hundreds of them.

A clip is mel power (half precision, scaled), the phoneme of every 20 ms, and the end of every character.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_LIST = "sil a i u e o N cl k ky kw s sh t ch ts ty n ny h hy f m my y r ry w g gy gw z j d dy b by p py v"
PHONEMES = tuple(_LIST.split())
_NUMBER = {phoneme: index for index, phoneme in enumerate(PHONEMES)} | {"pau": 0}
SCALE = 100.0
"""Mel power times this is what is stored: the values of quiet bands stay within half precision."""


@dataclass(frozen=True, slots=True)
class Clip:
    """`mel`: power (frames of 10 ms, 80), float16, times `SCALE`; `phones`: one per 20 ms; times in seconds."""

    text: str
    mel: np.ndarray
    phones: np.ndarray
    ends: np.ndarray
    on: float
    off: float


def frame_phonemes(frames: int, names: list[str], ends: np.ndarray) -> np.ndarray:
    """The phoneme number of every frame of 20 ms (half of `frames`)."""
    labels = np.zeros((frames + 1) // 2, np.uint8)
    before = 0.0
    for name, end in zip(names, ends.tolist(), strict=True):
        first, last = int(np.ceil(before / 0.02 - 0.5)), int(np.ceil(end / 0.02 - 0.5))
        labels[max(0, first) : last] = _NUMBER.get(name, 0)
        before = end
    return labels


def write_clips(path: Path, clips: list[Clip], remains: np.ndarray) -> None:
    """One file with all arrays joined; complete or not there. `remains`: mel power of what is never written."""
    facts = [{"text": clip.text, "frames": len(clip.mel), "on": clip.on, "off": clip.off} for clip in clips]
    partial = path.with_suffix(".tmp")
    with partial.open("wb") as file:
        np.savez(
            file,
            facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), np.uint8),
            mel=np.concatenate([clip.mel for clip in clips]),
            phones=np.concatenate([clip.phones for clip in clips]),
            ends=np.concatenate([clip.ends for clip in clips]),
            remains=stored(remains),
        )
    partial.replace(path)


def stored(mel: np.ndarray) -> np.ndarray:
    """Mel power as it is kept."""
    return np.minimum(mel * SCALE, 6e4).astype(np.float16)


def read_remains(path: Path) -> np.ndarray:
    """What `write_clips` wrote beside the clips, in its true scale, float32."""
    with np.load(path) as file:
        return file["remains"].astype(np.float32) / np.float32(SCALE)


def read_clips(path: Path) -> list[Clip]:
    """All clips of a file; their arrays are views of three large ones."""
    with np.load(path) as file:
        facts = json.loads(file["facts"].tobytes())
        mel, phones, ends = file["mel"], file["phones"], file["ends"]
    clips, frame, half, character = [], 0, 0, 0
    for fact in facts:
        frames, text = fact["frames"], fact["text"]
        halves = (frames + 1) // 2
        clips.append(
            Clip(
                text,
                mel[frame : frame + frames],
                phones[half : half + halves],
                ends[character : character + len(text)],
                fact["on"],
                fact["off"],
            )
        )
        frame, half, character = frame + frames, half + halves, character + len(text)
    return clips
