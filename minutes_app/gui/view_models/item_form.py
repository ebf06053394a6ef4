"""An item while a person words it: 種類, 文, 担当, 期限 and the utterances it rests on.

In: a proposal or an item, and what is typed. Out: the item, or why it cannot be kept; the date that a 期限 in words may
mean. Knows no Qt.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import cast

from minutes_app.gui.view_models.results import around, candidates, evidence
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.meeting.edit import new_id
from minutes_app.meeting.model import Item, ItemKind, Meeting, Utterance
from minutes_app.meeting.office_text import one_line
from minutes_app.minutes.answers import proposed
from minutes_app.minutes.due_dates import is_date, meant
from minutes_app.minutes.propose import Proposal
from minutes_app.minutes.spoken_dates import SpokenDate
from minutes_app.minutes.wareki import japanese_date, japanese_moment
from minutes_app.wording import minutes_faces as words
from minutes_app.wording.editor import KINDS

REACH = 4
"""So many utterances before and after may be taken as evidence too."""


@dataclass(slots=True)
class ItemForm:
    """`base`: the item as it would be kept unchanged."""

    meeting: Meeting
    base: Item
    kind: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""
    chosen: set[str] = field(default_factory=set)
    speech: list[tuple[str, Utterance]] = field(default_factory=list)
    is_new: bool = False
    suggests: bool = False
    """What it rests on is looked for by its words: nothing that can be shown is known yet."""

    @classmethod
    def of(cls, meeting: Meeting, thing: Proposal | Item | None) -> "ItemForm":
        """A form filled with what is there; None: an item that nobody has proposed."""
        base = proposed(thing) if isinstance(thing, Proposal) else thing or Item(new_id("i"), "decision", "")
        near = around(meeting, base.utterance_ids, REACH)
        due = japanese_moment(base.due)
        form = cls(meeting, base, base.kind, base.text, base.owner, due, set(base.utterance_ids), near)
        form.is_new, form.suggests = thing is None, not near
        form.search()
        return form

    def search(self) -> None:
        """Look for what it may rest on; what is chosen already stays."""
        if self.suggests:
            chosen = evidence(self.meeting, self.chosen)
            known = {one.id for _line, one in chosen}
            found = [pair for pair in candidates(self.meeting, self.text) if pair[1].id not in known]
            self.speech = sorted((*chosen, *found), key=lambda pair: pair[1].start_ms)

    @property
    def date(self) -> SpokenDate | None:
        """What the 期限 in words means, None where it is a date already or none can be read."""
        typed = one_line(self.due)
        return None if not typed or is_date(_iso(typed)) else meant(typed, self.meeting.occasion.date)

    @property
    def date_line(self) -> str:
        """What is to be said of it."""
        if self.date is not None:
            return words.due_reading(japanese_date(self.date.due), sure=self.date.sure)
        typed = one_line(self.due)
        return words.NO_DAY if typed and not is_date(_iso(typed)) and not self.meeting.occasion.date else ""

    @property
    def why_not(self) -> str:
        """Why it cannot be kept as it stands, or ""."""
        if not one_line(self.text):
            return words.TEXT_EMPTY
        asked = self.is_new or not self.suggests
        return words.RESTS_ON_NOTHING if asked and not self._resting() else ""

    def use_date(self) -> None:
        """Take the date for the words; the person has said so."""
        if self.date is not None:
            self.due = japanese_date(self.date.due)

    def item(self) -> Item:
        """As the person wants it. A date that is typed in any of the usual ways is kept as one."""
        return replace(
            self.base,
            kind=cast(ItemKind, self.kind),
            text=self.base.text if self.text == self.base.text else one_line(self.text),
            owner=one_line(self.owner),
            due=self._due(),
            utterance_ids=tuple(self._resting()) or self.base.utterance_ids,
        )

    def _due(self) -> str:
        typed = one_line(self.due)
        return self.base.due if typed == japanese_moment(self.base.due) else _iso(typed)

    def _resting(self) -> list[str]:
        """What is chosen, by time; what the page cannot show (deleted, 非公開) stays as it is."""
        shown = {one.id for _line, one in self.speech}
        kept = [used for used in self.base.utterance_ids if used not in shown and used in self.chosen]
        return [*(one.id for _line, one in self.speech if one.id in self.chosen), *kept]


def kind_names() -> Iterable[tuple[str, str]]:
    """(kind, name) of everything that an item can be."""
    return KINDS.items()


def _iso(typed: str) -> str:
    """The ISO date that is typed, else the words as they stand."""
    try:
        return read_date(typed)
    except NotUnderstood:
        return typed
