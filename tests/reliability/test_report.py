"""The page of figures: every promise with its verdict, every kill with its loss."""

from tests.conftest import ROOT
from tests.reliability.kills import Kill, Loss
from tests.reliability.others import OTHERS, Other
from tests.reliability.report import Measured, page, promises
from tests.reliability.scenes import Figure


def measured(lost_ms: int, *, apart_ms: float = 0.2, ffmpeg: bool = True) -> Measured:
    losses = (
        Loss(Kill(0, "recorder", ("mic",), 1.5), 50, 300, 0.0, True, True),
        Loss(Kill(1, "all", ("mic", "system"), 2.25), lost_ms, 0, apart_ms, True, ffmpeg),
    )
    scenes = (Figure("画面が止まる", 0, 0),)
    return Measured(
        losses, scenes, (), (Other("そのほか", 3, 0, 1.0, ("ずれの最大: 3 ms",)),), "2026-11-25", "この機械", True
    )


def test_the_page_names_the_worst_loss_and_every_kill() -> None:
    text = page(measured(90))
    assert "| kill -9（2回）: 損失の最大 | 1,000 ms以下 | 90 ms | ○ |" in text
    assert "| 2 | 両方を同時に | 2 | 2.25 秒 | 90 ms | 0 ms | 0.2 ms | ○ |" in text
    assert "| そのほか<br>ずれの最大: 3 ms | 3 | 0 | 1 秒 |" in text
    assert "--quick" in text


def test_a_loss_of_more_than_a_second_a_file_that_does_not_open_and_tracks_apart_are_broken_promises() -> None:
    assert all(figure.holds for figure in promises(measured(1000)))
    for broken in (measured(1010), measured(0, apart_ms=51), measured(0, ffmpeg=False)):
        assert len([figure for figure in promises(broken) if not figure.holds]) == 1
        assert "×" in page(broken)


def test_the_tests_that_the_page_names_exist() -> None:
    assert [name for files in OTHERS.values() for name in files if not (ROOT / name).exists()] == []
