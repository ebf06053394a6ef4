"""Filters of forms for names and dates: 職 and 敬称 as the form wants them, a date without its weekday.

In: a row with 職名 and 氏名 (or 話者), a name, or a date as the fields have it. Out: text. Invents nothing: a name
nobody has said stays a visible blank, and whoever is called by his post (髙橋課長) gets no second title.
"""

import re
from collections.abc import Callable
from typing import Any

from minutes_app.meeting.attendees import is_post
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.word.text import Blank

_WEEKDAY = re.compile(r"（[月火水木金土日]）")
_SPACES = re.compile(r"[\s　]+")
_LABEL = re.compile(r"話者[0-9０-９]+$")
_TITLED = ("君", "さん", "様", "氏", "殿", "先生")


def honoured(person: Any, title: str = "様") -> str:
    """髙橋 一郎様; 敬称 of the caller's choice behind a name."""
    name = _name_of(person)
    return f"{name}{title}" if name and _takes_title(name) else name or Blank()


def post_and_name(person: Any) -> str:
    """課長　髙橋 一郎."""
    name, post = _name_of(person), _post_of(person)
    return "　".join(filter(None, (post, name))) or Blank()


def called(person: Any, title: str = "君") -> str:
    """委員長（山田太郎君）, as councils print who speaks; the name alone with its title where no post is known."""
    name, post = _SPACES.sub("", _name_of(person)), _post_of(person)
    if not name:
        return post or Blank()
    titled = f"{name}{title}" if _takes_title(name) else name
    return f"{post}（{titled}）" if post else titled


def without_weekday(text: Any) -> str:
    """令和8年11月23日 for 令和8年11月23日（月）."""
    return _WEEKDAY.sub("", text) if isinstance(text, str) and text else Blank()


def western(text: Any) -> str:
    """2026年11月23日 for 令和8年11月23日（月）; any other text as it stands."""
    if not isinstance(text, str) or not text:
        return Blank()
    try:
        year, month, day = read_date(text).split("-")
    except NotUnderstood:
        return text
    return f"{year}年{int(month)}月{int(day)}日"


def _name_of(person: Any) -> str:
    name = (person.get("氏名") or person.get("話者")) if isinstance(person, dict) else person
    return name if isinstance(name, str) and name else ""


def _post_of(person: Any) -> str:
    post = person.get("職名") if isinstance(person, dict) else ""
    return post if isinstance(post, str) and post else ""


def _takes_title(name: str) -> bool:
    return not (is_post(name) or name.endswith(_TITLED) or _LABEL.match(name))


PERSON_FILTERS: dict[str, Callable[..., str]] = {
    "敬称": honoured,
    "職氏名": post_and_name,
    "職と敬称": called,
    "曜日なし": without_weekday,
    "西暦": western,
}
