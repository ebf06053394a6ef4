"""議題 as they are pasted from a 次第 → their titles.

In: lines out of a 次第 or typed one below the other. Out: titles without the number that stood before them. What may be
part of a name stays: 第1号議案, 3月補正予算, 10:30, 2026年度. Lines that are no item (次第, 日時, 場所) are left out.
"""

import re

from minutes_app.meeting.office_text import one_line

_KANJI = "一二三四五六七八九十"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛"
_NUMBER = rf"(?:[0-9０-９]{{1,2}}|[{_KANJI}]{{1,3}}|[ア-ンｱ-ﾝ]|[a-zA-Zａ-ｚＡ-Ｚ]|[Ⅰ-Ⅻⅰ-ⅻ])"
_BULLET = re.compile(r"^[・●○◎■□◆◇▪▶※*\-–—]+[\s　]*")
_MARKS = (
    re.compile(rf"^[{_CIRCLED}][\s　.．、:：]*"),
    re.compile(rf"^[（(]\s*{_NUMBER}\s*[）)][\s　.．、:：]*"),
    re.compile(rf"^{_NUMBER}\s*[)）][\s　]*"),
    re.compile(rf"^{_NUMBER}\s*[.．、,，:：][\s　]*(?![0-9０-９])"),
    re.compile(r"^[0-9０-９]{1,2}(?:[\-－][0-9０-９]{1,2})?[\s　]+"),
    re.compile(rf"^(?:[{_KANJI}]{{1,3}}|[ア-ンｱ-ﾝ]|[Ⅰ-Ⅻⅰ-ⅻ])[\s　]+"),
    re.compile(r"^議題\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[\s　.．、:：)）]+"),
)
_NO_ITEM = re.compile(
    r"^(?:会議|式)?次第$|"
    r"^(?:日\s*時|開催日時?|場\s*所|開催場所|会\s*場|と\s*き|ところ)(?:[\s　]*[:：]|[\s　]+(?=\S)).*$"
)
"""A heading, and the lines of when and where: 「日時　令和8年…」, not 「場所の選定について」."""


def title_of(line: str) -> str:
    """The title of one line, "" where it holds no item."""
    title = without_number(one_line(line))
    is_none = _NO_ITEM.match(title) or _NO_ITEM.match(re.sub(r"[\s　]+", "", title))
    return "" if is_none else title


def titles_of(text: str) -> tuple[str, ...]:
    """The titles of all lines, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, map(title_of, text.splitlines()))))


def is_numbered(line: str) -> bool:
    """Whether a number stands before what the line names."""
    return any(mark.match(line) for mark in _MARKS)


def without_number(text: str) -> str:
    """`text` without its mark; one that is nothing but a number keeps it."""
    rest = _BULLET.sub("", text)
    for mark in _MARKS:
        if found := mark.match(rest):
            rest = rest[found.end() :]
            break
    return rest.strip("　 ") or text
