"""Stage `recordings`: meetings as sound files, each with a reference of what was said, by whom and when.

In: a script or a seed, voice files. Out: NAME.mp3 / .flac / .opus and NAME.json. Needs ffmpeg.
"""

import json
import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tools.demo_model import patterns
from tools.demo_model.hts import Manner
from tools.demo_model.mel import RATE, convolve
from tools.demo_model.reading import read
from tools.demo_model.sentences import sample_script
from tools.demo_model.voices import Speaker, Voices

SPEAKERS = (
    Speaker("tohoku", Manner((1.0, 0.0, 0.0, 0.0), 1.02, -6.0, 0.585, 1.0)),
    Speaker("mei", Manner((1.0,), 1.05, 1.0, 0.545, 1.0)),
    Speaker("tohoku", Manner((0.0, 0.2, 0.0, 0.8), 1.12, 0.5, 0.53, 0.9)),
    Speaker("mei", Manner((1.0,), 0.98, -6.5, 0.59, 0.9)),
)
_CODECS = {
    ".flac": ("-c:a", "flac"),
    ".opus": ("-c:a", "libopus", "-b:a", "40k"),
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "64k"),
}
Turns = list[tuple[int, str]]


@dataclass(slots=True)
class Tape:
    """What was recorded: (first sample, sound, channel), the reference, and where the next sentence may begin."""

    pieces: list[tuple[int, np.ndarray, int]] = field(default_factory=list)
    said: list[dict[str, object]] = field(default_factory=list)
    at: int = int(0.6 * RATE)


def record(voices: Voices, turns: Turns, draw: random.Random, *, pause_s: tuple[float, float] = (0.35, 1.1)) -> Tape:
    """Have the turns spoken one after the other, each speaker with a room and a distance of their own."""
    tape, before = Tape(), -1
    loud = [1.0, *(draw.uniform(0.5, 1.0) for _speaker in SPEAKERS[1:])]
    for number, text in turns:
        if before not in (-1, number):
            tape.at += RATE // 4
        speaker, before = _today(SPEAKERS[number], draw), number
        spoken = voices.say(read(text), speaker)
        sound = convolve(np.pad(spoken.sound, (0, RATE // 10)), _corner(number)) * loud[number]
        begin = tape.at / RATE
        times = {"start": round(begin + spoken.on, 2), "end": round(begin + spoken.off, 2)}
        tape.pieces.append((tape.at, sound.astype(np.float32), number))
        tape.said.append({**times, "speaker": f"S{number + 1}", "text": text})
        tape.at += len(spoken.sound) + int(draw.uniform(*pause_s) * RATE)
    return tape


def _today(speaker: Speaker, draw: random.Random) -> Speaker:
    """Nobody says two sentences alike."""
    usual = speaker.manner
    tone, speed = usual.tone + draw.uniform(-0.3, 0.3), usual.speed * draw.uniform(0.97, 1.04)
    return Speaker(speaker.voice, Manner(usual.blend, speed, tone, usual.tract, usual.variance))


def _corner(number: int) -> np.ndarray:
    draw = np.random.default_rng(number)
    count = int(RATE * draw.uniform(0.1, 0.25))
    tail = draw.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count) * 0.035
    tail[:40], tail[0] = 0, 1
    return tail.astype(np.float32)


def write(path: Path, tape: Tape, *, noise_db: float, seed: int, channels: int = 1, length_s: float = 0.0) -> None:
    """Mix, add the room's noise, encode by the name's ending, and write the reference beside it."""
    length = max(tape.at + RATE, int(length_s * RATE))
    mixed = np.zeros((length, channels), np.float32)
    for at, sound, number in tape.pieces:
        count = min(len(sound), length - at)
        mixed[at : at + count, number % channels] += sound[:count]
    speech = mixed[np.abs(mixed).max(1) > 0.01]
    hiss = np.random.default_rng(seed).standard_normal(length)
    hiss = np.convolve(hiss, 0.9 ** np.arange(40))[:length]
    level = float(np.sqrt((speech**2).mean())) if len(speech) else 0.1
    mixed += (hiss / hiss.std() * level * 10 ** (-noise_db / 20))[:, None].astype(np.float32)
    pcm = (mixed / np.abs(mixed).max() * 0.7 * 32767).astype("<i2")
    sound_in = ("-f", "s16le", "-ar", str(RATE), "-ac", str(channels), "-i", "-")
    command = ["ffmpeg", "-y", "-loglevel", "error", *sound_in, *_CODECS[path.suffix], str(path)]
    subprocess.run(command, input=pcm.tobytes(), check=True)
    path.with_suffix(".json").write_text(json.dumps(tape.said, ensure_ascii=False, indent=1), encoding="utf-8")


def write_sample(voices: Voices, folder: Path) -> Path:
    """The sample meeting of resources/demo."""
    seed, turns = sample_script()
    path = folder / "見本会議.mp3"
    write(path, record(voices, turns, random.Random(seed)), noise_db=35, seed=seed)
    return path


def write_test_set(voices: Voices, folder: Path, seed: int) -> None:
    """Recordings like those in tests/data: one speaker, meetings, a noisy room, two channels, mostly silence."""
    draw = random.Random(seed)
    plans = (
        ("single_1min.flac", 60, 1, 35, 1),
        ("meeting_3min.mp3", 180, 3, 35, 1),
        ("noisy_1min.flac", 60, 1, 14, 1),
        ("stereo_2ch.opus", 75, 2, 40, 2),
        ("meeting_10min.opus", 600, 4, 32, 1),
    )
    for name, seconds, speakers, noise_db, channels in plans:
        tape = record(voices, patterns.meeting(draw, seconds, speakers), draw)
        write(folder / name, tape, noise_db=noise_db, seed=seed, channels=channels)
    tape = Tape()
    for at in sorted(draw.uniform(8, 135) for _sentence in range(4)):
        tape.at = max(tape.at + RATE, int(at * RATE))
        later = record(voices, [(draw.randrange(2), patterns.sentence(draw, "report"))], draw)
        shift = tape.at - later.pieces[0][0]
        tape.pieces += [(begin + shift, sound, number) for begin, sound, number in later.pieces]
        tape.said += [{**each, **_moved(each, shift / RATE)} for each in later.said]
        tape.at += later.at
    write(folder / "mostly_silence.flac", tape, noise_db=35, seed=seed, length_s=150)


def _moved(said: dict[str, object], by_s: float) -> dict[str, float]:
    return {name: round(float(str(said[name])) + by_s, 2) for name in ("start", "end")}
