"""Files made to hurt: each gets a clear error or is read, and the decoder lives on."""

import os
import signal
import socket
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from minutes_app.audio import decode
from minutes_app.audio.source import LIMITS, Decoder, deaths_named
from minutes_app.audio.window import Window, one_lane
from minutes_app.child import Limits
from minutes_app.errors import AudioError, CannotDecode, ChildDied, DecoderStopped, NoSoundInFile, UnsupportedSound
from minutes_app.progress import Cancelled, Progress
from tests.formats.hear import refused_or_heard, samples_of, windows_of
from tests.formats.make import CLIP, DATA, make, run_ffmpeg
from tests.unit.in_child import probe_dying_once


def wav_header(*, channels: int, rate: int, size: int, bits: int = 16) -> bytes:
    block = channels * bits // 8 & 0xFFFF
    shape = struct.pack("<HHIIHH", 1, channels, rate, min(rate * block, 0xFFFFFFFF), block, bits)
    return (
        b"RIFF"
        + struct.pack("<I", 36)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + shape
        + b"data"
        + struct.pack("<I", size)
    )


def refusal(decoder: Decoder, path: Path) -> str:
    with pytest.raises(UnsupportedSound) as caught:
        windows_of(decoder, path)
    assert caught.value.path == path
    return caught.value.kind


