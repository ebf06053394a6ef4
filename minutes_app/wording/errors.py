"""A sentence for every error: what happened, what is safe, what to do next."""

from dataclasses import dataclass

from minutes_app.errors import MinutesError


@dataclass(frozen=True, slots=True)
class Message:
    """Three sentences. `safe` and `next_step` may be ""."""

    headline: str
    safe: str = ""
    next_step: str = ""

    def as_text(self) -> str:
        """The message as lines for a terminal."""
        return "\n".join(part for part in (self.headline, self.safe, self.next_step) if part)


def explain(error: MinutesError) -> Message:
    """The message for `error`."""
    return Message(str(error))
