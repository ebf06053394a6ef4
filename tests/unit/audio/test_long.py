"""The memory of the decoder does not grow with the length of a recording."""

from pathlib import Path

import psutil
import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import DecodeSummary, one_lane
from tests.conftest import FULL_SIZE
from tests.formats.make import DATA, run_ffmpeg

KINDS = (("opus", "-c:a copy"), ("mp3", "-c:a libmp3lame -ar 44100 -ac 2"), ("wma", "-c:a wmav2 -ar 44100"))
LOOPS = 17
SILENCE_S = 10_800 if FULL_SIZE else 3_600
MOST_BYTES = 125 << 20
MOST_GROWTH = 12 << 20


def peak_of(path: Path) -> tuple[int, int]:
    """Highest resident size of the decoding process, in bytes, and the length of the sound in ms."""
    peak, length_ms = 0, 0
    with Decoder() as decoder:
        for value in decoder.windows(one_lane(path)):
            assert decoder.pid is not None
            peak = max(peak, psutil.Process(decoder.pid).memory_info().rss)
            if isinstance(value, DecodeSummary):
                length_ms = value.durations_ms[0]
    return peak, length_ms


@pytest.mark.heavy
@pytest.mark.parametrize(("ending", "options"), KINDS if FULL_SIZE else KINDS[:1])
def test_three_hours_need_no_more_memory_than_ten_minutes(ending: str, options: str, tmp_path: Path) -> None:
    once = tmp_path / f"once.{ending}"
    run_ffmpeg("-i", DATA / "meeting_10min.opus", *options.split(), once)
    long = tmp_path / f"long.{ending}"
    run_ffmpeg("-stream_loop", str(LOOPS - 1), "-i", once, "-c", "copy", long)
    short_peak, short_ms = peak_of(once)
    long_peak, long_ms = peak_of(long)
    assert long_ms > 3 * 3600 * 1000 > 15 * short_ms
    assert long_peak < short_peak + MOST_GROWTH
    assert long_peak < MOST_BYTES


@pytest.mark.heavy
def test_hours_of_silence_need_no_more_memory_either(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    run_ffmpeg("-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", str(SILENCE_S), path)
    peak, length_ms = peak_of(path)
    assert length_ms == SILENCE_S * 1000
    assert peak < MOST_BYTES
