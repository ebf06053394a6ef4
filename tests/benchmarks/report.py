"""Runs → docs/benchmarks.md, in Japanese. In: a plan, runs, start-up times, facts about the machine. Out: text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.benchmarks import words
from tests.benchmarks.figures import (
    Bar,
    Ratio,
    chosen,
    error_bar,
    first_text_bar,
    memory_bar,
    middle,
    ratio_of,
    wall_bar,
    worst_peak,
)
from tests.benchmarks.plan import Plan
from tests.benchmarks.runs import Contestant, Run


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured. `facts`: about the machine; `start_up`: command → seconds; `noise`: load before, after."""

    plan: Plan
    runs: tuple[Run, ...]
    facts: dict[str, str]
    start_up: dict[str, float]
    day: str
    noise: tuple[float, float]


def bars(measured: Measured) -> tuple[Bar, ...]:
    """The demands of the issue, each with what was measured."""
    plan, runs = measured.plan, measured.runs
    name = plan.first.task.name
    long_tasks = [name, *(step.task.name for step in plan.sparse)]
    found = [memory_bar(name, worst_peak(runs, "ours", long_tasks), worst_peak(runs, "plain", long_tasks))]
    sooner = ratio_of(runs, name, "plain", lambda run: run.first_s)
    if sooner is not None:
        found.append(first_text_bar(name, sooner))
    for step in plan.whole:
        name = step.task.name
        ours, plain = (middle(_all(runs, name, each), lambda run: run.cer) for each in ("ours", "plain"))
        if ours is not None and plain is not None:
            found.append(error_bar(name, ours, plain))
        wall = ratio_of(runs, name, "plain", lambda run: run.wall_s)
        if wall is not None:
            found.append(wall_bar(name, wall))
    return tuple(found)


def page(measured: Measured) -> str:
    """The whole document."""
    return "\n".join(
        (
            *_head(measured),
            *_bars_table(measured),
            *_whole_tables(measured),
            *_long_table(measured),
            *_start_up_table(measured),
            *_conditions(measured),
        )
    )


def _head(measured: Measured) -> Iterator[str]:
    yield words.HEAD.format(quick=words.QUICK if measured.plan.quick else "")
    yield words.HOW_TO_READ


def _bars_table(measured: Measured) -> Iterator[str]:
    yield "## 目標"
    yield ""
    yield "| 目標 | 求めること | 測った結果 | 判定 |"
    yield "|---|---|---|---|"
    for bar in bars(measured):
        verdict = "PASS" if bar.met else "FAIL"
        noisy = "" if bar.certain else "※"
        yield f"| {bar.name} | {bar.wanted} | {bar.measured} | {verdict}{noisy} |"
    yield ""


def _whole_tables(measured: Measured) -> Iterator[str]:
    for step in measured.plan.whole:
        yield f"## 最初から最後まで: {step.task.name}"
        yield ""
        yield "| | 所要時間 | 倍 | 最初の文字 | 最大メモリ | 文字誤り率 | 発言の時間を覆う割合 | 無音にかかる割合 |"
        yield "|---|---|---|---|---|---|---|---|"
        for contestant in step.contestants:
            yield _whole_row(measured.runs, step.task.name, contestant)
        yield ""


def _whole_row(runs: tuple[Run, ...], task: str, contestant: Contestant) -> str:
    timed, every = chosen(runs, task, contestant), _all(runs, task, contestant)
    cells = (
        words.NAMES[contestant],
        _seconds(middle(timed, lambda run: run.wall_s)),
        "" if contestant == "ours" else _ratio(ratio_of(runs, task, contestant, lambda run: run.wall_s)),
        _seconds(middle(timed, lambda run: run.first_s)),
        _megabytes(worst_peak(runs, contestant, [task])),
        _percent(middle(every, lambda run: run.cer)),
        _percent(middle(every, lambda run: run.covered)),
        _percent(middle(every, lambda run: run.over_silence)),
    )
    return f"| {' | '.join(cells)} |"


def _long_table(measured: Measured) -> Iterator[str]:
    task = measured.plan.first.task.name
    yield f"## 長い録音: {task}"
    yield ""
    yield words.LONG
    yield "| | 最初の文字（開始から） | 倍 | モデルの用意から最初の文字 | 倍 | 最大メモリ |"
    yield "|---|---|---|---|---|---|"
    for contestant in measured.plan.first.contestants:
        yield _long_row(measured.runs, task, contestant)
    yield ""
    yield words.SPARSE
    yield "| 録音 | 所要時間（メモリを調べながら） | 最大メモリ |"
    yield "|---|---|---|"
    for step in measured.plan.sparse:
        took = middle(chosen(measured.runs, step.task.name, "ours", timed=False), lambda run: run.wall_s)
        peak = worst_peak(measured.runs, "ours", [step.task.name])
        yield f"| {step.task.name} | {_seconds(took)} | {_megabytes(peak)} |"
    yield ""


def _long_row(runs: tuple[Run, ...], task: str, contestant: Contestant) -> str:
    timed = chosen(runs, task, contestant)

    def compared(figure: Callable[[Run], float]) -> str:
        return "" if contestant == "ours" else _ratio(ratio_of(runs, task, contestant, figure))

    cells = (
        words.NAMES[contestant],
        _seconds(middle(timed, lambda run: run.first_s)),
        compared(lambda run: run.first_s),
        _seconds(middle(timed, lambda run: run.first_after_load_s)),
        compared(lambda run: run.first_after_load_s),
        _megabytes(worst_peak(runs, contestant, [task])),
    )
    return f"| {' | '.join(cells)} |"


def _start_up_table(measured: Measured) -> Iterator[str]:
    yield "## 起動"
    yield ""
    yield "| | 時間（中央値） |"
    yield "|---|---|"
    for name, seconds in measured.start_up.items():
        yield f"| {name} | {_seconds(seconds)} |"
    for contestant in measured.plan.whole[0].contestants:
        timed = chosen(measured.runs, measured.plan.whole[0].task.name, contestant)
        loaded = middle(timed, lambda run: run.loaded_s)
        yield f"| {words.NAMES[contestant]}: 開始からモデルの用意まで | {_seconds(loaded)} |"
    yield ""
    yield words.LOADED


def _conditions(measured: Measured) -> Iterator[str]:
    timed = [run for run in measured.runs if run.timed]
    quiet = sum(run.quiet for run in timed)
    before, after = measured.noise
    yield "## 条件と、気をつけること"
    yield ""
    yield f"測った日: {measured.day}。負荷平均（1分）: 始め {before:.2f}、終わり {after:.2f}。"
    yield f"時間を測った {len(timed)} 回のうち、ほかのプログラムがコアの5%以下しか使わなかったのは {quiet} 回です。"
    yield "それを超えた回は、静かな組が2組以上あれば比べるのに使いません。"
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {name} | {value} |" for name, value in measured.facts.items())
    yield ""
    yield words.CAVEATS


def _all(runs: tuple[Run, ...], task: str, contestant: Contestant) -> list[Run]:
    return [*chosen(runs, task, contestant), *chosen(runs, task, contestant, timed=False)]


def _ratio(ratio: Ratio | None) -> str:
    if ratio is None:
        return "－"
    return f"{ratio.value:.2f}（{ratio.low:.2f}～{ratio.high:.2f}）{'' if ratio.quiet else '※'}"


def _seconds(value: float | None) -> str:
    return "－" if value is None else f"{value:.2f} 秒"


def _megabytes(value: int) -> str:
    return f"{value / 1e6:,.0f} MB" if value else "－"


def _percent(value: float | None) -> str:
    return "－" if value is None else f"{value * 100:.1f}%"
