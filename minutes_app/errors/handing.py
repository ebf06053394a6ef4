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
