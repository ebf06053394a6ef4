"""The watchdogs: facts about a recorder at a moment → what a person must be told, each once, with beginning and end.

In: `Facts` several times a second. Out: `Noticed`, which the recorder notes as evidence. What is noticed by whoever
does it (lost sound, devices, files, the end) does not come through here. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from minutes_app.capture.evidence import Kind
from minutes_app.capture.plan import DISK_LOW

NO_DATA_S = 1.5
FIRST_DATA_S = 5.0
"""A sound server may take about two seconds to start a device (measured: 1.8 s)."""
SILENCE_S = 5.0
PLAYED_SILENCE_S = 60.0
"""A PC that plays nothing gives zeros: no fault between speeches of an online meeting, but one at its beginning."""
CLIPPED_SAMPLES, CLIPPED_AGAIN_S = 8, 10.0
"""Full-scale samples in a second that are heard as distortion; after so long without any it is over."""
TOO_QUIET_DB, QUIET_ENOUGH_DB = -50.0, -45.0
TOO_QUIET_S = 60.0
"""The loudest moment (rms) of a minute, below which a recogniser finds no words."""
CLOCK_STEP_S = 2.0
SLEPT_S = 15.0
"""Both clocks ran on so long without us: the PC slept (Windows' monotonic clock counts that time)."""
_NOTHING_DB = -119.0


@dataclass(frozen=True, slots=True)
class Facts:
    """One moment. `at_ms`: the place on the recording's time line; `asleep_s`: since the PC was started.

    `without_data_s`: since the last block, while we were awake; `zeros_s`: exact zeros so far; `may_be_silent`: they
    are nothing strange for a while; `clipped`: samples so far; `loudest_db`: rms of the last minute, of `heard_s`
    seconds at all; `free`: bytes, -1 = not known.
    """

    now: float
    wall: float
    at_ms: int
    asleep_s: float = 0.0
    is_listening: bool = True
    has_heard: bool = True
    without_data_s: float = 0.0
    zeros_s: float = 0.0
    may_be_silent: bool = False
    clipped: int = 0
    loudest_db: float = 0.0
    heard_s: float = 0.0
    free: int = -1


@dataclass(frozen=True, slots=True)
class Noticed:
    """`at_ms`: where it began; `until_ms`: where it ended, 0 while it lasts (then a second one follows at its end)."""

    kind: Kind
    at_ms: int
    until_ms: int = 0
    facts: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A state. `since_s`: how long it had lasted when it was noticed; `over`: the kind at its end."""

    kind: Kind
    begins: Callable[[Facts], bool]
    lasts: Callable[[Facts], bool]
    since_s: Callable[[Facts], float] = lambda _facts: 0.0
    over: Kind | None = None


def _is_too_quiet(facts: Facts, limit_db: float) -> bool:
    return facts.heard_s >= TOO_QUIET_S and _NOTHING_DB < facts.loudest_db < limit_db


RULES = (
    Rule(
        "no_data",
        lambda facts: facts.is_listening and facts.without_data_s >= (NO_DATA_S if facts.has_heard else FIRST_DATA_S),
        lambda facts: facts.without_data_s >= NO_DATA_S / 2,
        lambda facts: facts.without_data_s,
        over="data_back",
    ),
    Rule(
        "silence",
        lambda facts: facts.zeros_s >= (PLAYED_SILENCE_S if facts.may_be_silent else SILENCE_S),
        lambda facts: facts.zeros_s > 0,
        lambda facts: facts.zeros_s,
        over="sound_back",
    ),
    Rule(
        "too_quiet",
        lambda facts: _is_too_quiet(facts, TOO_QUIET_DB),
        lambda facts: _is_too_quiet(facts, QUIET_ENOUGH_DB),
        lambda facts: min(facts.heard_s, TOO_QUIET_S),
    ),
    Rule(
        "disk_low",
        lambda facts: 0 <= facts.free < DISK_LOW,
        lambda facts: 0 <= facts.free < DISK_LOW * 1.1,
    ),
)


class Watch:
    """Looks at facts. What it said once it does not say again while it lasts."""

    def __init__(self) -> None:
        self._open: dict[Kind, int] = {}
        self._clipping = _Clipping()
        self._clocks = _Clocks()

    def look(self, facts: Facts) -> list[Noticed]:
        """What has begun or ended since the last look."""
        found = [noticed for rule in RULES if (noticed := self._by_rule(rule, facts)) is not None]
        return [*found, *self._clipping.look(facts), *self._clocks.look(facts)]

    def close(self, at_ms: int) -> list[Noticed]:
        """The recording ends: so does all that lasts."""
        still = [Noticed(kind, start, at_ms) for kind, start in self._open.items()]
        return still + self._clipping.close(at_ms)

    def _by_rule(self, rule: Rule, facts: Facts) -> Noticed | None:
        start = self._open.get(rule.kind)
        if start is None and rule.begins(facts):
            start = max(0, facts.at_ms - round(rule.since_s(facts) * 1000))
            self._open[rule.kind] = start
            return Noticed(rule.kind, start, facts=_numbers(rule.kind, facts))
        if start is not None and not rule.lasts(facts):
            del self._open[rule.kind]
            if rule.over is None:
                return Noticed(rule.kind, start, facts.at_ms)
            return Noticed(rule.over, facts.at_ms, facts={"since_ms": start})
        return None


class _Clipping:
    """Too many full-scale samples within a second, until there have been none for a while."""

    def __init__(self) -> None:
        self._second = (0.0, 0)
        self._count = 0
        self._last = 0.0
        self._start: int | None = None
        self._last_ms = 0

    def look(self, facts: Facts) -> list[Noticed]:
        if facts.clipped > self._count:
            self._count, self._last, self._last_ms = facts.clipped, facts.now, facts.at_ms
        if facts.now - self._second[0] >= 1.0:
            self._second = (facts.now, facts.clipped)
        if self._start is None and facts.clipped - self._second[1] >= CLIPPED_SAMPLES:
            self._start = facts.at_ms
            return [Noticed("clipping", self._start)]
        if self._start is not None and facts.now - self._last >= CLIPPED_AGAIN_S:
            return self.close(self._last_ms)
        return []

    def close(self, at_ms: int) -> list[Noticed]:
        start, self._start = self._start, None
        return [] if start is None else [Noticed("clipping", start, max(at_ms, start + 1))]


class _Clocks:
    """The PC's clock was set, or the PC slept. Sample counting does not mind either; a person should know."""

    def __init__(self) -> None:
        self._before: Facts | None = None

    def look(self, facts: Facts) -> list[Noticed]:
        before, self._before = self._before, facts
        if before is None:
            return []
        passed = facts.now - before.now
        slept = facts.asleep_s - before.asleep_s
        if slept < CLOCK_STEP_S and passed >= SLEPT_S:
            return [Noticed("slept", before.at_ms, facts.at_ms, {"seconds": round(passed, 1)})]
        step = facts.wall - before.wall - passed - slept
        found = []
        if slept >= CLOCK_STEP_S:
            found.append(Noticed("slept", facts.at_ms, facts={"seconds": round(slept, 1)}))
        if abs(step) >= CLOCK_STEP_S:
            found.append(Noticed("clock_changed", facts.at_ms, facts={"seconds": round(step, 1)}))
        return found


def _numbers(kind: Kind, facts: Facts) -> dict[str, str | int | float]:
    if kind == "disk_low":
        return {"free": facts.free}
    return {"db": round(facts.loudest_db, 1)} if kind == "too_quiet" else {}
