"""Dates and times are read from names and metadata as recorders and offices write them, and never made up."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.when import named_when, recorded_at, recorded_when
from minutes_app.audio.window import SoundFacts
from tests.formats.make import make, run_ffmpeg

NAMES = {
    "20261123_140000": ("2026-11-23", "14:00"),
    "20261123140000": ("2026-11-23", "14:00"),
    "202611231405": ("2026-11-23", "14:05"),
    "20261123-1405": ("2026-11-23", "14:05"),
    "REC20261123": ("2026-11-23", ""),
    "261123_1400": ("2026-11-23", "14:00"),
    "261123_0001": ("2026-11-23", ""),
    "261123_001": ("2026-11-23", ""),
    "20261123_0001": ("2026-11-23", ""),
    "20261123_2561": ("2026-11-23", ""),
    "2026-11-23 14.00 会議": ("2026-11-23", "14:00"),
    "2026-11-23 14.00.30 定例会議 1234567890": ("2026-11-23", "14:00"),
    "会議_2026-11-23_14-00-00": ("2026-11-23", "14:00"),
    "2026-11-23T09:15:00": ("2026-11-23", "09:15"),
    "2026_1_5": ("2026-01-05", ""),
    "2026.11.23": ("2026-11-23", ""),
    "2026年11月23日": ("2026-11-23", ""),
    "２０２６年１１月２３日　１４時３０分": ("2026-11-23", "14:30"),
    "令和8年11月23日": ("2026-11-23", ""),
    "令和８年１１月２３日（月）午後２時３０分 定例会議": ("2026-11-23", "14:30"),
    "令和8年11月23日(月)午前10時半": ("2026-11-23", "10:30"),
    "㋿8年11月23日": ("2026-11-23", ""),
    "令和元年5月1日": ("2019-05-01", ""),
    "平成30年4月1日": ("2018-04-01", ""),
    "昭和63年12月1日": ("1988-12-01", ""),
    "R8.11.23": ("2026-11-23", ""),
    "R8-1-5": ("2026-01-05", ""),
    "R081123": ("2026-11-23", ""),
    "会議R081123": ("2026-11-23", ""),
    "H30.4.1 会議": ("2018-04-01", ""),
    "261123会議": ("2026-11-23", ""),
    "会議20261123①": ("2026-11-23", ""),
    "2026年11月23日 14時-16時": ("2026-11-23", "14:00"),
    "20261123会議_20261201修正": ("2026-11-23", ""),
}
NO_DATE = [
    "ZOOM0001",
    "DVT_A01",
    "DS300001",
    "audio1234567890",
    "100001",
    "12345678",
    "第3回定例会議",
    "新規録音 12",
    "11月23日",
    "R8年度第1回",
    "令和8年度",
    "20261323",
    "20260230",
    "2026-02-29",
    "令和8年2月29日",
    "令和元年4月30日",
    "平成31年5月1日",
    "令和0年1月1日",
    "R081323",
    "081123_会議",
    "261323_1400",
    "会議1-2-3",
    "R2D2",
    "",
]


@pytest.fixture
def _in_japan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if sys.platform != "win32":
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
    yield
    monkeypatch.undo()
    if sys.platform != "win32":
        time.tzset()


def facts(recorded: str = "") -> SoundFacts:
    return SoundFacts(Path("x"), "wav", "pcm_s16le", 1, 16_000, 1000, recorded)


@pytest.mark.parametrize("name", NAMES)
def test_names_that_hold_a_date(name: str) -> None:
    assert named_when(name) == NAMES[name]


@pytest.mark.parametrize("name", NO_DATE)
def test_names_that_hold_no_sure_date(name: str) -> None:
    assert named_when(name) == ("", "")


def test_a_length_is_not_a_time_of_day() -> None:
    assert named_when("2026年11月23日 会議 2時間") == ("2026-11-23", "")


@pytest.mark.usefixtures("_in_japan")
def test_zoom_names_its_cloud_recordings_in_universal_time() -> None:
    assert named_when("GMT20261123-150000_Recording") == ("2026-11-24", "00:00")


def test_a_full_date_in_the_name_beats_the_metadata() -> None:
    assert recorded_when(Path("20261123_1400.wav"), facts("2026-11-22T09:00:00")) == ("2026-11-23", "14:00")


def test_the_metadata_adds_the_time_when_it_tells_the_same_day() -> None:
    assert recorded_when(Path("R8.11.23.wav"), facts("2026-11-23T09:30:12")) == ("2026-11-23", "09:30")


def test_the_time_of_another_day_is_not_taken() -> None:
    assert recorded_when(Path("R8.11.23.wav"), facts("2026-11-22T09:30:12")) == ("2026-11-23", "")


def test_without_a_date_in_the_name_the_metadata_tells() -> None:
    assert recorded_when(Path("ZOOM0001.wav"), facts("2026-11-23T09:30:12")) == ("2026-11-23", "09:30")
    assert recorded_when(Path("ZOOM0001.wav"), facts("2026-11-23")) == ("2026-11-23", "")


def test_the_time_stamp_of_the_file_is_never_asked(tmp_path: Path) -> None:
    path = tmp_path / "ZOOM0001.wav"
    path.write_bytes(b"x")
    assert recorded_when(path, facts()) == ("", "")


@pytest.mark.usefixtures("_in_japan")
@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"creation_time": "2026-11-23T05:00:00.000000Z"}, "2026-11-23T14:00:00"),
        ({"creation_time": "2026-11-23T16:00:00.000000Z"}, "2026-11-24T01:00:00"),
        ({"com.apple.quicktime.creationdate": "2026-11-23T14:00:00+0900"}, "2026-11-23T14:00:00"),
        ({"date": "2026-11-23", "creation_time": "14:00:00"}, "2026-11-23T14:00:00"),
        ({"date": "2026-11-23", "creation_time": "99:00:00"}, "2026-11-23"),
        ({"date": "2026-11-23T14:00:00"}, "2026-11-23T14:00:00"),
        ({"date": "2026-11-23"}, "2026-11-23"),
        ({"date": "2026"}, ""),
        ({"date": "2026-02-30"}, ""),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, ""),
        ({"creation_time": "1970-01-01T00:00:00.000000Z"}, ""),
        ({"creation_time": "9999-12-31T23:59:59.000000Z"}, ""),
        ({"creation_time": "\ufffd\ufffd"}, ""),
        ({}, ""),
    ],
)
def test_tags_tell_local_time(tags: dict[str, str], expected: str) -> None:
    assert recorded_at(tags) == expected


@pytest.mark.usefixtures("_in_japan")
@pytest.mark.parametrize(
    ("ending", "options", "expected"),
    [
        ("m4a", "-c:a aac -metadata creation_time=2026-11-23T05:00:00Z", "2026-11-23T14:00:00"),
        ("mkv", "-c:a flac -metadata creation_time=2026-11-23T05:00:00Z", "2026-11-23T14:00:00"),
        ("mp3", "-c:a libmp3lame -metadata date=2026-11-23T14:00:00", "2026-11-23T14:00:00"),
        ("mp3", "-c:a libmp3lame -metadata date=2026-11-23", "2026-11-23"),
        ("mp3", "-c:a libmp3lame -metadata date=2026", ""),
        (
            "wav",
            "-c:a pcm_s16le -write_bext 1 -metadata origination_date=2026-11-23 -metadata origination_time=14:00:00",
            "2026-11-23T14:00:00",
        ),
    ],
)
def test_the_date_inside_real_files(ending: str, options: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / f"録音.{ending}"
    run_ffmpeg("-f", "lavfi", "-i", "sine=d=1:r=16000", *options.split(), path)
    with Decoder() as decoder:
        assert decoder.probe(path).recorded_at == expected


def test_a_dictation_recorder_tells_the_end_and_we_the_beginning(tmp_path: Path) -> None:
    with Decoder() as decoder:
        assert decoder.probe(make("dss_long_play", tmp_path)).recorded_at == "2026-11-23T14:00:00"
