"""Models from and to USB sticks: `import_model` takes a folder or a zip in, `export_model` gives one out.

In: a path. Out: a model on the shelf with its manifest, or a zip (stored, with the manifest) or folder to carry away.
Every byte is hashed while it is copied; a model is there whole or not at all.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from minutes_app.errors import ModelDamaged, ModelRefused, ModelUnsuitable
from minutes_app.files import BLOCK, disk_errors, safe_name
from minutes_app.progress import Report, Stage, no_report
from minutes_app.transcribe.anatomy import MODEL_BIN, check_header, check_whisper
from minutes_app.transcribe.manifest import (
    NAME as MANIFEST,
    Fault,
    Manifest,
    meter,
    new_manifest,
    parse_manifest,
    write_manifest,
)
from minutes_app.transcribe.parcel import Parcel, opened
from minutes_app.transcribe.registry import KnownModel, PinnedFile, known_model, owner_of
from minutes_app.transcribe.shelf import ModelFolders, check_room, installing_folder, put_in_place, staging
from minutes_app.transcribe.weights import Weights, find, mend_for

_MAX_MANIFEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What stands on the shelf now, and the names of files that were left out."""

    weights: Weights
    ignored: tuple[str, ...]


def import_model(path: Path, folders: ModelFolders, *, name: str = "", report: Report = no_report) -> Imported:
    """Take the model at `path` (folder or zip) in, under `name` or the name that its manifest, bytes or folder say.

    A model of that name is replaced. Raises `ModelSourceMissing`, `ModelRefused`, `ModelUnsuitable`, `ModelDamaged` (it
    does not agree with its own manifest or with the registry), `DiskError`.
    """
    with opened(path) as parcel:
        with parcel.reading(MODEL_BIN) as stream:
            check_header(stream.read(64), parcel.title)
        shelf = installing_folder(folders)
        check_room(shelf, parcel.bytes)
        with staging(shelf) as folder:
            theirs = _manifest_of(parcel)
            files = _copy_all(parcel, folder, report)
            chosen, known = _named(parcel, theirs, files, name)
            _compare(chosen, files, theirs.files if theirs else ())
            _compare(chosen, files, known.files if known else ())
            check_whisper(folder, chosen)
            source = theirs.source if theirs else known.source if known else f"import:{path.name}"
            licence = known.licence if known else theirs.licence if theirs else ""
            write_manifest(folder, new_manifest(chosen, source, licence, files))
            put_in_place(folder, shelf / chosen)
    return Imported(find(chosen, folders, report=report), parcel.ignored)


def _manifest_of(parcel: Parcel) -> Manifest | None:
    if MANIFEST not in parcel.sizes:
        return None
    if parcel.sizes[MANIFEST] > _MAX_MANIFEST:
        raise ModelDamaged(parcel.title, ((MANIFEST, "changed"),), "copy")
    with parcel.reading(MANIFEST) as stream:
        content = stream.read(_MAX_MANIFEST + 1)
    try:
        return parse_manifest(content, parcel.title)
    except ModelDamaged as error:
        raise ModelDamaged(parcel.title, error.faults, "copy") from error


def _copy_all(parcel: Parcel, folder: Path, report: Report) -> tuple[PinnedFile, ...]:
    files = []
    done = 0
    for name in sorted(set(parcel.sizes) - {MANIFEST}):
        step = meter(report, Stage.IMPORT, done, parcel.bytes)
        with parcel.reading(name) as source, disk_errors(folder), (folder / name).open("wb") as target:
            sha256 = _copy(source, target, parcel.sizes[name], step)
            os.fsync(target.fileno())
        size = (folder / name).stat().st_size
        if size != parcel.sizes[name]:
            raise ModelRefused(parcel.path, "broken_archive")
        files.append(PinnedFile(name, size, sha256))
        done += size
    return tuple(files)


