import io
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from minutes_app.errors import TemplateDangerous, TemplateError, TemplateUnreadable
from minutes_app.word.unpack import MAX_PARTS, read_whole, unpack
from tests.unit.word.forms import p, packed, parts

FORM = Path("様式.docx")


def zipped(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                archive.writestr(name, content)
    return stream.getvalue()


def kind_of(content: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        unpack(FORM, content)
    if isinstance(caught.value, TemplateDangerous):
        return caught.value.findings[0][1]
    assert isinstance(caught.value, TemplateUnreadable)
    return caught.value.reason


def test_a_form_is_unpacked_into_its_parts() -> None:
    made = parts(p("本文"))
    assert set(unpack(FORM, packed(made))) == set(made)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed(parts(p("本文")))[:-40], "damaged"),
        (packed(parts(p("本文")))[:900], "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_other_files_are_named_for_what_they_are(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "name",
    ["../x.xml", "word/../../x.xml", "/x.xml", "C:\\x.xml", "word\\x.xml", "word/./x.xml", "word//x.xml", "a\nb"],
)
def test_names_that_leave_the_package_are_refused(name: str) -> None:
    assert kind_of(zipped((name, b"x"))) == "path"


def test_two_parts_of_one_name_are_refused_whatever_their_case() -> None:
    assert kind_of(zipped(("word/document.xml", b"a"), ("word/document.xml", b"b"))) == "duplicate"
    assert kind_of(zipped(("word/document.xml", b"a"), ("Word/Document.XML", b"b"))) == "duplicate"


def test_a_part_that_unpacks_to_200_times_its_size_is_refused() -> None:
    bomb = zipped(("word/document.xml", bytes(20_000_000)))
    assert len(bomb) < 50_000
    assert kind_of(bomb) == "bomb"


def test_parts_that_are_too_big_together_are_refused() -> None:
    quarter = b"".join(struct.pack(">I", number * 2654435761 % 2**32) for number in range(3_400_000))
    assert kind_of(zipped(*((f"word/media/{i}.bin", quarter) for i in range(4)))) == "bomb"


def test_more_parts_than_a_form_can_have_are_refused() -> None:
    assert kind_of(zipped(*((f"word/{i}.xml", b"") for i in range(MAX_PARTS + 1)))) == "too_many_parts"


def test_parts_that_share_their_packed_bytes_are_refused() -> None:
    content = zipped(("word/a.xml", bytes(1000)), ("word/b.xml", bytes(1000)))
    second = content.rindex(b"PK\x01\x02")
    overlapping = content[: second + 42] + struct.pack("<I", 0) + content[second + 46 :]
    assert kind_of(overlapping) == "overlap"


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(zipped(("word/document.xml", bytes(3_000_000))))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    assert kind_of(bytes(content)) == "damaged"


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(zipped(("word/document.xml", b"secret")))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert kind_of(bytes(content)) == "encrypted"


def test_an_empty_and_a_huge_file_are_not_read_on(tmp_path: Path) -> None:
    for name, size, reason in (("空.docx", 0, "empty"), ("大.docx", 50_000_001, "too_big")):
        path = tmp_path / name
        with path.open("wb") as stream:
            stream.truncate(size)
        with pytest.raises(TemplateUnreadable) as caught:
            read_whole(path)
        assert caught.value.reason == reason
