"""Stages `text` and `voices`: shards of sentences become shards of clips, each by its own seed, in any order.

In: the work folder, voice files. Out: `text/*.json.xz` and `clips/*.npz`. What is there already is not made again.
"""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from tools.demo_model.clips import Clip, write_clips
from tools.demo_model.remains import remains
from tools.demo_model.sentences import SHARD, read_readings, shard, write_readings
from tools.demo_model.voices import Voices, clip_of, room

IN_A_ROOM = 0.35
SHORTEST_S, LONGEST_S = 0.3, 16.0
ECHOED = 12
"""Sentences of a shard that are heard once more out of a loudspeaker."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a training lie."""

    work: Path

    def text(self, seed: int) -> Path:
        """Readings of a shard."""
        return self.work / "text" / f"{seed:05d}.json.xz"

    def clips(self, seed: int) -> Path:
        """Clips of a shard."""
        return self.work / "clips" / f"{seed:05d}.npz"


def write_text(place: Place, seeds: Iterable[int], *, processes: int, count: int = SHARD) -> None:
    """Draw the sentences of every shard and have them read."""
    missing = [seed for seed in seeds if not place.text(seed).is_file()]
    (place.work / "text").mkdir(parents=True, exist_ok=True)
    _each(partial(_text_shard, place, count), missing, processes, "text")


def _text_shard(place: Place, count: int, seed: int) -> str:
    write_readings(place.text(seed), shard(seed, count))
    return f"{count} sentences"


def speak(place: Place, seeds: Iterable[int], *, voices: Path | None, processes: int) -> None:
    """Have every shard spoken; needs no pyopenjtalk when the text and all voice files are there."""
    missing = [seed for seed in seeds if place.text(seed).is_file() and not place.clips(seed).is_file()]
    (place.work / "clips").mkdir(parents=True, exist_ok=True)
    _each(partial(_clip_shard, place, voices), missing, processes, "voices")


_voices: dict[Path | None, Voices] = {}


def _clip_shard(place: Place, folder: Path | None, seed: int) -> str:
    if folder not in _voices:
        _voices[folder] = Voices(folder)
    voices = _voices[folder]
    draw, rooms = random.Random(f"demo-ja voice {seed}"), np.random.default_rng(seed)
    clips: list[Clip] = []
    sounds: list[np.ndarray] = []
    for reading in read_readings(place.text(seed)):
        spoken = voices.say(reading, voices.anybody(draw))
        response = room(rooms) if draw.random() < IN_A_ROOM else None
        if SHORTEST_S < spoken.off - spoken.on < LONGEST_S:
            clips.append(clip_of(reading, spoken, response))
            sounds.append(spoken.sound)
    left = remains(sounds[:ECHOED], sounds[ECHOED : 2 * ECHOED] or sounds, rooms)
    write_clips(place.clips(seed), clips, left)
    return f"{sum(len(clip.mel) for clip in clips) / 6000:.1f} minutes"


def _each(work: Callable[[int], str], seeds: list[int], processes: int, what: str) -> None:
    if processes <= 1:
        for seed in seeds:
            print(what, seed, work(seed), flush=True)
        return
    with ProcessPoolExecutor(processes) as pool:
        for seed, said in zip(seeds, pool.map(work, seeds), strict=True):
            print(what, seed, said, flush=True)
