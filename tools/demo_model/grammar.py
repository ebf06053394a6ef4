"""A generative grammar of meeting Japanese: real sentence structure, so that no pattern is the only one.

In: a random generator. Out: a sentence with half-width digits, 「、」 and 「。」. It has structure, not meaning: case
frames, nested modifiers, て-form chains, conditions, reasons, quotes, questions; and a share of word salad with correct
particles, which nobody can recite.
"""

import random

from tools.demo_model import quantities
from tools.demo_model.conjugation import FORMS, conjugate
from tools.demo_model.lexicon import Verb, lists, verbs

_CLASSES = {
    "h": "human",
    "o": "office",
    "p": "place",
    "e": "event",
    "d": "paper",
    "t": "thing",
    "a": "topic",
    "q": "problem",
    "j": "time",
}


def words_of(kind: str) -> tuple[str, ...]:
    """The nouns that a letter of a case frame stands for."""
    return lists("nouns")[_CLASSES[kind]]


def _small(name: str) -> tuple[str, ...]:
    """Particles, links and endings."""
    return lists("grammar")[name]


def sentence(draw: random.Random) -> str:
    """A sentence of at most about 60 characters."""
    for _attempt in range(50):
        body = _salad(draw) if draw.random() < 0.12 else _opened(draw, _body(draw))
        if 4 <= len(body) <= 60:
            return f"{body}。"
    return f"{noun(draw, 'a')}です。"


