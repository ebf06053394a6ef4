"""復命: for whom the 会議録 stands, who hands in a paper of his own, who is excused, who still owes a 所感.

In: a meeting's occasion. Out: one `Duty` an attendee, in the order of the list. Decides nothing: whoever is present is
covered until a person says otherwise, whoever is absent has nothing to report.
"""

from dataclasses import dataclass, replace

from minutes_app.meeting.dates import plain
from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.paperwork import DutyReport, Paperwork, Standing, merged
from minutes_app.wording.documents import ABSENT


@dataclass(frozen=True, slots=True)
class Duty:
    """One attendee's 復命. `reason`: why excused, or ""."""

    attendee: Attendee
    standing: Standing
    reason: str = ""
    impression: str = ""

    @property
    def owes(self) -> bool:
        """Whether the 所感 is still to come."""
        return self.standing != "excused" and not self.impression


def duties_of(occasion: Occasion) -> tuple[Duty, ...]:
    """Every attendee with what is said of his 復命."""
    said = {plain(duty.name): duty for duty in occasion.paperwork.duties}
    return tuple(_duty(person, said.get(plain(person.name))) for person in occasion.attendees)


def noted(occasion: Occasion, name: str, **said: str) -> Occasion:
    """The occasion with what is said of one attendee, under the names of `DutyReport`."""
    known = {plain(duty.name): duty for duty in occasion.paperwork.duties}
    duty = replace(known.get(plain(name), DutyReport(name)), **said)  # type: ignore[arg-type] # a standing is one of three
    return replace(occasion, paperwork=merged(occasion.paperwork, Paperwork(duties=(duty,))))


def strangers(occasion: Occasion) -> tuple[str, ...]:
    """Names of 復命 that are on no list of attendees: a slip of the pen, or somebody who was struck off."""
    names = {plain(person.name) for person in occasion.attendees}
    return tuple(duty.name for duty in occasion.paperwork.duties if plain(duty.name) not in names)


def _duty(person: Attendee, said: DutyReport | None) -> Duty:
    if person.absent:
        return Duty(person, "excused", said.reason if said and said.reason else ABSENT)
    if said is None:
        return Duty(person, "covered")
    return Duty(person, said.standing, said.reason, said.impression)
