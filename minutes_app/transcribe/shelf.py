"""The folders where models stand, and putting a model there or taking it away as a whole.

In: three folders. Out: a model folder that is either all there or not there. Does not look inside a model.
"""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil

from minutes_app.errors import DiskFull, FileInUse
from minutes_app.files import bundled, disk_errors, sync_folder, translated

APP = "minutes_app"
SPARE = 200 << 20
_STAGING = ".staging-"
_OLD = ".old-"
_LOCK = ".lock-"


@dataclass(frozen=True, slots=True)
class ModelFolders:
    """Where models are looked for, in this order: the machine's (set by policy; None = none), the user's, the bundled.

    The user's folder is local data that does not roam: models are gigabytes.
    """

    machine: Path | None
    user: Path
    bundled: Path

    @property
    def in_order(self) -> tuple[Path, ...]:
        """The folders, the first to be looked in first."""
        return (*((self.machine,) if self.machine else ()), self.user, self.bundled)

    @property
    def stamps(self) -> Path:
        """The file that remembers which large models were found good (`manifest.faults_in`)."""
        return self.user / ".verified.json"


def folders_for(configured: str = "") -> ModelFolders:
    """The folders of this PC; `configured` is the setting `models.folder`, "" when no policy sets one."""
    user = platformdirs.user_data_path(APP, appauthor=False, roaming=False) / "models"
    machine = Path(configured).expanduser() if configured else None
    return ModelFolders(machine, user, bundled("models"))


def installing_folder(folders: ModelFolders) -> Path:
    """Where a new model goes: the machine's folder where we may write there, else the user's. Raises `DiskError`."""
    if folders.machine is not None and _is_writable(folders.machine):
        return folders.machine
    with disk_errors(folders.user):
        folders.user.mkdir(parents=True, exist_ok=True)
    return folders.user


def _is_writable(folder: Path) -> bool:
    """Tried, not asked: on Windows `os.access` does not know about access lists."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def check_room(folder: Path, needed: int) -> None:
    """Return when `needed` bytes and a reserve fit on the disk of `folder`. Raises `DiskFull`, `DiskError`."""
    with disk_errors(folder):
        if shutil.disk_usage(folder).free < needed + SPARE:
            raise DiskFull(folder)


@contextlib.contextmanager
def staging(shelf: Path) -> Iterator[Path]:
    """A new folder on the shelf that nobody looks into; gone afterwards unless it was `put_in_place`.

    Not `mkdtemp`: on Windows its folders are closed to the other users of the PC from Python 3.12.4 on.
    """
    _sweep(shelf)
    folder = shelf / f"{_STAGING}{os.getpid()}-{secrets.token_hex(4)}"
    with disk_errors(shelf):
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(staged: Path, place: Path) -> None:
    """Make the staged folder the model at `place`, whole; what stood there goes only afterwards. Raises `DiskError`."""
    old = place.with_name(f"{_OLD}{os.getpid()}-{place.name}")
    with disk_errors(place):
        shutil.rmtree(old, ignore_errors=True)
        stood = place.exists()
        if stood:
            os.replace(place, old)
        try:
            os.replace(staged, place)
        except OSError:
            if stood:
                os.replace(old, place)
            raise
        sync_folder(place.parent)
    shutil.rmtree(old, ignore_errors=True)


def take_away(place: Path) -> None:
    """Remove a model as a whole: first out of sight, then from the disk. Raises `DiskError`."""
    old = place.with_name(f"{_OLD}{os.getpid()}-{place.name}")
    with disk_errors(place):
        os.replace(place, old)
    shutil.rmtree(old, ignore_errors=True)


def _sweep(shelf: Path) -> None:
    """Clear what a killed import or removal left behind."""
    with disk_errors(shelf):
        left = [path for path in shelf.iterdir() if path.name.startswith((_STAGING, _OLD))]
    for path in left:
        owner = path.name.removeprefix(_STAGING).removeprefix(_OLD).split("-")[0]
        if not (owner.isdigit() and psutil.pid_exists(int(owner))):
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def only_one(shelf: Path, name: str) -> Iterator[None]:
    """Let one process at a time download a model. Raises `FileInUse` when another one is at it, `DiskError`."""
    path = shelf / f"{_LOCK}{name}"
    if not _claimed(path) and not (_is_abandoned(path) and _claimed(path)):
        raise FileInUse(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _claimed(path: Path) -> bool:
    try:
        with path.open("xb") as stream:
            stream.write(f"{os.getpid()} {psutil.Process().create_time()}".encode("ascii"))
    except FileExistsError:
        return False
    except OSError as error:
        raise translated(error, path) from error
    return True


def _is_abandoned(path: Path) -> bool:
    """Whether the process that claimed is gone; then the claim is gone too."""
    try:
        pid, started = path.read_text("ascii").split()
        if psutil.Process(int(pid)).create_time() == float(started):
            return False
    except (psutil.NoSuchProcess, ValueError):
        pass
    except psutil.AccessDenied:
        return False
    except OSError as error:
        raise translated(error, path) from error
    path.unlink(missing_ok=True)
    return True
