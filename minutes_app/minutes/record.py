"""The documented JSON form of a meeting, for other programs: docs/json-export.md explains every key.

In: a meeting and its run. Out: JSON bytes. The types below are the description; a test reads exports back through them.
"""

from dataclasses import fields
from typing import Any, Literal

import msgspec

from minutes_app.meeting.model import Attendee, Flag, ItemKind, Meeting, Occasion, Run, Utterance
from minutes_app.meeting.paperwork import Kind, Openness, Standing
from minutes_app.minutes.characters import writable
from minutes_app.minutes.duties import duties_of
from minutes_app.minutes.items import Items
from minutes_app.minutes.secrecy import for_readers
from minutes_app.minutes.speech import names_of


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attendee."""

    department: str
    post: str
    name: str
    absent: bool


class DutyRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One attendee's 復命; `standing` "covered", "own" or "excused"."""

    name: str
    standing: Standing
    reason: str
    impression: str


class PaperworkRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """文書事項; dates ISO, "" and [] where nobody has said it."""

    kind: Kind
    document_number: str
    drafted_on: str
    decided_on: str
    kept_for: str
    openness: Openness
    openness_reason: str
    observers: str
    secretariat: list[Person]
    witnesses: list[Person]
    explainers: list[Person]
    officers: list[Person]
    signers: list[str]
    approvers: list[str]
    circulation: list[str]
    ordered_on: str
    errand: str
    period: str
    notices: list[str]
    seats: list[str]
    matters: list[str]
    bills: list[str]
    elections: list[str]
    votes: list[str]
    others: list[str]
    duties: list[DutyRecord]


class OccasionRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """開催概要; dates ISO, times HH:MM, "" where nobody has said it. `guessed`: keys taken from the recording."""

    date: str
    start: str
    end: str
    place: str
    organiser: str
    chair: str
    note_taker: str
    attendees: list[Person]
    agenda: list[str]
    handouts: list[str]
    next_meeting: str
    guessed: list[str]
    paperwork: PaperworkRecord


class UtteranceRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One utterance; `heard` is what the engine heard before anybody corrected it."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str
    heard: str
    flags: list[Flag]


class ItemRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A result of the meeting or a 要点; `start_ms` null where it rests on no visible utterance.

    `evidence_ms`: where each of them begins.
    """

    kind: Literal[ItemKind, "point"]
    text: str
    owner: str
    due: str
    agenda: str
    start_ms: int | None
    evidence_ms: list[int]


class MarkRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mark on the time line: a person's, or one that the recorder left where something happened."""

    kind: str
    start_ms: int
    end_ms: int | None
    text: str


class RunRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the utterances were recognised."""

    model: str
    options: dict[str, str | int | float | bool]
    device: str
    compute_type: str
    started_at: str
    finished_at: str
    audio_ms: int
    wall_ms: int
    skipped: int
    skipped_ms: int
    failed_ms: int
    demo: bool


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole export. `run` is null when the meeting has not been transcribed."""

    title: str
    occasion: OccasionRecord
    utterances: list[UtteranceRecord]
    items: list[ItemRecord]
    run: RunRecord | None
    marks: list[MarkRecord]


def record_of(meeting: Meeting, run: Run | None, *, demo: bool) -> bytes:
    """The JSON, indented, UTF-8 without BOM."""
    record = Record(
        title=writable(meeting.occasion.title),
        occasion=_occasion(meeting),
        utterances=_utterances(meeting),
        items=_items(meeting),
        run=_run(run, demo=demo) if run else None,
        marks=[MarkRecord(m.kind, m.at_ms, m.until_ms or None, writable(m.text)) for m in meeting.marks],
    )
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def _occasion(meeting: Meeting) -> OccasionRecord:
    occasion = meeting.occasion
    lines = {
        name: writable(getattr(occasion, name))
        for name in ("date", "start", "end", "place", "organiser", "chair", "note_taker", "next_meeting")
    }
    return OccasionRecord(
        **lines,
        attendees=[_person(attendee) for attendee in occasion.attendees],
        agenda=[writable(item.title) for item in occasion.agenda],
        handouts=[writable(handout) for handout in occasion.handouts],
        guessed=list(occasion.guessed),
        paperwork=_paperwork(occasion),
    )


def _paperwork(occasion: Occasion) -> PaperworkRecord:
    """文書事項, and 復命 of every attendee as it is without a word about it."""
    paper = occasion.paperwork
    said: dict[str, Any] = {one.name: _said(getattr(paper, one.name)) for one in fields(paper) if one.name != "duties"}
    duties = [
        DutyRecord(writable(duty.attendee.name), duty.standing, writable(duty.reason), writable(duty.impression))
        for duty in duties_of(occasion)
    ]
    return PaperworkRecord(**said, duties=duties)


def _said(value: str | tuple[str | Attendee, ...]) -> str | list[str | Person]:
    if isinstance(value, str):
        return writable(value)
    return [writable(one) if isinstance(one, str) else _person(one) for one in value]


def _person(attendee: Attendee) -> Person:
    return Person(writable(attendee.department), writable(attendee.post), writable(attendee.name), attendee.absent)


def _utterances(meeting: Meeting) -> list[UtteranceRecord]:
    names = names_of(meeting)
    removed = [one for one in meeting.utterances if one.hidden or one.deleted]
    edges = {one.start_ms for one in removed} | {one.end_ms for one in removed}
    shown = [one for one in meeting.utterances if not one.hidden and not one.deleted]
    return [
        UtteranceRecord(
            one.start_ms,
            one.end_ms,
            names.get(one.speaker_id, ""),
            writable(one.text),
            _heard(one, edges),
            list(one.flags),
        )
        for one in sorted(shown, key=lambda one: one.start_ms)
    ]


def _heard(utterance: Utterance, edges: set[int]) -> str:
    """What was heard; "" beside something removed: where an utterance was split, `heard` is cut only roughly."""
    beside = utterance.start_ms in edges or utterance.end_ms in edges
    return "" if beside and utterance.heard != utterance.text else writable(utterance.heard)


def _items(meeting: Meeting) -> list[ItemRecord]:
    meeting, moments = for_readers(meeting), Items(meeting, [])
    titles = {item.id: writable(item.title) for item in meeting.occasion.agenda}
    items = [
        ItemRecord(
            i.kind, writable(i.text), writable(i.owner), writable(i.due), "", *moments.starts_ms(i.utterance_ids)
        )
        for i in meeting.items
    ]
    points = [
        ItemRecord("point", writable(p.text), "", "", titles.get(p.agenda_id, ""), *moments.starts_ms(p.utterance_ids))
        for p in meeting.points
    ]
    return items + points


def _run(run: Run, *, demo: bool) -> RunRecord:
    return RunRecord(
        model=run.model,
        options=run.options,
        device=run.device,
        compute_type=run.compute_type,
        started_at=run.started_at,
        finished_at=run.finished_at,
        audio_ms=run.audio_ms,
        wall_ms=run.wall_ms,
        skipped=run.skipped,
        skipped_ms=run.skipped_ms,
        failed_ms=run.failed_ms,
        demo=demo,
    )
