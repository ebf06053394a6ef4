"""What the 文書事項 of a meeting leave open: blanks that its kind of record must not have, and what does not fit.

In: 開催概要. Out: facts with their field; the sentences are in `wording`. Changes nothing, and knows no rule of an
office but those that `meeting.paperwork.WANTED` names.
"""

from dataclasses import dataclass
from typing import Literal

from minutes_app.meeting.model import Occasion
from minutes_app.meeting.paperwork import WANTED


@dataclass(frozen=True, slots=True)
class PaperGap:
    """`why`: "blank", "no_reason" (closed, and nobody says why), "decided_early", "drafted_early"."""

    field: str
    why: Literal["blank", "no_reason", "decided_early", "drafted_early"]


def paper_gaps(occasion: Occasion) -> tuple[PaperGap, ...]:
    """Everything that a person may want to look at, in the order of the form."""
    paper = occasion.paperwork
    found = [PaperGap(name, "blank") for name in WANTED[paper.kind] if not getattr(paper, name)]
    if paper.openness in ("closed", "partly") and not paper.openness_reason:
        found.append(PaperGap("openness_reason", "no_reason"))
    if paper.drafted_on and paper.decided_on and paper.decided_on < paper.drafted_on:
        found.append(PaperGap("decided_on", "decided_early"))
    if paper.drafted_on and occasion.date and paper.drafted_on < occasion.date:
        found.append(PaperGap("drafted_on", "drafted_early"))
    return tuple(found)
