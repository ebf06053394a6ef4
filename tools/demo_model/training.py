"""Stage `train`: from clips to a checkpoint, on whatever JAX or PyTorch finds; goes on where a checkpoint stands.

In: the work folder, a recipe. Out: `checkpoint.npz` every few minutes, `training.log`. With JAX a batch of every bucket
is one compiled program; compiled programs are kept in the work folder.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import jax
import jax.numpy as jnp
import numpy as np

from tools.demo_model import checkpoint
from tools.demo_model.checkpoint import Standing
from tools.demo_model.clips import PHONEMES
from tools.demo_model.corpus import Corpus
from tools.demo_model.loader import Loader, Order
from tools.demo_model.losses import PARTS, losses
from tools.demo_model.network import Shape
from tools.demo_model.optimiser import State, advance, begin, learning_rate
from tools.demo_model.recipe import Phase, Recipe
from tools.demo_model.start import fresh, grown
from tools.demo_model.tokens import Vocabulary, load

SAVE_S, LOG_S, LOAD_S = 300.0, 15.0, 120.0
CHECKED = 6000
"""Frames of the batch by which PyTorch is compared."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`minutes`: stop after this time; `steps`: stop at this step; `hours` of sound instead of the recipe's;
    `processes`: cores to be used; `torch`: PyTorch instead of JAX."""

    minutes: float = 1e9
    steps: int = 1 << 60
    hours: float = 0.0
    processes: int = 1
    torch: bool = False


class Stepping(Protocol):
    """What computes the steps: JAX, or PyTorch. `step`: `PARTS` and the seconds of sound of one step."""

    where: str

    def step(self, order: Order, rate: float, phase: Phase) -> tuple[np.ndarray, float]:
        """One step."""
        ...

    def state(self) -> State:
        """Where the training stands."""
        ...

    def close(self) -> None:
        """End the workers."""
        ...


@dataclass(slots=True)
class _Run:
    """A training in progress."""

    work: Path
    recipe: Recipe
    limits: Limits
    standing: Standing
    number: int
    parts: list[np.ndarray] = field(default_factory=list)

    @property
    def progress(self) -> float:
        return self.standing.seen_s / 3600 / (self.limits.hours or self.recipe.hours)

    def say(self, line: str) -> None:
        print(line, flush=True)
        with (self.work / "training.log").open("a", encoding="utf-8") as log:
            log.write(f"{line}\n")


def shape_of(recipe: Recipe, vocabulary: Vocabulary) -> Shape:
    """The network of a recipe."""
    return Shape(
        vocabulary=len(vocabulary),
        phonemes=len(PHONEMES),
        width=recipe.width,
        heads=recipe.heads,
        encoder_layers=recipe.encoder_layers,
        decoder_layers=recipe.decoder_layers,
    )


def train(work: Path, recipe: Recipe, limits: Limits) -> float:
    """Train until the recipe's hours of sound are seen, or a limit; returns the progress, 1 when finished."""
    jax.config.update("jax_compilation_cache_dir", str(work / "compiled"))
    if limits.torch:
        jax.config.update("jax_platforms", "cpu")
    vocabulary = load(work / "tokenizer.json")
    corpus = Corpus(vocabulary)
    corpus.load(work / "clips")
    state, standing = _resumed(work, recipe, vocabulary)
    run = _Run(work, recipe, limits, standing, int(state.step))
    make = _with_torch if limits.torch else JaxStepping
    stepping: Stepping = make(corpus, recipe, standing.shape, state, limits.processes)
    run.say(f"{len(corpus)} clips, {standing.shape}, step {run.number}, {stepping.where}")
    try:
        _loop(run, stepping, corpus)
        checkpoint.save(work / "checkpoint.npz", stepping.state(), run.standing)
    finally:
        stepping.close()
    return run.progress


def _resumed(work: Path, recipe: Recipe, vocabulary: Vocabulary) -> tuple[State, Standing]:
    path, shape = work / "checkpoint.npz", shape_of(recipe, vocabulary)
    if path.is_file():
        state, standing = checkpoint.load(path)
        if standing.recipe != recipe.after:
            return state, standing
        larger = grown({name: np.asarray(value) for name, value in state.mean.items()}, shape, vocabulary.stamps)
        weights = {name: jnp.asarray(value) for name, value in larger.items()}
        return begin(weights), Standing(recipe.name, shape, vocabulary.stamps)
    if recipe.after:
        raise SystemExit(
            f"{path}: put the checkpoint of --size {recipe.after} there; --size {recipe.name} goes on from it"
        )
    weights = {name: jnp.asarray(value) for name, value in fresh(shape, vocabulary.stamps).items()}
    return begin(weights), Standing(recipe.name, shape, vocabulary.stamps)


