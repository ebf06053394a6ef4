"""What is measured: the recordings in tests/data, and hours of sound made of them by ffmpeg."""

import subprocess
from pathlib import Path

from tests.conftest import ROOT

DATA = ROOT / "tests" / "data"
DENSE = DATA / "meeting_10min.opus"
SPARSE = DATA / "mostly_silence.flac"
MODEL = ROOT / "models" / "demo-ja"
HOUR_S = 3600


def looped(source: Path, seconds: int, folder: Path) -> Path:
    """`source` over and over until it is `seconds` long; dense Opus is copied, anything else becomes FLAC."""
    copied = source.suffix == ".opus"
    target = folder / f"{source.stem}_{seconds}s{'.opus' if copied else '.flac'}"
    if not target.is_file():
        how = ("-c", "copy") if copied else ("-c:a", "flac", "-compression_level", "0")
        command = ["ffmpeg", "-v", "error", "-y", "-stream_loop", "-1", "-i", source, "-t", str(seconds), *how, target]
        subprocess.run([str(word) for word in command], check=True)
    return target
