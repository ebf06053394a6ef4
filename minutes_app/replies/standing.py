"""Where each attendee stands: 未回答, 確認済, 意見あり, 期限超過; and which replies are about the same place.

In: what was published, what was kept, today's date. Out: one `Standing` an attendee, in the order of the list; what is
told of them all: the tally, and a text for those who are waited for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minutes_app.meeting.namesakes import Roll
from minutes_app.minutes.wareki import japanese_date
from minutes_app.replies.kept import Entry, Kept
from minutes_app.word.reply_form import Person, Publication
from minutes_app.wording import replies as words

State = Literal["waiting", "confirmed", "opinion", "overdue"]
"""未回答, 確認済, 意見あり, 期限超過."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One attendee in one publication. `label`: what he is called where the name does not tell; `ticked`: 確認 is
    ticked; `open`: replies of his that are to be decided."""

    publication: Publication
    person: Person
    label: str
    state: State
    ticked: bool
    open: int
    replies: int


def latest_of(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """The last edition of each document that was published, in the order of the documents."""
    latest: dict[str, Publication] = {}
    for one in publications:
        known = latest.get(one.document)
        if known is None or one.edition >= known.edition:
            latest[one.document] = one
    return tuple(latest.values())


def standings(publications: Iterable[Publication], kept: Kept, today: date) -> tuple[Standing, ...]:
    """Everybody who was asked about the last editions."""
    return tuple(
        _standing(one, person, label, kept, today)
        for one in latest_of(publications)
        for person, label in zip(one.persons, Roll(one.persons).labels, strict=True)
    )


def tally_of(people: Iterable[Standing]) -> str:
    """How many people stand where, and until when they are asked."""
    everybody = tuple(people)
    counts = {state: sum(one.state == state for one in everybody) for state in words.STANDINGS}
    deadline = next((one.publication.deadline for one in everybody if one.publication.deadline), "")
    return words.tally(counts, japanese_date(deadline))


def reminder_of(title: str, people: Iterable[Standing]) -> str:
    """A text for those who have not answered; "" where everybody has."""
    waiting = [one for one in people if one.state in ("waiting", "overdue")]
    if not waiting:
        return ""
    publication = waiting[0].publication
    names = list(dict.fromkeys(one.label for one in waiting))
    return words.reminder(title, japanese_date(publication.deadline), publication.folder, names)


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
