"""The steps of a training with PyTorch: on the cores of a CPU every one computes a batch of its own for each step; a
GPU computes one batch, and the cores make the next ones.

In: corpus, recipe, a `State`. Out: the same, some steps further; so that a training may change between JAX and PyTorch.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import jax.numpy as jnp
import numpy as np
import torch

from tools.demo_model.corpus import Corpus
from tools.demo_model.loader import Loader, Order
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


@dataclass(frozen=True, slots=True)
class Machine:
    """What computes: a GPU (`cuda`) and `processes` that make its batches, or as many threads of a CPU."""

    processes: int = 1
    device: str = "cpu"
    kind: torch.dtype = torch.bfloat16

    def __str__(self) -> str:
        """For the log."""
        return f"{self.processes} threads of PyTorch" if self.device == "cpu" else torch.cuda.get_device_name()


class TorchStepping:
    """Steps on a machine, with matrix products in its `kind`."""

    def __init__(self, corpus: Corpus, recipe: Recipe, shape: Shape, state: State, machine: Machine) -> None:
        is_cpu = machine.device == "cpu"
        self._loader = Loader(corpus, recipe, 0 if is_cpu else machine.processes - 1)
        self.where, self._machine = str(machine), machine
        torch.set_num_threads(1)
        self._shape, self._number = shape, int(state.step)
        self._weights, self._mean = self._tensors(state.weights), self._tensors(state.mean)
        self._trained = [name for name in self._weights if name not in FROZEN]
        self._momenta, self._second = self._tensors(state.first), self._tensors(state.second)
        self._adam = self._optimiser()
        self._threads = machine.processes if is_cpu else 1
        self._pool = ThreadPoolExecutor(self._threads)

    def _tensors(self, arrays: dict[str, object]) -> Tensors:
        return {name: torch.from_numpy(np.array(value)).to(self._machine.device) for name, value in arrays.items()}

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
            done = torch.tensor(float(self._number), device=self._machine.device)
            adam.state[self._weights[name]] = {"step": done} | moments
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
        return np.mean([parts.cpu().numpy() for _gradients, parts, _seen_s in made], 0), sum(
            seen for *_more, seen in made
        )

    def _gradients(self, order: Order, third: int, phase: Phase) -> tuple[list[torch.Tensor], torch.Tensor, float]:
        torch.set_num_threads(1)
        _name, batch = self._loader.next(order)
        shares = (phase.frames, phase.guides)
        tensors = _batch(batch, self._machine.device)
        total, parts = losses(self._weights, self._shape, tensors, third, shares, kind=self._machine.kind)
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
        if self._machine.device == "cpu":
            list(self._pool.map(lambda name: self._muon([name], rate), hidden))
        else:
            for size in {self._weights[name].shape for name in hidden}:
                self._muon([name for name in hidden if self._weights[name].shape == size], rate)
        keep = min(MEAN, (2 + self._number) / (11 + self._number))
        with torch.no_grad():
            means = [self._mean[name] for name in self._trained]
            torch._foreach_lerp_(means, [self._weights[name] for name in self._trained], 1 - keep)

    @torch.no_grad()
    def _muon(self, names: list[str], rate: float) -> None:
        """Move some matrices of one shape."""
        torch.set_num_threads(1)
        weights, momenta = [self._weights[name] for name in names], [self._momenta[name] for name in names]
        gradients = [weight.grad for weight in weights]
        torch._foreach_lerp_(momenta, gradients, 1 - MOMENTUM)
        ahead = torch.stack(torch._foreach_lerp(gradients, momenta, MOMENTUM)).to(self._machine.kind)
        moves = list(_orthogonal(ahead).float().unbind())
        torch._foreach_mul_(weights, 1 - rate * DECAY)
        torch._foreach_add_(weights, moves, alpha=-rate * SCALE * math.sqrt(max(moves[0].shape)))

    def state(self) -> State:
        """Where the training stands."""
        parts = (self._weights, self._mean, self._momenta, self._second)
        return State(*map(_arrays, parts), jnp.int32(self._number))

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()
        self._loader.close()


def _orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """`optimiser.orthogonal`."""
    first, second, third = NEWTON_SCHULZ
    is_tall = matrices.shape[1] > matrices.shape[2]
    turned = matrices.mT if is_tall else matrices
    turned = turned / (turned.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _round in range(ROUNDS):
        square = turned @ turned.mT
        turned = torch.baddbmm(
            turned, torch.baddbmm(square, square, square, beta=second, alpha=third), turned, beta=first
        )
    return turned.mT if is_tall else turned


def _arrays(tensors: Tensors) -> dict[str, object]:
    return {name: jnp.asarray(value.detach().cpu().numpy()) for name, value in tensors.items()}


def _batch(arrays: dict[str, np.ndarray], device: str) -> Tensors:
    return {
        name: torch.from_numpy(value).to(device).to(torch.float32 if name == "mel" else torch.int64)
        for name, value in arrays.items()
    }


def alike(before: State, one: State, other: State) -> float:
    """The cosine between what two steps from the same state have changed, over all weights."""

    def moved(after: State) -> np.ndarray:
        return np.concatenate([np.ravel(after.weights[name] - before.weights[name]) for name in sorted(before.weights)])

    first, second = moved(one), moved(other)
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))
