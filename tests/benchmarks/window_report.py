"""The window's figures: kept in a file of their own, and told in a section at the end of docs/benchmarks.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import msgspec

from tests.benchmarks.figures import Bar
from tests.benchmarks.heart import WANTED_MS, Silence
from tests.benchmarks.machine import QUIET

Parts = dict[str, Silence]
FILE = "benchmarks-window.json"
PAGE = "benchmarks.md"
HEAD = "## ウィンドウ"
START_S, OPEN_S, TYPE_MS, MEMORY = 1.0, 1.0, 30.0, 350e6
"""Issue 5: usable at most 1.0 s after a warm start, a gap at most 50 ms, ten hours open within 1 s, 350 MB, 30 ms."""


@dataclass(frozen=True, slots=True)
class WindowFigures:
    """Seconds, milliseconds, bytes; `others`: the share of the cores that went to other programs meanwhile."""

    day: str
    quick: bool
    utterances: int
    hours: float
    meetings: int
    start_s: list[float]
    opened_s: float
    words_s: float
    typed_ms: list[float]
    memory: int
    gaps: Parts
    others: float
    facts: dict[str, str]


def bars(figures: WindowFigures) -> tuple[Bar, ...]:
    """The demands of the issue, each with what was measured."""
    certain = figures.others <= QUIET
    started, typed = median(figures.start_s), median(figures.typed_ms)
    worst = max((heard.worst_ms for heard in figures.gaps.values()), default=0.0)
    what = f"{figures.utterances:,} 発言・{figures.hours:g} 時間"
    return (
        Bar(
            "ウィンドウが使えるまで（2回目以降の起動）",
            f"{START_S} 秒以下",
            f"{started:.2f} 秒",
            started <= START_S,
            certain,
        ),
        Bar("画面が止まる時間（最大）", f"{WANTED_MS:.0f} ms 以下", f"{worst:.0f} ms", worst <= WANTED_MS, certain),
        Bar(
            f"会議を開く（{what}）",
            f"{OPEN_S} 秒以下",
            f"{figures.opened_s:.2f} 秒",
            figures.opened_s <= OPEN_S,
            certain,
        ),
        Bar(
            "開いたときのメモリ",
            f"{MEMORY / 1e6:.0f} MB 以下",
            f"{figures.memory / 1e6:.0f} MB",
            figures.memory <= MEMORY,
        ),
        Bar("打った文字が見えるまで（中央値）", f"{TYPE_MS:.0f} ms 以下", f"{typed:.1f} ms", typed <= TYPE_MS, certain),
    )


def keep(figures: WindowFigures, folder: Path) -> None:
    """The figures in their file, and the section on the page; the rest of the page stays."""
    folder.mkdir(parents=True, exist_ok=True)
    content = msgspec.json.format(msgspec.json.encode(figures), indent=1)
    (folder / FILE).write_bytes(content + b"\n")
    page = folder / PAGE
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    page.write_text(with_section(text, folder), encoding="utf-8")


def with_section(page: str, folder: Path) -> str:
    """The page with the section of the figures that are kept in the folder; as it is where there are none."""
    kept = folder / FILE
    before = page.split(f"\n{HEAD}\n")[0].rstrip("\n")
    if not kept.is_file():
        return page
    figures = msgspec.json.decode(kept.read_bytes(), type=WindowFigures)
    return f"{before}\n\n" + "\n".join(section(figures)) + "\n"


def section(figures: WindowFigures) -> Iterator[str]:
    """Everything about the window."""
    yield HEAD
    yield ""
    if figures.quick:
        yield "> **これは `--quick` の結果です。** プログラムが動くことを確かめるための小さな測定で、数字に意味はありません。"
        yield ""
    yield "もう一度測る: `python3 tasks.py bench --window`（約10分）。1回ごとの数字は [benchmarks-window.json](benchmarks-window.json)。"
    yield ""
    yield "| 目標 | 求めること | 測った結果 | 判定 |"
    yield "|---|---|---|---|"
    for bar in bars(figures):
        verdict = "PASS" if bar.met else "FAIL"
        yield f"| {bar.name} | {bar.wanted} | {bar.measured} | {verdict}{'' if bar.certain else '※'} |"
    yield ""
    yield from _gaps(figures)
    yield from _conditions(figures)


def _gaps(figures: WindowFigures) -> Iterator[str]:
    yield "画面が止まった時間を、ウィンドウの外の別のプロセスが聞いた鼓動（5 ミリ秒ごと）の途切れで測りました。"
    yield ""
    yield f"| していたこと | 最大 | うち自身の計算（最大） | {WANTED_MS:.0f} ms を超えた回数 | 鼓動の数 |"
    yield "|---|---|---|---|---|"
    for name, heard in figures.gaps.items():
        yield f"| {name} | {heard.worst_ms:.0f} ms | {heard.own_ms:.0f} ms | {heard.over} | {heard.beats:,} |"
    yield ""


def _conditions(figures: WindowFigures) -> Iterator[str]:
    worst = max(figures.typed_ms, default=0.0)
    yield f"- 会議: {figures.utterances:,} 発言、{figures.hours:g} 時間、話者 9 人、単語の時刻つき。一覧: {figures.meetings:,} 件。"
    yield f"- 起動は {len(figures.start_s)} 回（{min(figures.start_s):.2f}～{max(figures.start_s):.2f} 秒）。単語の時刻まで読み終わるのは {figures.words_s:.2f} 秒。"
    yield f"- 入力は {len(figures.typed_ms)} 文字（最大 {worst:.1f} ms）。スクロールは1ページずつと、会議全体への飛び移り。"
    yield "- 「自身の計算」は、2つの鼓動の間にウィンドウのスレッドが使った CPU の時間です。残りは、ほかのプログラムがコアを空けるのを待った時間です。"
    yield "- 開いた直後から、録音全体の波形を別のプロセスが読んでいます。文字起こしは体験版モデルで、別のプロセスが行います。"
    yield "- メモリは、会議を開いて入力したあとの、ウィンドウのプロセスだけの値です（エンジンなどの子は含みません）。"
    yield f"- 測った日: {figures.day}。ほかのプログラムがコアを使った割合: {figures.others:.0%}（5%を超えると ※）。画面は出さずに描いています（Qt の offscreen）。"
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {value} |" for name, value in figures.facts.items())
