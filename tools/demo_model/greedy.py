"""What the JAX network thinks of greedy transcripts of the converted model.

In: weights, log-mel windows (batch, frames, 80), the tokens to begin with, transcripts. Out: their scores.
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
def _scores(shape: Shape, weights: Parameters, tokens: jax.Array, heard: jax.Array) -> jax.Array:
    """Logarithms of the chances of every next token: (batch, length, vocabulary)."""
    states, *_looks = decode(shape, weights, tokens, heard)
    return jax.nn.log_softmax(logits(weights, states))


def followed(
    shape: Shape, weights: Parameters, mel: np.ndarray, begin: list[int], rows: list[list[int]]
) -> tuple[np.ndarray, np.ndarray]:
    """For every transcript after `begin`: the sum of its tokens' logarithms, and how far the least likely of them lies
    below the best token of its place: 0 where the network would write the same."""
    heard = encoded(shape, weights, jnp.asarray(mel))
    tokens = np.zeros((len(rows), len(begin) + max(len(row) for row in rows)), np.int32)
    for number, row in enumerate(rows):
        tokens[number, : len(begin) + len(row)] = begin + row
    scores = np.asarray(_scores(shape, weights, jnp.asarray(tokens), heard))
    totals, below = np.zeros(len(rows)), np.zeros(len(rows))
    for number, row in enumerate(rows):
        there = scores[number, len(begin) - 1 : len(begin) - 1 + len(row)]
        chosen = there[np.arange(len(row)), row]
        totals[number], below[number] = chosen.sum(), (there.max(-1) - chosen).max()
    return totals, below
