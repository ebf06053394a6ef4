"""The list of replies as people see it: each with its place in the meeting, what is there now, and whom it meets.

In: the meeting as it is now, and what was kept. Out: rows. Changes nothing.
"""

import re
from dataclasses import dataclass

from minutes_app.meeting.model import Item, Meeting, Utterance
from minutes_app.replies.kept import Entry, Kept
from minutes_app.replies.places import Piece, Places, Standing
from minutes_app.replies.standing import rivals_in
from minutes_app.replies.taking import changes_meeting
from minutes_app.wording.documents import POINT
from minutes_app.wording.editor import KINDS

_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2}):(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Shown:
    """`subject`: what it is about, in words; `start_ms`, `end_ms`: where it was said; `now`: what stands there now."""

    entry: Entry
    subject: str
    start_ms: int | None
    end_ms: int | None
    now: str
    standing: Standing
    would_be: str
    rival: Entry | None
    changes: bool


def shown(meeting: Meeting, kept: Kept) -> list[Shown]:
    """Every reply, in the order of their numbers."""
    places, rivals = Places(meeting), rivals_in(kept.entries)
    return [_shown(places, entry, rivals.get(entry.number)) for entry in kept.entries]


def _shown(places: Places, entry: Entry, rival: Entry | None) -> Shown:
    reply, meeting = entry.reply, places.meeting
    place = places.of(reply)
    start_ms, end_ms = _moments(places, place.piece) if place.piece is not None else _told(meeting, reply.new)
    return Shown(
        entry,
        _subject(meeting, place.piece),
        start_ms,
        end_ms,
        place.now,
        place.standing,
        place.would_be,
        rival,
        changes_meeting(meeting, reply, place),
    )


def _subject(meeting: Meeting, piece: Piece | None) -> str:
    """The speaker of an utterance, the kind of anything else."""
    if isinstance(piece, Utterance):
        return next((one.name or one.label for one in meeting.speakers if one.id == piece.speaker_id), "")
    if isinstance(piece, Item):
        return KINDS[piece.kind]
    return POINT if piece is not None else ""


def _moments(places: Places, piece: Piece) -> tuple[int | None, int | None]:
    """From where to where it was said; of an item or 要点 what it rests on."""
    pieces = (piece,) if isinstance(piece, Utterance) else map(places.piece, piece.utterance_ids)
    spoken = [one for one in pieces if isinstance(one, Utterance) and not one.hidden]
    if not spoken:
        return None, None
    return min(one.start_ms for one in spoken), max(one.end_ms for one in spoken)


def _told(meeting: Meeting, text: str) -> tuple[int | None, int | None]:
    """The utterance at the time that somebody names in what he writes: [00:14:32]."""
    for found in _TIME.finditer(text):
        hours, minutes, seconds = (int(one) for one in found.groups())
        at_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
        spoken = [one for one in meeting.utterances if one.start_ms // 1000 * 1000 <= at_ms <= one.end_ms]
        if spoken:
            return spoken[-1].start_ms, spoken[-1].end_ms
    return None, None
