"""期限 that stand in words (来週の金曜, 月末), each with the date that it may mean.

In: a meeting's items and its day. Out: what a person may confirm, and the edit that does. Proposes only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from minutes_app.meeting.change import Change
from minutes_app.meeting.edit import change_item, together
from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.spoken_dates import SpokenDate, proposed_due


@dataclass(frozen=True, slots=True)
class OpenDue:
    """A 期限 in words: its number in the list, its item, and what is proposed (None: no date can be read)."""

    number: int
    item: Item
    proposed: SpokenDate | None

    @property
    def dated(self) -> Item:
        """The item with the proposed date; the same where there is none."""
        return replace(self.item, due=self.proposed.due) if self.proposed else self.item


def open_dues(meeting: Meeting) -> list[OpenDue]:
    """Every 期限 in words, numbered from 1. Without the meeting's day nothing is proposed."""
    found = [item for item in meeting.items if item.due and not is_date(item.due)]
    day = meeting.occasion.date
    return [OpenDue(number, item, meant(item.due, day)) for number, item in enumerate(found, 1)]


def meant(due: str, day: str) -> SpokenDate | None:
    """What words such as 「来週の金曜まで」 mean when they are said on `day` (ISO, or "")."""
    return proposed_due(due, date.fromisoformat(day)) if day else None


def is_date(due: str) -> bool:
    """Whether a 期限 is an ISO date already."""
    try:
        return date.fromisoformat(due).isoformat() == due
    except ValueError:
        return False


def with_dates(meeting: Meeting, items: Iterable[Item]) -> Change:
    """These items with the dates that a person has confirmed, in one step."""
    return together(meeting, "change_item", [partial(change_item, item=item) for item in items])
