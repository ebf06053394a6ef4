"""A draft of 要点 from a language model: what can go wrong, as facts. Nothing of the meeting has changed then."""

from dataclasses import dataclass

from minutes_app.errors.base import MinutesError


class DraftError(MinutesError):
    """There is no draft."""


@dataclass(eq=False)
class DraftOff(DraftError):
    """No language model is set up."""


@dataclass(eq=False)
class DraftUnreachable(DraftError):
    """The language model gave no answer; `reason` is a key of `wording.draft.UNREACHABLE`."""

    reason: str


@dataclass(eq=False)
class DraftUnusable(DraftError):
    """Its answer is not what was asked for; `reason` is a key of `wording.draft.UNUSABLE`."""

    reason: str
