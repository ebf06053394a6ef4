import struct

import pytest

from minutes_app.audio.growing import RATE
from minutes_app.capture.level import SILENT_DB, Judged, Meter, decibel, judged
from tests.capturing import tone


def hear(meter: Meter, pcm: bytes) -> Meter:
    for start in range(0, len(pcm), 1600):
        meter.hear(pcm[start : start + 1600])
    return meter


def square(samples: int, size: int = 32767) -> bytes:
    half = struct.pack("<h", size) * 40 + struct.pack("<h", -size) * 40
    return (half * (samples // 80 + 1))[: samples * 2]


def test_a_full_square_wave_is_0_dbfs_and_a_sine_at_a_quarter_is_minus_12_at_its_peak() -> None:
    meter = hear(Meter(), square(RATE))
    assert meter.rms_db == pytest.approx(0, abs=0.01)
    assert meter.peak_db == pytest.approx(0, abs=0.01)
    meter = hear(Meter(), tone(0, RATE))
    assert meter.peak_db == pytest.approx(-12.04, abs=0.05)
    assert meter.rms_db == pytest.approx(-15.05, abs=0.05)


def test_the_level_is_that_of_the_last_third_of_a_second() -> None:
    meter = hear(Meter(), square(RATE) + bytes(2 * RATE // 2))
    assert (meter.rms_db, meter.peak_db) == (SILENT_DB, SILENT_DB)


def test_exact_zeros_are_counted_to_the_sample_and_faint_noise_is_no_silence() -> None:
    meter = hear(Meter(), tone(0, RATE) + bytes(2 * 3 * RATE))
    assert meter.zeros_s == pytest.approx(3.0, abs=0.01)
    meter.hear(b"\x01\x00" + bytes(200))
    assert meter.zeros_s == pytest.approx(100 / RATE)


def test_full_scale_in_rows_is_clipping_and_a_single_peak_is_not() -> None:
    assert hear(Meter(), square(RATE)).clipped > 10_000
    assert hear(Meter(), struct.pack("<5h", 0, 32767, 0, -32768, 0) * 1000).clipped == 0
    assert hear(Meter(), b"\x00\x80" * 100).clipped == 99


def test_the_loudest_level_of_a_minute_is_remembered_and_then_forgotten() -> None:
    meter = hear(Meter(), tone(0, RATE) + bytes(2 * 59 * RATE))
    assert meter.loudest_db == pytest.approx(-15, abs=0.2)
    assert hear(meter, bytes(2 * 3 * RATE)).loudest_db == SILENT_DB


def test_somebody_speaks_when_it_is_louder_than_the_room_and_a_fan_is_nobody() -> None:
    fan = square(10 * RATE, 300)
    meter = hear(Meter(), fan)
    assert not meter.is_loud
    meter = hear(meter, tone(0, RATE))
    assert meter.is_loud
    assert not hear(meter, fan).is_loud


@pytest.mark.parametrize(
    ("peak_db", "word"), [(-120.0, "silent"), (-40.0, "quiet"), (-20.0, "good"), (-3.0, "good"), (-0.5, "loud")]
)
def test_a_person_is_told_one_of_four_words(peak_db: float, word: Judged) -> None:
    assert judged(peak_db) == word


def test_decibels_have_a_floor() -> None:
    assert (decibel(0.0), decibel(1e-9), decibel(1.0)) == (SILENT_DB, SILENT_DB, 0.0)


def test_an_empty_block_is_no_sound() -> None:
    meter = Meter()
    meter.hear(b"")
    assert (meter.heard_s, meter.loudest_db, meter.room_db) == (0.0, SILENT_DB, SILENT_DB)
