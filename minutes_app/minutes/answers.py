"""What a person says to a proposal, as one step of undo: an item and the answer, or the answer alone.

In: a meeting, a proposal, and the item as the person wants it. Out: a `Change`. Nothing happens to the meeting yet.
"""

from minutes_app.meeting.change import Change
from minutes_app.meeting.edit import add_answer, add_item, new_id, together
from minutes_app.meeting.model import Answer, Item, Meeting
from minutes_app.minutes.propose import Proposal


def proposed(proposal: Proposal) -> Item:
    """The item that the proposal would become unchanged."""
    return Item(
        new_id("i"),
        proposal.kind,
        proposal.text,
        proposal.owner,
        proposal.due,
        proposal.utterance_ids,
        proposal.cue,
    )


def confirm_proposal(meeting: Meeting, proposal: Proposal, item: Item) -> Change:
    """`item` becomes one of the meeting's; the answer tells whether the person changed what was proposed."""
    said = (item.kind, item.text, item.owner, item.due)
    same = said == (proposal.kind, proposal.text, proposal.owner, proposal.due)
    own = proposal.utterance_ids[-1:]
    answer = Answer(new_id("x"), proposal.kind, "confirmed" if same else "changed", own, item.id)
    return together(meeting, "add_item", [lambda m: add_item(m, item), lambda m: add_answer(m, answer)])


def refuse_proposal(meeting: Meeting, proposal: Proposal) -> Change:
    """Not proposed again."""
    return add_answer(meeting, Answer(new_id("x"), proposal.kind, "refused", proposal.utterance_ids[-1:]))
