"""Whose a 復命 is, and that it stays his when the list of attendees changes.

In: attendees, and what is said of 復命. Out: places in the list; 復命 under names that tell whose they are.
"""

from dataclasses import replace

from minutes_app.meeting.model import Occasion
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.paperwork import DutyReport


def owners_of(roll: Roll, duty: DutyReport) -> tuple[int, ...]:
    """The places of whose it may be: () nobody's, more than one where nobody has said whose."""
    if duty.number:
        return roll.alike(duty)[duty.number - 1 : duty.number]
    return roll.fitting(duty)


def owned(duty: DutyReport, roll: Roll, place: int) -> DutyReport:
    """The same as that of the attendee at a place: by the name alone where nobody else has it."""
    if not roll.is_shared(roll.people[place].name):
        return replace(duty, department="", post="", number=0)
    person, number = roll.people[place], roll.identities[place][3]
    return replace(duty, department=person.department, post=person.post, number=number)


def followed(before: Occasion, after: Occasion) -> Occasion:
    """`after` with the 復命 that were somebody's before, and are no longer told apart, under names that tell it.

    Who is meant: the same 氏名, 所属 and 職名 wherever they stand now; else the same 氏名 at the same place of the
    list, with a 所属 or 職名 that nobody had before.
    """
    duties = after.paperwork.duties
    if before.attendees == after.attendees or not duties:
        return after
    old, new = Roll(before.attendees), Roll(after.attendees)
    kept = tuple(_followed(duty, old, new) if duty in before.paperwork.duties else duty for duty in duties)
    return replace(after, paperwork=replace(after.paperwork, duties=kept))


def _followed(duty: DutyReport, old: Roll, new: Roll) -> DutyReport:
    was = owners_of(old, duty)
    if len(was) != 1 or len(owners_of(new, duty)) == 1:
        return duty
    person = old.people[was[0]]
    here = (place for place in new.named(person.name) if place == was[0] and not old.alike(new.people[place]))
    places = new.alike(person) or tuple(here)
    return owned(duty, new, places[0]) if len(places) == 1 else duty
