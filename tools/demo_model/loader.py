"""Batches, made beside the training: step k is always the same batch of the same corpus, whoever makes it.

In: corpus, recipe, what has been seen. Out: (bucket's name, arrays). Worker processes are forked, so that they share
the corpus's memory; they never touch JAX.
"""

import multiprocessing
import random
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np

from tools.demo_model.corpus import Corpus
from tools.demo_model.recipe import Recipe
from tools.demo_model.windows import Bucket, Sample, window

AHEAD = 2
"""Batches in preparation for every worker."""

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


_shared: tuple[Corpus, Recipe] | None = None


def _make_shared(order: Order) -> Made:
    assert _shared is not None
    return make(*_shared, order)


class Loader:
    """Hands out batches; `workers` 0 makes them in this process, and then new clips are taken in while it runs.

    With workers a batch is ordered some steps before it is used: a new phase begins as many steps late.
    """

    def __init__(self, corpus: Corpus, recipe: Recipe, workers: int) -> None:
        global _shared
        self._corpus, self._recipe, self._workers = corpus, recipe, workers
        self._waiting: deque[Future[Made]] = deque()
        self._ordered = -1
        _shared = (corpus, recipe)
        fork = multiprocessing.get_context("fork") if workers else None
        self._pool = ProcessPoolExecutor(workers, mp_context=fork) if workers else None
        if self._pool:
            for ready in [self._pool.submit(_noop) for _worker in range(workers)]:
                ready.result()

    def next(self, order: Order) -> Made:
        """The batch of `order`; orders come one step after the other."""
        if self._pool is None:
            return make(self._corpus, self._recipe, order)
        first = order.step if self._ordered < order.step else self._ordered + 1
        for step in range(first, order.step + self._workers * AHEAD):
            self._waiting.append(self._pool.submit(_make_shared, Order(step, order.progress)))
            self._ordered = step
        return self._waiting.popleft().result()

    def close(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _noop() -> None:
    return None
