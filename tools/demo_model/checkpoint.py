"""Where a training stands, on disk: everything that is needed to go on exactly there.

In/out: a `State`, how much sound was seen, the network's shape, the recipe's name. One file, complete or not there; the
one before is kept beside it. `slim` writes the weights alone in half precision.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import jax.numpy as jnp
import numpy as np

from tools.demo_model.network import Shape
from tools.demo_model.optimiser import State, begin

_PARTS = ("weights", "mean", "first", "second")


@dataclass(frozen=True, slots=True)
class Standing:
    """`seen_s`: seconds of sound so far."""

    recipe: str
    shape: Shape
    stamps: int
    seen_s: float = 0.0


def save(path: Path, state: State, standing: Standing) -> None:
    """Write both."""
    arrays = {f"{part}/{name}": np.asarray(value) for part in _PARTS for name, value in getattr(state, part).items()}
    _write(path, arrays | {"step": np.asarray(state.step)}, standing)


def _write(path: Path, arrays: dict[str, np.ndarray], standing: Standing) -> None:
    partial, before = path.with_suffix(".tmp"), path.with_name(f"{path.stem}.before{path.suffix}")
    told = np.frombuffer(json.dumps(asdict(standing)).encode(), np.uint8)
    with partial.open("wb") as file:
        np.savez(file, standing=told, **arrays)
    if path.is_file():
        path.replace(before)
    partial.replace(path)


def load(path: Path) -> tuple[State, Standing]:
    """What `save` wrote; of what `slim` wrote the weights, with everything else as before the first step."""
    with np.load(path) as stored:
        if "step" not in stored:
            found, standing = weights(path)
            return begin({name: jnp.asarray(value) for name, value in found.items()}), standing
        parts = {
            part: {name.partition("/")[2]: jnp.asarray(stored[name]) for name in stored if name.startswith(f"{part}/")}
            for part in _PARTS
        }
        return State(**parts, step=jnp.asarray(stored["step"])), _standing(stored)


def _standing(stored: np.lib.npyio.NpzFile) -> Standing:
    told = json.loads(stored["standing"].tobytes())
    return Standing(**{**told, "shape": Shape(**told["shape"])})


def weights(path: Path) -> tuple[dict[str, np.ndarray], Standing]:
    """The running mean of the weights (float32), of a full or a slim checkpoint."""
    with np.load(path) as stored:
        found = {name[5:]: stored[name].astype(np.float32) for name in stored if name.startswith("mean/")}
        return found, _standing(stored)


def slim(path: Path, target: Path) -> None:
    """The running mean alone, in half precision, to be kept for a later day."""
    keep(target, *weights(path))


def keep(target: Path, found: dict[str, np.ndarray], standing: Standing) -> None:
    """As `slim`, of weights at hand."""
    _write(target, {f"mean/{name}": value.astype(np.float16) for name, value in found.items()}, standing)
