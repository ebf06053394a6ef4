"""Write docs/items.md: how well the cue words and the gate do on the sets. `python -m tools.items_page` (`--check`).

In: tests/data/items. Out: the page. A sentence counts as found where the right kind is proposed for it; every other
proposal is a false one. For the gate the words that it has to name count as well.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.minutes.cues import shipped
from minutes_app.minutes.gate import Finding, findings_of
from minutes_app.minutes.propose import Found, found_in, proposals
from minutes_app.wording.editor import KINDS
from tests.items.sets import Case, Sentence, cases, sentences, sets

PAGE = Path(__file__).resolve().parent.parent / "docs" / "items.md"
GATE_KINDS = {
    "数": "number",
    "日付": "date",
    "金額": "amount",
    "名前": "name",
    "根拠": "no_evidence",
    "要確認": "unchecked",
}
SEEN = {
    "sentences.tsv": "規則は、この文を見ながら作りました。上の数字は、知らない文での成績ではありません。",
    "sentences_later.tsv": "その後、この文を見て言葉を足しました。上の数字は、もう知らない文での成績ではありません。",
    "sentences_a.tsv": "その後、この文を見て規則を作り直しました。上の数字は、もう知らない文での成績ではありません。",
    "sentences_b.tsv": "その後、この文を見て言葉を足しました。上の数字は、もう知らない文での成績ではありません。",
    "sentences_c.tsv": (
        "この100文は、今の規則ができてから、初めて当てました。規則は、その後変えていません。"
        "**上の数字が、知らない文での成績です。**"
    ),
}
"""What the figures of a set are worth."""
FIRST = (
    ("sentences_later.tsv", "初めの規則", "82.9%（34/41）", "45.3%（34/75）", "92.0%（23/25）"),
    ("sentences_a.tsv", "上を見て言葉を足した規則", "97.5%（39/40）", "52.0%（39/75）", "96.0%（24/25）"),
    ("sentences_b.tsv", "上を見て作り直した規則", "90.2%（46/51）", "61.3%（46/75）", "96.0%（24/25）"),
    ("sentences_c.tsv", "上を見て言葉を足した規則（今の規則）", "93.3%（56/60）", "74.7%（56/75）", "100.0%（25/25）"),
)
"""What was counted first, before anybody who works on the rules had seen a set; it stays written here."""
HEAD = """\
# 決定事項・宿題などの見つけ方と、確定の関門

このページは `python -m tools.items_page` が、試験の文の集まりで数えて書きます。手で直さないでください。

## 知らない会議での成績

**適合率 93.3%（56/60）、再現率 74.7%（56/75）。** 知らない会議では、見つけるべきもののおよそ4分の3が見つかり、
出した案の10のうち9つほどが正しい、というのが目安です。案は下書きの助けであり、案が出なかったところも、人が読んで確かめます。

規則を読んでいない人が作った100文ずつに、作った人のほかはだれも見ないうちに当てた成績です。規則は、その後に文を見て直しました。

| 文の集まり | そのときの規則 | 適合率 | 再現率 | 案にしてはいけない文を案にしなかったもの |
|---|---|---|---|---|
FIRST_ROWS

- 100文の成績には幅があります（95%の信頼区間で、適合率は84〜97%、再現率は64〜83%）。
- 種類による差があります。`sentences_c.tsv` で見つかった割合は、報告は10のうち10、決定事項は12のうち11ですが、
  持ち帰りは9のうち5、宿題は15のうち9です（下の表）。
- その後に変えたのは1つだけです。「検討課題とします」「要検討とします」などを決定事項の案にしないようにしました
  （`sentences_c.tsv` の成績は変わりません）。
- `a`・`b`・`c` は同じ人が作りました。ほかの人の話し方では、もっと低いことがあります。
- どの集まりも、1文ずつに分けて書いた文です。文字に起こしたままの会議では、文の切れ目や聞き違いのため、
  もっと低いはずです（測っていません）。

## しくみ

- 案は、手がかりの言葉だけで見つけます。言葉の一覧は `resources/cues/手がかり語.toml` にあり、
  プログラムを知らない方でも読めます。案のそれぞれに、どの言葉で見つけたかが付きます。言語モデルは使いません。
- 役職も「さん」も付かない名字だけの担当は、`resources/cues/よくある姓.txt` にある名字のときだけ、担当と読みます。
- 案は、人が確かめるまで会議録に載りません。要らないと答えた案は、もう一度調べても出ません。
- 「検討します」は決定事項になりません。問い、もしもの話、打ち消し、前の会議や国の決定の話も、案になりません。
- 確定の前に、決定事項・宿題・要点のそれぞれについて、数・日付・金額・名前が、根拠の発言か開催概要にあるかを確かめます。
  「三百万円」と「300万円」、「来週の金曜日」と「12月4日」のような書き方の違いは、同じものとして読みます。

## 読み方

