"""Every sample stands where it was recorded: through damage, gaps, joins, and when the work is taken up again."""

import random
from pathlib import Path

import numpy
import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, one_lane
from minutes_app.errors import CannotDecode, NoSoundInFile
from tests.formats.hear import Samples, joined, place_of, samples_of, windows_of
from tests.formats.make import CLIP, DATA, make, run_ffmpeg

HOLE_S = 1.2
HOLED = (
    "mp3_cbr mp3_vbr mp3_bare mp2 m4a_aac m4a_alac flac ogg_vorbis ogg_opus wma_1 wma_2 mkv_opus mp4_video mkv_video"
    " webm_video mpegts_video wmv_video"
)


@pytest.mark.parametrize("filling", ["zeros", "noise"])
@pytest.mark.parametrize(
    "kind",
    HOLED.split(),
)
def test_a_hole_in_a_file_is_filled_with_silence_and_counted(
    kind: str, filling: str, decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    path = make(kind, tmp_path)
    whole, _ = samples_of(decoder, path)
    content = bytearray(path.read_bytes())
    at, size = len(content) // 2, int(len(content) * HOLE_S / 12)
    content[at : at + size] = bytes(size) if filling == "zeros" else random.Random(3).randbytes(size)
    path.write_bytes(content)
    damaged, summary = samples_of(decoder, path)
    last_words = original[-2 * RATE :]
    assert place_of(last_words, damaged) == pytest.approx(place_of(last_words, whole), abs=40)
    assert 1 <= summary.skipped[0] <= 3
    assert 900 <= summary.skipped_ms[0] <= 4500


def test_silence_stands_where_the_clock_jumps_ahead(decoder: Decoder, original: Samples, tmp_path: Path) -> None:
    path = tmp_path / "途切れ.mkv"
    run_ffmpeg("-t", "12", "-i", CLIP, "-af", "aselect=not(between(t\\,4\\,6))", "-c:a", "pcm_s16le", path)
    sound, summary = samples_of(decoder, path)
    assert abs(place_of(original[-3 * RATE :], sound) - 9000) < 2
    assert not sound[int(4.2 * RATE) : int(5.8 * RATE)].any()
    assert summary.skipped == (1,)
    assert 1900 <= summary.skipped_ms[0] <= 2200


def test_a_claimed_gap_of_a_hundred_years_is_not_believed(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "百年.mkv"
    jump = "asetpts=if(lt(T\\,4)\\,PTS\\,PTS+3155760000/TB)"
    run_ffmpeg("-t", "12", "-i", CLIP, "-af", jump, "-c:a", "pcm_s16le", path)
    _, summary = samples_of(decoder, path)
    assert summary.durations_ms[0] == pytest.approx(12_000, abs=10)
    assert summary.skipped == (1,)


def test_sound_that_begins_after_the_picture_keeps_its_place(
    decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    path = tmp_path / "動画.mkv"
    video = ("-f", "lavfi", "-i", "color=c=gray:s=64x48:r=5")
    run_ffmpeg(*video, "-itsoffset", "1.5", "-t", "12", "-i", CLIP, "-t", "13", "-c:v", "mpeg4", "-c:a", "flac", path)
    sound, summary = samples_of(decoder, path)
    assert place_of(original[RATE : 3 * RATE], sound) == pytest.approx(2500, abs=5)
    assert summary.skipped == (0,)


@pytest.mark.parametrize("kind", ["wav_s16", "mp3_cbr", "flac", "ogg_opus", "wma_2", "mkv_video", "aac_adts", "amr"])
def test_a_file_that_was_cut_off_gives_what_it_holds(
    kind: str, decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    path = make(kind, tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    sound, summary = samples_of(decoder, path)
    assert 4900 <= summary.durations_ms[0] <= 7200
    assert place_of(original[RATE : 3 * RATE], sound) == pytest.approx(1000, abs=80)


@pytest.mark.parametrize("kind", ["wav_s16", "wav_adpcm_ima", "rf64", "flac", "mkv_opus", "aiff"])
def test_a_copy_that_was_cut_off_tells_how_much_is_missing(kind: str, decoder: Decoder, tmp_path: Path) -> None:
    path = make(kind, tmp_path)
    assert samples_of(decoder, path)[1].missing_ms == (0,)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    summary = samples_of(decoder, path)[1]
    assert summary.durations_ms[0] + summary.missing_ms[0] == pytest.approx(12_000, abs=150)


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0x8000_0024, 0xFFFF_FFFF])
def test_a_length_that_a_recorder_never_filled_in_is_not_missing(size: int, decoder: Decoder, tmp_path: Path) -> None:
    path = make("wav_s16", tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[:4] + size.to_bytes(4, "little") + content[8:])
    assert samples_of(decoder, path)[1].missing_ms == (0,)


def test_a_recorder_that_lost_power_before_it_wrote_the_lengths_is_read_to_the_end(
    decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    path = make("wav_s16", tmp_path)
    content = bytearray(path.read_bytes())
    content[4:8] = bytes(4)
    at = content.index(b"data") + 4
    content[at : at + 4] = bytes(4)
    path.write_bytes(content)
    sound, _ = samples_of(decoder, path)
    assert numpy.array_equal(sound, original)


@pytest.mark.parametrize("kind", ["wav_44k_stereo", "mp3_vbr", "m4a_aac", "ogg_opus", "wma_2", "mkv_video"])
@pytest.mark.parametrize("from_ms", [1, 3_330, 7_777])
def test_taking_up_the_work_again_loses_and_repeats_no_sample(
    kind: str, from_ms: int, decoder: Decoder, folder: Path
) -> None:
    path = folder / f"{kind}.done"
    if not path.exists():
        make(kind, folder).rename(path)
    whole, _ = samples_of(decoder, path)
    rest, _ = samples_of(decoder, path, from_ms=from_ms)
    assert numpy.array_equal(rest, whole[from_ms * RATE // 1000 :])


def test_taking_up_the_work_at_any_window_gives_the_rest(decoder: Decoder) -> None:
    path = DATA / "meeting_3min.mp3"
    windows, summary = windows_of(decoder, path)
    whole = joined(windows)
    assert len(windows) >= 4
    for window in windows[1:]:
        rest, again = windows_of(decoder, path, from_ms=window.start_ms)
        assert again == summary
        assert rest[0].start_ms == window.start_ms
        assert numpy.array_equal(joined(rest), whole[window.start_ms * RATE // 1000 :])


def test_taking_up_the_work_at_the_end_gives_only_the_summary(decoder: Decoder) -> None:
    _, summary = windows_of(decoder, CLIP)
    windows, again = windows_of(decoder, CLIP, from_ms=summary.durations_ms[0])
    assert (windows, again) == ([], summary)


def test_the_same_file_gives_the_same_windows(decoder: Decoder) -> None:
    first = windows_of(decoder, DATA / "stereo_2ch.opus", tracks="separate")
    with Decoder() as other:
        assert windows_of(other, DATA / "stereo_2ch.opus", tracks="separate") == first


def test_files_of_different_kinds_are_joined_where_each_truly_ends(decoder: Decoder, tmp_path: Path) -> None:
    paths = tuple(make(kind, tmp_path) for kind in ("mp3_vbr", "wav_44k_stereo", "m4a_aac"))
    together, summary = samples_of(decoder, *paths)
    alone = [samples_of(decoder, path) for path in paths]
    assert summary.durations_ms == tuple(each.durations_ms[0] for _, each in alone)
    assert numpy.array_equal(together, numpy.concatenate([sound for sound, _ in alone]))


def test_joined_files_can_be_taken_up_again_inside_the_second(decoder: Decoder, tmp_path: Path) -> None:
    paths = tuple(make(kind, tmp_path) for kind in ("mp3_vbr", "ogg_opus"))
    whole, _ = samples_of(decoder, *paths)
    rest, _ = samples_of(decoder, *paths, from_ms=15_432)
    assert numpy.array_equal(rest, whole[15_432 * RATE // 1000 :])


def test_a_mono_file_beside_a_stereo_file_is_the_first_track(decoder: Decoder, tmp_path: Path) -> None:
    paths = (make("wav_s16", tmp_path), DATA / "stereo_2ch.opus")
    windows, summary = windows_of(decoder, *paths, tracks="separate")
    second = joined(windows, track=1)
    boundary = summary.durations_ms[0] * RATE // 1000
    assert not second[:boundary].any()
    assert second[boundary:].any()
    assert joined(windows)[:boundary].any()


def test_a_broken_file_among_several_is_named_before_any_work_is_done(decoder: Decoder, tmp_path: Path) -> None:
    broken = tmp_path / "2.m4a"
    broken.write_bytes(b"\x00\x00\x00\x20ftypM4A " + bytes(200))
    paths = (make("wav_s16", tmp_path), broken, make("flac", tmp_path))
    stream = decoder.windows(one_lane(*paths))
    with pytest.raises(CannotDecode) as caught:
        next(stream)
    assert caught.value.path == broken


def test_a_video_without_sound_is_told_apart_from_a_broken_one(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "無音.mp4"
    run_ffmpeg("-f", "lavfi", "-i", "color=c=gray:s=64x48:r=5", "-t", "2", "-c:v", "mpeg4", path)
    with pytest.raises(NoSoundInFile):
        windows_of(decoder, path)


def test_a_recording_of_no_length_holds_no_sound(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "0秒.wav"
    run_ffmpeg("-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "0", path)
    with pytest.raises(NoSoundInFile):
        windows_of(decoder, path)
