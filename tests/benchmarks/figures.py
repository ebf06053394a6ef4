"""Runs → ratios with intervals, and whether the bars of the issue are met. Numbers only; `report.py` has the words."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.runs import Contestant, Run

RESAMPLES = 5_000
LESS_MEMORY, SOONER = 8.0, 20.0
"""Issue 2 §6: peak memory on 3 h at most 1/8 of plain, first text at least 20 times sooner."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """The peer's figure by ours: above 1 ours is better. `low`, `high`: 95 % bootstrap interval of the median."""

    value: float
    low: float
    high: float
    pairs: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One demand: `measured` must reach `wanted`. `certain` False: measured while others used the cores."""

    name: str
    wanted: str
    measured: str
    met: bool
    certain: bool = True


def chosen(runs: Iterable[Run], task: str, contestant: Contestant, *, timed: bool = True) -> list[Run]:
    """The runs of one contestant on one task, in order of their rounds."""
    found = [run for run in runs if (run.task, run.contestant, run.timed) == (task, contestant, timed)]
    return sorted(found, key=lambda run: run.round)


def ratio_of(runs: Iterable[Run], task: str, peer: Contestant, figure: Callable[[Run], float]) -> Ratio | None:
    """Ratios of paired rounds; rounds with noise are left out as long as two quiet ones remain."""
    runs = tuple(runs)
    ours = {run.round: run for run in chosen(runs, task, "ours")}
    pairs = [(run, ours[run.round]) for run in chosen(runs, task, peer) if run.round in ours]
    quiet = [pair for pair in pairs if pair[0].quiet and pair[1].quiet]
    used = quiet if len(quiet) >= min(2, len(pairs)) else pairs
    if not used:
        return None
    low, high = interval([figure(theirs) / figure(mine) for theirs, mine in used])
    value = median(figure(theirs) / figure(mine) for theirs, mine in used)
    return Ratio(value, low, high, len(used), used is quiet)


def interval(values: list[float]) -> tuple[float, float]:
    """95 % percentile bootstrap of the median (Efron 1979), with a fixed seed."""
    dice = random.Random(20260115)
    medians = sorted(median(dice.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return medians[int(RESAMPLES * 0.025)], medians[int(RESAMPLES * 0.975) - 1]


def middle(runs: list[Run], figure: Callable[[Run], float | None]) -> float | None:
    """The median of the quiet runs, or of all when none was quiet; None when nothing was measured."""
    values = [(run.quiet, value) for run in runs if (value := figure(run)) is not None]
    quiet = [value for was_quiet, value in values if was_quiet]
    return median(quiet or [value for _quiet, value in values]) if values else None


def worst_peak(runs: Iterable[Run], contestant: Contestant, tasks: Iterable[str]) -> int:
    """The highest peak in bytes that was seen in these tasks."""
    wanted = set(tasks)
    return max((run.peak or 0 for run in runs if run.contestant == contestant and run.task in wanted), default=0)


def memory_bar(name: str, ours: int, plain: int) -> Bar:
    """Peak memory on the long recording."""
    times = plain / max(1, ours)
    said = f"{plain / 1e6:,.0f} MB ÷ {ours / 1e6:,.0f} MB = {times:.1f} 倍"
    return Bar(f"最大メモリ（{name}）", f"素の 1/{LESS_MEMORY:.0f} 以下", said, ours > 0 and times >= LESS_MEMORY)


def first_text_bar(name: str, ratio: Ratio) -> Bar:
    """The first text of the long recording, from the start of the process."""
    met = ratio.low >= SOONER
    return Bar(f"最初の文字が出るまで（{name}）", f"{SOONER:.0f} 倍以上早い", _said(ratio), met, ratio.quiet)


def wall_bar(name: str, ratio: Ratio) -> Bar:
    """The whole job is not slower: the interval's lower end counts."""
    return Bar(f"全体の所要時間（{name}）", "素より遅くない", _said(ratio), ratio.low >= 1.0, ratio.quiet)


def error_bar(name: str, ours: float, plain: float) -> Bar:
    """The text has no more errors."""
    said = f"{ours * 100:.1f}%（素 {plain * 100:.1f}%）"
    return Bar(f"文字誤り率（{name}）", "素より悪くない", said, ours <= plain)


def _said(ratio: Ratio) -> str:
    return f"{ratio.value:.2f} 倍（95%区間 {ratio.low:.2f}～{ratio.high:.2f}、{ratio.pairs} 組）"
