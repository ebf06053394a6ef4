"""What a 確定版 says, line by line, and what a later edition says otherwise.

In: a meeting. Out: its statements, each with a key that stays the same; and the differences of two editions. What
became 非公開 since is named, and its words are not repeated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.characters import squeezed, writable
from minutes_app.minutes.fields import occasion_fields
from minutes_app.minutes.secrecy import for_readers, withheld
from minutes_app.minutes.speech import names_of, text_of, visible
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.wording import closing as words
from minutes_app.wording.documents import POINT
from minutes_app.wording.editor import KINDS
from minutes_app.wording.times import clock


@dataclass(frozen=True, slots=True)
class Statement:
    """`what`: 発言, 決定事項, 場所 …; `place`: its time or number; `text`: what the document says there."""

    key: str
    what: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the list of changes; `old` "" = added, `new` "" = taken out."""

    what: str
    place: str
    old: str
    new: str


def statements_of(meeting: Meeting, printed: str) -> tuple[Statement, ...]:
    """開催概要, results, 要点 and the record, as far as a document with the text `printed` has them, in their order.

    A form that prints no speech says nothing of it in its list of changes either.
    """
    meeting, page = for_readers(meeting), squeezed(printed)
    every = (*_occasion(meeting), *_results(meeting), *_points(meeting), *_record(meeting))
    return tuple(one for one, needles in every if all(squeezed(needle) in page for needle in needles))


def differences(before: Iterable[Statement], after: Iterable[Statement], hidden: frozenset[str]) -> list[Difference]:
    """What the later edition says otherwise. `hidden`: keys of what is 非公開 now."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    rows: list[Difference] = []
    for key, one in new.items():
        was = old.get(key)
        if was is None or was.text != one.text:
            rows.append(Difference(one.what, one.place, was.text if was else "", one.text))
    for key, one in old.items():
        if key not in new:
            text = words.HIDDEN_SINCE if key in hidden else one.text
            rows.append(Difference(one.what, one.place, text, ""))
    return rows


def hidden_keys(meeting: Meeting) -> frozenset[str]:
    """The keys of what is 非公開, and of what rests on nothing else."""
    held = (f"{'i' if isinstance(one, Item) else 'p'}/{one.id}" for one in withheld(meeting))
    return frozenset((*(f"u/{one.id}" for one in meeting.utterances if one.hidden), *held))


_TOLD_ELSEWHERE = frozenset(
    (
        "開催日",
        "開始時刻",
        "終了時刻",
        "文書事項一覧",
        "所感待ち一覧",
        "復命対象外一覧",
        "個別復命者一覧",
        "復命者",
        "別添",
    )
)
"""Fields that say again what others say, or whose words stand on every page for other reasons."""

_Proved = tuple[Statement, tuple[str, ...]]
"""A statement, and what has to stand on the pages."""


def _occasion(meeting: Meeting) -> Iterator[_Proved]:
    for name, value in occasion_fields(meeting.occasion).items():
        leaves = () if name in _TOLD_ELSEWHERE else tuple(_leaves(value))
        if leaves:
            yield Statement(f"o/{name}", name.removesuffix("一覧"), "", "、".join(leaves)), leaves


def _leaves(value: Any) -> Iterator[str]:
    """The texts of a field."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    elif isinstance(value, str) and value:
        yield value


def _results(meeting: Meeting) -> Iterator[_Proved]:
    for number, item in enumerate(meeting.items, 1):
        text = writable(item.text)
        yield Statement(f"i/{item.id}", KINDS[item.kind], str(number), _result(item)), (text,)


def _result(item: Item) -> str:
    owner = f"{words.OWNER}{item.owner}" if item.owner else ""
    due = f"{words.DUE}{japanese_moment(item.due)}" if item.due else ""
    return "　".join(filter(None, (writable(item.text), owner, due)))


def _points(meeting: Meeting) -> Iterator[_Proved]:
    for number, point in enumerate(meeting.points, 1):
        text = writable(point.text)
        yield Statement(f"p/{point.id}", POINT, str(number), text), (text,)


def _record(meeting: Meeting) -> Iterator[_Proved]:
    names = names_of(meeting)
    for one in visible(meeting):
        speaker, text = names.get(one.speaker_id, ""), text_of(one)
        shown = f"{speaker}：{text}" if speaker else text
        yield Statement(f"u/{one.id}", words.UTTERANCE, clock(one.start_ms), shown), (text,)
