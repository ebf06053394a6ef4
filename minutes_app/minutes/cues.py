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
from minutes_app.wording.editor import KINDS

_KIND_OF: dict[str, ItemKind] = {name: kind for kind, name in KINDS.items()}  # type: ignore[misc] # keys are ItemKinds
_TAIL = re.compile(r"[。．.、，,！!？?\s　]+$")
_QUOTED = re.compile("「[^」]*」と(?:いう|いった)")
_AFTERTHOUGHT = re.compile("^(.+)、([^、]{2,14}まで(?:に|で|でいいので|でいいです|でお願いします)?|[^、]{2,30}ので)$")
_AMOUNT = "[0-9０-９〇一二三四五六七八九十百千万億,.]+[^、。]{1,5}?"
_ALSO = ("止める", "止めない", "頼む言い方", "引き受ける言い方", "期限がなければ止める")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of the file as one search: 「…」 anything between, 「。」 the end of the sentence, 「＃」 a number."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, words: list[str]) -> "Phrases":
        """From the file's list."""
        sources = [re.escape(word).replace("…", ".*?").replace("。", "$").replace("＃", _AMOUNT) for word in words]
        whole = re.compile("|".join(sources) or "(?!)")
        return cls(tuple(words), whole, tuple(map(re.compile, sources)))

    def found(self, sentence: str) -> str:
        """The first phrase of the list that is in the sentence, "" when none is."""
        if not self.pattern.search(sentence):
            return ""
        return next(word for word, one in zip(self.words, self.each, strict=True) if one.search(sentence))


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind's cues and what stops them.

    `asks`, `promises`: only for tasks, which need somebody or a day as well; `undated`: what stops those without a day.
    """

    kind: ItemKind
    cues: Phrases
    stops: Phrases
    despite: Phrases
    asks: Phrases
    promises: Phrases
    undated: Phrases

    def cue(self, sentence: str) -> str:
        """The cue by which the sentence is of this kind, "" when it is not."""
        found = self.cues.found(sentence)
        return "" if not found or self.is_stopped(sentence) else found

    def is_stopped(self, sentence: str) -> bool:
        """Whether a word of the sentence forbids this kind."""
        return bool(self.stops.found(sentence)) and not self.despite.found(sentence)


@dataclass(frozen=True, slots=True)
class Cues:
    """All rules in the order in which they are tried."""

    politeness: tuple[tuple[str, str], ...]
    never: Phrases
    despite: Phrases
    rules: tuple[Rule, ...]

    def plain(self, sentence: str) -> str:
        """The sentence without its end mark and quotations, said in order, its polite turns made even."""
        sentence = _QUOTED.sub("", _TAIL.sub("", sentence))
        if said_after := _AFTERTHOUGHT.match(sentence):
            sentence = f"{said_after[2]}、{said_after[1]}"
        for said, meant in self.politeness:
            if said in sentence:
                sentence = sentence.replace(said, meant)
        return sentence

    def is_barred(self, sentence: str) -> bool:
        """Whether a plain sentence asks, supposes, denies or tells of another time: no item of any kind."""
        return bool(self.never.found(self.despite.pattern.sub("", sentence)))


@cache
def shipped() -> Cues:
    """The cues that come with the program."""
    return read(bundled("resources", "cues", "手がかり語.toml").read_text(encoding="utf-8"))


def read(text: str) -> Cues:
    """The cues of a file's text."""
    table = tomllib.loads(text)
    return Cues(
        politeness=tuple(table["言い換え"].items()),
        never=Phrases.of([word for words in table["どの案にもしない"].values() for word in words]),
        despite=Phrases.of(table["それでも案にする"]["言葉"]),
        rules=tuple(_rule(each) for each in table["規則"]),
    )


def _rule(row: dict[str, Any]) -> Rule:
    stops, despite, asks, promises, undated = (Phrases.of(row.get(name, [])) for name in _ALSO)
    cues = Phrases.of([] if asks.words else row["手がかり"])
    return Rule(_KIND_OF[row["種類"]], cues, stops, despite, asks, promises, undated)
