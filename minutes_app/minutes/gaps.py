"""What a 会議録 would still leave open: blanks, guesses and doubtful places, told before it is written.

In: a meeting. Out: names of fields and counts. Fills nothing in.
"""

from dataclasses import dataclass

from minutes_app.meeting.marked import missing
from minutes_app.meeting.model import Meeting
from minutes_app.minutes.secrecy import for_readers
from minutes_app.minutes.speech import paragraphs

ASKED = ("title", "date", "start", "end", "place", "organiser", "chair", "note_taker", "attendees", "agenda")
"""Fields of 開催概要 that rules for 会議録 name; 配布資料 and 次回 are there or not."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """`blank` and `guessed`: fields of `Occasion`; `doubtful`: paragraphs that carry 要確認; `lost`: missing sound."""

    blank: tuple[str, ...]
    guessed: tuple[str, ...]
    doubtful: int
    lost: int
    decisions: int
    said: int


def gaps_of(meeting: Meeting) -> Gaps:
    """Everything that a person may want to look at before the document is written."""
    speech = paragraphs(meeting)
    return Gaps(
        blank=tuple(name for name in ASKED if not getattr(meeting.occasion, name)),
        guessed=tuple(name for name in meeting.occasion.guessed if name in ASKED),
        doubtful=sum(paragraph.needs_check for paragraph in speech),
        lost=len(missing(meeting).starts_ms),
        decisions=sum(item.kind == "decision" for item in for_readers(meeting).items),
        said=len(speech),
    )
