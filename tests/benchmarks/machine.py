"""The machine that is measured on: what it is, which cores are used, and how much of them others take."""

import os
import platform
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from minutes_app import __version__

QUIET = 0.05
"""The share of the cores that others may take while a run still counts."""

LIBRARIES = ("faster-whisper", "ctranslate2", "onnxruntime", "av", "numpy")


def use_cores(count: int) -> tuple[int, ...]:
    """Keep this process, and so everything it starts, on the first `count` cores; all cores where that cannot be."""
    if not hasattr(psutil.Process, "cpu_affinity"):
        return tuple(range(psutil.cpu_count() or 1))
    allowed = sorted(psutil.Process().cpu_affinity() or ())
    psutil.Process().cpu_affinity(allowed[:count])
    return tuple(allowed[:count])


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds: of the wall, of the cores that were busy, and of those that were busy for us and our ended children."""

    wall: float
    busy: float
    ours: float


def clock(cores: tuple[int, ...]) -> Clock:
    """The three clocks now."""
    each = psutil.cpu_times(percpu=True)
    busy = sum(sum(each[core][:8]) - each[core].idle - getattr(each[core], "iowait", 0.0) for core in cores)
    return Clock(time.monotonic(), busy, sum(os.times()[:4]))


def others_between(before: Clock, after: Clock, cores: tuple[int, ...]) -> float:
    """The share of the cores, 0 to 1, that went to others. Windows does not count ended children: 0 there."""
    if sys.platform == "win32" or after.wall <= before.wall:
        return 0.0
    others = (after.busy - before.busy) - (after.ours - before.ours)
    return max(0.0, others) / ((after.wall - before.wall) * len(cores))


def wait_for_quiet(cores: tuple[int, ...], patience_s: float) -> float:
    """Wait until others leave the cores alone; return the seconds waited, at most about `patience_s`."""
    began = time.monotonic()
    while patience_s > 0:
        before = clock(cores)
        time.sleep(1.5)
        if others_between(before, clock(cores), cores) <= QUIET:
            break
        if time.monotonic() - began > patience_s:
            break
        time.sleep(3)
    return time.monotonic() - began


def facts(cores: tuple[int, ...]) -> dict[str, str]:
    """What a reader has to know about the machine: Japanese name → value."""
    return {
        "CPU": f"{_processor()}（このうち {len(cores)} コアを使用: {', '.join(map(str, cores))}）",
        "メモリ": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "OS": platform.platform(),
        "Python": platform.python_version(),
        "minutes_app": __version__,
        **{name: version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
