"""What a 会議録 would still leave open, one line each, and where to mend it: a field, or a place in the transcript.

In: a meeting. Out: lines with their places. Changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.gui.view_models.results import place_of
from minutes_app.meeting.marked import by_marks, missing
from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.minutes.gaps import gaps_of
from minutes_app.minutes.gate import Finding
from minutes_app.minutes.paper_gaps import paper_gaps
from minutes_app.minutes.secrecy import withheld
from minutes_app.minutes.speech import names_of, needs_check, visible
from minutes_app.wording import minutes_page as words, secrecy
from minutes_app.wording.gui import FIELDS
from minutes_app.wording.minutes_faces import paper_gap
from minutes_app.wording.times import clock

MOST_BEFORE = 6
MOST_DOUBTFUL = 60
"""More lines than this nobody reads; the editor walks through them all."""


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A line, and where it leads: a field of 開催概要 or 文書事項; a face or 要点, and a piece there; or utterances in
    校正 (none: 校正 itself).
    """

    line: str
    field: str = ""
    utterance_ids: tuple[str, ...] = ()
    face: Literal["", "results", "points"] = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A meeting as the screen needs it, made off the window thread. `before`: documents that we wrote earlier."""

    meeting: Meeting | None = None
    points: tuple[OpenPoint, ...] = ()
    before: tuple[Path, ...] = ()


def read_of(folder: Path, meeting: Meeting) -> Read:
    """All of it."""
    return Read(meeting, open_points(meeting), documents_of(folder, meeting))


def documents_of(folder: Path, meeting: Meeting) -> tuple[Path, ...]:
    """What we wrote into the meeting's exports/ and is still there, the latest first."""
    names = [export.file for export in sorted(meeting.exports, key=lambda export: export.at, reverse=True)]
    inside = (folder / "exports" / name for name in names if Path(name).name == name)
    return tuple(path for path in inside if path.is_file())[:MOST_BEFORE]


def open_points(meeting: Meeting) -> tuple[OpenPoint, ...]:
    """Everything that a person may want to look at before the document is written, the fields first."""
    return tuple(_open_points(by_marks(meeting)))


def point_of(meeting: Meeting | None, finding: Finding) -> OpenPoint:
    """Where it can be mended: an item of the list, a field, or utterances in 校正."""
    if finding.kind == "guessed":
        return OpenPoint("", field=finding.place)
    if isinstance(finding.subject, Item):
        return OpenPoint("", face="results", item_id=finding.subject.id)
    ids = place_of(meeting, finding) if meeting is not None else ()
    if isinstance(finding.subject, Point):
        return OpenPoint("", utterance_ids=ids, face="points", item_id=finding.subject.id)
    return OpenPoint("", utterance_ids=ids)


def _open_points(meeting: Meeting) -> Iterator[OpenPoint]:
    gaps = gaps_of(meeting)
    for name in gaps.blank:
        yield OpenPoint(words.blank(FIELDS[name]), field=name)
    for name in gaps.guessed:
        yield OpenPoint(words.guessed(FIELDS[name]), field=name)
    for gap in paper_gaps(meeting.occasion):
        kind = meeting.occasion.paperwork.kind
        yield OpenPoint(paper_gap(gap.why, gap.field, kind), field=gap.field)
    if not gaps.decisions and gaps.said:
        yield OpenPoint(words.NO_DECISIONS, face="results")
    if not gaps.said:
        yield OpenPoint(words.NOTHING_SAID)
    yield from _held_back(meeting)
    for start_ms in missing(meeting).starts_ms:
        yield OpenPoint(words.lost(clock(start_ms)), utterance_ids=_nearest(meeting, start_ms))
    yield from _doubtful(meeting)


def _held_back(meeting: Meeting) -> Iterator[OpenPoint]:
    """決定 and 要点 that rest on nothing but 非公開, and therefore stand in no document."""
    known = {one.id for one in meeting.utterances}
    for piece in withheld(meeting):
        ids = tuple(one for one in piece.utterance_ids if one in known)
        yield OpenPoint(secrecy.held_back(piece.text), utterance_ids=ids)


def _doubtful(meeting: Meeting) -> Iterator[OpenPoint]:
    names = names_of(meeting)
    found = [one for one in visible(meeting) if needs_check(one)]
    for one in found[:MOST_DOUBTFUL]:
        line = words.doubtful(clock(one.start_ms), names.get(one.speaker_id, ""), one.text)
        yield OpenPoint(line, utterance_ids=(one.id,))
    if len(found) > MOST_DOUBTFUL:
        rest = found[MOST_DOUBTFUL]
        yield OpenPoint(words.more_doubtful(len(found) - MOST_DOUBTFUL), utterance_ids=(rest.id,))


def _nearest(meeting: Meeting, at_ms: int) -> tuple[str, ...]:
    """The utterance before the place where sound is missing, else the first one."""
    spoken = [one for one in meeting.utterances if not one.deleted]
    before = [one for one in spoken if one.start_ms <= at_ms]
    return tuple(one.id for one in (before[-1:] or spoken[:1]))
