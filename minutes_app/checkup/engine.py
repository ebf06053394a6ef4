"""Recognition: memory, models, the engine and the graphics processor. Native code runs in children only."""

import psutil

from minutes_app.checkup.finding import Finding, Verdict
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, MinutesError
from minutes_app.progress import Report, no_report
from minutes_app.transcribe.engine import EngineOptions
from minutes_app.transcribe.weights import Listed, State
from minutes_app.transcribe.whisper import WhisperEngine, compute_types

SILENCE_S = 60.0
"""A native library that says nothing for so long hangs (a first CUDA start on a slow PC takes about 20 s)."""
SMALLEST = 4_000_000_000
"""Bytes of memory below which Windows, Word and the smallest model do not go together."""


def memory_only() -> Finding:
    """Memory of the PC alone, before there is a model."""
    found = psutil.virtual_memory()
    facts: dict[str, str | int] = {"total_bytes": found.total, "free_bytes": found.available}
    if found.total < SMALLEST:
        return Finding("memory", Verdict.CAUTION, "too_small", facts, needed=True)
    return Finding("memory", Verdict.GOOD, "alone", facts, needed=True)


def memory(models: tuple[Listed, ...], default: str) -> Finding:
    """Memory of the PC and what is free, against what the chosen model needs."""
    found = psutil.virtual_memory()
    chosen = next((model for model in models if model.name == default), None)
    needed = chosen.memory_bytes if chosen else 0
    facts: dict[str, str | int] = {
        "total_bytes": found.total,
        "free_bytes": found.available,
        "model": default,
        "needed_bytes": needed,
    }
    if found.total < max(needed, SMALLEST):
        return Finding("memory", Verdict.CAUTION, "small", facts, needed=True)
    if found.available < needed:
        return Finding("memory", Verdict.CAUTION, "busy", facts, needed=True)
    return Finding("memory", Verdict.GOOD, "fine", facts, needed=True)


def recogniser(report: Report = no_report) -> Finding:
    """Whether the engine starts on this processor."""
    try:
        types = _compute_types("cpu", report)
    except ChildDied:
        return Finding("recogniser", Verdict.BAD, "died", needed=True)
    except (RuntimeError, MinutesError):
        return Finding("recogniser", Verdict.BAD, "missing", needed=True)
    if not types:
        return Finding("recogniser", Verdict.BAD, "missing", needed=True)
    return Finding("recogniser", Verdict.GOOD, "fine", {"types": "、".join(types)}, needed=True)


def graphics(models: tuple[Listed, ...], report: Report = no_report) -> Finding:
    """Whether the graphics processor recognises, proved by loading the smallest model that is here."""
    try:
        types = _compute_types("cuda", report)
    except ChildDied:
        return Finding("graphics", Verdict.BAD, "crash")
    except (RuntimeError, MinutesError):
        return Finding("graphics", Verdict.BAD, "other")
    if not types:
        return Finding("graphics", Verdict.BAD, "none")
    ready = [model for model in models if model.state is State.READY and model.folder is not None]
    if not ready:
        return Finding("graphics", Verdict.CAUTION, "untried", {"types": "、".join(types)})
    return _tried(min(ready, key=lambda model: model.bytes), report)


def _tried(model: Listed, report: Report) -> Finding:
    assert model.folder is not None, "only models that are here are tried"
    engine = WhisperEngine()
    try:
        loaded = engine.load(model.folder, EngineOptions(device="cuda"), report)
    except MinutesError:
        return Finding("graphics", Verdict.CAUTION, "other")
    finally:
        engine.close()
    if loaded.device == "cuda":
        return Finding("graphics", Verdict.GOOD, "fine", {"types": loaded.compute_type})
    reason = loaded.notices[0][1] if loaded.notices else "other"
    return Finding("graphics", Verdict.BAD, reason)


def _compute_types(device: str, report: Report) -> tuple[str, ...]:
    """What the engine can compute with. Raises ChildDied, RuntimeError (the library is broken or not installed)."""
    with Child("probe", Limits(silent_s=SILENCE_S)) as child:
        return child.call(compute_types, device, report=report)


def models(listed: tuple[Listed, ...], default: str) -> Finding:
    """The models that are here; the demo model alone is good for trying out only."""
    ready = [model for model in listed if model.state is State.READY]
    real = [model.name for model in ready if not model.demo]
    damaged = [model.name for model in listed if model.state is State.DAMAGED]
    fitting = [model.name for model in listed if model.installable and model.fits]
    facts: dict[str, str | int] = {
        "models": "、".join(real),
        "default": default,
        "damaged": "、".join(damaged),
        "suggestion": default if default in fitting or not fitting else fitting[0],
    }
    if not ready:
        return Finding("models", Verdict.BAD, "none", facts, needed=True)
    if not real:
        return Finding("models", Verdict.CAUTION, "demo", facts, needed=True)
    if damaged:
        return Finding("models", Verdict.CAUTION, "damaged", facts, needed=True)
    if default not in real:
        return Finding("models", Verdict.CAUTION, "default", facts, needed=True)
    return Finding("models", Verdict.GOOD, "fine", facts, needed=True)
