"""Sizes of a training: the network, the windows at each time of the training, how much of everything.

Read from `recipe.toml`, one table a size (`tiny` for the tests, `small` for a CPU, `full` for a GPU).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.demo_model.windows import Bucket

FILE = Path(__file__).with_name("recipe.toml")


@dataclass(frozen=True, slots=True)
class Phase:
    """Until this share of the training, windows are drawn from these buckets with these weights."""

    until: float
    buckets: dict[str, float]
    frames: float
    guides: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """One size of the whole training."""

    name: str
    shards: int
    sentences: int
    vocabulary: int
    width: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    hours: float
    budget: int
    rate: float
    warm_up: int
    chunk_s: int
    buckets: dict[str, Bucket]
    phases: tuple[Phase, ...]
    after: str = ""

    def phase(self, progress: float) -> Phase:
        """The phase at a share of the training."""
        return next((phase for phase in self.phases if progress < phase.until), self.phases[-1])


@cache
def recipe(name: str) -> Recipe:
    """The size of that name."""
    table = dict(tomllib.loads(FILE.read_text(encoding="utf-8"))[name])
    buckets = {key: Bucket(**value) for key, value in table.pop("buckets").items()}
    phases = tuple(Phase(**value) for value in table.pop("phases"))
    return Recipe(name=name, buckets=buckets, phases=phases, **table)
