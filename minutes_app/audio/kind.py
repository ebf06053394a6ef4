"""What a file really is, decided from its bytes: a path in, the name of FFmpeg's demuxer out.

FFmpeg never gets to guess: it would follow playlists, lists of files and addresses. Nothing is decoded here, and the
ending of the name is not believed. Signatures: the formats' own specifications, as collected in FFmpeg's `*_probe`.
"""

import io
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.mpeg import is_adts, is_mpeg_audio
from minutes_app.errors import InputMissing, UnsupportedSound
from minutes_app.files import disk_errors, translated

HEAD = 64 * 1024
_MOST_TAGS = 8
_MOV = "mov,mp4,m4a,3gp,3g2,mj2"

_ENDINGS = (
    ".wav .wave .bwf .rf64 .w64 .mp3 .mp2 .m4a .m4b .mp4 .m4v .mov .3gp .3g2 .aac .flac .ogg .oga .opus .wma .asf .wmv"
    " .amr .awb .mkv .mka .webm .dss .ds2 .aif .aiff .aifc .caf .au .snd .avi .mpg .mpeg .ts .m2ts .mts .flv .wv .ape"
    " .tta .oma .aa3 .msv .dvf"
)
SOUND_ENDINGS = frozenset(_ENDINGS.split())
"""Endings (lower case) that count as recordings when a folder is searched."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is what we call it ("wav"); `demuxer` is FFmpeg's name for what opens it."""

    name: str
    demuxer: str


_SIGNATURES: tuple[tuple[re.Pattern[bytes], Kind], ...] = tuple(
    (re.compile(pattern, re.DOTALL), Kind(name, demuxer))
    for pattern, name, demuxer in (
        (rb"(RIFF|RIFX)....WAVE", "wav", "wav"),
        (rb"(RF64|BW64)....WAVE", "rf64", "wav"),
        (rb"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb", "w64", "w64"),
        (rb"RIFF....AVI ", "avi", "avi"),
        (rb"....(ftyp|moov|mdat|wide|free|skip|pnot)", "mp4", _MOV),
        (rb"fLaC", "flac", "flac"),
        (rb"OggS", "ogg", "ogg"),
        (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma", "asf"),
        (rb"#!AMR(-WB)?\n", "amr", "amr"),
        (rb"\x1a\x45\xdf\xa3", "mkv", "matroska,webm"),
        (rb"[\x02\x03]dss", "dss", "dss"),
        (rb"FORM....AIF[FC]", "aiff", "aiff"),
        (rb"caff", "caf", "caf"),
        (rb"\.snd", "au", "au"),
        (rb"FLV\x01", "flv", "flv"),
        (rb"wvpk", "wavpack", "wv"),
        (rb"MAC ", "ape", "ape"),
        (rb"TTA[12]", "tta", "tta"),
        (rb"(ea3|EA3)[\x01-\x03]", "atrac", "oma"),
        (rb"\x00\x00\x01\xba", "mpeg", "mpeg"),
        (rb"\x47.{187}\x47.{187}\x47", "mpegts", "mpegts"),
        (rb".{4}\x47.{191}\x47.{191}\x47", "mpegts", "mpegts"),
    )
)

_TEXT = rb"(?:\xef\xbb\xbf)?\s*"
_REFUSED: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), kind)
    for pattern, kind in (
        (rb".ds2", "ds2"),
        (rb"MS_VOICE", "msv"),
        (rb"(\.RMF|\.ra\xfd)", "real"),
        (_TEXT + rb"(#EXTM3U|ffconcat|\[playlist\]|\[reference\]|<asx|<smil|<\?wpl|v=0\r?\n|\w{2,8}://)", "playlist"),
        (_TEXT + rb"<\?xml.*<(MPD|smil|asx|playlist|SmoothStreamingMedia)\b", "playlist"),
        (_TEXT + rb"#[^\n]{0,200}\n\s*\w{2,8}://", "playlist"),
        (rb"MThd", "midi"),
        (rb"\x00{4096}", "blank"),
    )
)

_PROTECTED_WMA = bytes.fromhex("FBB31122 23BDD211 B4B700A0 C955FC6E")
"""The Content Encryption Object of a WMA with DRM (ASF specification §3.14)."""


def kind_of(path: Path) -> Kind:
    """Decide from the first 64 KiB (after any ID3 tags) what `path` is.

    Raises `InputMissing`, `DiskError`, or `UnsupportedSound` with kind "empty", "folder", "not_file", "ds2", "msv",
    "real", "playlist", "midi", "blank" (nothing but zeros: a recorder that lost power), "protected" or "not_media".
    """
    refusal = _refusal_of_place(path)
    if refusal:
        raise UnsupportedSound(path, refusal)
    with disk_errors(path), path.open("rb", buffering=0) as stream:
        tagged, head = _past_id3(stream)
    found = _recognised(head, tagged)
    if isinstance(found, str):
        raise UnsupportedSound(path, found)
    return found


def _refusal_of_place(path: Path) -> str:
    """Why `path` must not even be opened (a pipe would wait for ever); "" = it may."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise InputMissing(path) from error
    except OSError as error:
        raise translated(error, path) from error
    if stat.S_ISDIR(mode):
        return "folder"
    return "" if stat.S_ISREG(mode) else "not_file"


def _past_id3(stream: io.FileIO) -> tuple[bool, bytes]:
    """Whether ID3v2 tags stand in front, and the bytes behind them. Layout: id3.org, ID3v2.4.0 §3.1."""
    at = 0
    head = stream.read(HEAD)
    for _ in range(_MOST_TAGS):
        if len(head) < 10 or head[:3] != b"ID3":
            break
        size = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F
        at += 10 + size + (10 if head[5] & 0x10 else 0)
        stream.seek(at)
        head = stream.read(HEAD)
    return at > 0, head


def _recognised(head: bytes, tagged: bool) -> Kind | str:
    if not head:
        return "not_media" if tagged else "empty"
    for pattern, refused in _REFUSED:
        if pattern.match(head):
            return refused
    for pattern, kind in _SIGNATURES:
        if pattern.match(head):
            return "protected" if kind.name == "wma" and _PROTECTED_WMA in head else kind
    if is_adts(head):
        return Kind("aac", "aac")
    if is_mpeg_audio(head):
        return Kind("mp3", "mp3")
    return "not_media"
