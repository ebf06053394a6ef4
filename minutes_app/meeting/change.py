"""An edit as a value: which pieces of a meeting it takes out and which it puts in, so that it can be undone.

In: a meeting and changes. Out: the meeting after them. Does not decide what an edit means (`edit`), nor keep it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, cast

from minutes_app.meeting.model import (
    Answer,
    Confirmation,
    Export,
    Item,
    Mark,
    Meeting,
    Occasion,
    Point,
    Recording,
    Speaker,
    Status,
    Utterance,
)

Many = Literal[
    "recordings", "speakers", "utterances", "items", "points", "exports", "marks", "answers", "confirmations"
]
Single = Literal["occasion", "run_id", "touched", "status"]
Collection = Literal[Many, Single]
Piece: TypeAlias = (
    Recording | Speaker | Utterance | Item | Point | Export | Mark | Answer | Confirmation | Occasion | str | bool
)

PIECES: dict[Collection, type] = {
    "recordings": tuple[Recording, ...],
    "speakers": tuple[Speaker, ...],
    "utterances": tuple[Utterance, ...],
    "items": tuple[Item, ...],
    "points": tuple[Point, ...],
    "exports": tuple[Export, ...],
    "marks": tuple[Mark, ...],
    "answers": tuple[Answer, ...],
    "confirmations": tuple[Confirmation, ...],
    "occasion": tuple[Occasion],
    "run_id": tuple[str],
    "touched": tuple[bool],
    "status": tuple[Status],
}
"""What the pieces of each collection are. A single value counts as a collection of one."""

_SINGLES = ("occasion", "run_id", "touched", "status")


class Misfit(ValueError):
    """The change was made for another state of the meeting: what it takes out is not there."""


@dataclass(frozen=True, slots=True)
class Splice:
    """At `index` of a collection, `removed` makes way for `inserted`."""

    collection: Collection
    index: int
    removed: tuple[Piece, ...] = ()
    inserted: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One step of undo. `label` is a key of `wording.edits`; no splices = nothing changed."""

    label: str
    splices: tuple[Splice, ...] = ()


def apply(meeting: Meeting, change: Change) -> Meeting:
    """The meeting after the change. Raises `Misfit`."""
    return apply_all(meeting, (change,))


def apply_all(meeting: Meeting, changes: Iterable[Change]) -> Meeting:
    """The meeting after many changes, in about the time of one. Raises `Misfit`."""
    draft = Draft(meeting)
    for change in changes:
        draft.apply(change)
    return draft.meeting()


def inverse(change: Change) -> Change:
    """The change that takes this one back."""
    return Change(change.label, tuple(_inverse(splice) for splice in reversed(change.splices)))


class Draft:
    """A meeting taken apart into lists, for many changes in a row."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._lists: dict[Collection, list[Piece]] = {}

    def apply(self, change: Change) -> None:
        """Make the change, all of it or, when it does not fit, nothing. Raises `Misfit`."""
        made: list[Splice] = []
        try:
            for splice in change.splices:
                self._splice(splice)
                made.append(splice)
        except Misfit:
            for splice in reversed(made):
                self._splice(_inverse(splice))
            raise

    def meeting(self) -> Meeting:
        """The meeting as it is now."""
        parts: dict[str, Any] = {
            name: pieces[0] if name in _SINGLES else tuple(pieces) for name, pieces in self._lists.items()
        }
        return replace(self._meeting, **parts) if parts else self._meeting

    def _splice(self, splice: Splice) -> None:
        pieces = self._list(splice.collection)
        end = splice.index + len(splice.removed)
        if not 0 <= splice.index <= end <= len(pieces) or tuple(pieces[splice.index : end]) != splice.removed:
            raise Misfit(f"{splice.collection}[{splice.index}]")
        if splice.collection in _SINGLES and (len(splice.removed), len(splice.inserted)) != (1, 1):
            raise Misfit(splice.collection)
        pieces[splice.index : end] = splice.inserted

    def _list(self, collection: Collection) -> list[Piece]:
        if collection not in self._lists:
            value = getattr(self._meeting, collection)
            self._lists[collection] = [value] if collection in _SINGLES else list(cast("tuple[Piece, ...]", value))
        return self._lists[collection]


def _inverse(splice: Splice) -> Splice:
    return Splice(splice.collection, splice.index, splice.inserted, splice.removed)
