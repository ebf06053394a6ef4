"""What microphones, rooms and other people do to speech, on mel power: cheap enough for every window anew.

In: mel power (frames, 80) and a random generator. Out: mel power, or noises of mean power 1.
"""

import random
from collections.abc import Callable
from functools import cache

import numpy as np

from tools.demo_model.mel import BANDS, RATE, WINDOW, bands, power

NOISES = 14
_SECONDS = 40
_KNOTS = (0, 20, 40, 60, 79)


def _coloured(white: np.ndarray, pole: float) -> np.ndarray:
    """Noise through a one-pole filter, in the frequency domain."""
    spectrum = np.fft.rfft(white)
    turn = np.exp(-1j * np.pi * np.arange(len(spectrum)) / (len(spectrum) - 1))
    return np.fft.irfft(spectrum / (1 - pole * turn), len(white)).astype(np.float32)


def _hum(draw: np.random.Generator, white: np.ndarray) -> np.ndarray:
    time, base = np.arange(len(white)) / RATE, draw.choice([50, 60, 100, 120])
    tones = sum(np.sin(2 * np.pi * base * part * time + draw.uniform(0, 6)) / part for part in range(1, 9))
    return (tones + 0.2 * white).astype(np.float32)


def _clatter(draw: np.random.Generator, white: np.ndarray) -> np.ndarray:
    """Keyboards and paper: short bursts."""
    loudness = np.full(len(white), 0.02, np.float32)
    for _burst in range(_SECONDS * 6):
        at = draw.integers(0, len(white) - 800)
        loudness[at : at + 800] += np.exp(-np.arange(800) / draw.uniform(40, 250)) * draw.uniform(0.2, 1)
    return white * loudness


def _swell(draw: np.random.Generator, white: np.ndarray) -> np.ndarray:
    """Air conditioning."""
    time = np.arange(len(white)) / RATE
    return _coloured(white, 0.9) * (1 + 0.6 * np.sin(time * draw.uniform(0.3, 2))).astype(np.float32)


_KINDS: tuple[Callable[[np.random.Generator, np.ndarray], np.ndarray], ...] = (
    lambda _draw, white: white,
    lambda _draw, white: _coloured(white, 0.95),
    lambda _draw, white: _coloured(white, 0.99),
    _hum,
    _clatter,
    _swell,
)


def noise_bank(seed: int) -> list[np.ndarray]:
    """Mel power of noises of six kinds, each with mean power 1; the first is white."""
    draw, bank = np.random.default_rng(seed), []
    for number in range(NOISES):
        white = draw.standard_normal(_SECONDS * RATE).astype(np.float32)
        noise = power(_KINDS[number % len(_KINDS)](draw, white))
        bank.append((noise / noise.mean()).astype(np.float16))
    return bank


@cache
def _centres() -> np.ndarray:
    """The middle of every mel band in Hz."""
    weights = bands()
    return (weights @ np.fft.rfftfreq(WINDOW, 1 / RATE)) / weights.sum(1)


@cache
def warps() -> tuple[np.ndarray, ...]:
    """Vocal tracts of other lengths: matrices that move energy between the mel bands."""
    centres, made = _centres(), []
    for factor in np.linspace(0.88, 1.12, 13):
        above = 6500 + (centres - 6500 / factor) * (8000 - 6500) / (8000 - 6500 / factor)
        moved = np.where(centres * factor < 6500, centres * factor, above)
        place = np.interp(moved, centres, np.arange(BANDS))
        low = np.clip(np.floor(place).astype(int), 0, BANDS - 2)
        matrix = np.zeros((BANDS, BANDS), np.float32)
        matrix[low, np.arange(BANDS)] += 1 - (place - low)
        matrix[low + 1, np.arange(BANDS)] += place - low
        made.append(matrix)
    return tuple(made)


def coloured(speech: np.ndarray, draw: random.Random) -> np.ndarray:
    """Another throat, another distance, another microphone."""
    if draw.random() < 0.25:
        speech = speech @ draw.choice(warps())
    gain = np.full(BANDS, 10 ** draw.uniform(-2.0, 0.3), np.float32)
    if draw.random() < 0.5:
        curve = np.interp(np.arange(BANDS), _KNOTS, [draw.gauss(0, 0.35) for _knot in _KNOTS])
        gain *= (10**curve).astype(np.float32)
    if draw.random() < 0.06:
        gain *= telephone(draw)
    return speech * gain


def telephone(draw: random.Random) -> np.ndarray:
    """The band of a telephone as a factor of every mel band."""
    centres = _centres()
    inside = (centres > draw.uniform(150, 350)) & (centres < draw.uniform(3300, 4000))
    return np.where(inside, 1.0, 10 ** draw.uniform(-5, -3)).astype(np.float32)


def add_noise(energy: np.ndarray, level: float, bank: list[np.ndarray], draw: random.Random) -> None:
    """Add one noise of the bank, and often white noise of the microphone, in place. `level`: mean power of speech."""
    ratio_db = draw.uniform(10, 50) if draw.random() < 0.8 else 80.0
    for noise, db in ((draw.choice(bank), ratio_db), (bank[0], draw.uniform(25, 60))):
        at = draw.randrange(max(1, len(noise) - len(energy)))
        energy += noise[at : at + len(energy)] * np.float32(level * 10 ** (-db / 10))
        if draw.random() < 0.5:
            return


def mask(mel: np.ndarray, draw: random.Random) -> None:
    """Hide a few bands and a few short stretches, in place."""
    middle = mel.mean()
    if draw.random() < 0.33:
        size = draw.randint(1, 8)
        low = draw.randint(0, BANDS - size)
        mel[:, low : low + size] = middle
    for _stretch in range(draw.randint(0, 1 + len(mel) // 600)):
        at = draw.randint(0, max(1, len(mel) - 12))
        mel[at : at + draw.randint(2, 10)] = middle
