"""The figures of live text for the report, from `live.measure`."""

from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.reliability.live import LiveFigures, measure
from tests.reliability.scenes import Figure

DATA = ROOT / "tests" / "data"
FULL = (("meeting_3min.mp3", 0.0),)
QUICK = (("single_1min.flac", 25.0),)


def live_figures(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Each recording plays in real time."""
    for name, seconds in QUICK if quick else FULL:
        yield from figures_of(name, measure(DATA / name, folder / name, seconds=seconds))


def figures_of(name: str, found: LiveFigures) -> Iterator[Figure]:
    """What was promised of live text, and what was measured."""
    yield Figure(f"{name}: 話し終えてから文になるまで（中央値）", found.percentile(0.5), 1000)
    yield Figure(f"{name}: 話し終えてから文になるまで（95%）", found.percentile(0.95), 1000)
    yield Figure(f"{name}: 話している間の下書きの間隔（最大）", max(found.gaps, default=0), 1000)
    yield Figure(f"{name}: 録音を止めてから全文がそろうまで", found.stop_to_text_ms, 5000)
    worse = max(0.0, (found.cer_live - found.cer_file) * 100)
    yield Figure(f"{name}: でき上がりの文字誤り率の差（ファイルの文字起こしとの比較）", worse, 0.5, "ポイント")
    yield Figure(f"{name}: 表示した文と会議に残る文の違い", int(not found.same), 0, "件")
