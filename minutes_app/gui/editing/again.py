"""もう一度起こす, as far as it needs no Qt: the stretch of chosen utterances, and what was heard there as utterances.

In: a meeting, what is chosen, a run of the stretch. Out: values to look at, and the change that a person may agree to.
What a person has said about the old utterances (speaker, agenda item, 非公開, 重要, note) goes over to the new ones
that lie at the same time; 非公開 as soon as they touch, so that nothing hidden comes to light.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from minutes_app.audio.lanes import tracks_of
from minutes_app.gui.editing.intents import Ids, agenda_at, chosen
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import Heard, Meeting, Run, Utterance
from minutes_app.rehearing import Stretch
from minutes_app.speakers import is_spoken

AROUND_MS = 300
"""So much sound before and after is heard, too, where nobody else speaks in it."""
LONGEST_MS = 600_000
COMPARED = 1200
"""Characters; longer texts are shown beside each other without marks, for comparing takes quadratic time."""

Side = Literal["both", "old", "new"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some characters of two texts, and which of them has them."""

    text: str
    side: Side


def stretch_of(meeting: Meeting, ids: Ids) -> Stretch | None:
    """Where these utterances were said, from the first to the last; None when that is nothing."""
    said = chosen(meeting, ids)
    if not said:
        return None
    return stretch_between(meeting, min(one.start_ms for one in said), max(one.end_ms for one in said))


def stretch_between(meeting: Meeting, start_ms: int, end_ms: int) -> Stretch:
    """From a time to another, and a little more where nobody else speaks."""
    others = [one for one in meeting.utterances if not one.deleted]
    before = max((one.end_ms for one in others if one.end_ms <= start_ms), default=0)
    after = min((one.start_ms for one in others if one.start_ms >= end_ms), default=end_ms + AROUND_MS)
    return Stretch(max(before, start_ms - AROUND_MS), min(after, end_ms + AROUND_MS))


def said_in(meeting: Meeting, stretch: Stretch) -> tuple[Utterance, ...]:
    """The utterances that would make way: those that live, and whose middle lies in the stretch."""
    return tuple(one for one in meeting.utterances if not one.deleted and stretch.holds(one))


def heard_as(meeting: Meeting, old: Sequence[Utterance], run: Run) -> tuple[Utterance, ...]:
    """What the run heard as utterances, with what is known of the old ones."""
    spoken = [heard for heard in run.heard if is_spoken(heard)]
    homes = {one.id: _nearest(one, spoken) for one in old}
    return tuple(_utterance(meeting, old, heard, homes) for heard in spoken)


def exchanged(meeting: Meeting, old: Sequence[Utterance], new: Sequence[Utterance]) -> Change:
    """The new ones in the place of the old ones, in one step."""
    if not old:
        return edit.add_utterances(meeting, new, "again")
    became = {one.id: tuple(other.id for other in new if _shared_ms(one, other) > 0) for one in old}
    homeless = [one for one in old if not became[one.id] and new]
    became |= {one.id: (min(new, key=lambda other: abs(other.start_ms - one.start_ms)).id,) for one in homeless}
    return edit.exchange(meeting, became, new)


def differences(old: str, new: str) -> tuple[Part, ...]:
    """Both texts as one row of parts."""
    if len(old) + len(new) > COMPARED:
        return (Part(old, "old"), Part(new, "new"))
    parts: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            parts.append(Part(old[a:b], "both"))
            continue
        parts += [part for part in (Part(old[a:b], "old"), Part(new[c:d], "new")) if part.text]
    return tuple(parts)


def _utterance(meeting: Meeting, old: Sequence[Utterance], heard: Heard, homes: dict[str, Heard | None]) -> Utterance:
    touched = [one for one in old if _shared_ms(one, heard) > 0]
    best = max(touched or old, key=lambda one: _shared_ms(one, heard), default=None)
    return Utterance(
        id=edit.new_id("u"),
        start_ms=heard.start_ms,
        end_ms=max(heard.end_ms, heard.start_ms),
        text=heard.text,
        heard=heard.text,
        speaker_id=_speaker(meeting, heard, best),
        agenda_id=best.agenda_id if best else agenda_at(meeting, heard.start_ms),
        confidence=heard.confidence,
        flags=heard.flags,
        hidden=any(one.hidden for one in touched),
        important=any(one.important for one in touched),
        comment="\n".join(one.comment for one in old if one.comment and homes[one.id] is heard),
    )


def _speaker(meeting: Meeting, heard: Heard, best: Utterance | None) -> str:
    """The track tells, where there are several (`speakers`); else who was there before."""
    of_track = f"s{heard.track + 1}"
    if len(tracks_of(meeting.recordings)) > 1 and any(one.id == of_track for one in meeting.speakers):
        return of_track
    return best.speaker_id if best else ""


def _nearest(one: Utterance, spoken: Sequence[Heard]) -> Heard | None:
    return max(spoken, key=lambda heard: (_shared_ms(one, heard), -abs(heard.start_ms - one.start_ms)), default=None)


def _shared_ms(one: Utterance | Heard, other: Utterance | Heard) -> int:
    return min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
