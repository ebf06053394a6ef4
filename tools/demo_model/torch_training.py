"""The steps of a training on the cores of a CPU, with PyTorch: every core computes a batch of its own for each step.

In: corpus, recipe, a `State`. Out: the same, some steps further; so that a training may change between JAX and PyTorch.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import torch

from tools.demo_model.corpus import Corpus
from tools.demo_model.loader import Order, make
from tools.demo_model.network import Shape
from tools.demo_model.optimiser import (
    CLIP,
    DECAY,
    EPSILON,
    FIRST,
    FROZEN,
    MEAN,
    MOMENTUM,
    NEWTON_SCHULZ,
    ROUNDS,
    SCALE,
    SECOND,
    State,
    is_hidden,
)
from tools.demo_model.recipe import Phase, Recipe
from tools.demo_model.torch_network import Tensors, losses

ALIKE = 0.99
"""The least cosine between what one step changes here and with JAX, over all weights."""


class TorchStepping:
    """Steps with matrix products in `kind`, in `threads` threads."""

    def __init__(
        self,
        corpus: Corpus,
        recipe: Recipe,
        shape: Shape,
        state: State,
        threads: int,
        kind: torch.dtype = torch.bfloat16,
    ) -> None:
        self.where = f"{threads} threads of PyTorch"
        self._kind = kind
        torch.set_num_threads(1)
        self._corpus, self._recipe, self._shape, self._number = corpus, recipe, shape, int(state.step)
        self._weights, self._mean = _tensors(state.weights), _tensors(state.mean)
        self._trained = [name for name in self._weights if name not in FROZEN]
        self._momenta, self._second = _tensors(state.first), _tensors(state.second)
        self._adam = self._optimiser()
        self._threads, self._pool = threads, ThreadPoolExecutor(threads)

    def _optimiser(self) -> torch.optim.AdamW:
        """AdamW for what Muon does not move, with the moments of the state."""
        groups: list[dict[str, object]] = [{"params": [], "weight_decay": DECAY}, {"params": [], "weight_decay": 0.0}]
        for name in self._trained:
            self._weights[name].requires_grad_()
        names = [name for name in self._trained if not is_hidden(name)]
        for name in names:
            groups[self._weights[name].ndim <= 1]["params"].append(self._weights[name])
        adam = torch.optim.AdamW(groups, betas=(FIRST, SECOND), eps=EPSILON, fused=True)
        for name in names:
            moments = {"exp_avg": self._momenta[name], "exp_avg_sq": self._second[name]}
            adam.state[self._weights[name]] = {"step": torch.tensor(float(self._number))} | moments
        return adam

    def step(self, order: Order, rate: float, phase: Phase) -> tuple[np.ndarray, float]:
        """One step; one whose gradients are not finite changes nothing."""
        orders = [replace(order, part=part) for part in range(self._threads)]
        made = list(self._pool.map(lambda each: self._gradients(each, order.step % 3, phase), orders))
        gradients = made[0][0]
        for more, _parts, _seen_s in made[1:]:
            torch._foreach_add_(gradients, more)
        size = float(torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))) / len(made)
        if math.isfinite(size):
            self._advance(gradients, min(1.0, CLIP / max(size, 1e-9)) / len(made), rate)
        self._number += 1
        return np.mean([parts.numpy() for _gradients, parts, _seen_s in made], 0), sum(seen for *_more, seen in made)

    def _gradients(self, order: Order, third: int, phase: Phase) -> tuple[list[torch.Tensor], torch.Tensor, float]:
        torch.set_num_threads(1)
        _name, batch = make(self._corpus, self._recipe, order)
        shares = (phase.frames, phase.guides)
        total, parts = losses(self._weights, self._shape, _batch(batch), third, shares, kind=self._kind)
        gradients = torch.autograd.grad(total, [self._weights[name] for name in self._trained])
        return list(gradients), parts, batch["mel"].shape[0] * batch["mel"].shape[1] / 100

    def _advance(self, gradients: list[torch.Tensor], scale: float, rate: float) -> None:
        torch._foreach_mul_(gradients, scale)
        for name, gradient in zip(self._trained, gradients, strict=True):
            self._weights[name].grad = gradient.contiguous()  # the fused optimiser does not look at strides
        for group in self._adam.param_groups:
            group["lr"] = rate
        self._adam.step()
        hidden = [name for name in self._trained if is_hidden(name)]
        list(self._pool.map(lambda name: self._muon(name, rate), hidden))
        keep = min(MEAN, (2 + self._number) / (11 + self._number))
        with torch.no_grad():
            means = [self._mean[name] for name in self._trained]
            torch._foreach_lerp_(means, [self._weights[name] for name in self._trained], 1 - keep)

    @torch.no_grad()
    def _muon(self, name: str, rate: float) -> None:
        torch.set_num_threads(1)
        weight, momentum = self._weights[name], self._momenta[name]
        momentum.lerp_(weight.grad, 1 - MOMENTUM)
        move = _orthogonal(weight.grad.lerp(momentum, MOMENTUM).to(self._kind)).float()
        weight.mul_(1 - rate * DECAY).add_(move, alpha=-rate * SCALE * math.sqrt(max(move.shape)))

    def state(self) -> State:
        """Where the training stands."""
        parts = (self._weights, self._mean, self._momenta, self._second)
        return State(*map(_arrays, parts), jnp.int32(self._number))

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()


def _orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """`optimiser.orthogonal` of one matrix."""
    first, second, third = NEWTON_SCHULZ
    is_tall = matrix.shape[0] > matrix.shape[1]
    turned = matrix.t() if is_tall else matrix
    turned = turned / (turned.norm() + 1e-7)
    for _round in range(ROUNDS):
        square = turned @ turned.t()
        turned = torch.addmm(turned, torch.addmm(square, square, square, beta=second, alpha=third), turned, beta=first)
    return turned.t() if is_tall else turned


def _tensors(arrays: dict[str, object]) -> Tensors:
    return {name: torch.from_numpy(np.array(value)) for name, value in arrays.items()}


def _arrays(tensors: Tensors) -> dict[str, object]:
    return {name: jnp.asarray(value.detach().numpy()) for name, value in tensors.items()}


def _batch(arrays: dict[str, np.ndarray]) -> Tensors:
    return {
        name: torch.from_numpy(value.astype(np.float32 if name == "mel" else np.int64))
        for name, value in arrays.items()
    }


def alike(before: State, one: State, other: State) -> float:
    """The cosine between what two steps from the same state have changed, over all weights."""

    def moved(after: State) -> np.ndarray:
        return np.concatenate([np.ravel(after.weights[name] - before.weights[name]) for name in sorted(before.weights)])

    first, second = moved(one), moved(other)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))
