"""What happened during a recording, one sealed line each, fsynced: devices, parts, gaps, marks, times, the end.

One file a writer (`plan.evidence_path`); when a recording is finished they become one `capture.jsonl` in order of time.
`at_ms` is the place on the recording's time line, `clock` the PC's monotonic clock, `wall` local ISO time.

What lasts is noted when it begins. Its end is a kind of its own (`data_back`, `sound_back`, `device_back`), or the same
kind and `at_ms` once more, with `until_ms`; `lost` is noted once, with both. Facts of a recorder's kinds:
device, device_back: name, host, key (what it is opened by again) · other_device: name (what is heard), wanted ·
device_gone: name · server_gone: what · part: file, number, start (samples) · part_closed: file, number, start, samples,
sha256, error · lost: samples, or overflow=1 where it was short and of unknown length · write_error: error, folder ·
mirror_only: folder · mirror_lost: error, folder · disk_low, disk_out: free (bytes) · too_quiet: db · clock_changed,
slept: seconds · ended: why (stop, orphaned, long_silence, max_reached, disk_out, system), samples, unsaved, drift_ppm,
or what `refusal` puts there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from minutes_app.files import disk_errors
from minutes_app.meeting.sealed import NotReadable, append_line, lines_of, open_seal, seal

Kind = Literal[
    # the course of a recording
    "consent", "began", "device", "part", "part_closed", "paused", "resumed", "mark", "ended", "finished",
    # watchdogs; each has a sentence in `wording.capture`
    "no_data", "data_back", "lost", "silence", "sound_back", "clipping", "too_quiet", "device_gone", "device_back",
    "other_device", "server_gone", "disk_low", "disk_out", "mirror_only", "mirror_lost", "write_error",
    "clock_changed", "slept", "long_silence", "max_reached", "orphaned", "recorder_died", "drift",
]  # fmt: skip

WATCHED: tuple[Kind, ...] = (
    "no_data", "data_back", "lost", "silence", "sound_back", "clipping", "too_quiet", "device_gone", "device_back",
    "other_device", "server_gone", "disk_low", "disk_out", "mirror_only", "mirror_lost", "write_error",
    "clock_changed", "slept", "long_silence", "max_reached", "orphaned", "recorder_died",
)  # fmt: skip
"""What a person is told while it happens, and finds as a mark in the meeting."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `until_ms`: the end of a stretch (a gap), else 0; `facts`: numbers and names."""

    kind: Kind
    at_ms: int
    clock: float
    wall: str
    track: str = ""
    until_ms: int = 0
    facts: dict[str, str | int | float] = field(default_factory=dict)


class Notebook:
    """One writer's file. `write` returns when the line is on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._length = sum(len(line) + 1 for line in _whole_lines(path)) if path.exists() else 0

    def write(self, entry: Entry) -> None:
        """Append. Raises `DiskError`."""
        self._length = append_line(self.path, seal(entry), at=self._length)


def read(path: Path) -> Iterator[Entry]:
    """The entries that can be read, in order; nothing for a file that is not there. Raises `DiskError`."""
    for line in _whole_lines(path):
        try:
            yield open_seal(line, Entry)
        except NotReadable:
            continue


def _whole_lines(path: Path) -> tuple[bytes, ...]:
    with disk_errors(path):
        return lines_of(path.read_bytes()).whole if path.exists() else ()
