"""The list of a model's files with their sha256, and the check that a folder still agrees with it.

In: a model folder. Out: its `Manifest`, or the faults: what is missing, changed or extra.
Small models (< 64 MB) are hashed whole at every check. A large one is hashed once; then a stamp (size and mtime_ns of
every file, and the manifest's own hash) in the user's data says that it was good, and as long as the stamp fits only
sizes are compared. `verify` and every import or install hash everything.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minutes_app.errors import DiskError, ModelDamaged
from minutes_app.files import disk_errors, sha256_of, write_atomic
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.transcribe.anatomy import MODEL_BIN, is_dangerous, is_read_by_engine
from minutes_app.transcribe.registry import PinnedFile

NAME = "manifest.json"
SCHEMA = 1
SMALL = 64 << 20
_LIMIT = 1 << 20

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model consists of, where it came from and when (ISO 8601) it was put here."""

    name: str
    source: str
    licence: str
    installed_at: str
    files: tuple[PinnedFile, ...]
    schema: int = SCHEMA

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(file.bytes for file in self.files)

    @property
    def sha256(self) -> str:
        """One hash for the whole model: sha256 over the sorted "sha256  path" lines."""
        lines = sorted(f"{file.sha256}  {file.path}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Stamp:
    manifest: str
    files: dict[str, tuple[int, int]]


def new_manifest(name: str, source: str, licence: str, files: Iterable[PinnedFile]) -> Manifest:
    """A manifest dated now."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Manifest(name, source, licence, now, tuple(sorted(files, key=lambda file: file.path)))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json`. Raises `DiskError`."""
    import msgspec

    write_atomic(folder / NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model folder. Raises `ModelDamaged` when there is none, or none that makes sense."""
    path = folder / NAME
    with disk_errors(path):
        if not path.is_file():
            raise ModelDamaged(folder.name, ((NAME, "missing"),))
        content = path.read_bytes() if path.stat().st_size <= _LIMIT else b""
    return parse_manifest(content, folder.name)


def parse_manifest(content: bytes, name: str) -> Manifest:
    """The manifest in `content`. Raises `ModelDamaged` for anything else, also for file names that are paths."""
    import msgspec

    damaged = ModelDamaged(name, ((NAME, "changed"),))
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise damaged from None
    names = [file.path for file in manifest.files]
    if manifest.schema != SCHEMA or MODEL_BIN not in names or not all(map(_is_plain, names)):
        raise damaged
    return manifest


def _is_plain(name: str) -> bool:
    return bool(name) and name not in (".", "..") and not any(c in name for c in "/\\:\0")


def faults_in(folder: Path, manifest: Manifest, stamps: Path, report: Report = no_report) -> tuple[Fault, ...]:
    """What is wrong with a model that is about to be used; see the module's first lines. Raises `DiskError`."""
    found = quick_faults(folder, manifest)
    if found or (manifest.bytes >= SMALL and _is_stamped(folder, manifest, stamps)):
        return found
    return full_faults(folder, manifest, stamps, report)


def quick_faults(folder: Path, manifest: Manifest) -> tuple[Fault, ...]:
    """Missing files, wrong sizes, and extra files that the engine would read. Hashes nothing."""
    found: list[Fault] = []
    with disk_errors(folder):
        sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    for file in manifest.files:
        if file.path not in sizes:
            found.append((file.path, "missing"))
        elif sizes[file.path] != file.bytes:
            found.append((file.path, "changed"))
    listed = {file.path for file in manifest.files}
    extra = (name for name in sorted(sizes) if name not in listed and (is_read_by_engine(name) or is_dangerous(name)))
    return (*found, *((name, "extra") for name in extra))


def full_faults(folder: Path, manifest: Manifest, stamps: Path | None, report: Report = no_report) -> tuple[Fault, ...]:
    """As `quick_faults`, and every file is hashed; a large model without fault gets its stamp. Raises `DiskError`."""
    before = _observe(folder, manifest)
    found = list(quick_faults(folder, manifest))
    bad = {name for name, _kind in found}
    done = 0
    for file in manifest.files:
        if file.path in bad:
            continue
        actual = sha256_of(folder / file.path, meter(report, Stage.VERIFY, done, manifest.bytes))
        if actual != file.sha256:
            found.append((file.path, "changed"))
        done += file.bytes
    if not found and manifest.bytes >= SMALL and stamps is not None:
        _remember(folder, manifest, stamps, before)
    return tuple(found)


def meter(report: Report, stage: Stage, before: int, total: int) -> Callable[[int], None]:
    """A step function for one file among several: `before` bytes of `total` were done when it began."""

    def step(done: int) -> None:
        report(Progress(stage, before + done, total))

    return step


def forget(folder: Path, stamps: Path) -> None:
    """Drop the stamp of a folder that is gone."""
    known = _read_stamps(stamps)
    if known.pop(str(folder), None) is not None:
        _write_stamps(stamps, known)


def _observe(folder: Path, manifest: Manifest) -> dict[str, tuple[int, int]]:
    seen = {}
    for file in manifest.files:
        with contextlib.suppress(OSError):
            status = (folder / file.path).stat()
            seen[file.path] = (status.st_size, status.st_mtime_ns)
    return seen


def _is_stamped(folder: Path, manifest: Manifest, stamps: Path) -> bool:
    stamp = _read_stamps(stamps).get(str(folder))
    return stamp is not None and stamp == _Stamp(manifest.sha256, _observe(folder, manifest))


def _remember(folder: Path, manifest: Manifest, stamps: Path, seen: dict[str, tuple[int, int]]) -> None:
    """A stamp is only a saving of time: where it cannot be written, the model is hashed again next time."""
    _write_stamps(stamps, {**_read_stamps(stamps), str(folder): _Stamp(manifest.sha256, seen)})


def _read_stamps(stamps: Path) -> dict[str, _Stamp]:
    import msgspec

    try:
        return msgspec.json.decode(stamps.read_bytes(), type=dict[str, _Stamp])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _write_stamps(stamps: Path, known: dict[str, _Stamp]) -> None:
    import msgspec

    with contextlib.suppress(DiskError):
        write_atomic(stamps, msgspec.json.encode(known))
