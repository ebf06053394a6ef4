"""Clips for the tests of the demo model's recipe: noise, in which every character takes a tenth of a second."""

import numpy as np

from tools.demo_model.clips import SCALE, Clip, frame_phonemes

REMAINS = np.random.default_rng(1).random((500, 80))
"""Mel power of something of which nothing is written."""


def noise_clip(text: str, seed: int) -> Clip:
    """One sentence, after a tenth of a second of silence."""
    ends = 0.1 + 0.1 * np.arange(1, len(text) + 1, dtype=np.float32)
    frames = int(ends[-1] * 100) + 10
    mel = np.random.default_rng(seed).random((frames, 80)).astype(np.float16) * SCALE
    times = np.concatenate([[0.1], ends, [frames / 100]])
    phones = frame_phonemes(frames, ["sil", *["a"] * len(text), "sil"], times)
    return Clip(text, mel, phones, ends, 0.1, float(ends[-1]))
