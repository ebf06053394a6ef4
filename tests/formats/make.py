"""Recordings of every kind that offices have, made by ffmpeg (or by hand, where it has no encoder) from one clip."""

import struct
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
CLIP = DATA / "single_1min.flac"
CLIP_S = 12


@dataclass(frozen=True, slots=True)
class Made:
    """How a kind of recording is made: file ending, ffmpeg's output options, and how alike it must sound (0 to 1)."""

    ending: str
    options: str
    alike: float = 0.99
    padding_ms: int = 50
    name: str = ""


FORMATS: dict[str, Made] = {
    "wav_u8": Made("wav", "-c:a pcm_u8", 0.95),
    "wav_s16": Made("wav", "-c:a pcm_s16le"),
    "wav_s24": Made("wav", "-c:a pcm_s24le"),
    "wav_s32": Made("wav", "-c:a pcm_s32le"),
    "wav_f32": Made("wav", "-c:a pcm_f32le"),
    "wav_f64": Made("wav", "-c:a pcm_f64le"),
    "wav_adpcm_ms": Made("wav", "-c:a adpcm_ms", 0.97, 100),
    "wav_adpcm_ima": Made("wav", "-c:a adpcm_ima_wav", 0.97, 100),
    "wav_alaw": Made("wav", "-c:a pcm_alaw -ar 8000", 0.95),
    "wav_mulaw": Made("wav", "-c:a pcm_mulaw -ar 8000", 0.95),
    "wav_gsm": Made("wav", "-c:a libgsm_ms -ar 8000", 0.8),
    "wav_mp3": Made("wav", "-c:a libmp3lame -b:a 64k", 0.97, 100),
    "wav_8k": Made("wav", "-c:a pcm_s16le -ar 8000", 0.95),
    "wav_44k_stereo": Made("wav", "-c:a pcm_s16le -ar 44100 -ac 2"),
    "wav_192k": Made("wav", "-c:a pcm_s24le -ar 192000 -ac 2"),
    "wav_surround": Made("wav", "-c:a pcm_s16le -ar 48000 -ac 6"),
    "rf64": Made("wav", "-c:a pcm_s16le -rf64 always"),
    "w64": Made("w64", "-c:a pcm_s16le"),
    "mp3_cbr": Made("mp3", "-c:a libmp3lame -b:a 64k", 0.97),
    "mp3_vbr": Made("mp3", "-c:a libmp3lame -q:a 5 -ar 44100", 0.97),
    "mp3_no_tags": Made("mp3", "-c:a libmp3lame -b:a 48k -id3v2_version 0 -write_xing 0", 0.97, 150),
    "mp2": Made("mp2", "-c:a mp2 -ar 44100 -b:a 128k", 0.97, 100),
    "m4a_aac": Made("m4a", "-c:a aac -ar 44100 -b:a 96k", 0.97),
    "m4a_alac": Made("m4a", "-c:a alac"),
    "aac_adts": Made("aac", "-c:a aac -ar 44100 -b:a 96k", 0.97, 100),
    "3gp_aac": Made("3gp", "-c:a aac -ar 16000 -b:a 32k", 0.95, 100),
    "flac": Made("flac", "-c:a flac"),
    "ogg_vorbis": Made("ogg", "-c:a libvorbis -ar 44100 -q:a 4", 0.97),
    "ogg_opus": Made("opus", "-c:a libopus -b:a 32k", 0.9),
    "wma_1": Made("wma", "-c:a wmav1 -ar 44100 -b:a 64k", 0.95, 150),
    "wma_2": Made("wma", "-c:a wmav2 -ar 44100 -b:a 64k", 0.95, 150),
    "aiff": Made("aiff", "-c:a pcm_s16be"),
    "caf": Made("caf", "-c:a pcm_s16be"),
    "au": Made("au", "-c:a pcm_s16be"),
    "wavpack": Made("wv", "-c:a wavpack"),
    "mkv_opus": Made("mkv", "-c:a libopus -b:a 32k", 0.9),
    "mp4_video": Made("mp4", "{video} -c:v mpeg4 -c:a aac -ar 48000 -b:a 96k", 0.97),
    "mkv_video": Made("mkv", "{video} -c:v mpeg4 -c:a aac -ar 48000 -b:a 96k", 0.97, 100),
    "webm_video": Made("webm", "{video} -c:v libvpx -deadline realtime -c:a libvorbis -ar 44100", 0.97, 100),
    "mov_video": Made("mov", "{video} -c:v mpeg4 -c:a pcm_s16le"),
    "avi_video": Made("avi", "{video} -c:v mpeg4 -c:a libmp3lame -ar 44100", 0.97, 150),
    "mpegts_video": Made("ts", "{video} -c:v mpeg2video -c:a mp2 -ar 44100 -b:a 128k", 0.97, 150),
    "wmv_video": Made("wmv", "{video} -c:v wmv2 -c:a wmav2 -ar 44100 -b:a 96k", 0.95, 150),
}
VIDEO = "-f lavfi -i color=c=gray:s=64x48:r=5"


def run_ffmpeg(*arguments: str | Path) -> None:
    """Run ffmpeg, quietly; a failure shows what it said."""
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    assert done.returncode == 0, done.stderr


def make(kind: str, folder: Path, seconds: float = CLIP_S) -> Path:
    """A recording of `kind` that holds the first `seconds` of the clip."""
    made = FORMATS[kind]
    path = folder / f"{made.name or kind}.{made.ending}"
    options = made.options
    extra = VIDEO.split() if "{video}" in options else []
    options = options.replace("{video}", "-map 0:a -map 1:v -shortest")
    run_ffmpeg("-t", str(seconds), "-i", CLIP, *extra, "-t", str(seconds), *options.split(), path)
    return path
