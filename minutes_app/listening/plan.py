"""Which model gives the text while people speak: measured on this PC before anything is promised.

In: the model that the minutes are made with, and what else is installed. Out: a `LivePlan`. What was measured is
remembered like every speed (`pace`); a figure that was only remembered counts where measuring is impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from minutes_app.errors import MinutesError
from minutes_app.pace import SHORTEST_MS, Pace
from minutes_app.progress import Report
from minutes_app.tools import Hearing, Tools
from minutes_app.transcribe.engine import Engine
from minutes_app.transcribe.speed import LIVE_S, UTTERANCE_S, late_s, sample, utterance_s
from minutes_app.transcribe.weights import ModelFolders, State, check_memory, find, listing
from minutes_app.wording import live as words

TRIES, BUSY_S = 3, 4.0
"""What takes longer than it may, but not longer than `BUSY_S`, is measured so often: another program had the PC."""


@dataclass(frozen=True, slots=True)
class LivePlan:
    """ "live": `hearing` is the one of the minutes. "draft": it is a smaller model's, and the minutes' follows. "none".

    `fine`: the minutes' model, and `fine_speed` its speed (times real time); `late_s`: how long after its end an
    utterance stands there.
    """

    kind: Literal["live", "draft", "none"]
    hearing: Hearing
    fine: str
    late_s: float = 0.0
    fine_speed: float = 0.0

    def sentence(self) -> str:
        """What the person is told."""
        if self.kind == "live":
            return words.live(self.fine, self.late_s)
        if self.kind == "draft":
            return words.draft(self.fine, self.hearing.weights.name, self.late_s, self.fine_speed)
        return words.none(self.fine, self.fine_speed) if self.fine_speed else words.UNMEASURED


def plan_live(hearing: Hearing, tools: Tools, folders: ModelFolders, report: Report) -> LivePlan:
    """Measure, and choose. Raises ModelError, EngineError, Cancelled for the minutes' own model."""
    fine = hearing.weights.name
    sound = sample(tools.decoder)
    fine_s = _measured(hearing, tools, sound, report)
    if 0 < fine_s <= LIVE_S:
        return LivePlan("live", hearing, fine, late_s(fine_s), UTTERANCE_S / fine_s)
    speed = UTTERANCE_S / fine_s if fine_s else 0.0
    for small in _smaller(hearing, folders):
        try:
            small_s = _measured(small, tools, sound, report)
        except MinutesError:
            continue
        if 0 < small_s <= LIVE_S:
            return LivePlan("draft", small, fine, late_s(small_s), speed)
    return LivePlan("none", hearing, fine, fine_speed=speed)


def _measured(hearing: Hearing, tools: Tools, sound: bytes, report: Report) -> float:
    """Seconds an utterance; 0 = not known."""
    pace = Pace.of(f"live/{hearing.weights.name}", hearing.options.device)
    if not tools.engine.has_loaded(hearing.weights.folder, hearing.options):
        check_memory(hearing.weights)
    tools.engine.load(hearing.weights.folder, hearing.options, report)
    if sound:
        seconds = _least_s(tools.engine, sound, report)
        pace.learn(SHORTEST_MS, round(SHORTEST_MS * seconds / UTTERANCE_S))
        return seconds
    return UTTERANCE_S / pace.speed if pace.speed else 0.0


def _least_s(engine: Engine, sound: bytes, report: Report) -> float:
    """A whole meeting goes without live text for this figure: a busy moment must not decide it."""
    least_s = utterance_s(engine, sound, report)
    for _again in range(TRIES - 1):
        if not LIVE_S < least_s <= BUSY_S:
            break
        least_s = min(least_s, utterance_s(engine, sound, report))
    return least_s


def _smaller(hearing: Hearing, folders: ModelFolders) -> Iterator[Hearing]:
    """The installed models that are smaller, the largest first; the demo model stands in for nothing real."""
    size = hearing.weights.manifest.bytes
    ready = [one for one in listing(folders) if one.state is State.READY and not one.demo and 0 < one.bytes < size]
    for one in sorted(ready, key=lambda one: -one.bytes):
        try:
            yield replace(hearing, weights=find(one.name, folders))
        except MinutesError:
            continue
