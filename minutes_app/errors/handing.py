"""Meetings and documents on their way to other people, and back: what can go wrong, as facts."""

from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors.base import MinutesError


class HandingError(MinutesError):
    """A meeting cannot be handed over or taken in."""


@dataclass(eq=False)
class KaigiRefused(HandingError):
    """A .kaigi file is not taken in; `reason` is a key of `wording.handing.REFUSED`."""

    path: Path
    reason: str


@dataclass(eq=False)
class FormForOne(HandingError):
    """A form that is made for each person cannot go to all for confirmation."""

    path: Path


@dataclass(eq=False)
class StillRecording(HandingError):
    """The meeting's recording goes on, or was interrupted and has not been mended."""

    path: Path


@dataclass(eq=False)
class EditsWaiting(HandingError):
    """What a person has changed in this window cannot come to the disk, so that nothing is made of the meeting."""

    path: Path


class ShareError(MinutesError):
    """A finished document did not reach the shared folder. It is safe where it was written."""


@dataclass(eq=False)
class ShareAway(ShareError):
    """The shared folder cannot be reached."""

    path: Path


@dataclass(eq=False)
class ShareFull(ShareError):
    """No room left in the shared folder."""

    path: Path


@dataclass(eq=False)
class ShareRefused(ShareError):
    """Writing in the shared folder is not allowed."""

    path: Path


class ReplyError(MinutesError):
    """What came back of a published 会議録 cannot be taken."""


@dataclass(eq=False)
class ReplyRefused(ReplyError):
    """A returned file is not read; `reason` is a key of `wording.replies.REFUSED`, `facts` what its sentence needs."""

    path: Path
    reason: str
    facts: tuple[str, ...] = ()


@dataclass(eq=False)
class NotPublished(ReplyError):
    """Nothing of this meeting has been published."""

    path: Path


@dataclass(eq=False)
class ReplyOverlaps(ReplyError):
    """The place has become something else since: by another person's reply, or by a hand. `number` in the list.

    `is_said`: it is a 所感, and there is one already, which may have been printed in the field that came back.
    """

    number: int
    who: str
    now: str
    is_said: bool = False


@dataclass(eq=False)
class ReplyMoved(ReplyError):
    """What was taken cannot be taken back: the place has been changed since. `number` in the list."""

    number: int


class ClosingError(MinutesError):
    """A meeting cannot be closed: 確定版, archive, or disposal."""


@dataclass(eq=False)
class NotConfirmed(ClosingError):
    """The meeting is not 確定."""

    path: Path


@dataclass(eq=False)
class DisposalRefused(ClosingError):
    """The recording is not deleted; `reason` is a key of `wording.closing.REFUSED`, `fact` what its sentence needs."""

    path: Path
    reason: str
    fact: str = ""
