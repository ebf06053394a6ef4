"""Phrases of the cue file, and where a sentence has them.

In: phrases as a clerk writes them: 「…」 anything between, 「。」 the end of the sentence, 「＾」 its beginning, 「＃」
a number with its unit, 〈名〉 one of the words of that group. Out: the words of the sentence that a phrase has found.
The time of a search grows with the sentence, not with its square: the parts of a phrase are looked for in turn, and
nothing is tried again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Groups = Mapping[str, Iterable[str]]
_DIGITS = "0-9０-９〇一二三四五六七八九十百千万億,."
_AMOUNT = rf"(?<![{_DIGITS}])[{_DIGITS}]{{1,16}}[^、。]{{1,5}}?"
_OPENING = (
    "(?:はい|ええ|うん|ああ|んだ|では|それでは|じゃあ|じゃ|なるほど|分かりました|わかりました|そうですね|私も|うちも)"
)
_MEANT = {"＃": _AMOUNT, "。": r"\Z", "＾": rf"\A(?:{_OPENING}、?){{0,3}}"}
_STEM = re.compile("[一-鿿々ァ-ヴー]{1,6}[ぁ-ん]{0,3}$")
_NO_KANA = "[0-9０-９A-Za-z,.一-鿿々ァ-ヴー]"
_NOUN = re.compile(f"{_NO_KANA}(?:[のはがをにでと]|(?![ぁ-ん]))")
_RUN = re.compile(f"{_NO_KANA}+$")
_APART = re.compile("[0-9０-９〇一二三四五六七八九十]+[度回点]|以上|本日|今回|先日")
"""Words that stand before another without belonging to it."""
_ENDING = re.compile(
    "[いえきぎけげしじせちてでにねびべみめりれ]ました|ま(?:す|せん|しょう)|[うくぐすつぬぶむる](?:こと|よう|と|そうで)"
    "|[てで]い?るところ|たところ|たそう|たい|て$|ば|られ|され|れる|[とど](?:いて|く|き)"
)
"""Found words that are only the end of a verb."""
_VERB = re.compile("[おご]?(?:[一-鿿々]{1,3}[きぎけしちびみりれ])?[0-9０-９一-鿿々ァ-ヴー]{1,6}[ぁ-ん]*$|[ぁ-ん]+$")
"""The verb that ends here, with the noun right before it."""
_OBJECT = re.compile("(?:.*を|.*が(?![さ-そら-ろっん])|.*に(?=な))(?=.)")
"""What stands before a verb and is no part of it: 〜を, 〜が, 〜になる."""
_LONGEST_STEM = 12
_PARTICLES = {"、", "は", "は、", "から、", "けど、", "して、", "まして、", "たら、"}
_SIGNS = re.compile("(〈[^〉]{1,20}〉|[＃。＾])")
_NO_LITERAL = re.compile("〈[^〉]*〉|[＃。＾…]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its parts in their order. `literal` is in every sentence that has it, and is looked for first."""

    parts: tuple[re.Pattern[str], ...]
    literal: str

    @classmethod
    def of(cls, word: str, groups: Groups) -> "Phrase":
        """From the file's spelling. Raises KeyError for a group that is not there."""
        parts = tuple(re.compile(_source(part, groups)) for part in word.split("…"))
        return cls(parts, max(_NO_LITERAL.split(word), key=len))

    def found(self, sentence: str) -> str:
        """What the phrase has found, "" when it is not there: 「次回…議論」."""
        said: list[str] = []
        at = 0
        for part in self.parts:
            match = part.search(sentence, at)
            if match is None:
                return ""
            said.append(_beginning(sentence, at, match) + match[0])
            at = match.end()
        return "…".join(one for one in said if one not in _PARTICLES) or said[-1]


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of the file."""

    each: tuple[Phrase, ...]

    @classmethod
    def of(cls, words: Iterable[str], groups: Groups) -> "Phrases":
        """From the file's list."""
        return cls(tuple(Phrase.of(word, groups) for word in words))

    def found(self, sentence: str) -> str:
        """What the first phrase of the list that is in the sentence has found there, "" when none is."""
        for one in self.each:
            if one.literal in sentence and (found := one.found(sentence)):
                return found
        return ""

    def without(self, sentence: str) -> str:
        """The sentence without the words that the phrases find in it."""
        for one in self.each:
            if one.literal in sentence and one.found(sentence):
                for part in one.parts:
                    sentence = part.sub("", sentence)
        return sentence


def _beginning(sentence: str, after: int, match: re.Match[str]) -> str:
    """What stands before the found words and belongs to the first of them: 終わ of りました, 年度 of 末の."""
    first = max(after, match.start() - _LONGEST_STEM)
    before, found = sentence[first : match.start()], match[0]
    if _NOUN.match(found):
        stem = _RUN.search(before)
    elif _ENDING.match(found):
        stem = _VERB.search(_OBJECT.sub("", before, count=1))
    elif "ぁ" <= found[0] <= "ん" and found.endswith("た") and match.end() == len(sentence):
        stem = _STEM.search(before)
    else:
        stem = None
    if stem is None or _APART.fullmatch(stem[0]) or (first > after and stem[0] == before):
        return ""
    return stem[0]


def _source(part: str, groups: Groups) -> str:
    return "".join(_source_of(piece, groups) for piece in _SIGNS.split(part))


def _source_of(piece: str, groups: Groups) -> str:
    if piece in _MEANT:
        return _MEANT[piece]
    if not piece.startswith("〈"):
        return re.escape(piece)
    words = sorted(groups[piece[1:-1]], key=len, reverse=True)
    return "(?:" + "|".join(_source(word, groups) for word in words) + ")"