def _copy(source: IO[bytes], target: IO[bytes], limit: int, step: Callable[[int], None]) -> str:
    """Copy at most `limit` bytes and one block, so that a lying header cannot fill the disk. Returns the sha256."""
    digest = hashlib.sha256()
    done = 0
    while done <= limit and (block := source.read(BLOCK)):
        digest.update(block)
        target.write(block)
        done += len(block)
        step(done)
    target.flush()
    return digest.hexdigest()


def _named(
    parcel: Parcel, theirs: Manifest | None, files: tuple[PinnedFile, ...], wish: str
) -> tuple[str, KnownModel | None]:
    """The name to stand under, and the registry's entry of that name."""
    owner = owner_of(next(file.sha256 for file in files if file.path == MODEL_BIN))
    text = wish or (theirs.name if theirs else "") or (owner.name if owner else "") or parcel.title
    name = safe_name(text)
    if not name or name.startswith("."):
        raise ModelUnsuitable(text, "no_name")
    return name, known_model(name)


def _compare(name: str, files: tuple[PinnedFile, ...], expected: tuple[PinnedFile, ...]) -> None:
    ours = {file.path: file for file in files}
    faults: list[Fault] = []
    for file in expected:
        if file.path not in ours:
            faults.append((file.path, "missing"))
        elif ours[file.path] != file:
            faults.append((file.path, "changed"))
    if faults:
        raise ModelDamaged(name, tuple(faults), "copy")


def export_model(
    name: str, folders: ModelFolders, to: Path, *, as_folder: bool = False, report: Report = no_report
) -> Path:
    """Write NAME.zip (or the folder NAME) into `to`, with the manifest, and return its path.

    Hashed on the way; a model that is not what its manifest says is not given out. Something of that name is never
    overwritten: NAME (2).zip is made beside it. Raises as `find`, and `DiskError`.
    """
    weights = find(name, folders, report=report)
    with disk_errors(to):
        to.mkdir(exist_ok=True)
    check_room(to, weights.manifest.bytes)
    target = _free_name(to, name, "" if as_folder else ".zip")
    try:
        (_export_folder if as_folder else _export_zip)(weights, target, report)
    except ModelDamaged as error:
        raise ModelDamaged(name, error.faults, mend_for(weights.folder, folders)) from error
    return target


def _free_name(folder: Path, name: str, suffix: str) -> Path:
    number = 1
    path = folder / f"{name}{suffix}"
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}){suffix}"
    return path


def _export_folder(weights: Weights, target: Path, report: Report) -> None:
    with staging(target.parent) as folder:
        _pour(weights, lambda name: (folder / name).open("wb"), report)
        put_in_place(folder, target)


def _export_zip(weights: Weights, target: Path, report: Report) -> None:
    """Stored, not deflated: weights do not shrink, and Explorer can open it. Models over 4 GB need zip64."""
    part = target.with_name(f".{target.name}.part")
    try:
        with disk_errors(target):
            with part.open("wb") as stream:
                with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                    _pour(weights, lambda name: archive.open(_entry(weights, name), "w"), report)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def _entry(weights: Weights, name: str) -> zipfile.ZipInfo:
    path = weights.folder / name
    entry = zipfile.ZipInfo.from_file(path, f"{weights.name}/{name}", strict_timestamps=False)
    entry.external_attr = 0o644 << 16
    return entry


def _pour(weights: Weights, create: Callable[[str], IO[bytes]], report: Report) -> None:
    done = 0
    for file in weights.manifest.files:
        path = weights.folder / file.path
        step = meter(report, Stage.VERIFY, done, weights.manifest.bytes)
        with disk_errors(path), path.open("rb") as source, create(file.path) as target:
            if _copy(source, target, file.bytes, step) != file.sha256:
                raise ModelDamaged(weights.name, ((file.path, "changed"),))
        done += file.bytes
    with create(MANIFEST) as target:
        target.write((weights.folder / MANIFEST).read_bytes())
