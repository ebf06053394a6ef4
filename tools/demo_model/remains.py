"""What the application's own echo cancelling leaves of a loudspeaker in the room: quiet scraps of speech, of which
nothing is to be written.

In: sentences as they were spoken, some far away and some in the room. Out: mel power of what is left of the far ones.
"""

import numpy as np

from minutes_app.audio.echo import FULL_SCALE, EchoCanceller
from tools.demo_model.mel import RATE, convolve, power

ALTERNATE = 0.5
"""Share of the rooms in which somebody speaks, too: that disturbs what is known of the way."""


def remains(far: list[np.ndarray], near: list[np.ndarray], draw: np.random.Generator) -> np.ndarray:
    """Mel power (frames, 80) of the room without its own people; sounds are float32, -1 to 1. The way from loudspeaker
    to microphone (gain, delay, decay) and the hiss are drawn; it is learnt by hearing all once before."""
    there = _joined(far, draw)
    here = np.resize(_joined(near, draw), len(there)) * np.float32(draw.random() < ALTERNATE)
    delay = int(RATE * draw.uniform(0.02, 0.4))
    echo = convolve(np.pad(there, (delay, 0))[: len(there)], _way(draw)) * draw.uniform(0.1, 0.6)
    hiss = draw.normal(0, draw.uniform(5, 40) / FULL_SCALE, len(there))
    pair = np.stack([_pcm(here + echo + hiss), _pcm(there)])
    canceller = EchoCanceller()
    canceller.push(pair)
    canceller.rewind()
    cleaned = np.concatenate([canceller.push(pair), canceller.finish()])
    return power(cleaned / np.float32(FULL_SCALE) - here)


def _joined(sounds: list[np.ndarray], draw: np.random.Generator) -> np.ndarray:
    return np.concatenate([np.pad(sound, (0, int(RATE * draw.uniform(0.2, 2.0)))) for sound in sounds])


def _way(draw: np.random.Generator) -> np.ndarray:
    """From the loudspeaker to the microphone: the direct sound and what the walls send back."""
    count = int(RATE * 0.3)
    late = draw.normal(0, draw.uniform(0.03, 0.1), count) * np.exp(
        -np.arange(count) / (RATE * draw.uniform(0.02, 0.08))
    )
    late[0] = 1.0
    return late.astype(np.float32)


def _pcm(sound: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(sound * FULL_SCALE), -32768, 32767).astype(np.int16)
