"""What a reply is about: its piece of the meeting, what that says now, and whether the reply still fits there.

In: a meeting, and replies. Out: a `Place` each. Changes nothing: what a person decides is for `taking`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from minutes_app.meeting.model import Item, Meeting, Point, Utterance
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.paperwork import DutyReport
from minutes_app.minutes.characters import squeezed, writable
from minutes_app.minutes.duties import said_of
from minutes_app.minutes.speech import text_of
from minutes_app.replies.model import Reply
from minutes_app.replies.wordings import is_same, merged

Piece = Utterance | Item | Point
Standing = Literal["fits", "merges", "overlaps", "done", "lost"]
"""The place is as it was published; it was changed elsewhere and both go together; it says something else by now; it
says this already; it is not in the meeting any more."""


@dataclass(frozen=True, slots=True)
class Place:
    """`now`: what it says, "" where it has gone, or there is none; `would_be`: what it says after the reply is taken.

    `made`: the utterance that an earlier try has added, when the program was killed before it could say so; else "".
    `attendee`: of a 所感, the place in the list of who has written it; None for nobody of it, or where it may be two.
    """

    piece: Piece | None
    now: str
    standing: Standing
    would_be: str
    made: str
    attendee: int | None = None


class Places:
    """A meeting by its ids: it is walked through once, however many replies ask for their places."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        pieces: tuple[Piece, ...] = (*meeting.points, *meeting.items, *meeting.utterances)
        self._pieces = {one.id: one for one in pieces}

    def piece(self, subject: str) -> Piece | None:
        """The utterance, 要点 or item with this id."""
        return self._pieces.get(subject)

    def of(self, reply: Reply) -> Place:
        """The reply's place, as it is now."""
        piece = self.piece(reply.subject)
        made = self._made(reply) if reply.kind == "added" else ""
        attendee = self._attendee(reply) if reply.kind == "impression" else None
        now = self._impression(attendee) if reply.kind == "impression" else _text(piece)
        standing = _standing(reply, piece, now, made)
        both = merged(reply.old, now, reply.new) if standing == "overlaps" and reply.kind == "text" else None
        return Place(piece, now, standing if both is None else "merges", both or reply.new, made, attendee)

    def _attendee(self, reply: Reply) -> int | None:
        roll, asked = self._roll, reply.asked
        if asked is None or not (asked.number or roll.is_shared(asked.name)):
            places = roll.named(asked.name if asked is not None else reply.who)
            return places[0] if len(places) == 1 else None
        places = roll.alike(asked)
        if len(places) > 1:
            places = tuple(place for place in places if not self.meeting.occasion.attendees[place].absent)
        return places[max(asked.number, 1) - 1] if len(places) == max(asked.alike, 1) else None

    def _impression(self, attendee: int | None) -> str:
        said = None if attendee is None else self._said[attendee]
        return said.impression if said is not None else ""

    @cached_property
    def _roll(self) -> Roll:
        return Roll(self.meeting.occasion.attendees)

    @cached_property
    def _said(self) -> tuple[DutyReport | None, ...]:
        return said_of(self.meeting.occasion)

    def _made(self, reply: Reply) -> str:
        behind = self._order.get(reply.subject)
        if behind is None:
            return ""
        same = self._written.get(squeezed(reply.new), ())
        return next((one for one in same if self._order[one] > behind), "")

    @cached_property
    def _order(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.meeting.utterances)}

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        """What people wrote without a word having been heard there: text → utterances, in their order."""
        written: dict[str, list[str]] = {}
        for one in self.meeting.utterances:
            if not one.heard and not one.deleted:
                written.setdefault(squeezed(one.text), []).append(one.id)
        return written


def _text(piece: Piece | None) -> str:
    if isinstance(piece, Utterance):
        return "" if piece.deleted or piece.hidden else text_of(piece)
    return "" if piece is None else writable(piece.text)


def _standing(reply: Reply, piece: Piece | None, now: str, made: str) -> Standing:
    """Whether the reply still fits; both together are not thought of."""
    if reply.kind == "added":
        return "done" if made else "fits"
    if reply.kind in ("opinion", "comment", "other"):
        return "fits"
    if reply.kind == "impression":
        return "done" if is_same(now, reply.new) else "overlaps" if now else "fits"
    if piece is None:
        return "lost"
    if is_same(now, reply.new):
        return "done"
    return "fits" if is_same(now, reply.old) else "overlaps"
