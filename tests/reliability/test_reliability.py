"""The promises of a recording, in a size for CI; the full size is `python3 tasks.py reliability`."""

from pathlib import Path

import pytest

from tests.reliability.kills import VICTIMS, Loss, kills, run
from tests.reliability.scenes import QUICK, Figure, all_scenes

COUNT, SIDE_BY_SIDE = 20, 10


def test_twenty_kills_at_random_times_cost_less_than_a_second_each(tmp_path: Path) -> None:
    losses = list(run(kills(COUNT), tmp_path, side_by_side=SIDE_BY_SIDE, tell=print))
    assert len(losses) == COUNT
    assert {(loss.kill.victim, len(loss.kill.tracks)) for loss in losses} == {
        (victim, count) for victim in VICTIMS for count in (1, 2)
    }
    assert [loss for loss in losses if _breaks(loss)] == []


def test_hangs_closed_windows_power_cuts_and_a_busy_pc_cost_nothing_that_was_promised(tmp_path: Path) -> None:
    figures = all_scenes(tmp_path, QUICK)
    assert len(figures) == 20
    assert [figure for figure in figures if not figure.holds] == []


@pytest.mark.parametrize("figure", [Figure("a", 51, 50), Figure("b", 0.1, 0)])
def test_a_figure_above_its_limit_does_not_hold(figure: Figure) -> None:
    assert not figure.holds


def _breaks(loss: Loss) -> bool:
    return loss.lost_ms > 1000 or loss.apart_ms > 50 or not loss.sndfile or not loss.ffmpeg
