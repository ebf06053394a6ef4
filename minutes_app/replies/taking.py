"""A reply that a person takes → an edit for the journal; what he refuses, and what he takes back.

In: an open meeting and a reply of it. Out: the meeting after it, and the decision kept. Never decides by itself: where
the place has become something else since it was published, it says so (`ReplyOverlaps`) and changes nothing.
"""

from dataclasses import replace

from minutes_app.errors import ReplyMoved, ReplyOverlaps
from minutes_app.meeting.change import Change
from minutes_app.meeting.edit import (
    add_item,
    add_point,
    add_utterances,
    change_item,
    change_point,
    mark_deleted,
    new_id,
    remove_item,
    remove_point,
    set_comment,
    set_occasion,
    set_texts,
)
from minutes_app.meeting.model import Item, Meeting, Point, Utterance
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.duties import noted
from minutes_app.replies.kept import Decision, Dropped, Entry, keep_decision
from minutes_app.replies.model import Reply
from minutes_app.replies.places import Piece, Place, Places
from minutes_app.replies.wordings import is_same, merged
from minutes_app.wording import replies as words

LABEL = "reply"


def changes_meeting(meeting: Meeting, reply: Reply, place: Place) -> bool:
    """Whether taking it changes the minutes; else it is only noted as dealt with."""
    if reply.kind == "impression":
        return place.attendee is not None and place.now != reply.new
    return bool(change_of(_holding(meeting, place.piece), reply, place, LABEL).splices)


def take(book: OpenMeeting, entry: Entry, who: str, *, anyway: bool = False) -> Meeting:
    """Take it into the meeting. `anyway`: a person has seen what the place says now.

    Raises `ReplyOverlaps` (then nothing has changed), `MeetingFileError`, `DiskError`.
    """
    reply, meeting = entry.reply, book.meeting
    place = Places(meeting).of(reply)
    if place.standing == "lost" or (place.standing == "overlaps" and not anyway):
        raise ReplyOverlaps(entry.number, reply.who, place.now, reply.kind == "impression")
    made = (place.made or new_id("u")) if reply.kind == "added" else ""
    dropped = _dropped(meeting, place.piece) if reply.kind == "removed" else None
    if place.standing != "done":
        change = replace(change_of(meeting, reply, place, made), label=LABEL)
        book.commit(change, who=words.taken_from(who, reply.who))
    keep_decision(book.folder, Decision(reply.id, "taken", place.now, made, dropped), who)
    return book.meeting


def refuse(book: OpenMeeting, entry: Entry, who: str) -> None:
    """Leave it out, and keep that it was said. Raises `DiskError`."""
    keep_decision(book.folder, Decision(entry.reply.id, "refused"), who)


def reopen(book: OpenMeeting, entry: Entry, who: str) -> Meeting:
    """Take the decision back: what was taken is as before, if it is still there as it was taken.

    Raises `ReplyMoved` (then nothing has changed), `MeetingFileError`, `DiskError`.
    """
    if entry.state == "taken" and entry.decision is not None:
        change = _undoing(book.meeting, entry, entry.decision)
        if change.splices:
            book.commit(replace(change, label=LABEL), who=words.taken_from(who, entry.reply.who))
    keep_decision(book.folder, Decision(entry.reply.id, "open"), who)
    return book.meeting


def change_of(meeting: Meeting, reply: Reply, place: Place, made: str = "") -> Change:
    """The edit that taking it is; no splices where there is nothing to change. `made`: the id of a new utterance."""
    piece = place.piece
    if reply.kind == "impression":
        return _impression(meeting, place, reply.new)
    if reply.kind == "comment" and isinstance(piece, Utterance):
        note = words.comment_note(reply.who, reply.new)
        kept = piece.comment if note in piece.comment else f"{piece.comment}\n{note}".strip()
        return set_comment(meeting, (piece.id,), kept)
    if reply.kind == "added":
        return _added(meeting, reply, piece, made)
    if piece is None or reply.kind not in ("text", "removed"):
        return Change(LABEL)
    if reply.kind == "removed" and isinstance(piece, Utterance):
        return mark_deleted(meeting, (piece.id,))
    if reply.kind == "removed":
        return _without(meeting, piece)
    return _with_text(meeting, piece, place.would_be)