def _with_torch(corpus: Corpus, recipe: Recipe, shape: Shape, state: State, processes: int) -> Stepping:
    """Steps of PyTorch, after one step of it and one computed otherwise, both in float32, were seen to change the same:
    on a CPU JAX computes the other one, for a GPU the CPU does."""
    import torch

    from tools.demo_model.torch_training import ALIKE, Machine, TorchStepping, alike

    device = "cuda" if torch.cuda.is_available() else "cpu"
    order, small = Order(int(state.step), 0.0), replace(recipe, budget=min(recipe.budget, CHECKED))
    theirs = TorchStepping(corpus, small, shape, state, Machine(1, device, torch.float32))
    ours: Stepping = (
        JaxStepping(corpus, small, shape, jax.tree.map(jnp.array, state), 1)
        if device == "cpu"
        else TorchStepping(corpus, small, shape, state, Machine(1, "cpu", torch.float32))
    )
    for stepping in (ours, theirs):
        stepping.step(order, recipe.rate, recipe.phase(0.0))
        stepping.close()
    cosine = alike(state, ours.state(), theirs.state())
    if not cosine > ALIKE:
        raise RuntimeError(
            f"one step of PyTorch and one computed otherwise do not change the same: cosine {cosine:.4f}"
        )
    return TorchStepping(corpus, recipe, shape, state, Machine(processes, device))


class JaxStepping:
    """Steps on whatever JAX finds; all `processes` but this one make the batches (with one: between the steps)."""

    def __init__(self, corpus: Corpus, recipe: Recipe, shape: Shape, state: State, processes: int) -> None:
        self.where = jax.devices()[0].platform
        self._loader, self._state = Loader(corpus, recipe, processes - 1), state
        self._step = _compiled(shape, jnp.float32 if self.where == "cpu" else jnp.bfloat16)

    def step(self, order: Order, rate: float, phase: Phase) -> tuple[np.ndarray, float]:
        """One step."""
        _name, batch = self._loader.next(order)
        shares = (jnp.float32(phase.frames), jnp.float32(phase.guides))
        self._state, parts = self._step(self._state, batch, np.int32(order.step % 3), np.float32(rate), shares)
        return parts, batch["mel"].shape[0] * batch["mel"].shape[1] / 100

    def state(self) -> State:
        """Where the training stands."""
        return self._state

    def close(self) -> None:
        """End the workers."""
        self._loader.close()


def _compiled(shape: Shape, kind: jnp.dtype) -> Callable[..., tuple[State, jax.Array]]:
    @partial(jax.jit, donate_argnums=0)
    def step(
        state: State,
        batch: dict[str, jax.Array],
        third: jax.Array,
        rate: jax.Array,
        shares: tuple[jax.Array, jax.Array],
    ) -> tuple[State, jax.Array]:
        wide = {name: value if name == "mel" else value.astype(jnp.int32) for name, value in batch.items()}
        differentiate = jax.value_and_grad(losses, has_aux=True)
        (_total, parts), gradients = differentiate(state.weights, shape, wide, third, shares, kind)
        return advance(state, gradients, rate), parts

    return step


def _loop(run: _Run, stepping: Stepping, corpus: Corpus) -> None:
    begun = saved = said = loaded = time.monotonic()
    seen_before = run.standing.seen_s
    while run.progress < 1 and run.number < run.limits.steps and time.monotonic() - begun < run.limits.minutes * 60:
        rate = learning_rate(run.recipe.rate, run.number, run.progress, run.recipe.warm_up)
        parts, seen_s = stepping.step(Order(run.number, run.progress), rate, run.recipe.phase(run.progress))
        run.number += 1
        run.parts.append(parts)
        run.standing = replace(run.standing, seen_s=run.standing.seen_s + seen_s)
        now = time.monotonic()
        if now - said > LOG_S:
            run.say(_line(run, (run.standing.seen_s - seen_before) / (now - begun)))
            said = now
        if now - loaded > LOAD_S:
            corpus.load_new()
            loaded = now
        if now - saved > SAVE_S:
            checkpoint.save(run.work / "checkpoint.npz", stepping.state(), run.standing)
            saved = now
    if run.parts:
        run.say(_line(run, (run.standing.seen_s - seen_before) / max(1e-9, time.monotonic() - begun)))


def _line(run: _Run, speed: float) -> str:
    means = np.stack([np.asarray(parts) for parts in run.parts]).mean(0)
    run.parts.clear()
    told = " ".join(f"{name} {value:.3f}" for name, value in zip(PARTS, means, strict=True))
    return f"step {run.number} {run.progress:.3f} {told} {speed:.0f} s/s"
