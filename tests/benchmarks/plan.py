"""What is run, how often and in which order: in full (about 20 minutes) or quickly (the same code, small sizes)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.machine import wait_for_quiet
from tests.benchmarks.recordings import DATA, DENSE, HOUR_S, SPARSE, looped
from tests.benchmarks.runs import Contestant, Run, Task, run

ALL: tuple[Contestant, ...] = ("ours", "plain", "fairer")
OURS: tuple[Contestant, ...] = ("ours",)
MOST_MORE_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A task for some contestants: one round for the memory (and to fill the disk cache), then `rounds` for time."""

    task: Task
    rounds: int
    contestants: tuple[Contestant, ...] = ALL


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, and which of them the bars are about."""

    whole: tuple[Step, ...]
    first: Step
    sparse: tuple[Step, ...]
    quick: bool
    patience_s: float
    start_ups: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of them, in order."""
        return (*self.whole, self.first, *self.sparse)


def full_plan(folder: Path, *, ten_hours: bool) -> Plan:
    """The measurement of the issue; `ten_hours` adds our whole run on ten sparse hours."""
    hours = (3, 10) if ten_hours else (3,)
    return Plan(
        whole=(
            Step(Task("meeting_3min.mp3", DATA / "meeting_3min.mp3", scored=True), 5),
            Step(Task("meeting_10min.opus", DENSE, scored=True), 3),
        ),
        first=Step(Task("密な3時間", looped(DENSE, 3 * HOUR_S, folder), until_first=True), 3),
        sparse=tuple(_sparse(f"まばらな{each}時間", each * HOUR_S, folder) for each in hours),
        quick=False,
        patience_s=600,
        start_ups=9,
    )


def quick_plan(folder: Path) -> Plan:
    """The same on a minute and a few: shows that everything works, says little about the figures."""
    return Plan(
        whole=(Step(Task("mostly_silence.flac", SPARSE, scored=True), 1),),
        first=Step(Task("密な5分", looped(DENSE, 300, folder), until_first=True), 1),
        sparse=(_sparse("まばらな5分", 300, folder),),
        quick=True,
        patience_s=0,
        start_ups=1,
    )


def _sparse(name: str, seconds: int, folder: Path) -> Step:
    return Step(Task(name, looped(SPARSE, seconds, folder)), 0, OURS)


class Course:
    """Carries a plan out. `say`: told one line a run."""

    def __init__(self, plan: Plan, cores: tuple[int, ...], say: Callable[[str], None]) -> None:
        self._plan, self._cores, self._say = plan, cores, say
        self._patience_s = plan.patience_s

    def runs(self) -> Iterator[Run]:
        """Yield every run. Rounds go back and forth (ABC, CBA, …), so that drift hits all alike; noise adds rounds."""
        for step in self._plan.steps:
            for contestant in step.contestants:
                yield self._one(step, contestant, 0)
            good, number = 0, 0
            most = step.rounds if self._plan.quick else step.rounds + MOST_MORE_ROUNDS
            while good < step.rounds and number < most:
                number += 1
                order = step.contestants if number % 2 else tuple(reversed(step.contestants))
                runs = [self._one(step, contestant, number) for contestant in order]
                yield from runs
                good += all(each.quiet for each in runs)

    def _one(self, step: Step, contestant: Contestant, number: int) -> Run:
        self._patience_s -= wait_for_quiet(self._cores, self._patience_s)
        done = run(step.task, contestant, number=number, timed=number > 0, cores=self._cores)
        memory = f" {done.peak / 1e6:,.0f} MB" if done.peak else ""
        self._say(
            f"{done.task} {contestant} #{number}: {done.wall_s:.1f} s{memory}（他のプログラム {done.others:.0%}）"
        )
        return done
