"""The cue words by which a sentence is taken for a decision, a task and so on: read from a file that a clerk can read.

In: resources/cues/手がかり語.toml. Out: `Cues`, which names the kind of a sentence and the cue it was found by.
Knows no meeting and no grammar: every rule is a word or phrase of the file.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from minutes_app.files import bundled
from minutes_app.meeting.model import ItemKind
from minutes_app.minutes.phrases import Groups, Phrases
from minutes_app.wording.editor import KINDS

_KIND_OF: dict[str, ItemKind] = {name: kind for kind, name in KINDS.items()}  # type: ignore[misc] # keys are ItemKinds
_END_MARKS = "。．.、，,！!？?… \t\r\n　"
_QUOTED = re.compile("「[^「」]{0,200}」と(?:いう|いった)")
_AFTERTHOUGHT = re.compile(
    "^(.+)、([^、]{2,14}まで(?:に|で|でいいので|でいいです|でお願いします)?|[^、]{2,30}(?:ので|から|んで)"
    "|[^、]{0,12}(?:さん|くん|課長|係長|課|係|局|のほうで|みんな|皆さん))$"
)
_ALSO = (
    "止める",
    "止めない",
    "頼む言い方",
    "期限があれば頼む言い方",
    "引き受ける言い方",
    "弱い引き受ける言い方",
    "期限がなければ止める",
)
_ENDINGS = 4
"""So many endings may stand one behind the other: 〜たい・んです・けど・ね."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind's cues and what stops them.

    `asks`, `promises`: only for tasks, which need somebody or a day as well; `dated` asks need a day, `weak` promises
    both or a day until when; `undated`: what stops those without a day.
    """

    kind: ItemKind
    cues: Phrases
    stops: Phrases
    despite: Phrases
    asks: Phrases
    dated: Phrases
    promises: Phrases
    weak: Phrases
    undated: Phrases

    def cue(self, sentence: str) -> str:
        """The cue by which the sentence is of this kind, "" when it is not."""
        found = self.cues.found(sentence)
        return "" if not found or self.is_stopped(sentence) else found

    def is_stopped(self, sentence: str) -> bool:
        """Whether a word of the sentence forbids this kind."""
        return bool(self.stops.found(sentence)) and not self.despite.found(sentence)

    @property
    def is_for_tasks(self) -> bool:
        """Whether somebody or a day is needed."""
        return bool(self.asks.each)


@dataclass(frozen=True, slots=True)
class Cues:
    """All rules in the order in which they are tried."""

    politeness: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    never: Phrases
    despite: Phrases
    rules: tuple[Rule, ...]

    def plain(self, sentence: str) -> str:
        """The sentence without its end mark and quotations, said in order, its polite turns and its end made even."""
        said = sentence.rstrip(_END_MARKS)
        asks = bool({"?", "？"} & set(sentence[len(said) :])) and not said.endswith("か")
        sentence = self._even(_QUOTED.sub("", said + ("か" if asks else "")))
        if said_after := _AFTERTHOUGHT.match(sentence):
            sentence = self._even(f"{said_after[2]}、{said_after[1]}")
        return sentence

    def is_barred(self, sentence: str) -> bool:
        """Whether a plain sentence asks, supposes, denies or tells of another time: no item of any kind."""
        return bool(self.never.found(sentence)) and bool(self.never.found(self.despite.without(sentence)))

    def _even(self, sentence: str) -> str:
        for said, meant in self.politeness:
            if said in sentence:
                sentence = sentence.replace(said, meant)
        for _time in range(_ENDINGS):
            ending = next((pair for pair in self.endings if sentence.endswith(pair[0])), None)
            if ending is None or ending[0] == ending[1]:
                break
            sentence = sentence.removesuffix(ending[0]) + ending[1]
        return sentence


@cache
def shipped() -> Cues:
    """The cues that come with the program."""
    return read(bundled("resources", "cues", "手がかり語.toml").read_text(encoding="utf-8"))


def read(text: str) -> Cues:
    """The cues of a file's text. Raises KeyError where a table or a group of words is missing."""
    table = tomllib.loads(text)
    groups: Groups = table.get("言葉の仲間", {})
    never = (word for words in table["どの案にもしない"].values() for word in words)
    endings = table.get("文の終わりの言い換え", {})
    return Cues(
        politeness=tuple(table["言い換え"].items()),
        endings=tuple(sorted(endings.items(), key=lambda pair: -len(pair[0]))),
        never=Phrases.of(never, groups),
        despite=Phrases.of(table["それでも案にする"]["言葉"], groups),
        rules=tuple(_rule(each, groups) for each in table["規則"]),
    )


def _rule(row: dict[str, Any], groups: Groups) -> Rule:
    kind, cues = _KIND_OF[row["種類"]], Phrases.of(row.get("手がかり", ()), groups)
    return Rule(kind, cues, *(Phrases.of(row.get(name, ()), groups) for name in _ALSO))
