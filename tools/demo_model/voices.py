"""Speakers: sentences become sound at 16 kHz with exact times, and clips.

In: readings and voice files (Mei comes with pyopenjtalk-plus; four tohoku-f01 files are optional). A folder of voices
may also hold `mei_normal.htsvoice` and `libHTSEngine.so.1`, for machines that have neither package.
"""

import random
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from tools.demo_model.clips import Clip, frame_phonemes, stored
from tools.demo_model.hts import Engine, Manner
from tools.demo_model.mel import RATE, convolve, power, thin
from tools.demo_model.reading import Reading, character_ends, phonemes

STYLES = ("neutral", "happy", "sad", "angry")
LEAD_S, TAIL_S = 0.06, 0.08
"""Silence that is left around a sentence."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and how."""

    voice: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class Spoken:
    """Sound (float32, -1 to 1), the end of every phoneme and of every character in seconds."""

    sound: np.ndarray
    names: list[str]
    ends: np.ndarray
    characters: np.ndarray

    @property
    def on(self) -> float:
        """Where speech begins."""
        return float(self.ends[0]) if self.names[0] == "sil" else 0.0

    @property
    def off(self) -> float:
        """Where speech ends."""
        return float(self.ends[-2])


class Voices:
    """The voice files of one process."""

    def __init__(self, folder: Path | None) -> None:
        own = [folder / "mei_normal.htsvoice"] if folder else []
        found = find_spec("pyopenjtalk")
        if found is not None and found.origin is not None:
            own.append(Path(found.origin).parent / "htsvoice" / "mei_normal.htsvoice")
        library = folder / "libHTSEngine.so.1" if folder else None
        place = str(library) if library is not None and library.is_file() else ""
        self._engines = {"mei": Engine([next(file for file in own if file.is_file())], place)}
        styles = [folder / f"tohoku-{style}.htsvoice" for style in STYLES] if folder else []
        if styles and all(file.is_file() for file in styles):
            self._engines["tohoku"] = Engine(styles, place)

    def anybody(self, draw: random.Random) -> Speaker:
        """A speaker for the training; every setting is drawn from a wide range."""
        tone, tract = draw.uniform(-8.0, 3.5), 0.55 + draw.uniform(-0.055, 0.055)
        manner = {"tone": tone, "tract": tract, "speed": draw.uniform(0.82, 1.32), "variance": draw.uniform(0.65, 1.15)}
        if "tohoku" not in self._engines or draw.random() < 0.3:
            return Speaker("mei", Manner((1.0,), **manner))
        if draw.random() < 0.5:
            chosen = draw.randrange(4)
            return Speaker("tohoku", Manner(tuple(float(style == chosen) for style in range(4)), **manner))
        shares = [draw.gammavariate(0.8, 1.0) + 1e-3 for _ in STYLES]
        return Speaker("tohoku", Manner(tuple(share / sum(shares) for share in shares), **manner))

    def say(self, reading: Reading, speaker: Speaker) -> Spoken:
        """Speak; the silence around it is cut to `LEAD_S` and `TAIL_S`. A voice that is not here is replaced by Mei."""
        engine = self._engines.get(speaker.voice)
        if engine is None:
            engine, speaker = self._engines["mei"], _as_mei(speaker)
        wave, ends = engine.say(reading.labels, speaker.manner)
        sound = thin(wave) / 32_768.0
        first = max(0.0, float(ends[0]) - LEAD_S)
        last = min(float(ends[-1]), float(ends[-2]) + TAIL_S)
        sound = sound[int(first * RATE) : int(last * RATE)]
        sound = sound / max(0.05, float(np.abs(sound).max())) * 0.6
        times = np.clip(ends - first, 0.0, last - first)
        return Spoken(sound, phonemes(reading.labels), times, character_ends(reading, times))


def _as_mei(speaker: Speaker) -> Speaker:
    manner = speaker.manner
    return Speaker("mei", Manner((1.0,), manner.speed, manner.tone, manner.tract, manner.variance))


def room(draw: np.random.Generator, longest_s: float = 0.4) -> np.ndarray:
    """An impulse response: the direct sound, and a tail of noise that dies away."""
    count = int(RATE * draw.uniform(0.08, longest_s))
    tail = draw.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count) * draw.uniform(0.02, 0.10)
    tail[: int(0.002 * RATE)] = 0
    tail[0] = 1.0
    return tail.astype(np.float32)


def clip_of(reading: Reading, spoken: Spoken, response: np.ndarray | None = None) -> Clip:
    """What the training keeps of a sentence, in a room or dry."""
    sound = spoken.sound if response is None else convolve(spoken.sound, response)
    mel = power(sound)
    phones = frame_phonemes(len(mel), spoken.names, spoken.ends)
    return Clip(reading.text, stored(mel), phones, spoken.characters, spoken.on, spoken.off)
