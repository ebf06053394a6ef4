"""A long recording in a process of its own: `python -m tests.heavy.long_recording FOLDER HOURS` prints its memory."""

import json
import sys
from pathlib import Path

import psutil

from tests.capturing import BEGINS, FakeDevice, staged

LOOKS = 24


def main(folder: Path, hours: float) -> None:
    """Real files and threads, an accelerated clock. Prints [hours, bytes of memory] pairs."""
    stage = staged(folder / "meeting", max_s=hours * 3600 + 60)
    stage.threaded = True
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
