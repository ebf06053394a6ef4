"""Where something is: the utterance at a time, the file and its own time. Knows no Qt."""

from bisect import bisect_right
from dataclasses import dataclass

from minutes_app.meeting.model import Recording, Utterance


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a recording."""

    file: str
    at_ms: int


def spot_at(recordings: tuple[Recording, ...], track: int, at_ms: int) -> Spot | None:
    """Where a track sounds at a time of the meeting; None where it is silent: before, between and after its files."""
    for recording in recordings:
        if recording.track == track and recording.offset_ms <= at_ms < recording.offset_ms + recording.duration_ms:
            return Spot(recording.file, at_ms - recording.offset_ms)
    return None


def row_at(starts: list[int], utterances: tuple[Utterance, ...], at_ms: int) -> int | None:
    """The last row that has begun at a time and is not deleted; None before the first. `starts`: every `start_ms`."""
    place = bisect_right(starts, at_ms) - 1
    while place >= 0 and utterances[place].deleted:
        place -= 1
    return place if place >= 0 else None
