"""開催概要 that somebody changes while the meeting goes on, and other things about it come to be known meanwhile.

In: what the person saw, and what the person made of it. Out: 開催概要 as it is by then, with just these changes.
"""

from dataclasses import dataclass, fields, replace

from minutes_app.meeting.model import Occasion


@dataclass(frozen=True, slots=True)
class Revision:
    """`base`: as the person saw it; `said`: as the person wants it."""

    base: Occasion
    said: Occasion

    def applied(self, now: Occasion) -> Occasion:
        """`now` with what the person has changed; that is no guess any more."""
        names = [field.name for field in fields(Occasion) if field.name != "guessed"]
        changed = {name for name in names if getattr(self.said, name) != getattr(self.base, name)}
        guessed = tuple(name for name in now.guessed if name not in changed)
        return replace(now, **{name: getattr(self.said, name) for name in changed}, guessed=guessed)
