"""A stretch is read from its own place: the same samples as from the beginning, and no more work far behind it."""

import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from minutes_app.audio import decode
from minutes_app.audio.container import Sound
from minutes_app.audio.lanes import placed_lanes
from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, Lane, Part, Window
from minutes_app.meeting.model import Recording
from minutes_app.progress import no_report
from tests.formats.hear import Samples, joined, place_of, samples_of, windows_of
from tests.formats.make import make
from tests.online import online_meeting, pcm_of

SPAN = (40_330, 47_770)
EXACT = (
    "wav_s16 wav_s24 wav_f32 wav_44k_stereo wav_192k wav_surround rf64 w64 mp3_cbr mp3_vbr m4a_aac m4a_alac flac"
    " aiff caf mov_video wav_mp3 wav_adpcm_ima wav_mulaw_phone ogg_vorbis ogg_opus"
    " mp3_bare"
)
NEARLY = "mp4_video 3gp_aac wma_2 mkv_opus mkv_video webm_video aac_adts amr mpegts_video avi_video"
"""A clock that counts milliseconds, a decoder that makes noise by chance, or no clock at all."""


def lane(path: Path, length_ms: int, *, at_ms: int = 0) -> Lane:
    return (Part(path, at_ms, length_ms, is_whole=True),)


