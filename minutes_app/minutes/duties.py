"""復命: for whom the 会議録 stands, who hands in a paper of his own, who is excused, who still owes a 所感.

In: a meeting's occasion. Out: one `Duty` an attendee, in the order of the list. Decides nothing: whoever is present is
covered until a person says otherwise, whoever is absent has nothing to report. What is said under a name that more
than one has is nobody's, until somebody says whose.
"""

from dataclasses import dataclass, replace

from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.owners import owned, owners_of
from minutes_app.meeting.paperwork import DutyReport, Standing
from minutes_app.wording.documents import ABSENT


@dataclass(frozen=True, slots=True)
class Duty:
    """One attendee's 復命. `label`: what he is called where the name does not tell; `reason`: why excused, or ""."""

    attendee: Attendee
    label: str
    standing: Standing
    reason: str = ""
    impression: str = ""

    @property
    def owes(self) -> bool:
        """Whether the 所感 is still to come."""
        return self.standing != "excused" and not self.impression


def duties_of(occasion: Occasion) -> tuple[Duty, ...]:
    """Every attendee with what is said of his 復命."""
    roll = Roll(occasion.attendees)
    people = zip(occasion.attendees, roll.labels, said_of(occasion), strict=True)
    return tuple(_duty(person, label, said) for person, label, said in people)


def said_of(occasion: Occasion) -> tuple[DutyReport | None, ...]:
    """What is said of each attendee, in the order of the list."""
    roll = Roll(occasion.attendees)
    said: list[DutyReport | None] = [None] * len(occasion.attendees)
    for duty in occasion.paperwork.duties:
        places = owners_of(roll, duty)
        if len(places) == 1:
            said[places[0]] = duty
    return tuple(said)


def noted(occasion: Occasion, place: int, **said: str) -> Occasion:
    """The occasion with what is said of the attendee at a place of the list, under the names of `DutyReport`."""
    roll, duties = Roll(occasion.attendees), occasion.paperwork.duties
    person, before = occasion.attendees[place], said_of(occasion)[place]
    now = replace(before or DutyReport(person.name), **said)  # type: ignore[arg-type] # a standing is one of three
    now = owned(now, roll, place)
    at = next((at for at, duty in enumerate(duties) if owners_of(roll, duty) == (place,)), len(duties))
    rest = [duty for duty in duties if owners_of(roll, duty) != (place,) and not _is_claimed(roll, duty, now)]
    rest.insert(min(at, len(rest)), now)
    return replace(occasion, paperwork=replace(occasion.paperwork, duties=tuple(rest)))


def strangers(occasion: Occasion) -> tuple[str, ...]:
    """Names of 復命 that are on no list of attendees: a slip of the pen, or somebody who was struck off."""
    roll = Roll(occasion.attendees)
    found = (duty for duty in occasion.paperwork.duties if not owners_of(roll, duty))
    return tuple(" ".join(filter(None, (duty.department, duty.post, duty.name))) for duty in found)


def unclear(occasion: Occasion) -> tuple[DutyReport, ...]:
    """復命 that may be of more than one attendee; not where each of them has one of his own."""
    roll, said = Roll(occasion.attendees), said_of(occasion)
    shared = [(duty, owners_of(roll, duty)) for duty in occasion.paperwork.duties]
    return tuple(duty for duty, places in shared if len(places) > 1 and any(said[place] is None for place in places))


def _is_claimed(roll: Roll, duty: DutyReport, now: DutyReport) -> bool:
    """Whether it was anybody's of the name, and says just what is now said of one of them."""
    same = (duty.standing, duty.reason, duty.impression) == (now.standing, now.reason, now.impression)
    return same and len(owners_of(roll, duty)) > 1 and now.owner[0] == duty.owner[0]


def _duty(person: Attendee, label: str, said: DutyReport | None) -> Duty:
    if person.absent:
        return Duty(person, label, "excused", said.reason if said and said.reason else ABSENT)
    if said is None:
        return Duty(person, label, "covered")
    return Duty(person, label, said.standing, said.reason, said.impression)
