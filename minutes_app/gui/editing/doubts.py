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
_WIDE = 64
"""Utterances that begin before a gap and may still last into it, beyond those that overlap as tracks do."""


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


class Doubts:
    """What the run knows. Made when it has been read, and again when a stretch of it was heard once more."""

    def __init__(self, heard: Sequence[Heard] = ()) -> None:
        self._unwritten = sorted({Gap(each.start_ms, each.end_ms) for each in heard if _is_unwritten(each)})
        self._voiceless = {(each.start_ms, each.text) for each in heard if each.text and each.no_speech > NO_SPEECH}

    def reasons(self, utterance: Utterance) -> tuple[str, ...]:
        """Why a person should listen: keys of `wording.editor.FLAGS`; () when there is no reason, or it was checked."""
        if utterance.checked or utterance.deleted:
            return ()
        derived = (VOICELESS,) if (utterance.start_ms, utterance.text) in self._voiceless else ()
        return (*utterance.flags, *derived)

    def gaps(self, meeting: Meeting) -> tuple[Gap, ...]:
        """Speech without text, as the meeting stands now."""
        if not self._unwritten:
            return ()
        utterances = meeting.utterances
        starts = [utterance.start_ms for utterance in utterances]
        return tuple(gap for gap in self._unwritten if not _is_covered(gap, starts, utterances))

    def places(self, meeting: Meeting) -> list[Place]:
        """Everything to look at, in order."""
        rows = [Place(row) for row, utterance in enumerate(meeting.utterances) if self.reasons(utterance)]
        starts = [utterance.start_ms for utterance in meeting.utterances]
        gaps = [Place(bisect_right(starts, gap.start_ms) - 1, gap) for gap in self.gaps(meeting)]
        return sorted((*rows, *gaps), key=lambda place: place.order)

    def gaps_after(self, meeting: Meeting) -> dict[str, tuple[Gap, ...]]:
        """The gaps by the id of the utterance that begins last before each ("" = before all)."""
        found: dict[str, tuple[Gap, ...]] = {}
        starts = [utterance.start_ms for utterance in meeting.utterances] if self._unwritten else []
        for gap in self.gaps(meeting):
            row = bisect_right(starts, gap.start_ms) - 1
            one = meeting.utterances[row].id if row >= 0 else ""
            found[one] = (*found.get(one, ()), gap)
        return found


def next_place(places: list[Place], at: Place, *, back: bool = False) -> Place | None:
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