def _holding(meeting: Meeting, piece: Piece | None) -> Meeting:
    """The meeting with this piece and no other: an edit of it is the same edit, found without the others."""
    return replace(
        meeting,
        utterances=(piece,) if isinstance(piece, Utterance) else (),
        items=(piece,) if isinstance(piece, Item) else (),
        points=(piece,) if isinstance(piece, Point) else (),
    )


def _with_text(meeting: Meeting, piece: Piece, text: str) -> Change:
    if isinstance(piece, Utterance):
        return set_texts(meeting, {piece.id: text}, LABEL)
    if isinstance(piece, Item):
        return change_item(meeting, replace(piece, text=text))
    return change_point(meeting, replace(piece, text=text))


def _without(meeting: Meeting, piece: Piece) -> Change:
    return remove_item(meeting, piece.id) if isinstance(piece, Item) else remove_point(meeting, piece.id)


def _dropped(meeting: Meeting, piece: Piece | None) -> Dropped | None:
    if isinstance(piece, Item):
        return Dropped(meeting.items.index(piece), item=piece)
    return Dropped(meeting.points.index(piece), point=piece) if isinstance(piece, Point) else None


def _brought_back(meeting: Meeting, entry: Entry, decision: Decision, piece: Piece | None) -> Change:
    if isinstance(piece, Utterance):
        return mark_deleted(meeting, (piece.id,), deleted=False)
    dropped = decision.dropped if piece is None else None
    if dropped is not None and dropped.item is not None:
        return add_item(meeting, dropped.item, index=dropped.index)
    if dropped is not None and dropped.point is not None:
        return add_point(meeting, dropped.point, index=dropped.index)
    raise ReplyMoved(entry.number)


def _added(meeting: Meeting, reply: Reply, before: Piece | None, made: str) -> Change:
    """A new utterance right behind the one it follows in the document; an added 要点 or item is a person's to write."""
    if not isinstance(before, Utterance) or not made:
        return Change(LABEL)
    new = Utterance(
        made, before.end_ms, before.end_ms, reply.new, "", before.speaker_id, before.agenda_id, checked=True
    )
    return add_utterances(meeting, (new,), LABEL)


def _impression(meeting: Meeting, place: Place, text: str) -> Change:
    if place.attendee is None:
        return Change(LABEL)
    return set_occasion(meeting, noted(meeting.occasion, place.attendee, impression=text))


def _undoing(meeting: Meeting, entry: Entry, decision: Decision) -> Change:
    reply, places = entry.reply, Places(meeting)
    place, piece = places.of(reply), places.piece(decision.made or reply.subject)
    if reply.kind == "impression" and is_same(place.now, reply.new):
        return _impression(meeting, place, decision.before)
    if reply.kind == "added" and isinstance(piece, Utterance) and is_same(piece.text, reply.new):
        return mark_deleted(meeting, (piece.id,))
    if reply.kind == "removed" and reply.subject:
        return _brought_back(meeting, entry, decision, piece)
    if reply.kind == "comment" and isinstance(piece, Utterance):
        note = words.comment_note(reply.who, reply.new)
        return set_comment(meeting, (piece.id,), piece.comment.replace(note, "").strip())
    if reply.kind == "text" and piece is not None:
        taken = {reply.new, merged(reply.old, decision.before, reply.new) or reply.new}
        if any(is_same(place.now, text) for text in taken):
            return _with_text(meeting, piece, decision.before)
    if not change_of(meeting, reply, place, LABEL).splices and piece is None:
        return Change(LABEL)
    raise ReplyMoved(entry.number)
