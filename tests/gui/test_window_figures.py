"""The figures of the window take their own place on the page, and leave the other figures alone."""

from dataclasses import replace
from pathlib import Path

import msgspec

from tests.benchmarks.heart import Silence
from tests.benchmarks.window_report import FILE, HEAD, PAGE, WindowFigures, bars, keep, with_section

FIGURES = WindowFigures(
    day="2026-11-25",
    quick=False,
    utterances=20_000,
    hours=10.0,
    meetings=2_000,
    start_s=[0.8, 0.9, 0.7],
    opened_s=0.4,
    words_s=0.6,
    typed_ms=[2.0, 3.0],
    memory=150_000_000,
    gaps={"スクロール": Silence(31.4, 0, 200, 12.0)},
    others=0.01,
    facts={"CPU": "試験"},
)


def test_the_section_takes_its_own_place_and_no_other(tmp_path: Path) -> None:
    (tmp_path / PAGE).write_text("# 性能の測定\n\n## 目標\n\n| a |\n", "utf-8")
    keep(FIGURES, tmp_path)
    keep(replace(FIGURES, opened_s=0.5), tmp_path)
    page = (tmp_path / PAGE).read_text("utf-8")
    assert page.startswith("# 性能の測定\n\n## 目標\n\n| a |\n\n## ウィンドウ\n")
    assert page.count(HEAD) == 1
    assert "0.50 秒" in page
    assert "0.40 秒" not in page
    assert msgspec.json.decode((tmp_path / FILE).read_bytes(), type=WindowFigures).opened_s == 0.5


def test_a_page_that_is_written_anew_gets_the_kept_section(tmp_path: Path) -> None:
    assert with_section("# 新しい\n", tmp_path) == "# 新しい\n"
    keep(FIGURES, tmp_path)
    assert HEAD in with_section("# 新しい\n", tmp_path)


def test_a_bar_that_is_not_met_or_noisy_says_so() -> None:
    assert all(bar.met and bar.certain for bar in bars(FIGURES))
    slow = replace(FIGURES, gaps={"開く": Silence(51.0, 1, 9, 48.0)}, others=0.4)
    [gap] = [bar for bar in bars(slow) if "止まる" in bar.name]
    assert not gap.met
    assert not gap.certain