@pytest.mark.parametrize("channels", [9, 100])
def test_more_channels_than_any_recorder_has_are_refused(channels: int, decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "多チャンネル.wav"
    path.write_bytes(wav_header(channels=channels, rate=48_000, size=96_000) + bytes(96_000))
    assert refusal(decoder, path) == "too_many_channels"


def test_a_rate_higher_than_any_recorder_has_is_refused(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "768k.wav"
    path.write_bytes(wav_header(channels=1, rate=768_000, size=96_000) + bytes(96_000))
    assert refusal(decoder, path) == "rate_too_high"


def test_a_rate_too_low_for_a_voice_is_refused(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "1Hz.wav"
    path.write_bytes(wav_header(channels=1, rate=1, size=96_000) + bytes(96_000))
    assert refusal(decoder, path) == "rate_too_low"


@pytest.mark.parametrize(("channels", "rate"), [(0, 16_000), (1, 0), (0, 0), (8, 384_000), (32_767, 1)])
def test_absurd_shapes_in_a_header_do_not_crash(channels: int, rate: int, decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "変.wav"
    path.write_bytes(wav_header(channels=channels, rate=rate, size=96_000) + bytes(96_000))
    summary = refused_or_heard(decoder, path)
    assert (summary is not None) == (channels == 8)


def test_a_header_that_claims_terabytes_costs_only_what_is_there(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "巨大.wav"
    path.write_bytes(wav_header(channels=1, rate=16_000, size=0xFFFFFFF0) + bytes(32_000))
    _, summary = windows_of(decoder, path)
    assert summary.durations_ms == (1000,)


def test_a_claimed_length_beyond_belief_counts_as_not_known(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "百年.mkv"
    jump = "asetpts=if(lt(T\\,4)\\,PTS\\,PTS+3155760000/TB)"
    run_ffmpeg("-t", "12", "-i", CLIP, "-af", jump, "-c:a", "pcm_s16le", path)
    assert decoder.probe(path).duration_ms == 0


def test_more_streams_than_any_recorder_has_are_refused(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "多重.mkv"
    maps = [part for _ in range(40) for part in ("-map", "0:a")]
    run_ffmpeg("-t", "1", "-i", CLIP, *maps, "-c:a", "pcm_s16le", path)
    assert refusal(decoder, path) == "too_many_streams"


def test_a_picture_coded_as_video_is_never_decoded(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "動画だけ.mkv"
    run_ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=2", "-c:v", "mpeg4", path)
    with pytest.raises(NoSoundInFile):
        windows_of(decoder, path)


def test_a_codec_that_no_recorder_uses_is_refused(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "珍しい.wav"
    run_ffmpeg("-t", "1", "-i", CLIP, "-c:a", "sonic", "-strict", "-2", "-f", "avi", path)
    assert refusal(decoder, path) == "unknown_codec"


def test_no_address_in_a_file_is_ever_called(decoder: Decoder, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.mp3"
        for name, content in (
            ("a.mp3", f"#EXTM3U\n{address}\n"),
            ("a.wma", f'<asx version="3.0"><entry><ref href="{address}"/></entry></asx>'),
            ("a.m4a", f"[Reference]\r\nRef1={address}\r\n"),
            ("a.wav", f"ffconcat version 1.0\nfile {address}\n"),
        ):
            (tmp_path / name).write_text(content, encoding="utf-8")
            assert refusal(decoder, tmp_path / name) == "playlist"
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_damaged_file_does_not_touch_the_next(decoder: Decoder, tmp_path: Path) -> None:
    good, expected = make("flac", tmp_path), samples_of(decoder, CLIP)[1]
    broken = tmp_path / "壊.m4a"
    broken.write_bytes(b"\x00\x00\x00\x20ftypM4A " + os.urandom(5000))
    with pytest.raises(CannotDecode):
        windows_of(decoder, broken)
    assert samples_of(decoder, good)[1].skipped == (0,)
    assert samples_of(decoder, CLIP)[1] == expected


def test_a_decoder_that_crashes_names_the_file_and_the_next_file_is_decoded(tmp_path: Path) -> None:
    first, second = make("flac", tmp_path), DATA / "meeting_10min.opus"
    with Decoder() as decoder:
        stream = decoder.windows(one_lane(first, second))
        assert isinstance(next(stream), Window)
        assert decoder.pid is not None
        os.kill(decoder.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        with pytest.raises(DecoderStopped) as caught:
            list(stream)
        assert (caught.value.path, caught.value.why) == (second, "crash")
        assert windows_of(decoder, first)[1].durations_ms == (12_000,)


def test_a_decoder_that_is_killed_over_a_header_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make("flac", tmp_path)
    with Decoder() as decoder:
        expected = decoder.probe(path)
        monkeypatch.setattr(decode, "probe", probe_dying_once)
        assert decoder.probe(path) == expected
    assert path.with_suffix(".died").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be stopped there")
def test_a_decoder_that_hangs_is_stopped(tmp_path: Path) -> None:
    with Decoder() as decoder:
        decoder.probe(CLIP)
        assert decoder.pid is not None
        os.kill(decoder.pid, signal.SIGSTOP)
        decoder._child.limits = Limits(silent_s=1.0)
        begun = time.monotonic()
        with pytest.raises(DecoderStopped) as caught:
            windows_of(decoder, CLIP)
        assert caught.value.why == "time"
        assert time.monotonic() - begun < 5
        decoder._child.limits = LIMITS
        assert windows_of(decoder, CLIP)[1].skipped == (0,)


@pytest.mark.parametrize(("code", "why"), [(137, "memory"), (-11, "crash")])
def test_why_a_decoder_died_is_told(code: int, why: str) -> None:
    with pytest.raises(DecoderStopped) as caught, deaths_named([CLIP]):
        raise ChildDied("decode", code, "crash")
    assert (caught.value.path, caught.value.why) == (CLIP, why)


def test_a_decode_can_be_cancelled_at_once_and_the_decoder_used_again() -> None:
    def refuse(progress: Progress) -> None:
        if progress.done > 60_000:
            raise Cancelled

    def all_of(decoder: Decoder) -> Iterator[object]:
        yield from decoder.windows(one_lane(DATA / "meeting_10min.opus"), report=refuse)

    with Decoder() as decoder:
        decoder.probe(CLIP)
        begun = time.monotonic()
        with pytest.raises(Cancelled):
            list(all_of(decoder))
        assert time.monotonic() - begun < 8
        assert windows_of(decoder, CLIP)[1].skipped == (0,)


def test_a_decode_that_is_left_half_way_does_not_disturb_the_next(decoder: Decoder) -> None:
    stream = decoder.windows(one_lane(DATA / "meeting_3min.mp3"))
    first = next(stream)
    del stream
    again, _ = windows_of(decoder, DATA / "meeting_3min.mp3")
    assert again[0] == first


def test_the_window_before_a_break_in_a_later_file_is_kept(decoder: Decoder, tmp_path: Path) -> None:
    empty = tmp_path / "2.wav"
    empty.write_bytes(wav_header(channels=1, rate=16_000, size=0xFFFFFFF0))
    stream = decoder.windows(one_lane(CLIP, empty))
    first = next(stream)
    assert isinstance(first, Window)
    assert numpy.frombuffer(first.tracks[0], "<i2").any()
    with pytest.raises(AudioError) as caught:
        list(stream)
    assert caught.value.path == empty  # type: ignore[attr-defined] # every leaf of the family has it