def slice_of(sound: Samples, span: tuple[int, int], at_ms: int = 0) -> Samples:
    begin, end = ((place - at_ms) * RATE // 1000 for place in span)
    return sound[begin:end]


def stretch_of(decoder: Decoder, lanes: tuple[Lane, ...], span: tuple[int, int]) -> list[Window]:
    windows = list(decoder.stretch(lanes, span))
    place = span[0]
    for window in windows:
        assert window.start_ms == place
        place += window.duration_ms
    return windows


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """How many pieces are decoded for a stretch."""
    count = 0
    real = Sound._decoded

    def counting(self: Sound, packet: object) -> object:
        nonlocal count
        pieces = real(self, packet)  # type: ignore[arg-type] # a packet
        count += len(pieces)
        return pieces

    monkeypatch.setattr(Sound, "_decoded", counting)

    def work(lanes: tuple[Lane, ...], span: tuple[int, int]) -> int:
        nonlocal count
        count = 0
        list(decode.stretch(lanes, "mix", *span, report=no_report))
        return count

    return work


@pytest.mark.parametrize("kind", EXACT.split())
def test_it_is_sample_by_sample_what_a_decode_from_the_beginning_gives(
    kind: str, decoder: Decoder, tmp_path: Path
) -> None:
    path = make(kind, tmp_path, 60)
    whole, summary = samples_of(decoder, path)
    windows = stretch_of(decoder, (lane(path, summary.durations_ms[0]),), SPAN)
    assert numpy.array_equal(joined(windows), slice_of(whole, SPAN))


@pytest.mark.parametrize("kind", NEARLY.split())
def test_where_a_clock_is_less_exact_it_is_the_same_sound_at_the_same_place(
    kind: str, decoder: Decoder, tmp_path: Path
) -> None:
    path = make(kind, tmp_path, 60)
    whole, summary = samples_of(decoder, path)
    sound = joined(stretch_of(decoder, (lane(path, summary.durations_ms[0]),), SPAN))
    assert len(sound) == len(slice_of(whole, SPAN))
    assert abs(place_of(sound[RATE : 5 * RATE], whole) - SPAN[0] - 1000) <= 2


@pytest.mark.parametrize("kind", ["wav_s16", "mp3_vbr", "m4a_aac", "flac"])
def test_the_work_does_not_grow_with_the_place(kind: str, decoded: Callable[..., int], tmp_path: Path) -> None:
    path = make(kind, tmp_path, 60)
    with Decoder() as decoder:
        lanes = (lane(path, samples_of(decoder, path)[1].durations_ms[0]),)
    early, late = (decoded(lanes, (at, at + 3_000)) for at in (6_000, 54_000))
    everything = decoded((tuple(replace(part, is_whole=False) for part in lanes[0]),), (54_000, 57_000))
    assert late <= early + 2
    assert everything > 3 * late, "the count would tell"


def test_ten_hours_cost_no_more_than_a_minute(decoded: Callable[..., int], tmp_path: Path) -> None:
    path, seconds = tmp_path / "十時間.wav", 36_000
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(bytes(2))
    head = bytearray(path.read_bytes()[:44])
    head[4:8] = (36 + seconds * RATE * 2).to_bytes(4, "little")
    head[40:44] = (seconds * RATE * 2).to_bytes(4, "little")
    path.write_bytes(head)
    with path.open("r+b") as sparse:
        sparse.truncate(44 + seconds * RATE * 2)
    lanes = (lane(path, seconds * 1000),)
    early, late = (decoded(lanes, (at, at + 5_000)) for at in (50_000, 35_900_000))
    assert 0 < late <= early + 2


def test_a_file_in_which_something_was_skipped_is_read_from_its_beginning(
    decoded: Callable[..., int], decoder: Decoder, tmp_path: Path
) -> None:
    path = make("mp3_cbr", tmp_path, 60)
    content = bytearray(path.read_bytes())
    content[len(content) // 4 : len(content) // 4 + 9_000] = bytes(9_000)
    path.write_bytes(content)
    whole, summary = samples_of(decoder, path)
    assert summary.skipped != (0,)
    recording = Recording(path.name, "録音", "ab" * 32, summary.durations_ms[0], skipped=summary.skipped[0])
    lanes = placed_lanes(tmp_path, (recording,), heard=True)
    assert numpy.array_equal(joined(stretch_of(decoder, lanes, SPAN)), slice_of(whole, SPAN))


def test_a_header_that_tells_another_length_than_was_heard_is_not_trusted(
    decoded: Callable[..., int], decoder: Decoder, tmp_path: Path
) -> None:
    path, span = make("wav_s16", tmp_path, 20), (9_000, 12_000)
    whole, _summary = samples_of(decoder, path)
    lanes = (lane(path, 15_000),)
    assert numpy.array_equal(joined(stretch_of(decoder, lanes, span)), slice_of(whole, span))
    assert decoded(lanes, span) > 1.5 * decoded((lane(path, 20_000),), span), "read from the beginning"


def test_files_that_follow_each_other_are_read_where_the_stretch_is(
    decoded: Callable[..., int], decoder: Decoder, tmp_path: Path
) -> None:
    one, two = (make(kind, tmp_path, 30) for kind in ("wav_s16", "flac"))
    windows, summary = windows_of(decoder, one, two)
    whole, ends = joined(windows), summary.durations_ms
    lanes = ((*lane(one, ends[0]), *lane(two, ends[1], at_ms=ends[0])),)
    for span in ((25_000, 34_500), (41_000, 44_000), (55_000, 70_000)):
        assert numpy.array_equal(joined(stretch_of(decoder, lanes, span)), slice_of(whole, span)), span
    assert decoded(lanes, (55_000, 58_000)) <= decoded(lanes, (5_000, 8_000)) + 100


def test_files_that_nobody_has_heard_yet_are_read_one_after_the_other(decoder: Decoder, tmp_path: Path) -> None:
    paths = [make(kind, tmp_path, 10) for kind in ("wav_s16", "flac")]
    windows, _summary = windows_of(decoder, *paths)
    recordings = tuple(Recording(path.name, path.name, "ab" * 32, 5_000) for path in paths)
    lanes = placed_lanes(tmp_path, recordings, heard=False)
    span = (8_000, 13_000)
    assert numpy.array_equal(joined(stretch_of(decoder, lanes, span)), slice_of(joined(windows), span))


def test_a_hole_between_two_recordings_is_silence_and_beyond_the_end_is_nothing(
    decoder: Decoder, tmp_path: Path
) -> None:
    path = make("wav_s16", tmp_path, 10)
    whole = samples_of(decoder, path)[0]
    lanes = ((*lane(path, 10_000), *lane(path, 10_000, at_ms=15_000)),)
    sound = joined(stretch_of(decoder, lanes, (8_000, 17_000)))
    assert numpy.array_equal(sound[: 2 * RATE], whole[8 * RATE :])
    assert not sound[2 * RATE : 7 * RATE].any()
    assert numpy.array_equal(sound[7 * RATE :], whole[: 2 * RATE])
    assert stretch_of(decoder, lanes, (40_000, 41_000)) == []


def test_an_online_meeting_is_cleaned_as_well_as_from_the_beginning(decoder: Decoder, tmp_path: Path) -> None:
    talk = online_meeting()
    paths = [tmp_path / f"{name}.wav" for name in ("room", "far")]
    for path, track in zip(paths, (talk.microphone(), talk.far), strict=True):
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(pcm_of(track))
    length_ms = len(talk.far) * 1000 // RATE
    lanes = tuple(lane(path, length_ms) for path in paths)
    span = (26_000, 30_000)
    [window] = stretch_of(decoder, lanes, span)
    room, far = (numpy.frombuffer(pcm, "<i2").astype(float) for pcm in (window.raw, window.tracks[1]))
    assert numpy.array_equal(room, slice_of(numpy.frombuffer(pcm_of(talk.microphone()), "<i2"), span))
    assert numpy.array_equal(far, slice_of(numpy.frombuffer(pcm_of(talk.far), "<i2"), span))
    cleaned = numpy.frombuffer(window.tracks[0], "<i2").astype(float)
    assert numpy.linalg.norm(cleaned) < numpy.linalg.norm(room) / 10, "only the loudspeaker speaks there"
