"""Meetings of one series: 第3回DX推進会議 follows 第2回DX推進会議.

In: a title and the 開催概要 of earlier meetings. Out: the last one of the same series, and what of it serves again.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from minutes_app.meeting.model import Occasion

_NUMBERS = re.compile(
    r"(?:令和|平成|昭和|[rhs])?(?:\d+|元)年度?|\d+月(?:\d+日)?(?:期|分)?|第?[\d一二三四五六七八九十百]+回|[(（\[【][^)）\]】]*[)）\]】]"
    r"|\d+|臨時|定例(?=.)"
)
SHORTEST = 2
AGAIN = ("place", "organiser", "chair", "note_taker", "attendees")
"""What stays from meeting to meeting."""


@functools.lru_cache(maxsize=8192)
def series_of(title: str) -> str:
    """The title without what changes each time: 回, 年度, 月, brackets, spaces and width."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"\s+", "", _NUMBERS.sub("", text))


def last_of(title: str, earlier: Iterable[Occasion]) -> Occasion | None:
    """The newest earlier meeting of the same series that has something to be used again; None where there is none."""
    wanted = series_of(title)
    if len(wanted) < SHORTEST:
        return None
    same = [one for one in earlier if series_of(one.title) == wanted and any(getattr(one, name) for name in AGAIN)]
    return max(same, key=lambda one: one.date, default=None)


def used_again(base: Occasion, last: Occasion) -> Occasion:
    """`base` with what it lacks taken from the last meeting; everybody counts as present until somebody is not."""
    taken = {name: getattr(last, name) for name in AGAIN if not getattr(base, name)}
    if "attendees" in taken:
        taken["attendees"] = tuple(replace(person, absent=False) for person in last.attendees)
    return replace(base, **taken)
