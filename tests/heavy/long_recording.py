"""A long recording in a process of its own: `python -m tests.heavy.long_recording FOLDER HOURS PART_S HOLE`.

Prints its memory. HOLE: samples that the part begins with and that are never written, to come past 4 GiB in CI.
"""

import json
import sys
from pathlib import Path

import psutil

from minutes_app.audio.growing import GrowingWave
from tests.capturing import BEGINS, FakeDevice, staged

LOOKS = 24


def main(folder: Path, hours: float, part_s: float, hole: int) -> None:
    """Real files and threads, an accelerated clock. Prints [hours, bytes of memory] pairs."""
    stage = staged(folder / "meeting", max_s=hours * 3600 + 60, part_s=part_s)
    stage.threaded = True
    begin_with_a_hole(hole)
    stage.stop(hours * 3600)
    process, looks = psutil.Process(), list[tuple[float, int]]()

    def look(now: float) -> None:
        passed = (now - BEGINS) / 3600
        if passed >= hours * (len(looks) + 1) / LOOKS:
            looks.append((passed, process.memory_info().rss))

    stage.clock.listeners.append(look)
    code = stage.run(FakeDevice(stage.clock, rate=16_001.6))
    stage.desk.close()
    sys.stdout.write(json.dumps({"code": code, "looks": looks}))


def begin_with_a_hole(samples: int) -> None:
    """Every new part counts as so long already; the disk is not asked for the room."""
    put_header = GrowingWave._put_header

    def put(wave: GrowingWave) -> None:
        wave.samples = max(wave.samples, samples)
        put_header(wave)

    GrowingWave._put_header = put  # type: ignore[assignment,method-assign] # this process only


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
