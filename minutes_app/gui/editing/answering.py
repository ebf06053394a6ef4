"""What a person does to proposals and items on the page 会議録: a meeting in, a change out. Knows no Qt.

A deed whose item or proposal has gone meanwhile, or that was done already, is a change of nothing.
"""

from dataclasses import replace

from minutes_app.gui.editing.intents import NOTHING
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import Item, Meeting, Occasion
from minutes_app.meeting.namesakes import Identity, Roll
from minutes_app.meeting.paperwork import Paperwork
from minutes_app.minutes.answers import confirm_proposal, proposed, refuse_proposal
from minutes_app.minutes.due_dates import with_dates
from minutes_app.minutes.duties import noted
from minutes_app.minutes.propose import Proposal, state_of

STILL_OPEN = ("open", "refused")
"""What was refused may be confirmed after all."""


def take(meeting: Meeting, proposal: Proposal, item: Item | None = None) -> Change:
    """The proposal becomes an item: as it is, or as the person wants it."""
    if state_of(meeting, proposal) not in STILL_OPEN or not _there(meeting, proposal.utterance_ids):
        return NOTHING
    return confirm_proposal(meeting, proposal, item or proposed(proposal))


def refuse(meeting: Meeting, proposal: Proposal) -> Change:
    """Not wanted."""
    return refuse_proposal(meeting, proposal) if state_of(meeting, proposal) == "open" else NOTHING


def add(meeting: Meeting, item: Item) -> Change:
    """An item that nobody has proposed."""
    return (
        NOTHING if _has(meeting, item.id) or not _there(meeting, item.utterance_ids) else edit.add_item(meeting, item)
    )


def change(meeting: Meeting, item: Item) -> Change:
    """The item as the person wants it."""
    return edit.change_item(meeting, item) if _has(meeting, item.id) else NOTHING


def remove(meeting: Meeting, item_id: str) -> Change:
    """The item goes."""
    return edit.remove_item(meeting, item_id) if _has(meeting, item_id) else NOTHING


def move(meeting: Meeting, item_id: str, by: int) -> Change:
    """The item goes up (-1) or down (+1)."""
    places = {item.id: place for place, item in enumerate(meeting.items)}
    to = places.get(item_id, -1) + by
    if item_id not in places or not 0 <= to < len(meeting.items):
        return NOTHING
    return edit.move(meeting, "items", item_id, to=to)


def date(meeting: Meeting, item_id: str, due: str) -> Change:
    """The 期限 is this day; the person has confirmed it."""
    found = [replace(item, due=due) for item in meeting.items if item.id == item_id]
    return with_dates(meeting, found) if found else NOTHING


def release(meeting: Meeting, item_id: str, released: bool) -> Change:
    """Documents may tell an item that rests on 非公開 only; or they may not."""
    found = next((item for item in meeting.items if item.id == item_id), None)
    return edit.release(meeting, found, released) if found is not None else NOTHING


def note(meeting: Meeting, who: Identity, said: dict[str, str]) -> Change:
    """What is said of an attendee's 復命."""
    places = [place for place, one in enumerate(Roll(meeting.occasion.attendees).identities) if one == who]
    if not places:
        return NOTHING
    return replace(edit.set_occasion(meeting, noted(meeting.occasion, places[0], **said)), label="duty")


def keep_occasion(meeting: Meeting, said: Occasion) -> Change:
    """New 開催概要; 文書事項 stay as they are, for they have a form of their own."""
    return edit.set_occasion(meeting, replace(said, paperwork=meeting.occasion.paperwork))


def keep_paperwork(meeting: Meeting, said: Paperwork) -> Change:
    """New 文書事項; 復命 of the persons stay."""
    paper = replace(said, duties=meeting.occasion.paperwork.duties)
    return replace(edit.set_occasion(meeting, replace(meeting.occasion, paperwork=paper)), label="paperwork")


def _has(meeting: Meeting, item_id: str) -> bool:
    return any(item.id == item_id for item in meeting.items)


def _there(meeting: Meeting, ids: tuple[str, ...]) -> bool:
    return set(ids) <= {one.id for one in meeting.utterances}
