"""The two files that together are a meeting: a snapshot (meeting.json) and the edits since (edits.jsonl).

In: their bytes. Out: the meeting, or `NotReadable`, `MeetingTooNew`. Every edit carries a number and the check of the
edit before it, so that one already folded into the snapshot is skipped, and one of another history is refused.
Does not touch the disk.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

import msgspec

from minutes_app.errors import MeetingTooNew
from minutes_app.meeting import model
from minutes_app.meeting.change import PIECES, Change, Collection, Draft, Misfit, Piece, Splice
from minutes_app.meeting.clock import now
from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.meeting.sealed import (
    NotReadable,
    check_of,
    decode,
    decode_gently,
    encode,
    encode_gently,
    is_intact,
    lines_of,
    open_seal,
    seal,
)

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Migration:
    """How a meeting, and one piece of a collection within a change, become the next schema's."""

    meeting: Callable[[Raw], Raw]
    piece: Callable[[Collection, Any], Any]


MIGRATIONS: dict[int, Migration] = {}
"""From schema n to n + 1. Empty while there has been only one."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A meeting after `seq` edits; `chain` is the check of the last of them. `schema`: the one it was written in."""

    meeting: Meeting
    seq: int = 0
    chain: str = ""
    schema: int = model.SCHEMA


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of the journal, still to be applied: the `seq`-th edit, made after the one whose check is `after`."""

    seq: int
    after: str
    at: str
    who: str
    change: Change
    check: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """A snapshot after its journal. `length`: bytes of whole lines; `torn`: the last was cut off; `lost`: unusable."""

    snapshot: Snapshot
    length: int = 0
    torn: bool = False
    lost: int = 0


@dataclass(frozen=True, slots=True)
class _OnDisk(Meeting):
    seq: int = 0
    chain: str = ""


@dataclass(frozen=True, slots=True)
class _Loose(_OnDisk):
    utterances: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment] # each is decoded on its own


@dataclass(frozen=True, slots=True)
class _Schema:
    schema: int


@dataclass(frozen=True, slots=True)
class _RawSplice:
    collection: Collection
    index: int
    removed: msgspec.Raw
    inserted: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _RawChange:
    label: str
    splices: tuple[_RawSplice, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    after: str
    at: str
    who: str
    change: _RawChange


def write_snapshot(snapshot: Snapshot) -> bytes:
    """The bytes of meeting.json. Raises `NotReadable` when the meeting holds a value that could not be read back."""
    parts = {field.name: getattr(snapshot.meeting, field.name) for field in fields(Meeting)}
    parts |= {"schema": model.SCHEMA, "utterances": encode_gently(snapshot.meeting.utterances)}
    sealed = seal(_Loose(**parts, seq=snapshot.seq, chain=snapshot.chain))
    decode_gently(open_seal(sealed, _Loose).utterances, Utterance)
    return sealed


def read_snapshot(raw: bytes, path: Path) -> Snapshot:
    """What meeting.json says. Raises `MeetingTooNew`, `NotReadable`."""
    schema = decode(raw, _Schema).schema
    if schema > model.SCHEMA:
        raise MeetingTooNew(path, schema, model.SCHEMA)
    if not is_intact(raw):
        raise NotReadable("check")
    loose = decode(raw if schema == model.SCHEMA else _migrated(raw, schema), _Loose)
    parts = {field.name: getattr(loose, field.name) for field in fields(Meeting)}
    meeting = Meeting(**parts | {"utterances": decode_gently(loose.utterances, Utterance)})
    return Snapshot(meeting, loose.seq, loose.chain, schema)


def write_edit(snapshot: Snapshot, change: Change, who: str) -> bytes:
    """The journal line, without its line end, of the edit that follows `snapshot`."""
    return seal(
        {"seq": snapshot.seq + 1, "after": snapshot.chain, "at": now(), "who": who, "change": change},
    )


def read_edit(line: bytes, schema: int) -> Edit:
    """What a journal line says that was written in a schema. Raises `NotReadable`."""
    raw = open_seal(line, _Line)
    splices = tuple(_splice(splice, schema) for splice in raw.change.splices)
    return Edit(raw.seq, raw.after, raw.at, raw.who, Change(raw.change.label, splices), check_of(line))


def replay(snapshot: Snapshot, journal: bytes) -> Replayed:
    """The snapshot after every edit of its journal. Raises `NotReadable` when a line but the last is damaged."""
    lines = lines_of(journal)
    draft = Draft(snapshot.meeting)
    seq, chain = snapshot.seq, snapshot.chain
    for number, line in enumerate(lines.whole, 1):
        try:
            edit = read_edit(line, snapshot.schema)
            if edit.seq <= snapshot.seq:
                continue
            if (edit.seq, edit.after) != (seq + 1, chain):
                raise NotReadable("order")
            draft.apply(edit.change)
        except (NotReadable, Misfit) as error:
            raise NotReadable(f"edits.jsonl line {number}: {error}") from None
        seq, chain = edit.seq, edit.check
    after = Snapshot(draft.meeting(), seq, chain, snapshot.schema)
    return Replayed(after, lines.length, bool(lines.torn))


def salvage(snapshot: Snapshot, journal: bytes) -> Replayed:
    """The snapshot after every edit that can still be read and still fits; never raises."""
    lines = lines_of(journal)
    draft = Draft(snapshot.meeting)
    seq, lost = snapshot.seq, 0
    for line in lines.whole:
        try:
            edit = read_edit(line, snapshot.schema)
            if edit.seq <= snapshot.seq:
                continue
            seq = max(seq, edit.seq)
            draft.apply(edit.change)
        except (NotReadable, Misfit):
            lost += 1
    after = Snapshot(draft.meeting(), seq, snapshot.chain, snapshot.schema)
    return Replayed(after, lines.length, bool(lines.torn), lost)


def _splice(raw: _RawSplice, schema: int) -> Splice:
    removed, inserted = (_pieces(raw.collection, part, schema) for part in (raw.removed, raw.inserted))
    return Splice(raw.collection, raw.index, removed, inserted)


def _pieces(collection: Collection, raw: msgspec.Raw, schema: int) -> tuple[Piece, ...]:
    if schema < model.SCHEMA:
        raw = msgspec.Raw(encode([_step_up(collection, piece, schema) for piece in decode(raw, list)]))
    return cast("tuple[Piece, ...]", decode(raw, PIECES[collection]))


def _step_up(collection: Collection, piece: object, schema: int) -> object:
    for version in _versions(schema):
        piece = MIGRATIONS[version].piece(collection, piece)
    return piece


def _migrated(raw: bytes, schema: int) -> bytes:
    value: Raw = decode(raw, dict)
    for version in _versions(schema):
        value = MIGRATIONS[version].meeting(value) | {"schema": version + 1}
    return encode(value)


def _versions(schema: int) -> Iterable[int]:
    if schema < min(MIGRATIONS, default=model.SCHEMA):
        raise NotReadable(f"schema {schema}")
    return range(schema, model.SCHEMA)
