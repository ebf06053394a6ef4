"""What marks on the time line say about a meeting: which utterances belong to an agenda item, where sound is missing.

In: a meeting. Out: a meeting, or places. An agenda mark begins the item whose title it bears, else the next one.
Never changes what a person has assigned.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from minutes_app.meeting.model import Mark, Meeting, Utterance

PERSONS = ("agenda", "decision", "task", "important", "break", "back", "vote", "late", "left")
"""Kinds of marks that a person presses."""

MISSING = ("lost", "no_data", "device_gone", "server_gone", "slept", "recorder_died")
"""Kinds of marks where sound may be missing."""

_LATE_MS = 2000
"""A person presses the key a little after the words that open the item."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Where sound is missing: places in order, overlapping ones as one; `length_ms`: all together."""

    starts_ms: tuple[int, ...]
    length_ms: int


def by_marks(meeting: Meeting) -> Meeting:
    """The meeting with its utterances assigned to agenda items by the marks, if nobody has assigned any."""
    begun = list(_begun(meeting))
    if not begun or any(each.agenda_id for each in meeting.utterances):
        return meeting
    return replace(meeting, utterances=tuple(_assigned(each, begun) for each in meeting.utterances))


def persons_marks(meeting: Meeting) -> tuple[Mark, ...]:
    """The marks that a person has pressed, in order."""
    return tuple(mark for mark in meeting.marks if mark.kind in PERSONS)


def missing(meeting: Meeting) -> Missing:
    """Where sound is missing on any track."""
    stretches = sorted((mark.at_ms, max(mark.at_ms, mark.until_ms)) for mark in meeting.marks if mark.kind in MISSING)
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return Missing(tuple(start for start, _end in joined), sum(end - start for start, end in joined))


def _begun(meeting: Meeting) -> Iterator[tuple[int, str]]:
    """Where each agenda item begins. A mark that bears the title of an item begins that one, wherever it stands now;
    any other begins the one after the last.
    """
    agenda = meeting.occasion.agenda
    titles = [item.title for item in agenda]
    place = -1
    for mark in (mark for mark in meeting.marks if mark.kind == "agenda"):
        place = titles.index(mark.text) if titles.count(mark.text) == 1 else place + 1
        if place < len(agenda):
            yield mark.at_ms, agenda[place].id


def _assigned(utterance: Utterance, begun: list[tuple[int, str]]) -> Utterance:
    under = [item for at_ms, item in begun if at_ms < utterance.end_ms + _LATE_MS]
    return replace(utterance, agenda_id=under[-1]) if under else utterance
