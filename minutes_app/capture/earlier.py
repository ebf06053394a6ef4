"""What an earlier recorder of the same plan has left: it was killed, and this one goes on behind its last sample.

In: the folder and its second one. Out: the number and the end of the last part, the pauses so far, the device.
Broken ends are mended. A folder that cannot be read, or does not answer, leaves nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.growing import mend
from minutes_app.capture.evidence import Entry, read
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import RecorderPlan, Track, evidence_path, mirror_folder, part_name
from minutes_app.errors import DiskError
from minutes_app.files import disk_errors

ANSWER_S = 3.0
"""A second folder on a share that has gone away may not answer at all."""
UNSEEN_PARTS = 100
"""Then so many numbers are left out: a name must not be given twice."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """`number` of the last part (0: there is none), `end`: the sample behind it on the recording's time line."""

    number: int = 0
    end: int = 0
    device: str = ""
    turns: tuple[tuple[bool, float], ...] = ()
    """Pauses: (True, its moment on the clock), and their ends: (False, moment)."""


def earlier(plan: RecorderPlan, second_lane: Lane) -> Earlier:
    """What is there, in both folders. The second one is looked at in its own lane."""
    here = _left_in(Path(plan.folder), plan.track)
    second = mirror_folder(plan)
    if second is None:
        return here
    found: list[Earlier] = []
    second_lane.do(lambda: found.append(_left_in(second, plan.track)))
    second_lane.drain(ANSWER_S)
    there = found[0] if found else Earlier(here.number + UNSEEN_PARTS if here.number else 0)
    device = here.device or there.device
    return Earlier(max(here.number, there.number), max(here.end, there.end), device, here.turns)


def _left_in(folder: Path, track: Track) -> Earlier:
    try:
        with disk_errors(folder):
            prefix, suffix = part_name(track, 1).split("001")
            parts = {int(path.name[len(prefix) : -len(suffix)]): path for path in folder.glob(f"{prefix}*{suffix}")}
        entries = list(read(evidence_path(folder, track)))
        starts = {str(entry.facts["file"]): int(entry.facts["start"]) for entry in entries if entry.kind == "part"}
        end = 0
        for _number, path in sorted(parts.items()):
            end = starts.get(path.name, end) + mend(path).samples
        turns = tuple(_turns(read(evidence_path(folder, None)))) if parts else ()
    except DiskError:
        return Earlier()
    devices = [str(entry.facts.get("key", "")) for entry in entries if entry.kind == "device"]
    return Earlier(max(parts, default=0), end, devices[-1] if devices else "", turns)


def _turns(entries: Iterable[Entry]) -> Iterator[tuple[bool, float]]:
    """As the session noted them: `clock` is the moment at which an order took effect."""
    for entry in entries:
        if entry.kind in ("paused", "resumed"):
            yield entry.kind == "paused", entry.clock
