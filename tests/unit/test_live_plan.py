"""What is promised of live text is what was measured on this PC."""

from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.errors import NotEnoughMemory
from minutes_app.listening import plan as live_plan
from minutes_app.listening.plan import LivePlan, plan_live
from minutes_app.pace import Pace
from minutes_app.progress import Report, no_report
from minutes_app.tools import Hearing, Tools
from minutes_app.transcribe.engine import EngineOptions, Loaded
from minutes_app.transcribe.speed import UTTERANCE_S
from minutes_app.transcribe.weights import Listed, State, Weights, choose, folders_for
from minutes_app.wording.live import UNMEASURED
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter

FINE, SMALL, TINY = "large-v3-turbo", "small", "tiny"
FOLDERS = folders_for("")


class Bench(ScriptedEngine):
    """Takes so many seconds an utterance with each model; `broken` cannot be loaded.

    `busy`: what other programs add, each time less until nothing is left.
    """

    def __init__(self, seconds: dict[str, float], broken: str = "", busy: tuple[float, ...] = ()) -> None:
        super().__init__()
        self.busy = list(busy)
        self.measured = 0
        self.seconds, self.broken, self.model = seconds, broken, ""
        self.tried: list[str] = []

    def took_s(self) -> float:
        self.measured += 1
        return self.seconds[self.model] + (self.busy.pop(0) if self.busy else 0.0)

    def load(self, model_folder: Path, options: EngineOptions, report: Report) -> Loaded:
        self.model = model_folder.name
        self.tried.append(self.model)
        if self.model == self.broken:
            raise NotEnoughMemory(self.model, 2, 1)
        return super().load(model_folder, options, report)


def weights_of(name: str) -> Weights:
    return replace(choose("demo-ja", FOLDERS), name=name, folder=Path(name), demo=False)


def planned(
    monkeypatch: pytest.MonkeyPatch, engine: Bench, *installed: tuple[str, int], sound: bytes = b"\1\0" * 9
) -> LivePlan:
    fine = weights_of(FINE)
    size = fine.manifest.bytes
    lines = tuple(
        Listed(name, "", "", "", State.READY, size + more, 0, True, name == "demo-ja", False)
        for name, more in installed
    )
    monkeypatch.setattr(live_plan, "sample", lambda _decoder: sound)
    monkeypatch.setattr(live_plan, "utterance_s", lambda engine, _sound, _report: engine.took_s())
    monkeypatch.setattr(live_plan, "listing", lambda _folders: lines)
    monkeypatch.setattr(live_plan, "find", lambda name, _folders: weights_of(name))
    tools = Tools(ScriptedDecoder(), engine, ScriptedWriter())
    return plan_live(Hearing(fine, EngineOptions()), tools, FOLDERS, no_report)


def test_a_model_that_keeps_up_is_live_and_its_lateness_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(monkeypatch, Bench({FINE: 0.2}), (SMALL, -1))
    assert (plan.kind, plan.hearing.weights.name) == ("live", FINE)
    assert "およそ1秒以内" in plan.sentence()


def test_nobody_is_promised_a_second_that_takes_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "およそ2秒" in planned(monkeypatch, Bench({FINE: 0.9})).sentence()


def test_a_slow_model_leaves_the_draft_to_the_best_small_one_and_says_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Bench({FINE: 8.0, SMALL: 0.8, TINY: 0.1})
    plan = planned(monkeypatch, engine, (TINY, -9), (SMALL, -1), (FINE, 0))
    assert (plan.kind, plan.hearing.weights.name, engine.tried) == ("draft", SMALL, [FINE, SMALL])
    assert "録音1時間につき約2時間" in plan.sentence()
    assert SMALL in plan.sentence()


def test_a_small_one_that_is_too_slow_or_cannot_be_loaded_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Bench({FINE: 8.0, "base": 3.0, TINY: 0.1}, broken=SMALL)
    plan = planned(monkeypatch, engine, (TINY, -9), (SMALL, -1), ("base", -5))
    assert (plan.kind, plan.hearing.weights.name) == ("draft", TINY)
    assert engine.tried == [FINE, SMALL, "base", TINY]


def test_a_busy_moment_does_not_cost_a_meeting_its_live_text(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Bench({FINE: 0.6}, busy=(3.0, 0.8))
    assert planned(monkeypatch, engine).kind == "live"
    assert engine.measured == 3


@pytest.mark.parametrize(("seconds", "measured"), [(0.9, 1), (1.2, 3), (8.0, 1)])
def test_only_what_may_be_fast_enough_is_measured_again(
    seconds: float, measured: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Bench({FINE: seconds})
    assert planned(monkeypatch, engine).kind == ("live" if seconds < 1 else "none")
    assert engine.measured == measured


def test_the_demo_model_stands_in_for_nothing_real(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(monkeypatch, Bench({FINE: 8.0, "demo-ja": 0.1}), ("demo-ja", -9))
    assert plan.kind == "none"
    assert "録音中の文字は出しません" in plan.sentence()
    assert "約2時間" in plan.sentence()


def test_what_was_measured_is_remembered_and_counts_where_nothing_can_be_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert planned(monkeypatch, Bench({FINE: 0.5}), sound=b"").sentence() == UNMEASURED
    planned(monkeypatch, Bench({FINE: 0.5}))
    assert Pace.of(f"live/{FINE}", "auto").speed == pytest.approx(UTTERANCE_S / 0.5, rel=0.01)
    assert planned(monkeypatch, Bench({FINE: 0.5}), sound=b"").kind == "live"
