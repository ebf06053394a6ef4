"""A .docx from outside as its parts in memory, within limits. Opens the zip; does not look into the parts.

Limits (measured with python-docx: a 0.34 MB bomb took 626 MB to open): 50 MB packed and unpacked, 2,000 parts,
200 times smaller packed at most for a part over 1 MB, plain or deflated, no tricks in names.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from minutes_app.errors import TemplateDangerous, TemplateUnreadable
from minutes_app.files import disk_errors

MAX_BYTES = 50_000_000
MAX_PARTS = 2_000
MAX_RATIO = 200
BIG_PART = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_BAD_NAME = re.compile(r"(^|/)\.\.?(/|$)|^/|//|[\\:\x00-\x1f\x7f]")


def read_whole(path: Path) -> bytes:
    """The file's bytes. Raises `TemplateUnreadable` ("too_big", "empty"), `DiskError`."""
    with disk_errors(path), path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TemplateUnreadable(path, "too_big")
    if not content:
        raise TemplateUnreadable(path, "empty")
    return content


def unpack(path: Path, content: bytes) -> dict[str, bytes]:
    """The parts of the package by name, each checked against its checksum.

    Raises `TemplateUnreadable` ("password", "old_doc", "not_word", "damaged", "encrypted") or `TemplateDangerous`
    ("bomb", "too_many_parts", "path", "duplicate", "overlap", with the part's name as the place).
    """
    _refuse_other_kinds(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bombs(path, entries)
            _refuse_names(path, entries)
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise TemplateUnreadable(path, "damaged") from error


def _refuse_other_kinds(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise TemplateUnreadable(path, "password" if encrypted else "old_doc")
    if not content.startswith(b"PK\x03\x04"):
        raise TemplateUnreadable(path, "not_word")
    if content.count(_ENTRY) > MAX_PARTS:
        raise TemplateDangerous(path, (("", "too_many_parts"),))


def _refuse_bombs(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise TemplateDangerous(path, (("", "too_many_parts"),))
    if any(entry.flag_bits & 1 for entry in entries):
        raise TemplateUnreadable(path, "encrypted")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise TemplateUnreadable(path, "damaged")
    for entry in entries:
        if entry.file_size > BIG_PART and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TemplateDangerous(path, ((entry.filename, "bomb"),))
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise TemplateDangerous(path, (("", "bomb"),))
    _refuse_overlaps(path, entries)


def _refuse_overlaps(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Parts that share their packed bytes (https://www.bamsoftware.com/hacks/zipbomb/)."""
    free = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < free:
            raise TemplateDangerous(path, ((entry.filename, "overlap"),))
        free = entry.header_offset + entry.compress_size


def _refuse_names(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Names are compared without case: ECMA-376 Part 2 (OPC) calls parts that differ in case the same part."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _BAD_NAME.search(name):
            raise TemplateDangerous(path, ((name, "path"),))
        if name.casefold() in seen:
            raise TemplateDangerous(path, ((name, "duplicate"),))
        seen.add(name.casefold())
