"""Runs → docs/benchmarks.md, in Japanese. In: a plan, runs, start-up times, facts about the machine. Out: text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
from tests.benchmarks.tree import MEASURE

NAMES: dict[Contestant, str] = {
    "ours": "この会議録アプリ",
    "plain": "素の faster-whisper",
    "fairer": "素＋VAD・前文なし",
}


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
    long_tasks = [plan.first.task.name, *(step.task.name for step in plan.sparse)]
    found = [memory_bar(worst_peak(runs, "ours", long_tasks), worst_peak(runs, "plain", long_tasks))]
    sooner = ratio_of(runs, plan.first.task.name, "plain", lambda run: run.first_s)
    if sooner is not None:
        found.append(first_text_bar(sooner))
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
    yield "# 性能の測定: 素の faster-whisper との比較"
    yield ""
    yield "このページは `tests/benchmarks` のプログラムが書いたものです。手で直さないでください。"
    if measured.plan.quick:
        yield ""
        yield "> **これは `--quick` の結果です。**プログラムが動くことを確かめるための小さな測定で、数字に意味はありません。"
    yield ""
    yield "- もう一度測る: `python3 tasks.py bench`（約20分。ほかのプログラムを閉じてください）"
    yield "- 動くことだけ確かめる: `python3 tasks.py bench --quick --out 書き出し先`（90秒以内）"
    yield "- 1回ごとの数字: [benchmarks.jsonl](benchmarks.jsonl)"
    yield ""
    yield "## 読み方"
    yield ""
    yield "- **素の faster-whisper** は、その README にあるとおりの使い方です: "
    yield '  `WhisperModel(モデル, device="cpu", compute_type="int8")`、`transcribe(録音, beam_size=5, language="ja")`。'
    yield "- **素＋VAD・前文なし** は、それに `vad_filter=True, condition_on_previous_text=False` を足したものです。"
    yield "  体験版モデルの説明書がすすめる使い方で、より公平な相手です。"
    yield "- **この会議録アプリ** は `minutes transcribe` の全部です。録音の取り込み、途中経過の保存、Word の会議録まで含みます。"
    yield "- 同じ録音・同じモデル（体験版 demo-ja）・同じコアで、毎回新しいプロセスと空の保存先から始めます。"
    yield "- **倍**は「相手の数字 ÷ こちらの数字」です。1 より大きければ、こちらが速い（少ない）ことを表します。"
    yield "- 95%区間は、組にした測定の比の中央値をブートストラップしたものです。組が少ないときは、最小から最大までとほぼ同じです。"
    yield f"- メモリは、動いているプロセス全部（子も）の {MEASURE} の合計を毎秒15回まで調べた最大です。"
    yield "  共有しているページは1回だけ数えます。時間を測る回では、メモリを調べません。"
    yield ""


def _bars_table(measured: Measured) -> Iterator[str]:
    yield "## 目標"
    yield ""
    yield "| 目標 | 求めること | 測った結果 | 判定 |"
    yield "|---|---|---|---|"
    for bar in bars(measured):
        verdict = "PASS" if bar.met else "FAIL"
        noisy = "" if bar.certain else "（※うるさい環境での参考値）"
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
        NAMES[contestant],
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
    yield "`meeting_10min.opus` を繰り返して作った録音です。最初の文字が出たところで止めます。"
    yield "素の faster-whisper は録音全体を読み込んでから聞き始めるので、メモリの最大はそれより前にあります。"
    yield ""
    yield "| | 最初の文字（開始から） | 倍 | モデルの用意から最初の文字 | 倍 | 最大メモリ |"
    yield "|---|---|---|---|---|---|"
    for contestant in measured.plan.first.contestants:
        yield _long_row(measured.runs, task, contestant)
    yield ""
    yield "この会議録アプリが、無音の多い録音（`mostly_silence.flac` の繰り返し）を終わりまで聞き、会議録を書いたとき:"
    yield ""
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
        NAMES[contestant],
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
        yield f"| {NAMES[contestant]}: 開始からモデルの用意まで | {_seconds(loaded)} |"
    yield ""
    yield "この会議録アプリの「モデルの用意まで」には、録音の取り込み（複製と sha256）、別プロセスの起動、試しの計算が入っています。"
    yield ""


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
    yield "- 仮想マシンのコアです。ほかの仮想マシンの影響は取り除けません。比は絶対の時間より確かです。"
    yield "- **体験版モデルは合成音声用の小さなモデル（4.8 M パラメータ）です。**実際のモデルでは認識そのものの割合が大きくなり、比は変わります。"
    yield "- このモデルは、前の文を引き継ぐ素の使い方では文字が崩れます。文字誤り率の差の多くはそこから来ます。"
    yield "  公平な比較は「素＋VAD・前文なし」の行を見てください。"
    yield "- 最大メモリは抜き取りで調べたもので、一瞬の山は見えないことがあります。"
    yield "- この会議録アプリの認識プロセスは、PC をほかの仕事に使えるよう低い優先度で動きます。混んだ PC ではその分遅くなります。"
    yield ""


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
