"""The edits of a meeting as lines that people read: when, who, what, and the words before and after. Knows no Qt.

In: edits from the files (`meeting.past`), and the meeting for the names of its speakers. Out: lines, newest first. What
was taken back is an edit like any other: it says what the meeting said before and after.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from minutes_app.meeting.change import Change, Splice
from minutes_app.meeting.model import Item, Meeting, Point, Speaker, Utterance
from minutes_app.meeting.snapshot import Edit
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import UNKNOWN_SPEAKER
from minutes_app.wording.edits import edit_name

_AROUND = 8
"""Characters that are shown on either side of what differs."""


@dataclass(frozen=True, slots=True)
class Line:
    """`utterance_ids`: those that the edit touched, as far as it touched any."""

    at: str
    who: str
    what: str
    detail: str
    utterance_ids: tuple[str, ...] = ()


def lines_of(edits: Iterable[Edit], meeting: Meeting) -> list[Line]:
    """Newest first. Records of exports are no edits of a person and are left out."""
    names = {speaker.id: speaker.name or speaker.label for speaker in meeting.speakers}
    return [_line(edit, names) for edit in reversed(tuple(edits)) if edit.change.label != "export"]


def _line(edit: Edit, names: dict[str, str]) -> Line:
    who = edit.who or words.UNKNOWN_PERSON
    return Line(
        words.day_and_time(edit.at), who, edit_name(edit.change.label), _detail(edit.change, names), _ids(edit.change)
    )


def _ids(change: Change) -> tuple[str, ...]:
    spoken = [splice for splice in change.splices if splice.collection == "utterances"]
    pieces = [piece for splice in spoken for piece in (*splice.inserted, *splice.removed)]
    return tuple(dict.fromkeys(piece.id for piece in pieces if isinstance(piece, Utterance)))


def _detail(change: Change, names: dict[str, str]) -> str:
    for splice in change.splices:
        if splice.collection == "utterances":
            return _utterances([each for each in change.splices if each.collection == "utterances"], names)
        if splice.collection in ("speakers", "items", "points"):
            return _piece(splice)
    return ""


def _piece(splice: Splice) -> str:
    old, new = (_text(pieces[0]) if pieces else "" for pieces in (splice.removed, splice.inserted))
    return words.became(old, new) if old and new and old != new else words.quoted(new or old)


def _text(piece: object) -> str:
    if isinstance(piece, Speaker):
        return piece.name or piece.label
    return piece.text if isinstance(piece, Item | Point) else ""


def _utterances(splices: list[Splice], names: dict[str, str]) -> str:
    pairs = [pair for splice in splices for pair in _pairs(splice)]
    if pairs:
        old, new = pairs[0]
        return words.several(words.at(new.start_ms, _difference(old, new, names)), len(pairs))
    new_ones = [piece for splice in splices for piece in splice.inserted if isinstance(piece, Utterance)]
    old_ones = [piece for splice in splices for piece in splice.removed if isinstance(piece, Utterance)]
    first = (new_ones or old_ones)[0]
    return words.several(words.at(first.start_ms, words.quoted(first.text)), max(len(new_ones), len(old_ones)))


def _pairs(splice: Splice) -> list[tuple[Utterance, Utterance]]:
    """What one utterance was, and what it is now."""
    now = {piece.id: piece for piece in splice.inserted if isinstance(piece, Utterance)}
    was = [piece for piece in splice.removed if isinstance(piece, Utterance)]
    same = [(old, now[old.id]) for old in was if old.id in now and old != now[old.id]]
    return same if len(now) == len(was) else []


def _difference(old: Utterance, new: Utterance, names: dict[str, str]) -> str:
    if old.text != new.text:
        return words.became(*around_difference(old.text, new.text))
    if old.speaker_id != new.speaker_id:
        speaker = names.get(new.speaker_id, UNKNOWN_SPEAKER)
        return words.quoted(new.text) + words.is_now(speaker)
    if old.comment != new.comment:
        return words.quoted(new.comment or old.comment)
    for field, (set_now, not_now) in words.STATES.items():
        if getattr(old, field) != getattr(new, field):
            return words.quoted(new.text) + words.is_now(set_now if getattr(new, field) else not_now)
    return words.quoted(new.text)


def around_difference(old: str, new: str) -> tuple[str, str]:
    """Both texts where they differ, with a few characters on either side."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first, last = max(start - _AROUND, 0), max(end - _AROUND, 0)
    return old[first : len(old) - last], new[first : len(new) - last]
