"""AdamW by hand, clipping, the learning rate, and the running mean of the weights that is what gets converted.

In: gradients. Out: new weights and state. Positions of the encoder are never trained.
"""

import math
from dataclasses import dataclass

import jax
import jax.numpy as jnp

from tools.demo_model.network import Parameters

FROZEN = ("encoder.positions",)
FIRST, SECOND, EPSILON, DECAY, CLIP = 0.9, 0.98, 1e-8, 0.02, 1.0
MEAN = 0.998
FLOOR = 1e-2
"""The learning rate ends at this share of its peak."""


@jax.tree_util.register_dataclass
@dataclass(frozen=True, slots=True)
class State:
    """All that a training is: weights, their running mean, the two moments, steps done."""

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


def advance(state: State, gradients: Parameters, rate: jax.Array) -> State:
    """One step."""
    size = jnp.sqrt(sum(jnp.sum(gradient**2) for gradient in gradients.values()))
    scale = jnp.minimum(1.0, CLIP / jnp.maximum(size, 1e-9))
    step = state.step + 1
    tell_first = 1 - FIRST ** step.astype(jnp.float32)
    tell_second = 1 - SECOND ** step.astype(jnp.float32)
    keep = jnp.minimum(MEAN, (1 + step) / (10 + step))
    weights, mean, first, second = {}, {}, {}, {}
    for name, old in state.weights.items():
        gradient = gradients[name] * scale
        first[name] = FIRST * state.first[name] + (1 - FIRST) * gradient
        second[name] = SECOND * state.second[name] + (1 - SECOND) * gradient**2
        move = first[name] / tell_first / (jnp.sqrt(second[name] / tell_second) + EPSILON)
        decay = DECAY * old if old.ndim > 1 else 0.0
        weights[name] = old if name in FROZEN else old - rate * (move + decay)
        mean[name] = keep * state.mean[name] + (1 - keep) * weights[name]
    return State(weights, mean, first, second, step)
