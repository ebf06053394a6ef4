"""Recordings on a real sound server, whole: what is played is what is recorded, whatever happens to devices."""

import time
from pathlib import Path

import numpy
import soundfile

from tests.conftest import FULL_SIZE, ROOT
from tests.sound.fake_sound import SYSTEM_SINK, FakeSound
from tests.sound.recording import PIECE, RATE, SPEECH, Record, Recording, Samples, best_lag, compared

MEETING = ROOT / "tests" / "data" / "single_1min.flac"
PLAYED_S = 60 if FULL_SIZE else 20
ECHO = ("module-remap-source", "source_name=echo", f"master={SYSTEM_SINK}.monitor")
"""A microphone that hears exactly what the PC plays, so that two tracks can be compared."""


def speech(tmp_path: Path, seconds: int) -> tuple[Path, Samples]:
    """The beginning of a synthetic meeting as a file, and its samples."""
    samples, rate = soundfile.read(str(MEETING), frames=seconds * RATE)
    assert rate == RATE
    path = tmp_path / "speech.wav"
    soundfile.write(str(path), samples, RATE, subtype="PCM_16")
    return path, numpy.asarray(samples)


def apart_by(one: Samples, other: Samples) -> list[int]:
    """How far the same sound lies apart on two tracks, in samples, for every second with speech in its beginning."""
    pieces = [(at, one[at : at + 3 * PIECE]) for at in range(RATE, len(one) - 2 * RATE, RATE)]
    loud = [(at, piece) for at, piece in pieces if numpy.sqrt((piece**2).mean()) > 2 * SPEECH]
    return [abs(best_lag(piece, other, at, reach=RATE // 4)[1]) for at, piece in loud]


def test_a_meeting_is_recorded_on_two_tracks_without_a_dropout_and_side_by_side(
    sound: FakeSound, tmp_path: Path, record_property: Record
) -> None:
    path, original = speech(tmp_path, PLAYED_S)
    sound.control("load-module", *ECHO, "source_properties=device.description=Echo")
    with Recording(tmp_path, mic="Echo", system="FakeSystem") as recording:
        sound.play(path, SYSTEM_SINK).wait(PLAYED_S + 30)
        time.sleep(0.5)
        done = recording.stop()
    room, far = recording.samples("mic"), recording.samples("system")
    assert done.lost_ms == 0
    for track in (room, far):
        seconds = compared(original, track)
        assert len(seconds) >= PLAYED_S - 4
        worst = min(second.likeness for second in seconds)
        record_property("流した会議と録音の相関（1秒ごと）の最小:", f"{worst:.3f}")
        assert worst > 0.95
        assert max(abs(second.lag) for second in seconds) < RATE // 20
    apart = max(apart_by(room, far))
    record_property("本物の音声サーバーでの2つのトラックのずれの最大:", f"{apart * 1000 / RATE:.1f} ms")
    assert apart <= RATE // 20
