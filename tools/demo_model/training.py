"""Stage `train`: from clips to a checkpoint, on whatever JAX finds; goes on where a checkpoint stands.

In: the work folder, a recipe. Out: `checkpoint.npz` every few minutes, `training.log`. A batch of every bucket is one
compiled program; compiled programs are kept in the work folder.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

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
from tools.demo_model.recipe import Recipe
from tools.demo_model.start import fresh
from tools.demo_model.tokens import Vocabulary, load

SAVE_S, LOG_S, LOAD_S = 300.0, 15.0, 120.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`minutes`: stop after this time; `steps`: stop at this step; `hours` of sound instead of the recipe's."""

    minutes: float = 1e9
    steps: int = 1 << 60
    hours: float = 0.0
    workers: int = 0


@dataclass(slots=True)
class _Run:
    """A training in progress."""

    work: Path
    recipe: Recipe
    limits: Limits
    state: State
    standing: Standing
    parts: list[np.ndarray] = field(default_factory=list)

    @property
    def step(self) -> int:
        return int(self.state.step)

    @property
    def progress(self) -> float:
        return self.standing.seen_s / 3600 / (self.limits.hours or self.recipe.hours)

    def save(self) -> None:
        checkpoint.save(self.work / "checkpoint.npz", self.state, self.standing)

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
    vocabulary = load(work / "tokenizer.json")
    corpus = Corpus(vocabulary)
    corpus.load(work / "clips")
    loader = Loader(corpus, recipe, limits.workers)
    run = _resumed(work, recipe, limits, vocabulary)
    device = jax.devices()[0].platform
    run.say(f"{len(corpus)} clips, {run.standing.shape}, step {run.step}, {device}")
    try:
        _loop(run, loader, corpus, _step(run.standing.shape, jnp.float32 if device == "cpu" else jnp.bfloat16))
    finally:
        loader.close()
    run.save()
    return run.progress


def _resumed(work: Path, recipe: Recipe, limits: Limits, vocabulary: Vocabulary) -> _Run:
    path = work / "checkpoint.npz"
    if path.is_file():
        return _Run(work, recipe, limits, *checkpoint.load(path))
    shape = shape_of(recipe, vocabulary)
    weights = {name: jnp.asarray(value) for name, value in fresh(shape, vocabulary.stamps).items()}
    return _Run(work, recipe, limits, begin(weights), Standing(recipe.name, shape, vocabulary.stamps))


Step = Callable[..., tuple[State, jax.Array]]


def _step(shape: Shape, kind: jnp.dtype) -> Step:
    @partial(jax.jit, donate_argnums=0)
    def step(
        state: State,
        batch: dict[str, jax.Array],
        phase: jax.Array,
        rate: jax.Array,
        shares: tuple[jax.Array, jax.Array],
    ) -> tuple[State, jax.Array]:
        wide = {name: value if name == "mel" else value.astype(jnp.int32) for name, value in batch.items()}
        differentiate = jax.value_and_grad(losses, has_aux=True)
        (_total, parts), gradients = differentiate(state.weights, shape, wide, phase, shares, kind)
        return advance(state, gradients, rate), parts

    return step


def _loop(run: _Run, loader: Loader, corpus: Corpus, step: Step) -> None:
    begun = saved = said = loaded = time.monotonic()
    seen_before = run.standing.seen_s
    number = run.step
    while run.progress < 1 and number < run.limits.steps and time.monotonic() - begun < run.limits.minutes * 60:
        phase = run.recipe.phase(run.progress)
        rate = learning_rate(run.recipe.rate, number, run.progress, run.recipe.warm_up)
        _name, batch = loader.next(Order(number, run.progress))
        shares = (jnp.float32(phase.frames), jnp.float32(phase.guides))
        run.state, parts = step(run.state, batch, np.int32(number % 3), np.float32(rate), shares)
        number += 1
        run.parts.append(parts)
        run.standing = replace(
            run.standing, seen_s=run.standing.seen_s + batch["mel"].shape[0] * batch["mel"].shape[1] / 100
        )
        now = time.monotonic()
        if now - said > LOG_S:
            run.say(_line(run, (run.standing.seen_s - seen_before) / (now - begun)))
            said = now
        if run.limits.workers == 0 and now - loaded > LOAD_S:
            corpus.load(run.work / "clips")
            loaded = now
        if now - saved > SAVE_S:
            run.save()
            saved = now
    if run.parts:
        run.say(_line(run, (run.standing.seen_s - seen_before) / max(1e-9, time.monotonic() - begun)))


def _line(run: _Run, speed: float) -> str:
    means = np.stack([np.asarray(parts) for parts in run.parts]).mean(0)
    run.parts.clear()
    told = " ".join(f"{name} {value:.3f}" for name, value in zip(PARTS, means, strict=True))
    return f"step {run.step} {run.progress:.3f} {told} {speed:.0f} s/s"
