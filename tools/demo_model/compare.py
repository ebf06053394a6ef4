"""Stage `compare`: the converted model computes what the JAX network computes.

In: a work folder with a checkpoint and clips. Out: how far apart encoder states and scores are, and how many of the
transcripts the network would write, too (two tokens as good as each other are no difference: a model of a few steps has
many); the weights are compared in float32, so that rounding to 8 bits is not part of it.
"""

import random
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import numpy as np

from tools.demo_model import checkpoint, tokens
from tools.demo_model.convert import convert
from tools.demo_model.corpus import Corpus
from tools.demo_model.greedy import encoded, followed
from tools.demo_model.windows import Bucket, window

WINDOWS, LONGEST = 4, 40
"""How many; tokens of a transcript, for which CTranslate2 wants twice as much (the half is the prompt's)."""

AS_GOOD = 1e-3
"""Logarithms of chances that are nearer than this are the same."""

_BUCKET = Bucket(400, 48)


def compare(work: Path) -> dict[str, Any]:
    """The differences over a few windows of the training."""
    from ctranslate2 import StorageView
    from ctranslate2.models import Whisper

    weights, standing = checkpoint.weights(work / "checkpoint.npz")
    vocabulary = tokens.load(work / "tokenizer.json")
    convert(weights, standing.shape, vocabulary, work / "float32", chunk_s=30, kind="float32")
    corpus = Corpus(vocabulary)
    corpus.load(work / "clips")
    mel = np.stack([window(corpus, _BUCKET, random.Random(seed)).mel for seed in range(WINDOWS)]).astype(np.float32)
    begin = [vocabulary.special(name) for name in ("startoftranscript", "ja", "transcribe", "notimestamps")]
    arrays = {name: jnp.asarray(value) for name, value in weights.items()}
    model = Whisper(str(work / "float32"), compute_type="float32", intra_threads=1)
    heard = model.encode(StorageView.from_array(np.ascontiguousarray(mel.transpose(0, 2, 1))))
    plain = {"beam_size": 1, "suppress_blank": False, "suppress_tokens": [], "length_penalty": 0.0}
    theirs = model.generate(heard, [begin] * WINDOWS, max_length=2 * LONGEST, return_scores=True, **plain)
    scores = np.array([each.scores[0] for each in theirs])
    rows = [[*each.sequences_ids[0], vocabulary.end][:LONGEST] for each in theirs]
    ours, below = followed(standing.shape, arrays, mel, begin, rows)
    return {
        "encoder": float(np.abs(np.array(heard) - np.asarray(encoded(standing.shape, arrays, jnp.asarray(mel)))).max()),
        "scores": float(np.abs(scores - ours).max()),
        "windows": WINDOWS,
        "same_text": int((below < AS_GOOD).sum()),
    }
