"""Every kind of recording that offices have is decoded in full and sounds as it did."""

import shutil
import sys
import unicodedata
import wave
from pathlib import Path

import numpy
import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE
from tests.formats.hear import Samples, likeness, samples_of, windows_of
from tests.formats.make import CLIP_S, DATA, FORMATS, make, run_ffmpeg

NAMES = [
    "会議（秘）①.m4a",
    "表示ソ十.m4a",
    "ｶﾅ ﾀﾞｸﾃﾝ.m4a",
    unicodedata.normalize("NFD", "がぎぐプペポ.m4a"),
    "🎤定例会議🗣️.m4a",
    "髙﨑𠮷田様 打合せ.m4a",
    "-i 100%#&'!.m4a",
    "第１回．定例会議．m4a",
    "会" * 60 + ".m4a",
]
NAMES_OF_POSIX = ['a|b:c?"*.m4a', "concat:会議.m4a|x.m4a", "http:会議.m4a", "改\n行.m4a"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_recording_of_this_kind_is_decoded_in_full(
    kind: str, decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    made = FORMATS[kind]
    path = make(kind, tmp_path)
    facts = decoder.probe(path)
    sound, summary = samples_of(decoder, path)
    alike, late_ms = likeness(sound, original)
    added_ms = summary.durations_ms[0] - CLIP_S * 1000
    assert summary.skipped == (0,)
    assert len(sound) == summary.durations_ms[0] * RATE // 1000
    assert -50 <= added_ms <= made.padding_ms or kind == "dss_standard_play"
    assert alike >= made.alike or kind == "dss_standard_play"
    assert abs(late_ms) <= made.padding_ms or kind == "dss_standard_play"
    assert abs(facts.duration_ms - summary.durations_ms[0]) <= max(110, facts.duration_ms // 25)


def test_dictation_recorders_in_standard_play_reach_their_own_decoder(decoder: Decoder, tmp_path: Path) -> None:
    path = make("dss_standard_play", tmp_path)
    facts = decoder.probe(path)
    sound, summary = samples_of(decoder, path)
    assert (facts.format, facts.codec, facts.rate) == ("dss", "dss_sp", 11025)
    assert abs(summary.durations_ms[0] - CLIP_S * 1000) < 300
    assert numpy.std(sound.astype(float)) > 1000


@pytest.mark.parametrize("name", NAMES + ([] if sys.platform == "win32" else NAMES_OF_POSIX))
def test_file_names_as_japanese_offices_make_them(name: str, decoder: Decoder, folder: Path) -> None:
    made = folder / "m4a_aac.m4a"
    if not made.exists():
        make("m4a_aac", folder, 3)
    path = folder / name
    shutil.copyfile(made, path)
    assert decoder.probe(path).codec == "aac"
    assert samples_of(decoder, path)[1].durations_ms[0] == pytest.approx(3000, abs=50)


def test_the_ending_of_the_name_is_not_believed(decoder: Decoder, tmp_path: Path) -> None:
    path = make("mp3_cbr", tmp_path, 3).rename(tmp_path / "会議.wav")
    assert decoder.probe(path).format == "mp3"


def test_facts_are_what_the_header_says(decoder: Decoder, tmp_path: Path) -> None:
    facts = decoder.probe(make("wav_44k_stereo", tmp_path))
    assert (facts.format, facts.codec, facts.channels, facts.rate) == ("wav", "pcm_s16le", 2, 44100)
    assert facts.duration_ms == CLIP_S * 1000


def test_one_microphone_with_a_wire_swapped_is_not_cancelled_out(
    decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    path = tmp_path / "逆相.wav"
    run_ffmpeg("-t", "12", "-i", DATA / "single_1min.flac", "-af", "pan=stereo|c0=c0|c1=-1*c0", path)
    assert likeness(samples_of(decoder, path)[0], original)[0] > 0.99


@pytest.mark.parametrize("microphones", [3, 4, 6, 8])
def test_every_one_of_several_microphones_is_heard(
    microphones: int, decoder: Decoder, original: Samples, tmp_path: Path
) -> None:
    for channel in (0, 2, microphones - 1):
        path = tmp_path / f"{channel}.wav"
        pan = "|".join(f"c{each}={'c0' if each == channel else '0*c0'}" for each in range(microphones))
        run_ffmpeg("-t", "12", "-i", DATA / "single_1min.flac", "-af", f"pan={microphones}c|{pan}", path)
        sound = samples_of(decoder, path)[0]
        assert likeness(sound, original)[0] > 0.99, f"channel {channel} is lost"
        assert numpy.std(sound.astype(float)) > 0.4 * numpy.std(original.astype(float))


def test_channels_become_tracks_when_asked(decoder: Decoder, tmp_path: Path) -> None:
    stereo = DATA / "stereo_2ch.opus"
    windows, _ = windows_of(decoder, stereo, tracks="separate")
    for track in range(2):
        alone = tmp_path / f"{track}.wav"
        run_ffmpeg("-i", stereo, "-af", f"pan=mono|c0=c{track}", "-ar", "16000", alone)
        with wave.open(str(alone), "rb") as source:
            expected = numpy.frombuffer(source.readframes(source.getnframes()), "<i2")
        ours = numpy.frombuffer(b"".join(window.tracks[track] for window in windows), "<i2")
        assert likeness(ours, expected)[0] > 0.99


def test_a_mono_recording_has_one_track_when_separate_tracks_are_asked_for(decoder: Decoder) -> None:
    windows, _ = windows_of(decoder, DATA / "single_1min.flac", tracks="separate")
    assert {len(window.tracks) for window in windows} == {1}
