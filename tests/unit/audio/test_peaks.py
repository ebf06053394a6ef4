"""The picture of a meeting's sound: right place, right height, whatever the windows are cut like."""

import wave
from pathlib import Path

import pytest

from minutes_app.audio.peaks import PEAK_MS
from minutes_app.audio.source import Decoder
from minutes_app.audio.window import Part
from minutes_app.errors import CannotDecode, InputMissing
from minutes_app.progress import Cancelled, Progress


def _sound(path: Path, *parts: tuple[int, int]) -> Path:
    """Parts of (ms, height of the samples)."""
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        for ms, height in parts:
            up, down = height.to_bytes(2, "little", signed=True), (-height).to_bytes(2, "little", signed=True)
            sound.writeframes((up + down) * (ms * 8))
    return path


def _levels(*lanes: tuple[Part, ...]) -> list[int]:
    with Decoder() as decoder:
        found = list(decoder.peaks(lanes))
    at = 0
    for each in found:
        assert each.start_ms == at
        at += len(each.levels) * PEAK_MS
    return [level for each in found for level in each.levels]


def test_the_height_stands_where_the_sound_is(tmp_path: Path) -> None:
    path = _sound(tmp_path / "a.wav", (1000, 0), (500, 16_000), (1010, 2000))
    levels = _levels((Part(path),))
    assert len(levels) == 51
    assert set(levels[:20]) == {0}
    assert set(levels[20:30]) == {125}
    assert set(levels[30:]) == {15}


def test_a_long_recording_has_as_many_levels_as_time_however_it_is_cut(tmp_path: Path) -> None:
    path = _sound(tmp_path / "a.wav", *(part for _each in range(37) for part in ((3333, 9000), (777, 0))))
    levels = _levels((Part(path),))
    assert len(levels) == -(-37 * 4110 // PEAK_MS)
    assert levels.count(70) > len(levels) * 0.7


def test_tracks_side_by_side_are_one_picture_of_the_louder(tmp_path: Path) -> None:
    room, far = _sound(tmp_path / "a.wav", (500, 1280), (500, 0)), _sound(tmp_path / "b.wav", (500, 12_800))
    levels = _levels((Part(room),), (Part(far, 500),))
    assert levels[:9] == [10] * 9
    assert levels[11:19] == [100] * 8


def test_as_loud_as_can_be_is_255(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(b"\x00\x80" * 16_000)
    assert set(_levels((Part(path),))) == {255}


def test_a_broken_or_missing_recording_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF\x10\x00\x00\x00WAVEjunk" * 20)
    with pytest.raises(CannotDecode):
        _levels((Part(tmp_path / "broken.wav"),))
    with pytest.raises(InputMissing):
        _levels((Part(tmp_path / "gone.wav"),))


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    path = _sound(tmp_path / "a.wav", (20_000, 100))

    def stop(_progress: Progress) -> None:
        raise Cancelled

    with Decoder() as decoder, pytest.raises(Cancelled):
        list(decoder.peaks(((Part(path),),), stop))
