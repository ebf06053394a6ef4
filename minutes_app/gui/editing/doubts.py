"""要確認: every place that a person should listen to, and why. Knows no Qt.

In: the meeting, and what its run heard. Out: reasons for an utterance, voices that became no text, and the way from one
place to the next. Two reasons are derived here, because an utterance cannot carry them:

- "voiceless", text without speech: the engine itself took the stretch for silence (`Heard.no_speech` above Whisper's
  own no_speech_threshold of 0.6) and yet wrote something. Only as long as the utterance stands as it was heard.
- `Gap`, speech without text: the voice detector found somebody speaking, the engine wrote nothing, and no utterance
  has been put there since, not even a deleted one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes_app.meeting.model import Heard, Meeting, Utterance

NO_SPEECH = 0.6
VOICELESS = "voiceless"
_WIDE = 12
"""So many utterances that begin before the end of a gap are looked at; more do not overlap, whatever the tracks."""


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Somebody speaks from `start_ms` to `end_ms`, and nothing is written."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Place:
    """A row, or (`gap` not None) the stretch after it. A gap before the first row stands at row -1."""

    row: int
    gap: Gap | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Places in the order of the meeting."""
        return self.row, self.gap.start_ms if self.gap else -1


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found in one state of a meeting: gaps, each with the row before it, and all places."""

    utterances: tuple[Utterance, ...]
    gaps: tuple[tuple[Gap, int], ...]
    places: tuple[Place, ...]


class Doubts:
    """What the run knows. Made when it has been read, and again when a stretch of it was heard once more."""

    def __init__(self, heard: Sequence[Heard] = ()) -> None:
        self._unwritten = sorted({Gap(each.start_ms, each.end_ms) for each in heard if _is_unwritten(each)})
        self._voiceless = {(each.start_ms, each.text) for each in heard if each.text and each.no_speech > NO_SPEECH}
        self._known: _Known | None = None

    def reasons(self, utterance: Utterance) -> tuple[str, ...]:
        """Why a person should listen: keys of `wording.editor.FLAGS`; () when there is no reason, or it was checked."""
        if utterance.checked or utterance.deleted:
            return ()
        derived = (VOICELESS,) if (utterance.start_ms, utterance.text) in self._voiceless else ()
        return (*utterance.flags, *derived)

    def gaps(self, meeting: Meeting) -> tuple[Gap, ...]:
        """Speech without text, as the meeting stands now."""
        return tuple(gap for gap, _row in self._about(meeting).gaps)

    def places(self, meeting: Meeting) -> tuple[Place, ...]:
        """Everything to look at, in order."""
        return self._about(meeting).places

    def gaps_after(self, meeting: Meeting) -> dict[str, tuple[Gap, ...]]:
        """The gaps by the id of the utterance that begins last before each ("" = before all)."""
        found: dict[str, tuple[Gap, ...]] = {}
        for gap, row in self._about(meeting).gaps:
            one = meeting.utterances[row].id if row >= 0 else ""
            found[one] = (*found.get(one, ()), gap)
        return found

    def _about(self, meeting: Meeting) -> "_Known":
        """Found once for each state of the meeting: several parts of the window ask after every edit."""
        if self._known is None or self._known.utterances is not meeting.utterances:
            gaps = self._find_gaps(meeting.utterances)
            places = [Place(row) for row in self._find_rows(meeting.utterances)]
            places += [Place(row, gap) for gap, row in gaps]
            places.sort(key=lambda place: place.order)
            self._known = _Known(meeting.utterances, gaps, tuple(places))
        return self._known

    def _find_rows(self, utterances: Sequence[Utterance]) -> list[int]:
        suspects = (
            (row, one)
            for row, one in enumerate(utterances)
            if one.flags or (self._voiceless and (one.start_ms, one.text) in self._voiceless)
        )
        return [row for row, one in suspects if not one.checked and not one.deleted]

    def _find_gaps(self, utterances: Sequence[Utterance]) -> tuple[tuple[Gap, int], ...]:
        if not self._unwritten:
            return ()
        starts = [utterance.start_ms for utterance in utterances]
        open_ones = (gap for gap in self._unwritten if not _is_covered(gap, starts, utterances))
        return tuple((gap, bisect_right(starts, gap.start_ms) - 1) for gap in open_ones)


def next_place(places: Sequence[Place], at: Place, *, back: bool = False) -> Place | None:
    """The next (or last) place after this one, round the end; None when there is none."""
    beyond: Iterator[Place]
    if back:
        beyond = (place for place in reversed(places) if place.order < at.order)
        return next(beyond, places[-1] if places else None)
    beyond = (place for place in places if place.order > at.order)
    return next(beyond, places[0] if places else None)


def _is_unwritten(heard: Heard) -> bool:
    return not heard.text and "echo" not in heard.flags and heard.end_ms > heard.start_ms


def _is_covered(gap: Gap, starts: list[int], utterances: Sequence[Utterance]) -> bool:
    """Whether an utterance lies at the middle of the gap, or in it."""
    middle = (gap.start_ms + gap.end_ms) // 2
    last = bisect_right(starts, max(middle, gap.end_ms - 1))
    near = utterances[max(last - _WIDE, 0) : last]
    return any(one.start_ms <= middle < one.end_ms or gap.start_ms <= one.start_ms < gap.end_ms for one in near)
