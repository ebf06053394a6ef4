"""Tracks that were recorded side by side, each in several files, come back as one time line."""

import wave
from pathlib import Path

import numpy
import pytest

from minutes_app.audio.lanes import identities, lanes_of, measured
from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, DecodeSummary, Lane, Part, Window
from minutes_app.errors import CannotDecode
from minutes_app.meeting.model import Recording, length_ms
from tests.formats.hear import Samples

ROOM = numpy.arange(1, 11 * RATE + 1, dtype=numpy.int64) % 30_000
FAR = -(numpy.arange(1, 8 * RATE + 1, dtype=numpy.int64) % 29_000)


def wav(path: Path, samples: "numpy.typing.NDArray[numpy.int64]") -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.astype("<i2").tobytes())
    return path


def two_tracks(folder: Path) -> tuple[Recording, ...]:
    """Room: 4 s + 7 s; far end: 6 s + 2 s, and nothing after that."""
    cuts = (("mic", 1, ROOM[: 4 * RATE]), ("mic", 2, ROOM[4 * RATE :]), ("system", 1, FAR[: 6 * RATE]))
    out, ends = [], {"mic": 0, "system": 0}
    for track, number, samples in (*cuts, ("system", 2, FAR[6 * RATE :])):
        name = wav(folder / f"recording-{track}-{number:03d}.wav", samples).name
        length = len(samples) * 1000 // RATE
        kind = "microphone" if track == "mic" else "system"
        one = Recording(name, name, f"{track}{number}", length, ends[track], kind, track=int(track == "system"))  # type: ignore[arg-type] # one of two
        ends[track] += length
        out.append(one)
    return tuple(out)


def heard(decoder: Decoder, lanes: tuple[Lane, ...], from_ms: int = 0) -> tuple[list[Samples], DecodeSummary, int]:
    windows: list[Window] = []
    summary = None
    for each in decoder.windows(lanes, from_ms=from_ms):
        if isinstance(each, DecodeSummary):
            summary = each
        else:
            windows.append(each)
    assert summary is not None
    rows = [b"".join(window.raw for window in windows), b"".join(window.tracks[1] for window in windows)]
    return [numpy.frombuffer(row, "<i2") for row in rows], summary, windows[0].start_ms


def test_two_tracks_of_several_files_are_heard_side_by_side(decoder: Decoder, tmp_path: Path) -> None:
    recordings = two_tracks(tmp_path)
    lanes = lanes_of(tmp_path, recordings)
    (room, far), summary, start_ms = heard(decoder, lanes)
    assert start_ms == 0
    assert (room == ROOM).all()
    assert (far[: len(FAR)] == FAR).all()
    assert not far[len(FAR) :].any()
    assert summary.durations_ms == (4_000, 7_000, 6_000, 2_000)
    assert measured(recordings, lanes, summary) == recordings
    assert length_ms(recordings) == 11_000


def test_a_resumed_decode_leaves_out_the_files_that_are_past(decoder: Decoder, tmp_path: Path) -> None:
    recordings = two_tracks(tmp_path)
    lanes = lanes_of(tmp_path, recordings, 6_500)
    assert [[part.at_ms for part in lane] for lane in lanes] == [[4_000], [6_000]]
    (room, far), summary, start_ms = heard(decoder, lanes, 6_500)
    assert start_ms == 6_500
    assert (room == ROOM[6_500 * 16 :]).all()
    assert (far[:24_000] == FAR[6_500 * 16 :]).all()
    assert measured(recordings, lanes, summary) == recordings


def test_a_track_that_ended_early_keeps_its_number(tmp_path: Path) -> None:
    recordings = two_tracks(tmp_path)
    assert [len(lane) for lane in lanes_of(tmp_path, recordings, 9_000)] == [1, 1]
    assert lanes_of(tmp_path, recordings, 11_000) == ()


def test_a_file_that_is_missing_in_the_middle_leaves_a_silence(decoder: Decoder, tmp_path: Path) -> None:
    recordings = tuple(one for one in two_tracks(tmp_path) if not one.file.endswith("mic-001.wav"))
    (room, far), _summary, _start = heard(decoder, lanes_of(tmp_path, recordings))
    assert not room[: 4 * RATE].any()
    assert (room[4 * RATE :] == ROOM[4 * RATE :]).all()
    assert (far[: len(FAR)] == FAR).all()


def test_imported_files_follow_each_other_whatever_their_headers_claim(tmp_path: Path) -> None:
    one = Recording("a.wav", "a.wav", "aa", 9_999)
    two = Recording("b.wav", "b.wav", "bb", 5, offset_ms=9_999)
    assert lanes_of(tmp_path, (one, two)) == ((Part(tmp_path / "a.wav"), Part(tmp_path / "b.wav")),)
    summary = DecodeSummary((4_000, 2_000), (1, 0), (300, 0))
    first, second = measured((one, two), lanes_of(tmp_path, (one, two)), summary)
    assert (first.duration_ms, first.skipped, first.skipped_ms) == (4_000, 1, 300)
    assert (second.offset_ms, second.duration_ms) == (4_000, 2_000)


def test_the_key_of_two_tracks_is_not_that_of_two_files_in_a_row(tmp_path: Path) -> None:
    recordings = two_tracks(tmp_path)
    assert identities(recordings) == ("0:mic1", "0:mic2", "1:system1", "1:system2")
    assert identities(recordings[:2]) == ("mic1", "mic2")


def test_a_broken_file_of_the_second_track_is_named(decoder: Decoder, tmp_path: Path) -> None:
    recordings = two_tracks(tmp_path)
    (tmp_path / "recording-system-002.wav").write_bytes(b"RIFF\x10\0\0\0WAVEfmt broken")
    with pytest.raises(CannotDecode) as caught:
        list(decoder.windows(lanes_of(tmp_path, recordings)))
    assert caught.value.path.name == "recording-system-002.wav"
