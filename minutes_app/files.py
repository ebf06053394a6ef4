"""The disk: whole-file atomic writes, translated errors, sha256, safe names, and where bundled things lie."""

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from minutes_app.errors import DiskFault, DiskFull, FileInUse, MinutesError, NoPermission
from minutes_app.progress import undone_by

BLOCK = 1 << 20
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_SHARING_VIOLATIONS = {32, 33}
T = TypeVar("T")
OTHERS_BLOCK = os.name == "nt"
"""On Windows a virus scanner, a sync program or a reader may have a file open for a moment: then we try again."""
PATIENCE_S = 1.0
INSTALLED = Path("share") / "minutes-app"
"""Where an installed wheel has `models/` and `resources/`, below the environment's root. Not the users' own folder."""
_PAUSE_S = 0.05


def bundled(*parts: str) -> Path:
    """A path in `models/` or `resources/`: beside the package, in the frozen program's folder, or where pip put them.

    An installed wheel has them in `share/minutes-app` of the environment that holds the package (`data-files` in
    pyproject.toml), whatever kind of environment that is.
    """
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent.joinpath(*parts)
    package = Path(__file__).resolve().parent
    roots = (package.parent, *(folder / INSTALLED for folder in package.parents))
    found = (root for root in roots if (root / "models" / "registry.toml").is_file())
    return next(found, package.parent).joinpath(*parts)


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Translate what the operating system says about `path` into a `DiskError`."""
    try:
        yield
    except OSError as error:
        raise translated(error, path) from error


def translated(error: OSError, path: Path) -> MinutesError:
    """The `DiskError` that says what `error` means for `path`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path)
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return FileInUse(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NoPermission(path)
    return DiskFault(path, error.strerror or str(error))


def patiently(action: Callable[[], T], path: Path) -> T:
    """What `action` returns; it is repeated while the system says that somebody else has `path`. Raises `DiskError`."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with disk_errors(path):
                return action()
        except (NoPermission, FileInUse):
            if not OTHERS_BLOCK or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_S)


def write_atomic(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: temporary file, fsync, replace. Raises `DiskError`."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with undone_by(lambda: temporary.unlink(missing_ok=True)):
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
            patiently(lambda: os.replace(temporary, path), path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power cut (nothing to do on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # shares that cannot sync a folder (CIFS, FUSE)
            raise
    finally:
        os.close(handle)


def sha256_of(path: Path, step: Callable[[int], None] = lambda _done: None) -> str:
    """Hex sha256 of a file, read in 1 MiB blocks; `step(bytes done)` after each. Raises `DiskError`."""
    digest = hashlib.sha256()
    done = 0
    with disk_errors(path), path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            done += len(block)
            step(done)
    return digest.hexdigest()


def safe_name(text: str, limit: int = 60) -> str:
    """`text` as part of a file name on Windows and Linux: NFC, no forbidden or control characters, `limit` long."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join("_" if c in '<>:"/\\|?*' or unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)
    kept = " ".join(kept.split())[:limit].strip(" .")
    return f"_{kept}" if kept.split(".")[0].lower() in _RESERVED else kept


def _umask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value
