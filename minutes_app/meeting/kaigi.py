"""What a `.kaigi` file is: a meeting folder as one file, for handing over. Which files it holds, and opening one.

In: a path that anybody may have sent. Out: the files of one meeting, to be read one by one, or `KaigiRefused`. It is a
zip whose entries are stored, never compressed, and together are no larger than the file itself: nothing can unpack to
more than it is. Beside them lies a manifest with each file's size and sha256. Writes nothing but what `copy` is told.
"""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from msgspec import Meta

from minutes_app.errors import InputMissing, KaigiRefused, MeetingTooNew
from minutes_app.files import BLOCK, disk_errors, safe_name
from minutes_app.meeting.place import SNAPSHOT
from minutes_app.meeting.sealed import NotReadable, decode

ENDING = ".kaigi"
MANIFEST = "kaigi.json"
SCHEMA = 1
MOST_FILES = 5_000
JSON_LIMIT = 256 << 20
"""Bytes of one JSON file; ten hours with every word have 31 MB."""

_MANIFEST_LIMIT = 4 << 20
_NAME_BYTES = 240
_PLACES = (
    re.compile(rf"{re.escape(SNAPSHOT)}\Z"),
    re.compile(r"[a-z][a-z0-9-]*\.jsonl\Z"),
    re.compile(r"recording-[^/]+\Z"),
    re.compile(r"runs/[0-9A-Za-z][0-9A-Za-z_-]{0,79}(\.partial\.jsonl|\.json)\Z"),
    re.compile(r"exports/[^/]+\.(docx|pdf|txt|md|srt|vtt|csv|json)\Z", re.IGNORECASE),
    re.compile(r"published/[0-9A-Za-z][0-9A-Za-z_-]{0,79}\.json\Z"),
)
"""Where the files of a meeting lie. Everything else is nobody's business: neither packed nor taken in."""

_PROGRAMS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|lnk|url|scf|reg|dll|cpl|jar|sh|desktop)\Z",
    re.IGNORECASE,
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file: its path within the meeting folder, with "/"."""

    path: str
    bytes: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


@dataclass(frozen=True, slots=True)
class Manifest:
    """kaigi.json. `meeting`: its id."""

    kind: Literal["kaigi"]
    schema: int
    meeting: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,64}\Z")]
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True)
class _Schema:
    schema: int


@dataclass(frozen=True, slots=True)
class Kaigi:
    """An opened .kaigi whose names and sizes have been looked at; what is in the files has not."""

    path: Path
    manifest: Manifest
    _archive: zipfile.ZipFile

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.bytes for file in self.manifest.files)

    def copy(self, file: PackedFile, target: IO[Any], step: Callable[[int], None] = lambda _done: None) -> None:
        """Copy one file; `step(bytes done)` after each block. Raises `KaigiRefused` where it is not what it says."""
        digest, done = hashlib.sha256(), 0
        with _translated(self.path), self._archive.open(file.path) as stream:
            while done <= file.bytes and (block := stream.read(BLOCK)):
                digest.update(block)
                done += len(block)
                step(done)
                _put(target, block)
        if done != file.bytes or digest.hexdigest() != file.sha256:
            raise KaigiRefused(self.path, "changed")


def belongs(path: str) -> bool:
    """Whether a path ("runs/x.json") is one of a meeting folder's own, and its name is one for every disk."""
    name = path.rpartition("/")[2]
    plain = safe_name(name, _NAME_BYTES) == " ".join(name.split()) and not name.startswith((".", "~$"))
    return plain and not _PROGRAMS.search(name) and any(place.match(path) for place in _PLACES)


@contextmanager
def opened(path: Path) -> Iterator[Kaigi]:
    """The .kaigi at `path`, open until the block ends.

    Raises `InputMissing`, `KaigiRefused`, `MeetingTooNew`, `DiskError`. Of a copy that was cut short, zipfile takes the
    last document in it, a zip itself, for the whole: a file of ours has its first entry at its first byte.
    """
    with disk_errors(path):
        if not path.exists():
            raise InputMissing(path)
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(2)
    with _translated(path, "broken" if head == b"PK" else "not_kaigi"):
        archive = zipfile.ZipFile(path)
    with archive:
        with _translated(path):
            entries = archive.infolist()
            if min((entry.header_offset for entry in entries), default=0):
                raise KaigiRefused(path, "broken" if head == b"PK" else "not_kaigi")
            _check_entries(path, entries, size)
            manifest = _manifest_in(path, archive, entries)
            _check_files(path, manifest, entries)
        yield Kaigi(path, manifest, archive)


def _check_entries(path: Path, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Nothing but stored, plain files, together no larger than the file that holds them."""
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > size:
        raise KaigiRefused(path, "too_large")
    seen: set[str] = set()
    for entry in entries:
        reason = _wrong_with(entry)
        if reason or entry.filename.casefold() in seen:
            raise KaigiRefused(path, reason or "duplicate")
        seen.add(entry.filename.casefold())


def _wrong_with(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    mode = entry.external_attr >> 16
    if "\\" in name or ":" in name or "\0" in name or name.startswith("/") or ".." in name.split("/"):
        return "path"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "link" if stat.S_ISLNK(mode) else "strange"
    if entry.flag_bits & 0x1:
        return "encrypted"
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        return "packed_again"
    return "" if name == MANIFEST or belongs(name) else "strange"


def _manifest_in(path: Path, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Manifest:
    entry = next((entry for entry in entries if entry.filename == MANIFEST), None)
    if entry is None:
        raise KaigiRefused(path, "not_kaigi")
    if entry.file_size > _MANIFEST_LIMIT:
        raise KaigiRefused(path, "too_large")
    with archive.open(entry) as stream:
        raw = stream.read(_MANIFEST_LIMIT)
    try:
        schema = decode(raw, _Schema).schema
        if schema > SCHEMA:
            raise MeetingTooNew(path, schema, SCHEMA)
        return decode(raw, Manifest)
    except NotReadable:
        raise KaigiRefused(path, "not_kaigi") from None


def _check_files(path: Path, manifest: Manifest, entries: list[zipfile.ZipInfo]) -> None:
    there = {entry.filename: entry.file_size for entry in entries if entry.filename != MANIFEST}
    told = {file.path: file.bytes for file in manifest.files}
    if len(told) != len(manifest.files):
        raise KaigiRefused(path, "duplicate")
    if SNAPSHOT not in told or told.keys() - there.keys():
        raise KaigiRefused(path, "lacks")
    if told != there:
        raise KaigiRefused(path, "strange" if there.keys() - told.keys() else "changed")
    if any(file.bytes > JSON_LIMIT for file in manifest.files if file.path.endswith((".json", ".jsonl"))):
        raise KaigiRefused(path, "too_large")


def _put(target: IO[Any], block: bytes) -> None:
    with disk_errors(Path(target.name)):
        target.write(block)


@contextmanager
def _translated(path: Path, reason: str = "broken") -> Iterator[None]:
    """What zipfile says about a file from outside. The errors of what is done inside are our own, and pass."""
    try:
        with disk_errors(path):
            yield
    except _BROKEN as error:
        raise KaigiRefused(path, reason) from error
