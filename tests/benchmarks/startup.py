"""How long it takes until something can happen: the help, and the imports. Medians of wall seconds."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.runs import fresh_environment
from tests.conftest import ROOT

COMMANDS = {
    "`minutes --help`": ("-m", "minutes_app", "--help"),
    '`python -c "import faster_whisper"`（素の準備）': ("-c", "import faster_whisper"),
    '`python -c ""`（Python だけ）': ("-c", ""),
}


def start_up(times: int) -> dict[str, float]:
    """Seconds a command, from a warm disk cache."""
    with tempfile.TemporaryDirectory(prefix="minutes-bench-") as place:
        return {name: median(_seconds(words, Path(place), times)) for name, words in COMMANDS.items()}


def _seconds(words: tuple[str, ...], place: Path, times: int) -> list[float]:
    taken = []
    for _ in range(times + 1):
        began = time.monotonic()
        subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=fresh_environment(place), check=True, stdout=subprocess.DEVNULL
        )
        taken.append(time.monotonic() - began)
    return taken[1:]
