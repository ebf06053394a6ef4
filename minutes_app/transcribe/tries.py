"""With what a model is loaded: device, precision, threads. Looks at the PC's cores and the model's size only."""

from dataclasses import replace
from pathlib import Path

import psutil

from minutes_app.transcribe.engine import Device, EngineOptions

SMALL_MODEL = 64 << 20
"""Bytes; below it a second thread costs more than it brings (measured with demo-ja on two cores)."""

MAX_THREADS, MAX_WORKERS = 8, 4

Tries = tuple[EngineOptions, EngineOptions | None]
"""What the child loads with, and what it takes where there is no GPU at all (None: it says so)."""


def devices_for(options: EngineOptions) -> tuple[Device, ...]:
    """The devices to try, best first."""
    return ("cpu",) if options.device == "cpu" else ("cuda", "cpu")


def tries_for(options: EngineOptions, device: Device, folder: Path) -> Tries:
    """What the child is told for one device; `auto` goes on to the processor where there is no GPU to fail."""
    spare = _for_device(options, "cpu", folder) if (options.device, device) == ("auto", "cuda") else None
    return _for_device(options, device, folder), spare


def _for_device(options: EngineOptions, device: Device, folder: Path) -> EngineOptions:
    """The options as the child gets them; a precision that only GPUs have does not follow to the processor."""
    kind = "auto" if device == "cpu" and options.device != "cpu" and "float16" in options.compute_type else ""
    return replace(
        options,
        device=device,
        compute_type=kind or options.compute_type,
        threads=options.threads or threads_for(folder),
    )


def threads_for(model_folder: Path) -> int:
    """Threads that make the model fast and leave the PC usable: one for small models, else the real cores but one.

    Source: research on CTranslate2's thread scaling (no gain above 4 to 8; small models lose by a second thread).
    """
    model = model_folder / "model.bin"
    if model.is_file() and model.stat().st_size < SMALL_MODEL:
        return 1
    cores = psutil.cpu_count(logical=False) or 2
    return max(1, min(MAX_THREADS, cores - 1 if cores > 2 else cores))


def workers_for(threads: int) -> int:
    """Stretches of speech heard side by side: only where each takes one thread; then one a real core, at most four."""
    return max(1, min(MAX_WORKERS, psutil.cpu_count(logical=False) or 1)) if threads == 1 else 1
