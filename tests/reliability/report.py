"""Losses and figures → docs/reliability.md, in Japanese. In: what was measured. Out: text."""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from tests.reliability import words
from tests.reliability.kills import VICTIMS, Loss
from tests.reliability.others import Other
from tests.reliability.scenes import Figure

MOST_LOST_MS, MOST_APART_MS = 1000, 50


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured."""

    losses: tuple[Loss, ...]
    scenes: tuple[Figure, ...]
    live: tuple[Figure, ...]
    others: tuple[Other, ...]
    day: str
    machine: str
    quick: bool


def promises(measured: Measured) -> tuple[Figure, ...]:
    """What was promised, each with the worst that was measured."""
    losses, both = measured.losses, [one for one in measured.losses if len(one.kill.tracks) == 2]
    unread = sum(not (one.sndfile and one.ffmpeg) for one in losses)
    apart = max(one.apart_ms for one in both)
    return (
        Figure(f"kill -9（{len(losses)}回）: 損失の最大", max(one.lost_ms for one in losses), MOST_LOST_MS),
        Figure(f"kill -9（{len(losses)}回）: 開けないファイル", unread, 0, "個"),
        Figure(f"kill -9（2つの音 {len(both)}回）: 音のずれの最大", apart, MOST_APART_MS),
        *measured.scenes,
        *measured.live,
        *(Figure(one.title, one.failed, 0, "個の失敗") for one in measured.others),
    )


def page(measured: Measured) -> str:
    """The whole document."""
    parts = (_head(measured), _promises(measured), _kills(measured), _scenes(measured), _others(measured))
    return "\n".join(line for part in (*parts, _every(measured)) for line in part) + "\n"


def _head(measured: Measured) -> Iterator[str]:
    quick = words.QUICK if measured.quick else ""
    yield words.HEAD.format(quick=quick, day=measured.day, machine=measured.machine)
    yield words.HOW


def _promises(measured: Measured) -> Iterator[str]:
    every = promises(measured)
    yield words.PROMISES
    yield ""
    yield f"{len(every)}のうち、守られたもの {sum(one.holds for one in every)}。"
    yield ""
    yield "| 約束 | 求めること | 結果 | 判定 |"
    yield "|---|---|---|---|"
    yield from (_row(one) for one in every[:3])
    yield ""


def _kills(measured: Measured) -> Iterator[str]:
    yield words.KILLS
    yield "| 止めたもの | 音の数 | 回数 | 損失 中央値 | 損失 最大 | 途切れ 中央値 | 途切れ 最大 | ずれ 最大 | 開けた（libsndfile・ffmpeg） |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for victim in VICTIMS:
        for tracks in (1, 2):
            chosen = [one for one in measured.losses if one.kill.victim == victim and len(one.kill.tracks) == tracks]
            if chosen:
                yield _kill_row(words.VICTIMS[victim], tracks, chosen)
    yield ""


def _kill_row(victim: str, tracks: int, losses: list[Loss]) -> str:
    lost, holes = [one.lost_ms for one in losses], [one.hole_ms for one in losses]
    apart = f"{max(one.apart_ms for one in losses):.1f} ms" if tracks == 2 else ""
    opened = f"{sum(one.sndfile for one in losses)}・{sum(one.ffmpeg for one in losses)} / {len(losses)}"
    cells = (
        *(victim, str(tracks), str(len(losses))),
        *(f"{statistics.median(lost):.0f} ms", f"{max(lost)} ms"),
        *(f"{statistics.median(holes):.0f} ms", f"{max(holes)} ms", apart, opened),
    )
    return f"| {' | '.join(cells)} |"


def _scenes(measured: Measured) -> Iterator[str]:
    for heading, figures in ((words.SCENES, measured.scenes), (words.LIVE, measured.live)):
        if figures:
            yield heading
            yield "| 何を | 求めること | 結果 | 判定 |"
            yield "|---|---|---|---|"
            yield from (_row(one) for one in figures)
            yield ""


def _others(measured: Measured) -> Iterator[str]:
    if not measured.others:
        return
    yield words.OTHERS
    yield "| 何を | 合格 | 失敗 | 時間 |"
    yield "|---|---|---|---|"
    for one in measured.others:
        title = "<br>".join((one.title, *one.figures))
        yield f"| {title} | {one.passed} | {one.failed} | {one.seconds:.0f} 秒 |"
    yield ""


def _every(measured: Measured) -> Iterator[str]:
    yield words.EVERY
    yield ""
    yield "| 番号 | 止めたもの | 音の数 | 録り始めてから | 損失 | 途切れ | ずれ | 開けた |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in measured.losses:
        opened = words.verdict(holds=one.sndfile and one.ffmpeg)
        when = f"{one.kill.at_s:.2f} 秒"
        figures = (f"{one.lost_ms} ms", f"{one.hole_ms} ms", f"{one.apart_ms:.1f} ms")
        cells = (str(one.kill.number + 1), words.VICTIMS[one.kill.victim], str(len(one.kill.tracks)), when, *figures)
        yield f"| {' | '.join(cells)} | {opened} |"


def _row(figure: Figure) -> str:
    verdict = words.verdict(holds=figure.holds)
    return f"| {figure.name} | {_number(figure.limit)} {figure.unit}以下 | {_number(figure.value)} {figure.unit} | {verdict} |"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
