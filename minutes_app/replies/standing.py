"""Where each attendee stands: 未回答, 確認済, 意見あり, 期限超過; and which replies are about the same place.

In: what was published, what was kept, today's date. Out: one `Standing` an attendee, in the order of the list; what is
told of them all: the tally, and a text for those who are waited for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from minutes_app.meeting.namesakes import Identity, Roll
from minutes_app.minutes.wareki import japanese_date
from minutes_app.replies.kept import Entry, Kept
from minutes_app.word.reply_form import Person, Publication
from minutes_app.wording import replies as words

State = Literal["waiting", "confirmed", "opinion", "overdue"]
"""未回答, 確認済, 意見あり, 期限超過."""
_UNANSWERED = ("waiting", "overdue")
_FURTHEST: tuple[State, ...] = ("overdue", "waiting", "opinion", "confirmed")
"""From 確認済, the furthest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One attendee. `label`: what he is called where the name does not tell; `ticked`: 確認 is ticked; `open`: replies
    of his that are to be decided. Asked about several documents, he is told of once, by the one that is furthest from
    確認済 (`publication`); `each` has them all, else ()."""

    publication: Publication
    person: Person
    label: str
    state: State
    ticked: bool
    open: int
    replies: int
    each: tuple["Standing", ...] = ()

    @property
    def unanswered(self) -> tuple[Publication, ...]:
        """What he has said nothing to."""
        return tuple(one.publication for one in self.each or (self,) if one.state in _UNANSWERED)

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents that are still to be answered, of one who was asked about several."""
        return tuple(one.document for one in self.unanswered) if self.each else ()


def latest_of(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """The last edition of each document that was published, in the order of the documents."""
    latest: dict[str, Publication] = {}
    for one in publications:
        known = latest.get(one.document)
        if known is None or one.edition >= known.edition:
            latest[one.document] = one
    return tuple(latest.values())


def standings(publications: Iterable[Publication], kept: Kept, today: date) -> tuple[Standing, ...]:
    """Everybody who was asked about the last editions, once."""
    asked = [(one, Roll(one.persons)) for one in latest_of(publications)]
    together: dict[Identity, list[Standing]] = {}
    for publication, roll in asked:
        for person, who, label in zip(publication.persons, roll.identities, roll.labels, strict=True):
            is_shared = any(each.is_shared(person.name) for _publication, each in asked)
            owner = who if is_shared else (who[0], "", "", 1)
            together.setdefault(owner, []).append(_standing(publication, person, label, kept, today))
    return tuple(map(_joined, together.values()))


def tally_of(people: Iterable[Standing]) -> str:
    """How many people stand where, and until when they are asked."""
    everybody = tuple(people)
    counts = {state: sum(one.state == state for one in everybody) for state in words.STANDINGS}
    deadline = next((one.publication.deadline for one in everybody if one.publication.deadline), "")
    return words.tally(counts, japanese_date(deadline))


def reminder_of(title: str, people: Iterable[Standing]) -> str:
    """A text for those who have not answered; "" where everybody has."""
    waiting = [one for one in people if one.state in _UNANSWERED]
    if not waiting:
        return ""
    folders = dict.fromkeys(each.folder for one in waiting for each in one.unanswered)
    names = list(dict.fromkeys(one.label for one in waiting))
    return words.reminder(title, japanese_date(waiting[0].publication.deadline), "、".join(folders), names)


def rivals_in(entries: Iterable[Entry]) -> dict[int, Entry]:
    """Number of a reply → the first that wants the same place otherwise, and was found before it."""
    rivals: dict[int, Entry] = {}
    wanted: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        reply = entry.reply
        if reply.kind not in ("text", "removed"):
            continue
        there = wanted.setdefault(reply.subject, {})
        if (rival := next((one for new, one in there.items() if new != reply.new), None)) is not None:
            rivals[entry.number] = rival
        if entry.state in ("open", "taken"):
            there.setdefault(reply.new, entry)
    return rivals


def _joined(each: list[Standing]) -> Standing:
    """One of several documents."""
    if len(each) == 1:
        return each[0]
    furthest = min(each, key=lambda one: _FURTHEST.index(one.state))
    return replace(
        furthest,
        label=max((one.label for one in each), key=len),
        ticked=all(one.ticked for one in each),
        open=sum(one.open for one in each),
        replies=sum(one.replies for one in each),
        each=tuple(each),
    )


def _standing(publication: Publication, person: Person, label: str, kept: Kept, today: date) -> Standing:
    files = [one for one in kept.latest.values() if one.publication == publication.id]
    ticked = any(one.confirmed.get(person.id, False) for one in files)
    own = [
        one
        for one in kept.entries
        if one.publication == publication.id and one.reply.person == person.id and one.state != "gone"
    ]
    waiting = sum(one.state == "open" for one in own)
    if waiting or (own and not ticked):
        state: State = "opinion"
    elif ticked:
        state = "confirmed"
    else:
        state = "overdue" if publication.deadline and today.isoformat() > publication.deadline else "waiting"
    return Standing(publication, person, label, state, ticked, waiting, len(own))
