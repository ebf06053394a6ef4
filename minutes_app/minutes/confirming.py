"""確定, where everything is proved or a person overrules with a reason; else the list of what stands against it.

In: a meeting and the person's reason. Out: a `Verdict` with the edit to be made, or without one. Changes nothing.
"""

import hashlib
from dataclasses import dataclass

from minutes_app.logbook import Action
from minutes_app.meeting.change import Change
from minutes_app.meeting.clock import now
from minutes_app.meeting.edit import confirm
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.model import Confirmation, Meeting
from minutes_app.minutes.gate import Finding, findings_of, sentences_of, without_words


@dataclass(frozen=True, slots=True)
class Verdict:
    """`change` None: refused. `sentences`: one for each of `findings`. `digest`: the reason's sha256, or ""."""

    findings: tuple[Finding, ...]
    sentences: tuple[str, ...]
    change: Change | None = None
    digest: str = ""

    @property
    def action(self) -> Action:
        """What the audit log calls it."""
        return Action.OVERRULED if self.digest else Action.CONFIRMED


def verdict_of(meeting: Meeting, reason: str = "") -> Verdict:
    """What asking for 確定 now comes to. A reason that overrules nothing is not kept."""
    found = findings_of(meeting)
    sentences = tuple(sentences_of(meeting, found))
    reason = reason.strip()
    if sentences and not reason:
        return Verdict(tuple(found), sentences)
    overruled = reason if sentences else ""
    kept = tuple(sentences_of(meeting, without_words(found)))
    change = confirm(meeting, Confirmation(now(), user_name(), overruled, kept))
    digest = hashlib.sha256(overruled.encode("utf-8")).hexdigest() if overruled else ""
    return Verdict(tuple(found), sentences, change, digest)
