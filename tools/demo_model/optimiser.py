"""Muon for the matrices of the layers, AdamW for all else; clipping, the learning rate, and the running mean of the
weights that is what gets converted.

In: gradients. Out: new weights and state. Positions of the encoder are never trained. Muon: K. Jordan and others, 2024
(the momentum, made orthogonal by five Newton-Schulz steps), scaled as in "Muon is Scalable for LLM Training" (Liu and
others, 2025), so that it takes AdamW's learning rate and decay.
"""

import math
import re
from dataclasses import dataclass

import jax
import jax.numpy as jnp

from tools.demo_model.network import Parameters

FROZEN = ("encoder.positions",)
FIRST, SECOND, EPSILON, DECAY, CLIP = 0.9, 0.98, 1e-8, 0.02, 1.0
MEAN = 0.999
MOMENTUM, SCALE = 0.95, 0.2
NEWTON_SCHULZ, ROUNDS = (3.4445, -4.7750, 2.0315), 5
_HIDDEN = re.compile(r"\.(q|k|v|out|fc1|fc2)\.weight$")
FLOOR = 1e-2
"""The learning rate ends at this share of its peak."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True)
class State:
    """All that a training is: weights, their running mean, the two moments (of Muon's matrices the first alone), steps
    done."""

    weights: Parameters
    mean: Parameters
    first: Parameters
    second: Parameters
    step: jax.Array


def begin(weights: Parameters) -> State:
    """The state before the first step."""
    zeros = {name: jnp.zeros_like(value) for name, value in weights.items()}
    copies = {name: jnp.array(value) for name, value in weights.items()}
    more = {name: jnp.zeros_like(value) for name, value in weights.items()}
    return State(weights, copies, zeros, more, jnp.zeros((), jnp.int32))


def learning_rate(peak: float, step: int, progress: float, warm_up: int) -> float:
    """Up in a line, down in a cosine over the whole training."""
    down = 0.5 + 0.5 * math.cos(math.pi * min(1.0, progress))
    return peak * min(1.0, (step + 1) / warm_up) * (FLOOR + (1 - FLOOR) * down)


def is_hidden(name: str) -> bool:
    """Whether Muon moves this one: a matrix inside a layer."""
    return _HIDDEN.search(name) is not None


def orthogonal(matrices: jax.Array) -> jax.Array:
    """(count, rows, columns) → the nearest matrices whose singular values are all about 1."""
    first, second, third = NEWTON_SCHULZ
    is_tall = matrices.shape[1] > matrices.shape[2]
    turned = matrices.swapaxes(1, 2) if is_tall else matrices
    turned = turned / (jnp.linalg.norm(turned, axis=(1, 2), keepdims=True) + 1e-7)
    for _round in range(ROUNDS):
        square = turned @ turned.swapaxes(1, 2)
        turned = first * turned + (second * square + third * square @ square) @ turned
    return turned.swapaxes(1, 2) if is_tall else turned


def _muon(momenta: Parameters) -> Parameters:
    """Moves by name; matrices of the same shape are computed together."""
    moves: Parameters = {}
    for shape in {value.shape for value in momenta.values()}:
        names = [name for name, value in momenta.items() if value.shape == shape]
        together = orthogonal(jnp.stack([momenta[name] for name in names])) * (SCALE * math.sqrt(max(shape)))
        moves |= dict(zip(names, together, strict=True))
    return moves


def advance(state: State, gradients: Parameters, rate: jax.Array) -> State:
    """One step."""
    size = jnp.sqrt(sum(jnp.sum(gradient**2) for gradient in gradients.values()))
    scale = jnp.minimum(1.0, CLIP / jnp.maximum(size, 1e-9))
    gradients = {name: gradient * scale for name, gradient in gradients.items()}
    step = state.step + 1
    keep = jnp.minimum(MEAN, (1 + step) / (10 + step))
    hidden = [name for name in gradients if is_hidden(name)]
    first, second, moves = _adam(state, {name: gradients[name] for name in gradients if not is_hidden(name)}, step)
    for name in hidden:
        first[name] = MOMENTUM * state.first[name] + (1 - MOMENTUM) * gradients[name]
        second[name] = state.second[name]
    moves |= _muon({name: MOMENTUM * first[name] + (1 - MOMENTUM) * gradients[name] for name in hidden})
    weights, mean = {}, {}
    for name, old in state.weights.items():
        decay = DECAY * old if old.ndim > 1 else 0.0
        weights[name] = old if name in FROZEN else old - rate * (moves[name] + decay)
        mean[name] = keep * state.mean[name] + (1 - keep) * weights[name]
    return State(weights, mean, first, second, step)


def _adam(state: State, gradients: Parameters, step: jax.Array) -> tuple[Parameters, Parameters, Parameters]:
    """Both moments, and what Adam would do."""
    tell_first = 1 - FIRST ** step.astype(jnp.float32)
    tell_second = 1 - SECOND ** step.astype(jnp.float32)
    first = {name: FIRST * state.first[name] + (1 - FIRST) * value for name, value in gradients.items()}
    second = {name: SECOND * state.second[name] + (1 - SECOND) * value**2 for name, value in gradients.items()}
    moves = {name: first[name] / tell_first / (jnp.sqrt(second[name] / tell_second) + EPSILON) for name in gradients}
    return first, second, moves
