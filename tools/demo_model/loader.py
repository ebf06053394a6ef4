"""Batches, made beside the training: step k is always the same batch of the same corpus, whoever makes it.

In: corpus, recipe, what has been seen. Out: (bucket's name, arrays). Worker processes read the clips by
themselves; they never touch JAX. Their batches come back in files: some megabytes each, they would jam the one pipe
of a pool.
"""

import multiprocessing
import random
import tempfile
import time
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.demo_model.corpus import Corpus
from tools.demo_model.recipe import Recipe
from tools.demo_model.tokens import Vocabulary
from tools.demo_model.windows import Bucket, Sample, window

AHEAD = 2
"""Batches in preparation for every worker."""

LOOK_S = 45.0
"""How often a worker looks whether there are new clips."""

MEMORY = Path("/dev/shm")
"""Where there is such a folder, files in it never touch a disk."""

Made = tuple[str, dict[str, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Order:
    """Which batch: its step, how far the training is, and which of those that make one step together."""

    step: int
    progress: float
    part: int = 0


def size_of(recipe: Recipe, bucket: Bucket) -> int:
    """How many windows of a bucket make a batch."""
    return max(2, round(recipe.budget / bucket.frames))


def make(corpus: Corpus, recipe: Recipe, order: Order) -> Made:
    """A batch of a step; all of its parts have the same bucket, so that they take the same time."""
    phase = recipe.phase(order.progress)
    bucket_draw = random.Random(f"{recipe.name} bucket {order.step}")
    name = bucket_draw.choices(list(phase.buckets), list(phase.buckets.values()))[0]
    bucket, draw = recipe.buckets[name], random.Random(f"{recipe.name} batch {order.step} {order.part}")
    samples = [window(corpus, bucket, draw) for _window in range(size_of(recipe, bucket))]
    return name, arrays_of(samples)


def arrays_of(samples: list[Sample]) -> dict[str, np.ndarray]:
    """Samples of one bucket, stacked."""
    names = ("mel", "phones", "heard", "inputs", "targets", "spans")
    arrays = {name: np.stack([getattr(sample, name) for sample in samples]) for name in names}
    return arrays | {"offset": np.array([sample.offset for sample in samples], np.int16)}


@dataclass(slots=True)
class _Own:
    """What a worker has."""

    corpus: Corpus
    recipe: Recipe
    folder: Path
    looked: float


_own: _Own | None = None


def _begin(vocabulary: Vocabulary, clips: Path, recipe: Recipe, folder: Path) -> None:
    global _own
    _own = _Own(Corpus(vocabulary), recipe, folder, time.monotonic())
    _own.corpus.load(clips)


def _make(order: Order) -> tuple[str, tuple[str, ...], Path]:
    """The bucket's name, the arrays' names, and the file that holds them one after the other."""
    assert _own is not None
    if time.monotonic() - _own.looked > LOOK_S:
        _own.corpus.load_new()
        _own.looked = time.monotonic()
    name, arrays = make(_own.corpus, _own.recipe, order)
    path = _own.folder / f"{order.step}-{order.part}"
    with path.open("wb") as file:
        for array in arrays.values():
            np.save(file, array)
    return name, tuple(arrays), path


def _taken(name: str, arrays: tuple[str, ...], path: Path) -> Made:
    with path.open("rb") as file:
        made = {each: np.load(file) for each in arrays}
    path.unlink()
    return name, made


class Loader:
    """Hands out batches; `workers` 0 makes them in this process.

    With workers a batch is ordered some steps before it is used: a new phase begins as many steps late.
    """

    def __init__(self, corpus: Corpus, recipe: Recipe, workers: int) -> None:
        self._corpus, self._recipe, self._workers = corpus, recipe, workers
        self._waiting: deque[Future[tuple[str, tuple[str, ...], Path]]] = deque()
        self._ordered = -1
        self._folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self._pool = _workers(corpus, recipe, workers, Path(self._folder.name)) if workers else None

    def next(self, order: Order) -> Made:
        """The batch of `order`; orders come one step after the other."""
        if self._pool is None:
            return make(self._corpus, self._recipe, order)
        first = order.step if self._ordered < order.step else self._ordered + 1
        for step in range(first, order.step + self._workers * AHEAD):
            self._waiting.append(self._pool.submit(_make, Order(step, order.progress)))
            self._ordered = step
        return _taken(*self._waiting.popleft().result())

    def close(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()


def _workers(corpus: Corpus, recipe: Recipe, count: int, folder: Path) -> ProcessPoolExecutor:
    """New processes, each with a corpus of its own: forked ones could stop for ever, JAX and PyTorch have threads."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, spawn, _begin, (corpus.vocabulary, corpus.folder, recipe, folder))
    for ready in [pool.submit(_noop) for _worker in range(count)]:
        ready.result()
    return pool


def _noop() -> None:
    return None
