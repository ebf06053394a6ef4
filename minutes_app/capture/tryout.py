"""A microphone tried out before the meeting: a few seconds of sound, how loud they were, and a file to hear them.

In: a device by name. Out: `Level`s as they come, and a WAVE file (16 kHz mono 16 bit). Runs in a child, because drivers
are native code; belongs to no meeting and writes nowhere else.
"""

import time
import wave
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.window import RATE
from minutes_app.capture.devices import open_source
from minutes_app.capture.level import SILENT_DB, Judged, Meter, judged
from minutes_app.capture.source import Block, Kind
from minutes_app.files import disk_errors
from minutes_app.progress import Progress, Report, Stage

SECONDS = 5.0
PATIENCE_S = 4.0
"""How much longer is waited for a device that delivers nothing or not enough."""
STEP_S = 0.1
_LOWEST_DB = -60.0


@dataclass(frozen=True, slots=True)
class Level:
    """How loud it is now: `share` 0 to 100 for a bar, `judged` for a word; `overall` is the loudest up to now."""

    share: int
    judged: Judged
    overall: Judged


def try_out(name: str, kind: Kind, into: Path, *, seconds: float = SECONDS, report: Report) -> Iterator[Level]:
    """In a child: record, tell the level, and write `into` at the end. Raises CaptureError, DiskError, Cancelled."""
    source = open_source(name, kind)
    came: deque[Block] = deque()
    sound: list[bytes] = []
    meter, loudest = Meter(), SILENT_DB
    try:
        source.start(came.append)
        ends = time.monotonic() + seconds + PATIENCE_S
        while meter.heard_s < seconds and time.monotonic() < ends and (source.is_alive() or came):
            report(Progress(Stage.WAIT))
            time.sleep(STEP_S)
            while came:
                sound.append(came.popleft().pcm)
                meter.hear(sound[-1])
                loudest = max(loudest, meter.peak_db)
            yield Level(_share(meter.peak_db), judged(meter.peak_db), judged(loudest))
    finally:
        source.close()
    _write(into, b"".join(sound)[: round(seconds * RATE) * 2])


def _share(peak_db: float) -> int:
    """From silence (-60 dBFS and below) to full scale."""
    return round(100 * max(0.0, min(1.0, 1 - peak_db / _LOWEST_DB)))


def _write(path: Path, pcm: bytes) -> None:
    with disk_errors(path), wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(pcm)
