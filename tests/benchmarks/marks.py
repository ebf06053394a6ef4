"""When what happened in a measured process: names → seconds since the epoch, handed over in a JSON file."""

import json
import time
from pathlib import Path


class Marks:
    """Notes the first time of each name; what is there when the process ends is what it got to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._times: dict[str, float] = {}

    def note(self, name: str) -> None:
        """Write down that `name` happened now, unless it happened before."""
        if name not in self._times:
            self._times[name] = time.time()
            self._path.write_text(json.dumps(self._times), encoding="utf-8")


def read_marks(path: Path) -> dict[str, float]:
    """What a process noted."""
    return {str(name): float(at) for name, at in json.loads(path.read_text(encoding="utf-8")).items()}
