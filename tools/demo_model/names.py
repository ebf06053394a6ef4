"""Surnames that hardly exist: what a model must take from the prompt, for it cannot know how they are written.

In: text, a random generator. Out: invented names, where they stand in a text. A handful of names is held out: the score
measures with them, and no sentence of the training has one.
"""

import random
import re
from functools import cache

from tools.demo_model.lexicon import lists

_WORD = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff])")
RENAMED = 0.4
"""Share of the sentences with people in which everybody has an invented name."""


def invented(draw: random.Random) -> str:
    """Halves of known two-character names, joined anew; none of the held ones."""
    firsts, seconds = _halves()
    while True:
        name = draw.choice(firsts) + draw.choice(seconds)
        if name not in held():
            return name


@cache
def held() -> frozenset[str]:
    """The names of the score."""
    return frozenset(lists("names")["held"])


def invented_in(text: str) -> tuple[str, ...]:
    """Every invented name that a text speaks of, with a title or as who speaks."""
    known = lists("others")["surname"]
    return tuple(found for found in _spoken_of().findall(text) if found not in known)


def has_people(text: str) -> bool:
    """Whether it speaks of anybody, known or invented."""
    return bool(_spoken_of().search(text))


def renamed(text: str, draw: random.Random) -> str:
    """Now and then: other people, with names nobody has."""
    if draw.random() >= RENAMED:
        return text
    known = lists("others")["surname"]
    return _spoken_of().sub(lambda found: invented(draw) if found[1] in known else found[1], text)


def respelt(text: str, draw: random.Random) -> tuple[str, tuple[str, ...]]:
    """The people of a text as nobody would spell them, each kanji with its sound; and those new names. Only a list of
    words can tell a model such a spelling."""
    made: list[str] = []

    def other(found: re.Match[str]) -> str:
        name = "".join(draw.choice(_homophones().get(kanji, kanji)) for kanji in found[1])
        if name == found[1] or name in held():
            return found[1]
        made.append(name)
        return name

    return _spoken_of().sub(other, text), tuple(made)


def respelt_words(text: str, draw: random.Random) -> tuple[str, tuple[str, ...]]:
    """One or two words of two kanji, each kanji another of its sound (研修 → 県周); and those new words."""
    places = [found.start() for found in _WORD.finditer(text) if set(found[0]) <= _alike().keys()]
    made: list[str] = []
    for at in draw.sample(places, min(len(places), draw.randint(1, 2))):
        word = "".join(draw.choice(_alike()[kanji]) for kanji in text[at : at + 2])
        if word != text[at : at + 2] and word not in held():
            text = text[:at] + word + text[at + 2 :]
            made.append(word)
    return text, tuple(made)


@cache
def _alike() -> dict[str, str]:
    groups = lists("names")["alike"]
    return {kanji: "".join(group for group in groups if kanji in group) for kanji in "".join(groups)}


@cache
def _homophones() -> dict[str, str]:
    return {line[0]: line for line in lists("names")["homophones"]}


@cache
def _halves() -> tuple[tuple[str, ...], tuple[str, ...]]:
    pairs = [name for name in lists("others")["surname"] if len(name) == 2]
    return tuple(name[0] for name in pairs), tuple(name[1] for name in pairs)


@cache
def _spoken_of() -> re.Pattern[str]:
    firsts, seconds = ("".join(sorted(set(half))) for half in _halves())
    titles = "|".join(sorted(set(lists("others")["title"]), key=len, reverse=True))
    after = f"{titles}|です|と申します|が担当|、|。|より"
    return re.compile(f"(?<![\\u4e00-\\u9fff])([{firsts}][{seconds}])(?={after})")
