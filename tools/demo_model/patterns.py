"""Sentences from patterns with slots: what the tests' recordings are made of, and what is held out.

In: a random generator. Out: sentences; meetings as (speaker, sentence). The patterns and slot words are the first
recipe's. Group `held_out` is for measuring only.
"""

import random
import re

from tools.demo_model.lexicon import lists, patterns

_SLOT = re.compile(r"\{(\w+)\}")
GROUPS = {"open": 10, "agenda": 8, "report": 34, "qa": 26, "decide": 8, "action": 10, "close": 6}
"""Group → how often, in a hundred sentences."""

LONGEST = 62
_LISTED = (
    *("sei", "dept", "topic", "system", "doc", "place", "event", "item", "people", "problem", "cause", "effect"),
    *("noun_act", "rate_of", "cnt_of", "money_of", "meeting", "when", "deadline"),
)
RATE = 7.2
"""Characters a second, about."""


def _pick(draw: random.Random, name: str) -> str:
    return draw.choice(lists("slots")[name])


def _date(draw: random.Random) -> str:
    return f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"


def _clock(draw: random.Random) -> str:
    minutes = f"{draw.choice([10, 15, 20, 30, 40, 45, 50])}分"
    return draw.choice(["午前", "午後"]) + f"{draw.randint(1, 11)}時" + draw.choice(["", "", "半", minutes])


def _money(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.5:
        usual = [10, 20, 30, 50, 80, 100, 120, 150, 180, 200, 250, 300, 350, 400, 480, 500, 600, 750, 800, 900]
        return f"{draw.choice([*usual, draw.randint(11, 99), draw.randint(11, 99), draw.randint(10, 99) * 10])}万円"
    if kind < 0.7:
        return f"{draw.randint(1, 9)}{draw.randint(0, 9)}00万円"
    if kind < 0.8:
        return f"{draw.randint(1, 9)}億円"
    if kind < 0.9:
        return f"{draw.randint(1, 9)}億{draw.randint(1, 9)}000万円"
    return f"{draw.choice([100, 150, 200, 300, 350, 400, 500, 800, 1000, 1500, 2000, 3000, 5000])}円"


def _share(draw: random.Random) -> str:
    return f"{draw.randint(1, 99)}" + draw.choice(["", "", f".{draw.randint(1, 9)}"]) + "パーセント"


def _count(draw: random.Random) -> str:
    large = draw.choice([draw.randint(10, 99) * 10, draw.randint(100, 999), draw.randint(11, 50) * 100])
    number = draw.choice([draw.randint(2, 30), draw.randint(10, 99), large])
    return str(number) + draw.choice(["件", "件", "人", "名", "回", "か所", "枚", "台", "世帯", "時間", "団体"])


def _length(draw: random.Random) -> str:
    minutes = f"約{draw.choice([5, 10, 15, 20, 30, 45, 60, 90])}分"
    years, days = f"{draw.randint(1, 10)}年間", f"{draw.randint(2, 14)}日間"
    return draw.choice(
        [f"{draw.randint(1, 12)}か月", years, days, f"{draw.randint(1, 4)}週間", minutes, f"{draw.randint(1, 8)}時間"]
    )


def _numbered(draw: random.Random) -> str:
    bill, page = f"議案第{draw.randint(1, 60)}号", f"{draw.randint(1, 9)}ページ"
    others = [f"{kind}{draw.randint(1, 6)}" for kind in ("議題", "資料", "別紙", "報告事項", "協議事項")]
    return draw.choice([bill, page, *others])


def _person(draw: random.Random) -> str:
    return _pick(draw, "sei") + draw.choice(["さん", *lists("slots")["role"]])


def _subject(draw: random.Random) -> str:
    topic, act = _pick(draw, "topic"), _pick(draw, "noun_act")
    others = [f"{_pick(draw, name)}の{act}" for name in ("topic", "system", "place")]
    return draw.choice(
        [topic, topic, *others, _pick(draw, "event"), _pick(draw, "problem"), _pick(draw, "qual") + topic]
    )


def _act(draw: random.Random) -> str:
    return f"{_pick(draw, draw.choice(['topic', 'system', 'place', 'item']))}の{_pick(draw, 'noun_act')}"


_MADE = {
    "date": _date,
    "money": _money,
    "time": _clock,
    "pct": _share,
    "n": lambda draw: str(draw.choice([draw.randint(2, 12), draw.randint(2, 30), draw.randint(10, 99)])),
    "cnt": _count,
    "num1": lambda draw: str(draw.randint(1, 12)),
    "dai": lambda draw: f"第{draw.randint(1, 20)}回",
    "nen": lambda draw: f"令和{draw.randint(4, 12)}年" + draw.choice(["度", "度", ""]),
    "month": lambda draw: f"{draw.randint(1, 12)}月",
    "dur": _length,
    "item_no": _numbered,
    "person": _person,
    "x": _subject,
    "thing": lambda draw: _pick(draw, draw.choice(["system", "doc", "item", "topic"])),
    "act": _act,
}


def fill(pattern: str, draw: random.Random) -> str:
    """The pattern with every slot filled."""
    return _SLOT.sub(lambda slot: (_MADE.get(slot[1]) or (lambda draw: _pick(draw, slot[1])))(draw), pattern)


def sentence(draw: random.Random, group: str = "") -> str:
    """A sentence of a group, or of any but the held-out ones; now and then it begins with a filler."""
    while True:
        chosen = group or draw.choices(list(GROUPS), list(GROUPS.values()))[0]
        text = fill(draw.choice(patterns()[chosen]), draw)
        fillers = lists("slots")["filler"]
        if chosen != "held_out" and draw.random() < 0.07 and len(text) > 8 and not text.startswith(fillers):
            text = draw.choice(fillers) + text
        if len(text) <= LONGEST:
            return text


def word_list(draw: random.Random) -> str:
    """Some slot words, one after the other: rehearses rare ones."""
    name = draw.choice(_LISTED)
    return "、".join(_pick(draw, name) for _word in range(draw.randint(2, 4))) + "。"


def meeting(draw: random.Random, seconds: float, speakers: int) -> list[tuple[int, str]]:
    """Turns (speaker, sentence) of about that many seconds; speaker 0 is in the chair."""
    turns: list[tuple[int, str]] = []

    def say(speaker: int, *groups: str) -> None:
        turns.extend((speaker, sentence(draw, group)) for group in groups)

    say(0, *["open"] * (3 if seconds < 100 else 5))
    while sum(len(text) / RATE + 0.8 for _speaker, text in turns) < seconds * 0.86:
        say(0, "agenda")
        reporter = draw.randrange(1, speakers) if speakers > 1 else 0
        say(reporter, *["report"] * draw.randint(2, 4))
        for _question in range(draw.randint(1, 2)):
            say(draw.randrange(speakers), "qa")
            say(reporter, "qa")
        say(0, "decide", "action")
    say(0, "close", "close")
    return turns
