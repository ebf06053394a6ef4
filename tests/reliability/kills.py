"""kill -9 at random times over recordings of one and two tracks: what was lost, against what the source had delivered.

Victims: a recorder (the session starts it again), the session (recorders close by themselves), both at once, the engine
of the live text. Several recordings run side by side in real time, so that many kills take little time.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.capture.finish import finish, parts_of
from minutes_app.capture.plan import Track
from minutes_app.capture.recover import recover
from minutes_app.meeting.store import OpenMeeting
from tests.reliability.content import apart_ms, content_of, opens
from tests.reliability.feeder import Feeder
from tests.reliability.scene import Recording, kill
from tests.running import wait_until

Victim = Literal["recorder", "session", "all", "engine"]
VICTIMS: tuple[Victim, ...] = ("recorder", "session", "all", "engine")
LATEST_S = 6.0
AFTER_S = 3.0
"""A recorder that was started again records for so long before the recording is stopped."""
CLOSES_S = 30.0


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: when (s after the first sample), of what, how many tracks."""

    number: int
    victim: Victim
    tracks: tuple[Track, ...]
    at_s: float


@dataclass(frozen=True, slots=True)
class Loss:
    """What became of it. `lost_ms`: delivered before the kill and not in the file as the kill left it, the worst track.

    `hole_ms`: missing in the finished recording in all (with the time until the next recorder was there).
    """

    kill: Kill
    lost_ms: int
    hole_ms: int
    apart_ms: float
    sndfile: bool
    ffmpeg: bool


def kills(count: int, seed: int = 4) -> list[Kill]:
    """Victims and numbers of tracks in turn, times at random."""
    dice = random.Random(seed)
    both: tuple[tuple[Track, ...], ...] = (("mic",), ("mic", "system"))
    return [
        Kill(number, VICTIMS[number % len(VICTIMS)], both[number // len(VICTIMS) % 2], dice.uniform(0.2, LATEST_S))
        for number in range(count)
    ]


def run(planned: list[Kill], root: Path, *, side_by_side: int, tell: Callable[[str], None]) -> Iterator[Loss]:
    """Do them, several at a time."""
    for first in range(0, len(planned), side_by_side):
        batch = planned[first : first + side_by_side]
        with Feeder() as feeder:
            yield from _batch(batch, root / f"{first:03d}", feeder)
        tell(f"kill -9: {first + len(batch)}/{len(planned)}")


def _batch(batch: list[Kill], root: Path, feeder: Feeder) -> list[Loss]:
    recordings = {
        each.number: Recording.begin(root / f"{each.number:03d}", feeder, each.tracks, *_options(each))
        for each in batch
    }
    try:
        for recording in recordings.values():
            recording.wait_until_recording()
        moments = _killed(batch, recordings)
        time.sleep(AFTER_S)
        return [_loss(each, recordings[each.number], moments[each.number], feeder) for each in batch]
    finally:
        for recording in recordings.values():
            recording.end()


def _options(each: Kill) -> tuple[str, ...]:
    live = ("--live", "--model", "demo-ja") if each.victim == "engine" else ()
    return ("--no-transcribe", *live)


def _killed(batch: list[Kill], recordings: dict[int, Recording]) -> dict[int, float]:
    """Kill each at its time; what it left is copied at once, before anybody mends it."""
    began = time.monotonic()
    moments: dict[int, float] = {}
    for each in sorted(batch, key=lambda one: one.at_s):
        time.sleep(max(0.0, began + each.at_s - time.monotonic()))
        recording = recordings[each.number]
        if each.victim in ("session", "all"):
            recording.process.kill()
            moments[each.number] = time.monotonic()
        if each.victim == "engine":
            moments[each.number] = [kill(engine) for engine in recording.engines()][-1]
        if each.victim in ("recorder", "all"):
            victims = each.tracks if each.victim == "all" else each.tracks[:1]
            moments[each.number] = [kill(recording.recorder(track)) for track in victims][-1]
            left = recording.root / "left"
            left.mkdir()
            for track in victims:
                for path in parts_of(recording.folder, track):
                    shutil.copyfile(path, left / path.name)
    return moments


def _loss(each: Kill, recording: Recording, moment: float, feeder: Feeder) -> Loss:
    if each.victim in ("recorder", "engine"):
        assert recording.stop() == 0, recording.told
        folder = next((recording.root / "会議").iterdir())
    else:
        folder = recording.folder
        if each.victim == "session":
            assert wait_until(recording.recorders_gone, CLOSES_S), "recorders did not close by themselves"
        recording.process.wait()
        with OpenMeeting(folder) as book:
            recover(book)
            finish(book)
    left = recording.root / "left"
    looked_at = left if left.is_dir() else folder
    files = [path for track in each.tracks for path in parts_of(looked_at, track)]
    read = [opens(path) for path in files]
    whole = {track: content_of(folder, track) for track in each.tracks}
    killed = each.tracks[:1] if each.victim == "recorder" else each.tracks
    lost = [feeder.delivered_at(moment) - 1 - content_of(looked_at, track).last for track in killed]
    return Loss(
        each,
        lost_ms=max(0, *lost) * 10,
        hole_ms=max(content.missing_ms for content in whole.values()),
        apart_ms=apart_ms(whole["mic"], whole["system"]) if len(each.tracks) == 2 else 0.0,
        sndfile=bool(read) and all(sndfile for sndfile, _ in read),
        ffmpeg=bool(read) and all(ffmpeg for _, ffmpeg in read),
    )
