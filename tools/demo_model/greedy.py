"""Greedy transcripts by the JAX network itself, to be compared with those of the converted model.

In: weights, log-mel windows (batch, frames, 80), the tokens to begin with. Out: tokens and their scores. Slow.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from tools.demo_model.network import Parameters, Shape, decode, encode, logits


@partial(jax.jit, static_argnums=0)
def encoded(shape: Shape, weights: Parameters, mel: jax.Array) -> jax.Array:
    """The encoder's states."""
    return encode(shape, weights, mel)


@partial(jax.jit, static_argnums=0)
def _scores(shape: Shape, weights: Parameters, tokens: jax.Array, heard: jax.Array, place: jax.Array) -> jax.Array:
    """Logarithms of the chances of the token that follows `tokens[:, :place]`; later ones are not looked at."""
    states, *_looks = decode(shape, weights, tokens, heard)
    return jax.nn.log_softmax(logits(weights, states[:, place - 1]))


def greedy(
    shape: Shape, weights: Parameters, mel: np.ndarray, begin: list[int], end: int, longest: int
) -> tuple[list[list[int]], np.ndarray]:
    """The tokens after `begin` until `end`, for every window, and the sum of their logarithms (`end` included)."""
    heard = encoded(shape, weights, jnp.asarray(mel))
    tokens = np.full((len(mel), len(begin) + longest), end, np.int32)
    tokens[:, : len(begin)] = begin
    total, done = np.zeros(len(mel)), np.zeros(len(mel), bool)
    for place in range(len(begin), tokens.shape[1]):
        scores = np.asarray(_scores(shape, weights, jnp.asarray(tokens), heard, np.int32(place)))
        best = scores.argmax(-1)
        total += np.where(done, 0.0, scores.max(-1))
        tokens[:, place] = np.where(done, end, best)
        done |= best == end
        if done.all():
            break
    rows = tokens[:, len(begin) :].tolist()
    return [row[: row.index(end)] if end in row else row for row in rows], total
