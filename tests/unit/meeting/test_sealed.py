from pathlib import Path

import pytest

from minutes_app.errors import DiskFault
from minutes_app.meeting.sealed import NotReadable, append_line, check_of, decode, encode, is_intact, open_seal, seal

VALUE = {"text": "会議（秘）①🎉", "number": [1, 2.5, None, True]}


def test_a_sealed_value_comes_back_and_is_plain_json() -> None:
    sealed = seal(VALUE)
    assert is_intact(sealed)
    assert open_seal(sealed, dict) == VALUE | {"check": check_of(sealed)}


def test_every_flipped_bit_and_every_cut_is_noticed() -> None:
    sealed = seal(VALUE)
    for place in range(len(sealed)):
        for bit in range(8):
            assert not is_intact(sealed[:place] + bytes([sealed[place] ^ 1 << bit]) + sealed[place + 1 :])
        assert not is_intact(sealed[:place])
    for foreign in (b"", b"{}", b"\0" * 100, sealed + b" ", sealed[1:]):
        with pytest.raises(NotReadable):
            open_seal(foreign, dict)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b'"\xff"', b'"\\ud800"', b"[" * 100_000, b'{"a":' * 50_000, b"1e999", b"nan"]
)
def test_hostile_json_is_not_readable_and_nothing_worse(raw: bytes) -> None:
    with pytest.raises(NotReadable):
        decode(raw, dict)


def test_halves_of_characters_are_mended_and_whole_ones_kept() -> None:
    assert decode(encode({"a\ud800": ["\udc82\udcb1.wav", "\ud83c\udf89"]}), dict) == {"a�": ["��.wav", "🎉"]}


def test_a_line_is_written_over_what_a_failed_write_left(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    end = append_line(path, b"one", at=0)
    path.write_bytes(path.read_bytes() + b"tw\0\0\0")
    assert append_line(path, b"two", at=end) == 8
    assert path.read_bytes() == b"one\ntwo\n"
    with pytest.raises(DiskFault):
        append_line(path, b"three", at=9)
    assert path.read_bytes() == b"one\ntwo\n"
