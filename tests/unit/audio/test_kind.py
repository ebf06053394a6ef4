"""What a file is, is decided from its bytes before FFmpeg sees it."""

import os
import sys
from pathlib import Path

import pytest

from minutes_app.audio.kind import SOUND_ENDINGS, kind_of
from minutes_app.errors import InputMissing, UnsupportedSound
from tests.formats.make import FORMATS, make

REFUSED = {
    "empty": b"",
    "ds2": b"\x03ds2" + bytes(600),
    "msv": b"MS_VOICE" + bytes(600),
    "real": b".RMF\x00\x00\x00\x12" + bytes(600),
    "midi": b"MThd\x00\x00\x00\x06" + bytes(600),
    "blank": bytes(100_000),
    "protected": bytes.fromhex("3026B2758E66CF11A6D900AA0062CE6C")
    + bytes(50)
    + bytes.fromhex("FBB3112223BDD211B4B700A0C955FC6E"),
    "not_media": b"%PDF-1.7\n" + b"\xe4\xe5\xe6" * 500,
}
PLAYLISTS = {
    "m3u": b"#EXTM3U\n/etc/passwd\n",
    "m3u_with_space": b"\n  #EXTM3U\nhttp://example.com/a.ts\n",
    "plain_m3u": b"# list\nhttp://example.com/a.mp3\n",
    "addresses": b"http://example.com/a.mp3\n",
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "pls": b"[playlist]\nFile1=http://example.com/a.mp3\n",
    "asx": b'<asx version="3.0"><entry><ref href="http://example.com/a.wma"/></entry></asx>',
    "asf_reference": b"[Reference]\r\nRef1=http://example.com/a.wma\r\n",
    "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
    "dash": b'<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://x/</BaseURL></MPD>',
    "smil": b'<smil><body><audio src="http://example.com/a.mp3"/></body></smil>',
    "byte_order_mark": b"\xef\xbb\xbf#EXTM3U\nhttp://example.com/a.ts\n",
}
NOT_MEDIA = {
    "text": "本日の会議は中止です。\n".encode() * 50,
    "word": b"PK\x03\x04\x14\x00\x06\x00" + bytes(600),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(600),
    "riff_that_is_no_sound": b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(600),
    "one_byte": b"R",
    "tags_and_nothing": b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10),
    "tags_beyond_the_end": b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(100),
    "one_chance_sync": b"\xff\xfb\x90\x00" + b"x" * 5000,
}


def kind_refused(content: bytes, folder: Path, name: str = "会議.mp3") -> str:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(UnsupportedSound) as caught:
        kind_of(path)
    assert caught.value.path == path
    return caught.value.kind


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_named(kind: str, tmp_path: Path) -> None:
    assert kind_refused(REFUSED[kind], tmp_path) == kind


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_playlists_are_refused_whatever_they_are_called(kind: str, tmp_path: Path) -> None:
    assert kind_refused(PLAYLISTS[kind], tmp_path) == "playlist"


@pytest.mark.parametrize("kind", NOT_MEDIA)
def test_other_files_are_no_recordings(kind: str, tmp_path: Path) -> None:
    assert kind_refused(NOT_MEDIA[kind], tmp_path) == "not_media"


@pytest.mark.parametrize("version", [1, 2, 3, 6])
def test_every_version_of_ds2_is_known(version: int, tmp_path: Path) -> None:
    assert kind_refused(bytes([version]) + b"ds2" + bytes(600), tmp_path, "会議.ds2") == "ds2"


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_that_is_read_has_an_ending_that_folders_are_searched_for(kind: str) -> None:
    assert f".{FORMATS[kind].ending}" in SOUND_ENDINGS


def test_a_folder_is_not_a_recording(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedSound, match="folder"):
        kind_of(tmp_path)


@pytest.mark.parametrize("name", ["ない.wav", "ない/中.wav", "no\x00l.wav"])
def test_a_missing_file_is_missing(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        kind_of(tmp_path / name)


def test_big_pictures_in_front_of_an_mp3_do_not_hide_it(tmp_path: Path) -> None:
    sound = make("mp3_bare", tmp_path, 2).read_bytes()
    size = 300_000
    tag = b"ID3\x03\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + bytes(size)
    path = tmp_path / "表紙つき.mp3"
    path.write_bytes(tag + tag + sound)
    assert kind_of(path).name == "mp3"


def test_rubbish_in_front_of_an_mp3_does_not_hide_it(tmp_path: Path) -> None:
    path = make("mp3_bare", tmp_path, 2)
    path.write_bytes(b"\xff\xfb rubbish " * 20 + path.read_bytes())
    assert kind_of(path).name == "mp3"


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
class TestPlacesOfPosix:
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.wav")
        with pytest.raises(UnsupportedSound, match="not_file"):
            kind_of(tmp_path / "pipe.wav")

    def test_a_device_is_not_read(self) -> None:
        with pytest.raises(UnsupportedSound, match="not_file"):
            kind_of(Path("/dev/zero"))

    def test_a_link_to_a_recording_is_the_recording(self, tmp_path: Path) -> None:
        (tmp_path / "link.dat").symlink_to(make("flac", tmp_path, 1))
        assert kind_of(tmp_path / "link.dat").name == "flac"

    def test_a_link_to_nothing_is_missing(self, tmp_path: Path) -> None:
        (tmp_path / "link.wav").symlink_to(tmp_path / "nothing")
        with pytest.raises(InputMissing):
            kind_of(tmp_path / "link.wav")