def _body(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.36:
        return clause(draw, draw.choice(_small("end")))
    if kind < 0.58:
        form, tail = draw.choice(_small("closing")).split("|")
        return clause(draw, form) + tail
    if kind < 0.80:
        form, tail = draw.choice(_small("linked")).split("|")
        return clause(draw, form, shallow=True) + tail + _body(draw)
    return draw.choice((_is, _is, _exists, _asks, _quotes, _describes, _describes, _counts, _counts))(draw)


def _opened(draw: random.Random, body: str) -> str:
    other = lists("others")
    if draw.random() < 0.10:
        body = f"{name(draw)}、{body}" if draw.random() < 0.5 else f"{_when(draw)}、{body}"
    if draw.random() < 0.18:
        body = f"{draw.choice(other['conjunction'])}、{body}"
    if draw.random() < 0.10:
        body = f"{draw.choice(other['filler'])}、{body}"
    if draw.random() < 0.06:
        body = f"{draw.choice(other['backchannel'])}、{body}"
    return body


def name(draw: random.Random) -> str:
    """A person by name and title."""
    other = lists("others")
    return draw.choice(other["surname"]) + draw.choice(other["title"])


def noun(draw: random.Random, kind: str) -> str:
    """One bare noun of a class."""
    if kind == "n":
        return quantities.count(draw)
    if kind == "h" and draw.random() < 0.4:
        return name(draw)
    return draw.choice(words_of(kind))


def phrase(draw: random.Random, kind: str, depth: int = 0) -> str:
    """A noun with whatever may stand around it."""
    core, style = noun(draw, kind), draw.random()
    return core if depth > 1 or style < 0.45 else _modified(draw, core, kind, style, depth)


def _modified(draw: random.Random, core: str, kind: str, style: float, depth: int) -> str:
    if style < 0.58:
        return f"{phrase(draw, draw.choice('opedatq'), depth + 1)}{draw.choice(_small('link'))}{core}"
    if style < 0.66:
        plain = draw.random() < 0.5
        return draw.choice(lists("others")["adjective" if plain else "na"]) + ("" if plain else "な") + core
    if style < 0.74:
        return f"{draw.choice(_small('pointer'))}{core}"
    if style < 0.82:
        return f"{core}{draw.choice(_small('join'))}{noun(draw, kind)}"
    if style < 0.88:
        return f"{draw.choice(quantities.ANY)(draw)}の{core}"
    if style < 0.91:
        return f"{_when(draw)}の{core}"
    if style < 0.94:
        return core + draw.choice(_small("tail"))
    return f"{clause(draw, draw.choice(_small('modifier')), depth=depth + 1, shallow=True)}{core}"


def clause(draw: random.Random, form: str, *, depth: int = 0, shallow: bool = False) -> str:
    """A verb in `form` with some of its complements; modifiers of nouns (depth > 0) carry fewer."""
    verb = draw.choice(verbs())
    keep = 0.45 if depth else 0.78
    parts = [_complement(draw, kind, particle, depth) for kind, particle in verb.frame if draw.random() < keep]
    if draw.random() < (0.1 if shallow else 0.25):
        parts.insert(0, _around(draw))
    if draw.random() < 0.08:
        draw.shuffle(parts)
    if draw.random() < (0.08 if depth else 0.22):
        parts.append(draw.choice(lists("others")["adverb"]))
    elif draw.random() < 0.06:
        parts.append(draw.choice(quantities.ANY)(draw))
    return "".join(parts) + conjugate(verb.plain, verb.kind, form)


def _complement(draw: random.Random, kind: str, particle: str, depth: int) -> str:
    if depth == 0 and particle in ("が", "を") and draw.random() < 0.3:
        particle = draw.choice(_small("subject_particle") if particle == "が" else _small("object_particle"))
    comma = "、" if depth == 0 and particle == "は" and draw.random() < 0.4 else ""
    return f"{phrase(draw, kind, depth)}{particle}{comma}"


def _when(draw: random.Random) -> str:
    style = draw.random()
    if style < 0.5:
        return noun(draw, "j")
    return draw.choice((quantities.date, quantities.clock, quantities.year))(draw)


def _around(draw: random.Random) -> str:
    style = draw.random()
    if style < 0.4:
        return _when(draw) + draw.choice(_small("time_particle"))
    if style < 0.6:
        return phrase(draw, "p", 1) + draw.choice(_small("place_particle"))
    if style < 0.75:
        return phrase(draw, draw.choice("aeq"), 1) + draw.choice(_small("about_particle"))
    if style < 0.85:
        return quantities.span(draw) + draw.choice(_small("span_particle"))
    return phrase(draw, "h", 1) + draw.choice(_small("person_particle"))


def _predicate(draw: random.Random) -> str:
    other, style = lists("others"), draw.random()
    if style < 0.4:
        ends = _small("adjective_end")
        return draw.choice(other["adjective"]) + draw.choice(ends)
    ends = _small("na_end")
    return draw.choice(other["na"]) + draw.choice(ends)


def _describes(draw: random.Random) -> str:
    particle = draw.choice(_small("describes"))
    return (
        phrase(draw, draw.choice("hopedtaq"))
        + particle
        + draw.choice(["", "", draw.choice(lists("others")["adverb"])])
        + _predicate(draw)
    )


def _is(draw: random.Random) -> str:
    first, second = draw.choice("hopedtaqj"), draw.choice("hopedtaq")
    ends = _small("is_end")
    topic = draw.choice(_small("is_topic"))
    return f"{phrase(draw, first)}{topic}{phrase(draw, second)}{draw.choice(ends)}"


def _exists(draw: random.Random) -> str:
    ends = _small("exists_end")
    return (
        phrase(draw, "p")
        + draw.choice(_small("exists_particle"))
        + phrase(draw, draw.choice("dtq"))
        + draw.choice(ends)
    )


def _counts(draw: random.Random) -> str:
    amount = draw.choice(quantities.ANY)(draw)
    ends = _small("counts_end")
    between = _small("counts_between")
    return phrase(draw, draw.choice("hpedta"), 1) + draw.choice(between) + amount + draw.choice(ends)


def _asks(draw: random.Random) -> str:
    words = _small("asks_word")
    return phrase(draw, draw.choice("hopedtaq")) + draw.choice(_small("asks_topic")) + draw.choice(words)


def _quotes(draw: random.Random) -> str:
    other = lists("others")
    said = (
        draw.choice(other["quote"])
        if draw.random() < 0.5
        else clause(draw, draw.choice(("plain", "past", "not", "wish")), shallow=True)
    )
    if draw.random() < 0.3:
        return f"{draw.choice(other['subtitle'])}を{clause(draw, draw.choice(_small('end')))}"
    ends = _small("quotes_end")
    speaker = phrase(draw, draw.choice("hod"), 1) + draw.choice(["から", "からは", "は", "には", "に"])
    return f"{speaker}{said}{draw.choice(ends)}"


def _salad(draw: random.Random) -> str:
    parts = []
    for _part in range(draw.randint(2, 5)):
        style = draw.random()
        if style < 0.6:
            parts.append(noun(draw, draw.choice("hopedtaqjn")) + draw.choice(_small("salad_particle")))
        elif style < 0.75:
            verb: Verb = draw.choice(verbs())
            parts.append(conjugate(verb.plain, verb.kind, draw.choice(FORMS)))
        elif style < 0.88:
            parts.append(draw.choice(lists("others")[draw.choice(("adjective", "adverb", "adverb", "conjunction"))]))
        else:
            parts.append(draw.choice(quantities.ANY)(draw))
        if draw.random() < 0.12:
            parts.append("、")
    return "".join(parts).strip("、")
