"""Numbers as a meeting says them: dates, times, money, shares, counters, ordinals. Half-width digits always."""

import random
from collections.abc import Callable

from tools.demo_model.lexicon import lists


def below(draw: random.Random) -> int:
    """A number as they occur: small ones often, round ones often, any up to tens of thousands."""
    kind = draw.random()
    if kind < 0.30:
        return draw.randint(1, 12)
    if kind < 0.50:
        return draw.randint(10, 99)
    if kind < 0.62:
        return draw.randint(1, 20) * 10
    if kind < 0.78:
        return draw.randint(100, 999)
    if kind < 0.88:
        return draw.randint(1, 99) * 100
    return draw.randint(1000, 9999) if kind < 0.97 else draw.randint(10, 99) * 1000


def count(draw: random.Random) -> str:
    """A number with a counter."""
    return f"{below(draw)}{draw.choice(lists('grammar')['counter'])}"


def money(draw: random.Random) -> str:
    """A sum in yen, 万円, 億円."""
    kind = draw.random()
    if kind < 0.35:
        return f"{below(draw)}万円"
    if kind < 0.55:
        return f"{draw.randint(11, 99)}{draw.choice(['0', '00', ''])}万円"
    if kind < 0.65:
        return f"{draw.randint(1, 99)}億円"
    if kind < 0.75:
        return f"{draw.randint(1, 20)}億{draw.randint(1, 9)}000万円"
    if kind < 0.85:
        return f"{draw.randint(1, 9)}万{draw.randint(1, 9)}000円"
    return f"{draw.choice([1, 2, 3, 5, 8, 12, 15, 24, 35]) * draw.choice([10, 100, 1000])}円"


def date(draw: random.Random) -> str:
    """A day, with or without the year."""
    year = f"令和{draw.randint(1, 15)}年" if draw.random() < 0.2 else ""
    return f"{year}{draw.randint(1, 12)}月{draw.randint(1, 31)}日"


def clock(draw: random.Random) -> str:
    """A time of the day."""
    half = draw.choice(["午前", "午後", "午後", ""])
    return f"{half}{draw.randint(1, 12)}時" + draw.choice(
        ["", "", "半", f"{draw.randint(1, 11) * 5}分", f"{draw.randint(1, 59)}分"]
    )


def share(draw: random.Random) -> str:
    """Percent, tenths, or a fraction."""
    kind = draw.random()
    if kind < 0.7:
        return f"{draw.randint(0, 100)}" + draw.choice(["", "", f".{draw.randint(1, 9)}"]) + "パーセント"
    if kind < 0.85:
        return f"{draw.randint(1, 9)}割"
    return f"{draw.randint(2, 10)}分の{draw.randint(1, 9)}"


def year(draw: random.Random) -> str:
    """A year of our era or of the common one."""
    if draw.random() < 0.7:
        return f"{draw.choice(['令和', '令和', '平成', '昭和'])}{draw.randint(2, 30)}年" + draw.choice(["度", ""])
    return f"{draw.randint(1990, 2035)}年" + draw.choice(["度", ""])


def ordinal(draw: random.Random) -> str:
    """Which one."""
    kinds = lists("grammar")["ordinal"]
    number = draw.randint(1, 60)
    return draw.choice(kinds).replace("#", str(number))


def span(draw: random.Random) -> str:
    """How long."""
    return f"{draw.choice(['', '', '約'])}{draw.randint(1, 60)}" + draw.choice(
        ["分", "時間", "日間", "週間", "か月", "年間", "年", "分間"]
    )


ANY: tuple[Callable[[random.Random], str], ...] = (count, count, count, money, date, clock, share, year, ordinal, span)
