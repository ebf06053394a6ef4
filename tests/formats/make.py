"""Recordings of every kind that offices have, made from one clip: by ffmpeg, or by hand where it has no encoder."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.formats import by_hand

DATA = Path(__file__).resolve().parent.parent / "data"
CLIP = DATA / "single_1min.flac"
CLIP_S = 12.0


@dataclass(frozen=True, slots=True)
class Made:
    """`options` for ffmpeg; how `alike` it must sound (correlation); what the codec adds at both ends in all."""

    ending: str
    options: str
    alike: float = 0.99
    padding_ms: int = 50


FORMATS: dict[str, Made] = {
    "wav_u8": Made("wav", "-c:a pcm_u8"),
    "wav_s16": Made("wav", "-c:a pcm_s16le"),
    "wav_s24": Made("wav", "-c:a pcm_s24le"),
    "wav_s32": Made("wav", "-c:a pcm_s32le"),
    "wav_f32": Made("wav", "-c:a pcm_f32le"),
    "wav_f64": Made("wav", "-c:a pcm_f64le"),
    "wav_adpcm_ms": Made("wav", "-c:a adpcm_ms", padding_ms=130),
    "wav_adpcm_ima": Made("wav", "-c:a adpcm_ima_wav", padding_ms=130),
    "wav_alaw_phone": Made("wav", "-c:a pcm_alaw -ar 8000", 0.98),
    "wav_mulaw_phone": Made("wav", "-c:a pcm_mulaw -ar 8000", 0.98),
    "wav_gsm": Made("wav", "-c:a libgsm_ms -ar 8000", 0.93),
    "wav_mp3": Made("wav", "-c:a libmp3lame -b:a 64k", padding_ms=100),
    "wav_44k_stereo": Made("wav", "-c:a pcm_s16le -ar 44100 -ac 2"),
    "wav_192k": Made("wav", "-c:a pcm_s24le -ar 192000 -ac 2"),
    "wav_surround": Made("wav", "-c:a pcm_s16le -ar 48000 -ac 6"),
    "rf64": Made("wav", "-c:a pcm_s16le -rf64 always"),
    "w64": Made("w64", "-c:a pcm_s16le"),
    "mp3_cbr": Made("mp3", "-c:a libmp3lame -b:a 64k"),
    "mp3_vbr": Made("mp3", "-c:a libmp3lame -q:a 5 -ar 44100"),
    "mp3_bare": Made("mp3", "-c:a libmp3lame -b:a 48k -id3v2_version 0 -write_xing 0", 0.98, 150),
    "mp2": Made("mp2", "-c:a mp2 -ar 44100 -b:a 128k", 0.97),
    "m4a_aac": Made("m4a", "-c:a aac -ar 44100 -b:a 96k"),
    "m4a_alac": Made("m4a", "-c:a alac"),
    "3gp_aac": Made("3gp", "-c:a aac -ar 16000 -b:a 32k", 0.98, 80),
    "aac_adts": Made("aac", "-c:a aac -ar 44100 -b:a 96k", 0.97),
    "flac": Made("flac", "-c:a flac"),
    "ogg_vorbis": Made("ogg", "-c:a libvorbis -ar 44100 -q:a 4", 0.98),
    "ogg_opus": Made("opus", "-c:a libopus -b:a 32k", 0.97),
    "ogg_speex": Made("ogg", "-c:a libspeex -ar 16000", 0.8, 80),
    "wma_1": Made("wma", "-c:a wmav1 -ar 44100 -b:a 64k", padding_ms=100),
    "wma_2": Made("wma", "-c:a wmav2 -ar 44100 -b:a 64k", padding_ms=100),
    "aiff": Made("aiff", "-c:a pcm_s16be"),
    "caf": Made("caf", "-c:a pcm_s16be"),
    "au": Made("au", "-c:a pcm_s16be"),
    "wavpack": Made("wv", "-c:a wavpack"),
    "mkv_opus": Made("mkv", "-c:a libopus -b:a 32k", 0.97),
    "mp4_video": Made("mp4", "{video} -c:v mpeg4 -c:a aac -ar 48000 -b:a 96k"),
    "mkv_video": Made("mkv", "{video} -c:v mpeg4 -c:a aac -ar 48000 -b:a 96k", 0.97),
    "webm_video": Made("webm", "{video} -c:v libvpx -deadline realtime -c:a libvorbis -ar 44100", 0.98),
    "mov_video": Made("mov", "{video} -c:v mpeg4 -c:a pcm_s16le"),
    "avi_video": Made("avi", "{video} -c:v mpeg4 -c:a libmp3lame -ar 44100", padding_ms=80),
    "mpegts_video": Made("ts", "{video} -c:v mpeg2video -c:a mp2 -ar 44100 -b:a 128k", 0.97),
    "wmv_video": Made("wmv", "{video} -c:v wmv2 -c:a wmav2 -ar 44100 -b:a 96k", padding_ms=100),
    "amr": Made("amr", "by hand", 0.9),
    "dss_long_play": Made("dss", "by hand", 0.93),
    "dss_standard_play": Made("dss", "by hand", 0.0, 0),
}
_VIDEO = "-f lavfi -i color=c=gray:s=64x48:r=5"


def run_ffmpeg(*arguments: str | Path) -> None:
    """Run ffmpeg, quietly; a failure shows what it said."""
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    assert done.returncode == 0, done.stderr


def make(kind: str, folder: Path, seconds: float = CLIP_S) -> Path:
    """A recording of `kind` that holds the first `seconds` of the clip."""
    made = FORMATS[kind]
    path = folder / f"{kind}.{made.ending}"
    if made.options == "by hand":
        _make_by_hand(kind, path, seconds)
        return path
    has_video = "{video}" in made.options
    options = made.options.replace("{video}", "-map 0:a -map 1:v").split()
    extra = _VIDEO.split() if has_video else []
    run_ffmpeg("-t", str(seconds), "-i", CLIP, *extra, "-t", str(seconds), *options, path)
    return path


def _make_by_hand(kind: str, path: Path, seconds: float) -> None:
    raw = path.with_suffix(".raw")
    source = ("-t", str(seconds), "-i", CLIP, "-ar", "8000", "-ac", "1")
    if kind == "amr":
        run_ffmpeg(*source, "-f", "s16le", raw)
        by_hand.amr(raw.read_bytes(), path)
    elif kind == "dss_long_play":
        run_ffmpeg(*source, "-c:a", "g723_1", "-f", "g723_1", raw)
        by_hand.dss_long_play(raw.read_bytes(), path)
    else:
        by_hand.dss_standard_play(seconds, path)
