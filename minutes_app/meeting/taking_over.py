"""The marks that a person pressed while recording become what they mean: 議題, 決定, 宿題, 重要.

In: a meeting. Out: which marks still wait, and one change that takes them all over and can be undone. Nothing is taken
over by itself. A mark belongs to the utterance that had begun last when the key was pressed.
"""

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
    assigned = any(each.agenda_id for each in meeting.utterances)
    for mark in meeting.marks:
        wanted = mark.kind in _MEANING and not mark.taken and not (mark.kind == "agenda" and assigned)
        said = _said_at(meeting, mark.at_ms)
        if wanted and said is not None and not (said.hidden and mark.kind in _ITEMS and not mark.text):
            yield mark


def _said_at(meeting: Meeting, at_ms: int) -> Utterance | None:
    """What had begun last."""
    begun = [each for each in meeting.utterances if each.start_ms <= at_ms and not each.deleted]
    return max(begun, key=lambda each: each.start_ms, default=None)


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

    def added(now: Meeting, mark: Mark) -> Change:
        said = _said_at(now, mark.at_ms)
        assert said is not None
        kind = cast(Literal["decision", "task"], mark.kind)
        item = Item(edit.new_id("i"), kind, mark.text or said.text, utterance_ids=(said.id,))
        return edit.add_item(now, item)

    wanted = [mark for mark in marks if mark.kind in _ITEMS]
    return edit.together(meeting, "add_item", [partial(added, mark=mark) for mark in wanted])


def _important(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    said = [_said_at(meeting, mark.at_ms) for mark in marks if mark.kind == "important"]
    return edit.mark_important(meeting, {each.id for each in said if each is not None})


def _noted(meeting: Meeting, marks: tuple[Mark, ...]) -> Change:
    """They have been taken over."""
    if not marks:
        return Change("take_marks")
    wanted = set(marks)
    new = tuple(replace(mark, taken=mark.taken or mark in wanted) for mark in meeting.marks)
    return Change("take_marks", (Splice("marks", 0, meeting.marks, new),))
