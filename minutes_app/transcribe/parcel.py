"""A model as it arrives on a USB stick: a folder or a zip from somebody else, looked at before anything is copied.

In: a path. Out: a `Parcel`: the files of the one model in it, to be read one by one. Refuses (`ModelRefused`, with a
key of `wording.models.REFUSED`) what a model never needs: paths that lead out, links, bombs, encryption, pickles.
Writes nothing.
"""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from minutes_app.errors import ModelRefused, ModelSourceMissing, ModelUnsuitable
from minutes_app.files import disk_errors
from minutes_app.transcribe.anatomy import MODEL_BIN, is_dangerous, is_wanted
from minutes_app.transcribe.manifest import NAME as MANIFEST

_MAX_FILES = 2_000
_MAX_DEPTH = 8
_MAX_RATIO = 20
_RATIO_COUNTS_FROM = 64 << 20
_REVISION = re.compile(r"^[0-9a-f]{40}$")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One model: the `title` that its folder suggests, `sizes` in bytes by plain name, and what is `ignored`."""

    path: Path
    title: str
    sizes: dict[str, int]
    ignored: tuple[str, ...]
    _open: Callable[[str], IO[bytes]]

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        """The file `name`, open for reading. Raises `ModelRefused` for a broken archive, `DiskError`."""
        try:
            with disk_errors(self.path), self._open(name) as stream:
                yield stream
        except _BROKEN as error:
            raise ModelRefused(self.path, _reason(error)) from error

    @property
    def bytes(self) -> int:
        """Size of all files together, unpacked."""
        return sum(self.sizes.values())


@contextmanager
def opened(path: Path) -> Iterator[Parcel]:
    """The parcel at `path`, open until the block ends.

    Raises `ModelSourceMissing`, `ModelRefused`, `ModelUnsuitable`, `DiskError`.
    """
    if path.is_dir():
        yield _folder_parcel(path)
        return
    if not path.is_file():
        raise ModelSourceMissing(path)
    if is_dangerous(path.name):
        raise ModelRefused(path, "pickle")
    with ExitStack() as stack:
        yield _zip_parcel(path, stack.enter_context(_archive(path)))


def _reason(error: BaseException) -> str:
    return "compression" if isinstance(error, NotImplementedError) else "broken_archive"


def _folder_parcel(root: Path) -> Parcel:
    found: dict[PurePosixPath, int] = {}
    with disk_errors(root):
        top = root.resolve()
        for here, folders, names in os.walk(top):
            folders[:] = [] if len(Path(here).relative_to(top).parts) >= _MAX_DEPTH else sorted(folders)
            for name in names:
                found[PurePosixPath(Path(here, name).relative_to(top).as_posix())] = 0
            if len(found) > _MAX_FILES:
                raise ModelRefused(root, "too_many_files")
    place = _place_of_model(root, list(found))
    files = {member: top / member for member in found if member.parent == place and member.name != MANIFEST}
    if any(is_dangerous(member.name) for member in files):
        raise ModelRefused(root, "pickle")
    wanted = {member.name: path for member, path in files.items() if is_wanted(member.name)}
    if (top / place / MANIFEST).is_file():
        wanted[MANIFEST] = top / place / MANIFEST
    for path in wanted.values():
        _check_inside(path, top, root)
    with disk_errors(root):
        sizes = {name: path.stat().st_size for name, path in wanted.items()}
    ignored = tuple(sorted(member.name for member in files if member.name not in wanted))
    return Parcel(
        root, _title(PurePosixPath(top.as_posix()) / place), sizes, ignored, lambda name: wanted[name].open("rb")
    )


def _check_inside(path: Path, top: Path, root: Path) -> None:
    """Links are followed inside the parcel only (the hub's cache is made of them), and only to regular files."""
    with disk_errors(path):
        target = path.resolve()
        if not target.is_relative_to(top) or not stat.S_ISREG(target.stat().st_mode):
            raise ModelRefused(root, "link")


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip whose names are UTF-8 or, as Explorer writes them on a Japanese Windows, code page 932."""
    with disk_errors(path):
        try:
            archive = zipfile.ZipFile(path, metadata_encoding="cp932")
        except UnicodeDecodeError:
            archive = _plain_archive(path)
        except _BROKEN as error:
            raise ModelRefused(path, _reason(error) if _begins_as_zip(path) else "not_archive") from error
    with archive:
        yield archive


def _begins_as_zip(path: Path) -> bool:
    """A copy that broke off has no directory at its end, but it begins as a zip does."""
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def _plain_archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise ModelRefused(path, _reason(error)) from error


def _zip_parcel(path: Path, archive: zipfile.ZipFile) -> Parcel:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and "__MACOSX" not in entry.filename]
    if len(entries) > _MAX_FILES:
        raise ModelRefused(path, "too_many_files")
    members: dict[PurePosixPath, zipfile.ZipInfo] = {}
    for entry in entries:
        member = _checked(path, entry)
        if str(member).casefold() in {str(other).casefold() for other in members}:
            raise ModelRefused(path, "duplicate")
        members[member] = entry
    total = sum(entry.file_size for entry in entries)
    if total > _RATIO_COUNTS_FROM and total > _MAX_RATIO * path.stat().st_size:
        raise ModelRefused(path, "bomb")
    if any(is_dangerous(member.name) for member in members):
        raise ModelRefused(path, "pickle")
    place = _place_of_model(path, list(members))
    beside = {member.name: entry for member, entry in members.items() if member.parent == place}
    wanted = {name: entry for name, entry in beside.items() if is_wanted(name) or name == MANIFEST}
    sizes = {name: entry.file_size for name, entry in wanted.items()}
    ignored = tuple(sorted(str(member) for member, entry in members.items() if entry not in wanted.values()))
    title = _title(place) or path.stem
    return Parcel(path, title, sizes, ignored, lambda name: archive.open(wanted[name]))


def _checked(path: Path, entry: zipfile.ZipInfo) -> PurePosixPath:
    """The entry's name as a relative path that stays inside; backslashes count as separators, as Windows takes them."""
    name = getattr(entry, "orig_filename", entry.filename).replace("\\", "/")
    member = PurePosixPath(name)
    if member.is_absolute() or ".." in member.parts or ":" in name or "\0" in name or not member.parts:
        raise ModelRefused(path, "path")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ModelRefused(path, "link")
    if entry.flag_bits & 0x1:
        raise ModelRefused(path, "encrypted")
    return member


def _place_of_model(path: Path, members: list[PurePosixPath]) -> PurePosixPath:
    """The one folder that holds a model.bin."""
    places = [member.parent for member in members if member.name == MODEL_BIN]
    if len(places) == 1:
        return places[0]
    if places:
        raise ModelUnsuitable(path.name, "several_models")
    if any(member.suffix.lower() in (".pt", ".pth", ".ckpt", ".pkl", ".pickle") for member in members):
        raise ModelRefused(path, "pickle")
    if any(member.suffix.lower() == ".safetensors" or member.name == "pytorch_model.bin" for member in members):
        raise ModelUnsuitable(path.name, "pytorch")
    raise ModelUnsuitable(path.name, "no_model_bin")


def _title(place: PurePosixPath) -> str:
    """The folder's name; of a folder in the hub's cache, the repository's."""
    if _REVISION.match(place.name):
        repository = next((part for part in place.parts if part.startswith("models--")), place.name)
        return repository.rsplit("--", 1)[-1]
    return place.name
