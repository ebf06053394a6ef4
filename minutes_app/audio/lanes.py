"""The recordings of a meeting as lanes: the files of a track follow each other, tracks run side by side.

In: `Recording`s. Out: what the decoder is asked for, and after it the recordings with their true lengths and places. A
file that was recorded here stands where its recorder says; an imported one where the one before it ended.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from minutes_app.audio.window import DecodeSummary, Lane, Part
from minutes_app.meeting.model import Recording

END_MS = 50
"""What is left of a recording that is shorter holds no word."""


def lanes_of(folder: Path, recordings: tuple[Recording, ...], from_ms: int = 0) -> tuple[Lane, ...]:
    """The files of each track; () when `from_ms` is the end of all that was recorded here.

    What was recorded here and ends before `from_ms` is left out, because its place is known; a track's last file stays.
    """
    if recordings and all(is_past(one, from_ms + END_MS) for one in recordings):
        return ()
    by_track = ([one for one in recordings if one.track == track] for track in tracks_of(recordings))
    return tuple(
        tuple(_part(folder, one) for one in ones if one is ones[-1] or not is_past(one, from_ms)) for ones in by_track
    )


def placed_lanes(folder: Path, recordings: tuple[Recording, ...], *, heard: bool) -> tuple[Lane, ...]:
    """The files of each track, each at its known place; `heard`: places and lengths are what a decode has found.

    Of files that were not heard nothing is known but what our own recorder says.
    """
    by_track = ([one for one in recordings if one.track == track] for track in tracks_of(recordings))
    return tuple(tuple(_placed_part(folder, one, heard or is_recorded_here(one)) for one in ones) for ones in by_track)


def tracks_of(recordings: tuple[Recording, ...]) -> tuple[int, ...]:
    """The numbers of the tracks, in order."""
    return tuple(sorted({recording.track for recording in recordings}))


def is_recorded_here(recording: Recording) -> bool:
    """Whether our own recorder made it, so that its length and its place are known exactly."""
    return recording.origin != "import"


def identities(recordings: tuple[Recording, ...]) -> tuple[str, ...]:
    """What the recordings are, for a run's key: their sha256s, with the track where there are several."""
    if len(tracks_of(recordings)) < 2:
        return tuple(recording.sha256 for recording in recordings)
    return tuple(f"{recording.track}:{recording.sha256}" for recording in recordings)


def measured(
    recordings: tuple[Recording, ...], lanes: tuple[Lane, ...], summary: DecodeSummary
) -> tuple[Recording, ...]:
    """The recordings with their true lengths and places; those that were not decoded stay as they are."""
    parts = [part for lane in lanes for part in lane]
    facts = dict(zip((part.path.name for part in parts), _facts(summary), strict=True))
    return tuple(_placed(recordings, facts))


def _part(folder: Path, recording: Recording) -> Part:
    return Part(folder / recording.file, recording.offset_ms if is_recorded_here(recording) else 0)


def _placed_part(folder: Path, recording: Recording, known: bool) -> Part:
    path = folder / recording.file
    if not known:
        return Part(path)
    return Part(path, recording.offset_ms, recording.duration_ms, is_whole=not recording.skipped)


def is_past(recording: Recording, at_ms: int) -> bool:
    """Whether a file that was recorded here ends before `at_ms`."""
    return is_recorded_here(recording) and recording.offset_ms + recording.duration_ms <= at_ms


def _facts(summary: DecodeSummary) -> Iterator[tuple[int, int, int]]:
    return zip(summary.durations_ms, summary.skipped, summary.skipped_ms, strict=True)


def _placed(recordings: tuple[Recording, ...], facts: dict[str, tuple[int, int, int]]) -> Iterator[Recording]:
    ends: dict[int, int] = {}
    for one in recordings:
        duration, places, lost = facts.get(one.file, (one.duration_ms, one.skipped, one.skipped_ms))
        offset = max(ends.get(one.track, 0), one.offset_ms if is_recorded_here(one) else 0)
        ends[one.track] = offset + duration
        yield replace(one, offset_ms=offset, duration_ms=duration, skipped=places, skipped_ms=lost)
