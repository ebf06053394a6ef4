import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from minutes_app.audio.growing import HEADER, RATE, GrowingReader, GrowingWave, Mended, header, mend, samples_in
from minutes_app.errors import DiskError, DiskFault
from tests.conftest import FULL_SIZE

OLD = struct.pack("<40h", *range(1, 41))
LAST = struct.pack("<24h", *range(101, 125))
FOUR_GIB = 1 << 32


def raw_by_soundfile(path: Path) -> bytes:
    with soundfile.SoundFile(path) as sound:
        return bytes(sound.buffer_read(dtype="int16"))


def raw_by_ffmpeg(paths: list[Path], folder: Path) -> list[bytes]:
    """All of them in one run."""
    inputs = [part for path in paths for part in ("-i", str(path))]
    outputs = [folder / f"{number}.raw" for number in range(len(paths))]
    maps = [
        part
        for number, out in enumerate(outputs)
        for part in ("-map", f"{number}:0", "-c:a", "pcm_s16le", "-f", "s16le", str(out))
    ]
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-y", *inputs, *maps], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [out.read_bytes() for out in outputs]


def interrupted() -> Iterator[tuple[str, bytes, bytes]]:
    """What a kill or a power cut can leave at each byte of the last block: a name, the file, the sound in it."""
    old, new = header(len(OLD) // 2), header((len(OLD) + len(LAST)) // 2)
    for cut in range(len(LAST) + 1):
        whole = LAST[: cut - cut % 2]
        yield f"killed-{cut}", old + OLD + LAST[:cut], OLD + whole
        yield f"header-first-{cut}", new + OLD + LAST[:cut], OLD + whole
        zeros = bytes(len(LAST) - cut)
        yield f"zeros-behind-{cut}", old + OLD + LAST[:cut] + zeros, OLD + (LAST[: cut + cut % 2] if cut % 2 else whole)
    yield "sector-of-zeros", old + OLD + bytes(4096), OLD


@pytest.fixture
def wave(tmp_path: Path) -> Iterator[GrowingWave]:
    with GrowingWave(tmp_path / "a.wav") as wave:
        yield wave


def test_after_every_block_two_other_readers_find_all_of_it(wave: GrowingWave, tmp_path: Path) -> None:
    for blocks in range(4):
        expected = OLD * blocks
        assert raw_by_soundfile(wave.path) == expected
        assert raw_by_ffmpeg([wave.path], tmp_path) == [expected] if blocks else True
        assert samples_in(wave.path) == wave.samples == len(expected) // 2
        wave.append(OLD)


def test_an_office_player_sees_an_ordinary_wave_file(wave: GrowingWave) -> None:
    wave.append(OLD)
    found = soundfile.info(wave.path)
    assert (found.format, found.subtype, found.samplerate, found.channels) == ("WAV", "PCM_16", RATE, 1)
    assert wave.path.read_bytes()[:4] == b"RIFF"


def test_a_cut_at_any_byte_of_the_last_block_leaves_a_file_that_others_read(tmp_path: Path) -> None:
    """As it lies on the disk, before anything mends it: never less than what was there before the last block."""
    paths, sounds = [], []
    for name, content, _sound in interrupted():
        paths.append(tmp_path / f"{name}.wav")
        paths[-1].write_bytes(content)
        sounds.append(content[HEADER:])
    for path, sound, ffmpeg in zip(paths, sounds, raw_by_ffmpeg(paths, tmp_path), strict=True):
        for read in (raw_by_soundfile(path), ffmpeg):
            assert sound.startswith(read[: len(sound)]), path.name
            assert len(read) >= len(OLD), path.name


def test_a_mended_part_has_every_whole_sample_and_opens_in_both_readers(tmp_path: Path) -> None:
    paths, sounds = [], []
    for name, content, sound in interrupted():
        path = tmp_path / f"{name}.wav"
        path.write_bytes(content)
        mended = mend(path)
        assert mended.samples == len(sound) // 2, name
        assert path.read_bytes() == header(len(sound) // 2) + sound, name
        assert mend(path) == Mended(path, len(sound) // 2), f"{name}: mending again changes nothing"
        paths.append(path)
        sounds.append(sound)
    assert [raw_by_soundfile(path) for path in paths] == sounds
    assert raw_by_ffmpeg(paths, tmp_path) == sounds


@pytest.mark.parametrize("size", range(HEADER + 1))
def test_a_file_that_ends_within_its_header_becomes_an_empty_recording(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(header(40)[:size])
    mended = mend(path)
    assert (mended.samples, mended.did) == (0, ("header",))
    assert raw_by_soundfile(path) == b""


def test_sound_behind_a_header_that_was_never_written_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(bytes(HEADER) + OLD)
    assert mend(path) == Mended(path, 40, ("header",))
    assert raw_by_soundfile(path) == OLD


def test_sound_without_any_header_gets_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(OLD * 3 + b"\x07")
    assert mend(path) == Mended(path, 120, ("header_put_before",), cut=1)
    assert raw_by_soundfile(path) == OLD * 3


@pytest.mark.parametrize("torn", range(HEADER))
def test_a_header_torn_anywhere_does_not_cost_a_sample(tmp_path: Path, torn: int) -> None:
    """The first bytes are the new header's, the others the old one's."""
    path = tmp_path / "a.wav"
    old, new = header(len(OLD) // 2), header((len(OLD) + len(LAST)) // 2)
    path.write_bytes(new[:torn] + old[torn:] + OLD + LAST)
    assert mend(path).samples == 64
    assert raw_by_soundfile(path) == OLD + LAST


def test_silence_that_the_header_tells_of_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(header(100) + bytes(200))
    assert mend(path) == Mended(path, 100)


def test_a_wave_file_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, [0.5] * 100, RATE)
    before = path.read_bytes()
    assert mend(path).did == ("not_ours",)
    assert path.read_bytes() == before


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"precious")
    with pytest.raises(DiskError):
        GrowingWave(tmp_path / "a.wav")
    assert (tmp_path / "a.wav").read_bytes() == b"precious"


def test_half_a_sample_is_a_bug_of_the_caller(wave: GrowingWave) -> None:
    with pytest.raises(ValueError, match="half a sample"):
        wave.append(b"\x01")


def test_a_part_of_more_than_4_gib_becomes_rf64_in_place(wave: GrowingWave, tmp_path: Path) -> None:
    """CI leaves a hole of nearly 4 GiB in the file; the full size writes every byte."""
    before = FOUR_GIB // 2 - 60
    if FULL_SIZE:
        block = OLD * 100_000
        while wave.samples + len(block) // 2 <= before:
            wave.append(block)
        wave.append(block[: (before - wave.samples) * 2])
    else:
        wave.samples = before
    assert shutil.disk_usage(tmp_path).free > FOUR_GIB // 100
    for _block in range(4):
        wave.append(LAST)
        assert samples_in(wave.path) == wave.samples
        assert soundfile.info(wave.path).frames == wave.samples
    found = soundfile.info(wave.path)
    assert (found.format, wave.path.stat().st_size > FOUR_GIB) == ("RF64", True)
    with soundfile.SoundFile(wave.path) as sound:
        sound.seek(before)
        assert bytes(sound.buffer_read(dtype="int16")) == LAST * 4
    assert mend(wave.path).did == ()
    assert raw_end_by_ffmpeg(wave.path, wave.samples - 96) == LAST * 4
    wave.path.unlink()


def raw_end_by_ffmpeg(path: Path, start: int) -> bytes:
    """From a sample on, found by seeking."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-ss", f"{start / RATE:.9f}", "-i", str(path), "-f", "s16le", "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_a_large_part_with_a_broken_end_is_mended(wave: GrowingWave) -> None:
    wave.samples = FOUR_GIB // 2
    wave.append(LAST)
    with wave.path.open("r+b") as stream:
        stream.write(header(FOUR_GIB // 2 - 1000))
        stream.seek(0, 2)
        stream.write(b"\x01\x02\x03")
    assert mend(wave.path) == Mended(wave.path, FOUR_GIB // 2 + 25, ("header", "end"), 1)
    assert soundfile.info(wave.path).frames == FOUR_GIB // 2 + 25
    wave.path.unlink()


def test_a_reader_sees_what_is_new_and_nothing_that_is_half_written(wave: GrowingWave) -> None:
    with GrowingReader(wave.path) as reader:
        assert (reader.samples, reader.read(0)) == (0, b"")
        wave.append(OLD)
        assert reader.read(0) == OLD
        assert reader.read(10, most=5) == OLD[20:30]
        with wave.path.open("ab") as behind_the_header:
            behind_the_header.write(LAST)
        assert (reader.samples, reader.read(40)) == (40, b"")
        wave.append(LAST)
        assert reader.read(40) == LAST


def test_a_file_that_is_not_there_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(DiskFault):
        GrowingReader(tmp_path / "a.wav")