- **適合率**: 出した案のうち、正しかったもの。**再現率**: 見つけるべきもののうち、見つけたもの。
- 規則は、文の集まりを見ながら直します。見た後の数字は **知らない会議での成績ではありません**。
- 関門の50の誤りも、関門より前に作りました。実際の誤りには、ここにない種類のものがあります。
"""


@dataclass(slots=True)
class Tally:
    """`found` rightly, `wrong` proposals, `missed` answers, by kind."""

    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def precision(self, kinds: Iterable[str]) -> str:
        """Of what was proposed, what was right."""
        kinds = list(kinds)
        right = sum(self.found[kind] for kind in kinds)
        return share(right, right + sum(self.wrong[kind] for kind in kinds))

    def recall(self, kinds: Iterable[str]) -> str:
        """Of what is there, what was found."""
        kinds = list(kinds)
        right = sum(self.found[kind] for kind in kinds)
        return share(right, right + sum(self.missed[kind] for kind in kinds))


def share(part: int, whole: int) -> str:
    """97.5 %（39/40）."""
    return f"{part / whole:.1%}（{part}/{whole}）" if whole else "―"


def tallied(rows: Iterable[Sentence]) -> Tally:
    """The cue words on sentences."""
    tally, cues = Tally(), shipped()
    for row in rows:
        got = found_in(row.text, cues)
        name = KINDS[got.kind] if got else ""
        if name == row.kind:
            tally.found[name] += 1
            continue
        tally.failures.append(f"| {row.text} | {row.kind or 'なし'} | {name or 'なし'} |")
        if name:
            tally.wrong[name] += 1
        if row.kind:
            tally.missed[row.kind] += 1
    return tally


def assigned_rightly(rows: Iterable[Sentence]) -> tuple[int, int, int, int]:
    """Of the 宿題 that were found: how many in all, and with the right 内容, 担当, 期限."""
    cues = shipped()
    got = [(row, found) for row in rows if row.kind == "宿題" and (found := found_in(row.text, cues))]
    same = [(row, found) for row, found in got if KINDS[found.kind] == row.kind]
    what = sum(all(word in _content(row.text) for word in row.holds.split(" ")) for row, _found in same)
    who = sum(found.owner == row.owner for row, found in same)
    return len(same), what, who, sum(_same_due(row, found) for row, found in same)


def gate_tally() -> Tally:
    """The gate on the items."""
    tally = Tally()
    for case in cases():
        found = findings_of(case.meeting)
        rightly = _names(case, found)
        if case.error and rightly:
            tally.found[case.error] += 1
        elif case.error:
            tally.missed[case.error] += 1
        if found and not rightly:
            tally.wrong[case.error or "正しい項目"] += 1
        if bool(found) != bool(case.error) or (case.error and not rightly):
            tally.failures.append(f"| {case.meeting.items[0].text} | {case.error or 'なし'} |")
    return tally


def page() -> str:
    """The whole page."""
    first = "\n".join(f"| {' | '.join((f'`{name}`', *rest))} |" for name, *rest in FIRST)
    parts = [HEAD.replace("FIRST_ROWS", first)]
    for name in sets():
        parts.append(_section(name, sentences(name)))
    return "".join((*parts, _gate()))


def _section(name: str, rows: list[Sentence]) -> str:
    tally = tallied(rows)
    kinds = list(KINDS.values())
    lines = [
        f"\n## 手がかり語の成績: `{name}`（{len(rows)}文）\n",
        "| 種類 | 文の数 | 適合率 | 再現率 |",
        "|---|---|---|---|",
    ]
    for kind in kinds:
        count = sum(row.kind == kind for row in rows)
        lines.append(f"| {kind} | {count} | {tally.precision([kind])} | {tally.recall([kind])} |")
    nothing = sum(not row.kind for row in rows)
    lines.append(f"| **全体** | {len(rows) - nothing} | {tally.precision(kinds)} | {tally.recall(kinds)} |")
    quiet = tally.found[""]
    lines.append(f"\n案にしてはいけない {nothing} 文のうち、案にしなかったもの: {share(quiet, nothing)}")
    whole, what, who, due = assigned_rightly(rows)
    told = f"内容 {share(what, whole)}、担当 {share(who, whole)}、期限 {share(due, whole)}"
    lines.append(f"\n見つけた宿題 {whole} 件のうち、正しかったもの: {told}")
    if name in SEEN:
        lines.append(f"\n{SEEN[name]}")
    if tally.failures:
        lines += ["\n間違えた文:\n", "| 文 | 正解 | 出した案 |", "|---|---|---|", *tally.failures]
    return "\n".join(lines) + "\n"


def _gate() -> str:
    tally = gate_tally()
    kinds = list(GATE_KINDS)
    right = [case for case in cases() if not case.error]
    stopped = tally.wrong["正しい項目"]
    lines = ["\n## 確定の関門の成績: `gate.tsv`\n", "| 誤り | 件数 | 見つけたもの |", "|---|---|---|"]
    for kind in kinds:
        lines.append(f"| {kind} | {sum(case.error == kind for case in cases())} | {tally.recall([kind])} |")
    errors = sum(bool(case.error) for case in cases())
    lines.append(f"| **全体（再現率）** | {errors} | {tally.recall(kinds)} |")
    lines.append(f"\n正しい項目 {len(right)} 件のうち、誤って止めたもの: {stopped} 件")
    found = sum(tally.found[kind] for kind in kinds)
    lines.append(
        f"\n止めた項目のうち、止めるべきだったもの（適合率）: {share(found, found + sum(tally.wrong.values()))}"
    )
    if tally.failures:
        lines += ["\n間違えた項目:\n", "| 項目 | 誤り |", "|---|---|", *tally.failures]
    return "\n".join(lines) + "\n"


def _names(case: Case, found: list[Finding]) -> bool:
    """Whether the gate found this error and nothing of another kind."""
    kinds = {"unchecked" if one.kind == "guessed" else one.kind for one in found}
    if not case.error:
        return not kinds
    return kinds == {GATE_KINDS[case.error]} and any(case.place in one.place for one in found)


def _content(text: str) -> str:
    [*made] = proposals(Meeting("m", "", utterances=(Utterance("u", 0, 1, text, text),)))
    return made[0].text if made else ""


def _same_due(row: Sentence, found: Found) -> bool:
    return found.due.startswith(row.due) if row.due else not found.due


def main() -> int:
    """Write the page; with --check, 1 when it is not current."""
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
