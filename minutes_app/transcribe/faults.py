"""What native libraries say when they fail, as errors of ours. In: their exceptions. Out: ours, and nothing else."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors import ComputeTypeUnusable, EngineFailed, MinutesError, ModelUnsuitable


@dataclass(eq=False)
class GpuUnusable(MinutesError):
    """The GPU cannot be used; never leaves the engine."""

    reason: str


@contextlib.contextmanager
def gpu_errors() -> Iterator[None]:
    """What CTranslate2 says about a GPU, as one of the reasons that `wording` knows."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise GpuUnusable(_gpu_reason(str(error))) from error


def _gpu_reason(said: str) -> str:
    said = said.lower()
    if "out of memory" in said:
        return "memory"
    if any(name in said for name in ("cublas", "cudnn", "cudart", "library", "driver")):
        return "libraries"
    return "compute_type" if "compute type" in said else "other"


@contextlib.contextmanager
def engine_errors() -> Iterator[None]:
    """What CTranslate2 says on the processor, as its own word."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise EngineFailed(str(error)) from error


@contextlib.contextmanager
def model_errors(folder: Path, compute_type: str) -> Iterator[None]:
    """What goes wrong when a model is loaded on the processor."""
    try:
        yield
    except (RuntimeError, ValueError, OSError, KeyError, TypeError) as error:
        said = str(error)
        if "compute type" in said or "compute_type" in said:
            raise ComputeTypeUnusable(compute_type) from error
        raise ModelUnsuitable(folder.name, said) from error
