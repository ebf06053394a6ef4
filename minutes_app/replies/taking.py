"""A reply that a person takes → an edit for the journal; what he refuses, and what he takes back.

In: an open meeting and a reply of it. Out: the meeting after it, and the decision kept. Never decides by itself: where
the place has become something else since it was published, it says so (`ReplyOverlaps`) and changes nothing.
"""

from dataclasses import replace
from typing import Literal

from minutes_app.errors import ReplyMoved, ReplyOverlaps
from minutes_app.meeting.change import Change
from minutes_app.meeting.dates import plain
from minutes_app.meeting.edit import (
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
from minutes_app.minutes.characters import writable
from minutes_app.minutes.duties import noted
from minutes_app.minutes.speech import text_of
from minutes_app.replies.kept import Decision, Entry, keep_decision
from minutes_app.replies.model import Reply
from minutes_app.replies.wordings import is_same, merged
from minutes_app.wording import replies as words

Standing = Literal["fits", "merges", "overlaps", "done", "lost"]
"""The place is as it was published; it was changed elsewhere and both go together; it says something else by now; it
says this already; it is not in the meeting any more."""

LABEL = "reply"


def piece_of(meeting: Meeting, subject: str) -> Utterance | Item | Point | None:
    """What a reply is about."""
    pieces: tuple[Utterance | Item | Point, ...] = (*meeting.utterances, *meeting.items, *meeting.points)
    return next((one for one in pieces if one.id == subject), None) if subject else None


def now_of(meeting: Meeting, reply: Reply) -> str:
    """What the place says in the meeting now; "" where it has gone, or there is none."""
    if reply.kind == "impression":
        name = _attendee(meeting, reply)
        return next((one.impression for one in meeting.occasion.paperwork.duties if plain(one.name) == plain(name)), "")
    piece = piece_of(meeting, reply.subject)
    if isinstance(piece, Utterance):
        return "" if piece.deleted or piece.hidden else text_of(piece)
    return "" if piece is None else writable(piece.text)


def standing_of(meeting: Meeting, reply: Reply) -> Standing:
    """Whether the reply still fits what it was said about."""
    if reply.kind == "added":
        return "done" if _added_already(meeting, reply) else "fits"
    if reply.kind in ("opinion", "comment", "other"):
        return "fits"
    now = now_of(meeting, reply)
    if reply.kind == "impression":
        return "done" if is_same(now, reply.new) else "overlaps" if now else "fits"
    if piece_of(meeting, reply.subject) is None:
        return "lost"
    if is_same(now, reply.new):
        return "done"
    if is_same(now, reply.old):
        return "fits"
    return "merges" if reply.kind == "text" and merged(reply.old, now, reply.new) is not None else "overlaps"


def would_be(meeting: Meeting, reply: Reply) -> str:
    """What the place says after the reply is taken: both changes where they go together."""
    if standing_of(meeting, reply) == "merges":
        return merged(reply.old, now_of(meeting, reply), reply.new) or reply.new
    return reply.new


def changes_meeting(meeting: Meeting, reply: Reply) -> bool:
    """Whether taking it changes the minutes; else it is only noted as dealt with."""
    return bool(change_of(meeting, reply, LABEL).splices)


def take(book: OpenMeeting, entry: Entry, who: str, *, anyway: bool = False) -> Meeting:
    """Take it into the meeting. `anyway`: a person has seen what the place says now.

    Raises `ReplyOverlaps` (then nothing has changed), `MeetingFileError`, `DiskError`.
    """
    reply, meeting = entry.reply, book.meeting
    standing = standing_of(meeting, reply)
    before = now_of(meeting, reply)
    if standing in ("overlaps", "lost") and not (anyway and standing == "overlaps"):
        raise ReplyOverlaps(entry.number, reply.who, before)
    made = (_added_already(meeting, reply) or new_id("u")) if reply.kind == "added" else ""
    if standing != "done":
        change = replace(change_of(meeting, reply, made), label=LABEL)
        book.commit(change, who=words.taken_from(who, reply.who))
    keep_decision(book.folder, Decision(reply.id, "taken", before, made), who)
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


def change_of(meeting: Meeting, reply: Reply, made: str = "") -> Change:
    """The edit that taking it is; no splices where there is nothing to change. `made`: the id of a new utterance."""
    piece = piece_of(meeting, reply.subject)
    if reply.kind == "impression":
        return _impression(meeting, reply, reply.new)
    if reply.kind == "comment" and isinstance(piece, Utterance):
        note = words.comment_note(reply.who, reply.new)
        kept = piece.comment if note in piece.comment else f"{piece.comment}\n{note}".strip()
        return set_comment(meeting, (piece.id,), kept)
    if reply.kind == "added":
        return _added(meeting, reply, made)
    if piece is None or reply.kind not in ("text", "removed"):
        return Change(LABEL)
    if reply.kind == "removed" and isinstance(piece, Utterance):
        return mark_deleted(meeting, (piece.id,))
    if reply.kind == "removed":
        return _without(meeting, piece)
    return _with_text(meeting, piece, would_be(meeting, reply))


def _with_text(meeting: Meeting, piece: Utterance | Item | Point, text: str) -> Change:
    if isinstance(piece, Utterance):
        return set_texts(meeting, {piece.id: text}, LABEL)
    if isinstance(piece, Item):
        return change_item(meeting, replace(piece, text=text))
    return change_point(meeting, replace(piece, text=text))


def _without(meeting: Meeting, piece: Utterance | Item | Point) -> Change:
    return remove_item(meeting, piece.id) if isinstance(piece, Item) else remove_point(meeting, piece.id)


def _added(meeting: Meeting, reply: Reply, made: str) -> Change:
    """A new utterance right behind the one it follows in the document; an added 要点 or item is a person's to write."""
    before = piece_of(meeting, reply.subject)
    if not isinstance(before, Utterance) or not made:
        return Change(LABEL)
    new = Utterance(
        made, before.end_ms, before.end_ms, reply.new, "", before.speaker_id, before.agenda_id, checked=True
    )
    return add_utterances(meeting, (new,), LABEL)


def _added_already(meeting: Meeting, reply: Reply) -> str:
    """The utterance that an earlier try has added, when the program was killed before it could say so; else ""."""
    ids = [one.id for one in meeting.utterances]
    if reply.subject not in ids:
        return ""
    behind = meeting.utterances[ids.index(reply.subject) + 1 :]
    return next((one.id for one in behind if not one.heard and not one.deleted and is_same(one.text, reply.new)), "")


def _impression(meeting: Meeting, reply: Reply, text: str) -> Change:
    name = _attendee(meeting, reply)
    if not name:
        return Change(LABEL)
    return set_occasion(meeting, noted(meeting.occasion, name, impression=text))


def _attendee(meeting: Meeting, reply: Reply) -> str:
    """The attendee's name as the meeting has it now; "" for nobody of it."""
    names = [one.name for one in meeting.occasion.attendees]
    return next((name for name in names if plain(name) == plain(reply.who)), "")


def _undoing(meeting: Meeting, entry: Entry, decision: Decision) -> Change:
    reply = entry.reply
    piece = piece_of(meeting, decision.made or reply.subject)
    if reply.kind == "impression" and is_same(now_of(meeting, reply), reply.new):
        return _impression(meeting, reply, decision.before)
    if reply.kind == "added" and isinstance(piece, Utterance) and is_same(piece.text, reply.new):
        return mark_deleted(meeting, (piece.id,))
    if reply.kind == "removed" and isinstance(piece, Utterance):
        return mark_deleted(meeting, (piece.id,), deleted=False)
    if reply.kind == "comment" and isinstance(piece, Utterance):
        note = words.comment_note(reply.who, reply.new)
        return set_comment(meeting, (piece.id,), piece.comment.replace(note, "").strip())
    if reply.kind == "text" and piece is not None:
        taken = {reply.new, merged(reply.old, decision.before, reply.new) or reply.new}
        if any(is_same(now_of(meeting, reply), text) for text in taken):
            return _with_text(meeting, piece, decision.before)
    if not change_of(meeting, reply, LABEL).splices and piece is None:
        return Change(LABEL)
    raise ReplyMoved(entry.number)
