"""決定, 宿題 and 要点 that rest on nothing a reader may see: no document has them until a person says expressly so.

In: a meeting. Out: which pieces are held back, and the meeting without them. Their own words were made from what is
非公開 (or deleted), so they may tell it.
"""

from dataclasses import replace

from minutes_app.meeting.model import Item, Meeting, Point

Piece = Item | Point


def hidden_only(meeting: Meeting) -> frozenset[str]:
    """The ids of the pieces that rest on utterances, none of which a document has."""
    pieces: tuple[Piece, ...] = (*meeting.items, *meeting.points)
    wanted = {one for piece in pieces for one in piece.utterance_ids}
    if not wanted:
        return frozenset()
    known = {one.id: one.hidden or one.deleted for one in meeting.utterances if one.id in wanted}
    resting = {piece.id: [known[one] for one in piece.utterance_ids if one in known] for piece in pieces}
    return frozenset(piece_id for piece_id, hidden in resting.items() if hidden and all(hidden))


def withheld(meeting: Meeting) -> tuple[Piece, ...]:
    """The pieces that no document has, for no person has released them."""
    hidden = hidden_only(meeting)
    pieces: tuple[Piece, ...] = (*meeting.items, *meeting.points)
    return tuple(piece for piece in pieces if piece.id in hidden and not piece.released)


def for_readers(meeting: Meeting) -> Meeting:
    """The meeting as documents may tell it."""
    held = {piece.id for piece in withheld(meeting)}
    if not held:
        return meeting
    return replace(
        meeting,
        items=tuple(item for item in meeting.items if item.id not in held),
        points=tuple(point for point in meeting.points if point.id not in held),
    )
