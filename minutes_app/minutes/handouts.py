"""配布資料 → how they are printed: each with its number, or as it was written.

In: the names as a person wrote them. Out: number and name of each. An official record names no document that does not
exist: where one name carries a number of its own (資料3, 別紙1, ①), none is counted.
"""

import re
from collections.abc import Sequence

from minutes_app.meeting.agenda import is_numbered
from minutes_app.minutes.characters import one_line

_KANJI = "一二三四五六七八九十"
_NUMBER = rf"(?:[0-9０-９①-⑳Ⅰ-Ⅻ]|[{_KANJI}]{{1,3}}(?![一-鿿])|[A-Za-zＡ-Ｚａ-ｚ](?![A-Za-zＡ-Ｚａ-ｚ]))"
_OWN = re.compile(r"資料\s*([0-9０-９]+(?:[-－‐の][0-9０-９]+)*)[\s　:：.．、)）]+(.+)", re.DOTALL)
_KINDS = "資料|別紙|別添|別表|別冊|別記|様式|参考|議案|議題|図|表"
_CARRIED = (
    re.compile(rf"(?:{_KINDS})[\s　]*(?:第|[Nn][Oo][.．]?|№)?[\s　]*{_NUMBER}"),
    re.compile(r"(?:別紙|別添|別表|別冊|別記|参考|参考資料|追加資料|当日資料|補足資料)[\s　:：]+\S.*"),
    re.compile(rf"(?:[Nn][Oo][.．]?|№)[\s　]*{_NUMBER}|第[\s　]*[0-9０-９{_KANJI}]+[\s　]*号"),
)


def numbered(handouts: Sequence[str]) -> list[tuple[str, str]]:
    """The number ("" where none is counted) and the name of each; 「資料1-2 収支の見込み」 is 1-2 and 収支の見込み."""
    names = [one_line(text) for text in handouts]
    own = [found for found in map(_OWN.fullmatch, names) if found]
    if own and len(own) == len(names):
        return [(found[1], found[2]) for found in own]
    is_counted = not any(map(_carries_its_own, names))
    return [(str(number) if is_counted else "", name) for number, name in enumerate(names, 1)]


def line_of(number: str, name: str) -> str:
    """One handout in a line."""
    return f"資料{number} {name}" if number else name


def _carries_its_own(name: str) -> bool:
    return is_numbered(name) or bool(_CARRIED[0].search(name) or _CARRIED[1].fullmatch(name) or _CARRIED[2].match(name))
