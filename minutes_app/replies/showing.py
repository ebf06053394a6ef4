"""The list of replies as people see it: each with its place in the meeting, what is there now, and whom it meets.

In: the meeting as it is now, and what was kept. Out: rows. Changes nothing.
"""

import re
from dataclasses import dataclass

from minutes_app.meeting.model import Item, Meeting, Point, Utterance
from minutes_app.replies.kept import Entry, Kept
from minutes_app.replies.standing import rival_of
from minutes_app.replies.taking import Standing, changes_meeting, now_of, piece_of, standing_of, would_be
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
    return [_shown(meeting, kept, entry) for entry in kept.entries]


def _shown(meeting: Meeting, kept: Kept, entry: Entry) -> Shown:
    reply = entry.reply
    piece = piece_of(meeting, reply.subject)
    start_ms, end_ms = _moments(meeting, piece) if piece is not None else _told(meeting, reply.new)
    return Shown(
        entry,
        _subject(meeting, piece),
        start_ms,
        end_ms,
        now_of(meeting, reply),
        standing_of(meeting, reply),
        would_be(meeting, reply),
        rival_of(kept.entries, entry),
        changes_meeting(meeting, reply),
    )


def _subject(meeting: Meeting, piece: Utterance | Item | Point | None) -> str:
    """The speaker of an utterance, the kind of anything else."""
    if isinstance(piece, Utterance):
        return next((one.name or one.label for one in meeting.speakers if one.id == piece.speaker_id), "")
    if isinstance(piece, Item):
        return KINDS[piece.kind]
    return POINT if piece is not None else ""


def _moments(meeting: Meeting, piece: Utterance | Item | Point | None) -> tuple[int | None, int | None]:
    """From where to where it was said; of an item or 要点 what it rests on."""
    ids = () if piece is None else (piece.id,) if isinstance(piece, Utterance) else piece.utterance_ids
    spoken = [one for one in meeting.utterances if one.id in ids and not one.hidden]
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
