"""The marks that a person pressed while recording become what they mean: 議題, 決定, 宿題, 重要.

In: a meeting. Out: which marks still wait, and one change that takes them all over and can be undone. Nothing is taken
over by itself. A mark belongs to the utterance that had begun last when the key was pressed.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Literal, cast

from minutes_app.meeting import edit
from minutes_app.meeting.change import Change, Splice
from minutes_app.meeting.marked import by_marks
from minutes_app.meeting.model import AgendaItem, Item, Mark, Meeting, Utterance
from minutes_app.wording.meeting import agenda_title

_ITEMS = ("decision", "task")
_MEANING = ("agenda", *_ITEMS, "important")


def waiting(meeting: Meeting) -> "Counter[str]":
    """How many marks of each kind are not taken over yet; those without an utterance to belong to are not counted.

    Marks of agenda items wait only as long as no utterance belongs to one; a 決定 or 宿題 never takes over words that
    are hidden.
    """
    found = Counter(mark.kind for mark in _open(meeting))
    return Counter({kind: found[kind] for kind in _MEANING if found[kind]})


def take_over(meeting: Meeting) -> Change:
    """Agenda items begin, 決定 and 宿題 are items, 重要 is set; the marks count as taken over."""
    taken = tuple(_open(meeting))
    steps = (
        lambda now: _agenda_items(now, taken),
        _assignments,
        lambda now: _items(now, taken),
        lambda now: _important(now, taken),
        lambda now: _noted(now, taken),
    )
    return edit.together(meeting, "take_marks", steps)


def _open(meeting: Meeting) -> Iterator[Mark]:
    wanted = [mark for mark in meeting.marks if mark.kind in _MEANING and not mark.taken]
    if not wanted:
        return
    said_at = _Spoken(meeting)
    assigned = any(each.agenda_id for each in meeting.utterances)
    for mark in wanted:
        said = said_at(mark.at_ms)
        wordless = said is not None and said.hidden and mark.kind in _ITEMS and not mark.text
        if said is not None and not wordless and not (mark.kind == "agenda" and assigned):
            yield mark


class _Spoken:
    """What had begun last at a time; None before the first."""

    def __init__(self, meeting: Meeting) -> None:
        living = (each for each in meeting.utterances if not each.deleted)
        self._said = sorted(living, key=lambda each: each.start_ms)
        self._starts = [each.start_ms for each in self._said]

    def __call__(self, at_ms: int) -> Utterance | None:
        place = bisect_right(self._starts, at_ms) - 1
        return self._said[place] if place >= 0 else None


def _agenda_items(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    """An agenda item for every mark that has none."""
    occasion = meeting.occasion
    starts = [mark for mark in marks if mark.kind == "agenda"]
    new = tuple(
        AgendaItem(edit.new_id("a"), mark.text or agenda_title(number))
        for number, mark in enumerate(starts, 1)
        if number > len(occasion.agenda)
    )
    return edit.set_occasion(meeting, replace(occasion, agenda=(*occasion.agenda, *new)))


def _assignments(meeting: Meeting) -> Change:
    """Every utterance to the item that had begun."""
    under = {each.id: each.agenda_id for each in by_marks(meeting).utterances}
    if any(each.agenda_id for each in meeting.utterances):
        return Change("agenda")
    chosen = {item.id: [one for one, at in under.items() if at == item.id] for item in meeting.occasion.agenda}
    steps = [partial(edit.assign_agenda, utterance_ids=ids, agenda_id=item) for item, ids in chosen.items()]
    return edit.together(meeting, "agenda", steps)


def _items(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    """A 決定 or 宿題 for each mark, with the words that were said then, or those that the person typed."""

    said_at = _Spoken(meeting)

    def added(now: Meeting, mark: Mark) -> Change:
        said = said_at(mark.at_ms)
        assert said is not None
        kind = cast(Literal["decision", "task"], mark.kind)
        item = Item(edit.new_id("i"), kind, mark.text or said.text, utterance_ids=(said.id,))
        return edit.add_item(now, item)

    wanted = [mark for mark in marks if mark.kind in _ITEMS]
    return edit.together(meeting, "add_item", [partial(added, mark=mark) for mark in wanted])


def _important(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    said_at = _Spoken(meeting)
    said = [said_at(mark.at_ms) for mark in marks if mark.kind == "important"]
    return edit.mark_important(meeting, {each.id for each in said if each is not None})


def _noted(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    """They have been taken over."""
    if not marks:
        return Change("take_marks")
    wanted = set(marks)
    new = tuple(replace(mark, taken=mark.taken or mark in wanted) for mark in meeting.marks)
    return Change("take_marks", (Splice("marks", 0, meeting.marks, new),))
