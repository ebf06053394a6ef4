"""The child's side of handing over: a meeting folder → the bytes of a `.kaigi` file.

In: a folder and the path of a new file. Out: the file, and its sha256. Changes nothing in the folder, takes no lock.
"""

import hashlib
import os
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors import MeetingDamaged
from minutes_app.files import BLOCK, disk_errors, sha256_of
from minutes_app.meeting.kaigi import MANIFEST, SCHEMA, Manifest, PackedFile, belongs
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.place import JOURNAL, SNAPSHOT
from minutes_app.meeting.sealed import NotReadable, encode
from minutes_app.meeting.snapshot import read_snapshot, replay
from minutes_app.progress import Progress, Report, Stage

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Packed:
    """The meeting's id, and the sha256 of the file."""

    meeting: str
    sha256: str


def paths_of(folder: Path) -> list[str]:
    """What of a meeting folder is packed, as paths within it: no lock, no backup, nothing that others put there."""
    with disk_errors(folder):
        found = [path for place in ("", "runs", "exports", "published") for path in _files_in(folder / place)]
    return sorted(name for path in found if belongs(name := path.relative_to(folder).as_posix()))


def pack(folder: Path, part: Path, target: Path, *, report: Report) -> Iterator[Packed]:
    """Write the file. Yields what it is. `target`: what it will be called, for whoever is told that it did not go.

    Raises `MeetingDamaged`, `MeetingTooNew`, `DiskError`.
    """
    meeting, texts = _state_of(folder)
    others = [path for path in paths_of(folder) if path not in (SNAPSHOT, JOURNAL)]
    total = sum(map(len, texts.values())) + sum(size_of(folder / path) for path in others)
    with disk_errors(target), part.open("wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            files = [_packed(archive, path, content) for path, content in texts.items()]
            for path in others:
                files.append(_copied(archive, folder, path, _step(report, files, total)))
            archive.writestr(_entry(MANIFEST), encode(Manifest("kaigi", SCHEMA, meeting.id, tuple(files))))
        stream.flush()
        os.fsync(stream.fileno())
    size = size_of(part)
    yield Packed(meeting.id, sha256_of(part, lambda done: report(Progress(Stage.VERIFY, done, size))))


def size_of(path: Path) -> int:
    """Bytes of a file. Raises `DiskError`."""
    with disk_errors(path):
        return path.stat().st_size


class _step:
    """Reports how many bytes of all files are done, after each block of one."""

    def __init__(self, report: Report, before: list[PackedFile], total: int) -> None:
        self._report, self._total = report, total
        self._before = sum(file.bytes for file in before)

    def __call__(self, done: int) -> None:
        self._report(Progress(Stage.PACK, self._before + done, self._total))


def _state_of(folder: Path) -> tuple[Meeting, dict[str, bytes]]:
    """The meeting with the two files that hold it. The journal is read first: a fold in between costs no edit."""
    why = ""
    for _try in range(_TRIES):
        journal, snapshot = _bytes_of(folder / JOURNAL), _bytes_of(folder / SNAPSHOT)
        try:
            meeting = replay(read_snapshot(snapshot, folder / SNAPSHOT), journal).snapshot.meeting
        except NotReadable as error:
            why = str(error)
            continue
        texts = {SNAPSHOT: snapshot, JOURNAL: journal}
        return meeting, {path: content for path, content in texts.items() if content}
    raise MeetingDamaged(folder / SNAPSHOT, why, None)


def _packed(archive: zipfile.ZipFile, path: str, content: bytes) -> PackedFile:
    archive.writestr(_entry(path), content)
    return PackedFile(path, len(content), hashlib.sha256(content).hexdigest())


def _copied(archive: zipfile.ZipFile, folder: Path, path: str, step: _step) -> PackedFile:
    source, digest, done = folder / path, hashlib.sha256(), 0
    entry = _entry(path)
    entry.file_size = size_of(source)  # tells zipfile whether it needs more than 4 GB
    with disk_errors(source):
        reader = source.open("rb")
    with reader, archive.open(entry, "w") as writer:
        while block := reader.read(BLOCK):
            digest.update(block)
            writer.write(block)
            done += len(block)
            step(done)
    return PackedFile(path, done, digest.hexdigest())


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, time.localtime()[:6])
    entry.external_attr = 0o644 << 16
    return entry


def _files_in(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_file() and not path.is_symlink()] if place.is_dir() else []


def _bytes_of(path: Path) -> bytes:
    with disk_errors(path):
        return path.read_bytes() if path.is_file() else b""
