"""The child's side of publishing: files into a shared folder, each whole or not at all, never over what is there.

In: finished files on this PC and the names they are to have. Out: for each where it lies, or why it is not there.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes_app.errors import DiskFault, DiskFull, FileInUse, NoPermission
from minutes_app.files import disk_errors, sha256_of, sync_folder
from minutes_app.meeting.exports import owner_file_of
from minutes_app.progress import Progress, Report, Stage

Why = Literal["", "away", "full", "refused", "open", "withdrawn"]
"""Why a file is not there: the folder cannot be reached, is full, may not be written; somebody has the file open; it
may not be sent any more."""
_WHOLE_FOLDER = ("away", "full", "refused")
_NUMBERS = 1000


@dataclass(frozen=True, slots=True)
class Task:
    """One file: `source` → `name` in the folder. `read_only`: with the mark of the file system, where it has one."""

    source: Path
    name: str
    sha256: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What became of the task of this name. `path` None: it waits, for the reason `why`."""

    name: str
    path: Path | None = None
    why: Why = ""
    sha256: str = ""

    @property
    def is_beside(self) -> bool:
        """Whether somebody's file had its name."""
        return self.path is not None and self.path.name != self.name


def place_all(folder: Path, tasks: tuple[Task, ...], *, report: Report) -> Iterator[Put]:
    """Yield what became of each; what is true of the whole folder is found out once. Raises `DiskError`."""
    trouble: Why = ""
    for done, task in enumerate(tasks):
        report(Progress(Stage.SHARE, done, len(tasks)))
        put = Put(task.name, why=trouble) if trouble else _place(folder, task)
        trouble = put.why if put.why in _WHOLE_FOLDER else ""
        yield put
    report(Progress(Stage.SHARE, len(tasks), len(tasks)))


def part_of(folder: Path, sha256: str) -> Path:
    """The name of a file while it is being written: always the same one, so that what a kill leaves is found again."""
    return folder / f".{sha256[:24]}.part"


def remove_part(folder: Path, sha256: str) -> None:
    """Nothing half-written is left."""
    with contextlib.suppress(OSError):
        part_of(folder, sha256).unlink(missing_ok=True)


def _place(folder: Path, task: Task) -> Put:
    with disk_errors(task.source):
        content = task.source.read_bytes()
    try:
        with disk_errors(folder):
            return _placed(folder, task, content) if folder.is_dir() else Put(task.name, why="away")
    except DiskFull:
        why: Why = "full"
    except NoPermission:
        why = "refused"
    except FileInUse:
        why = "open"
    except DiskFault:
        why = "away"
    remove_part(folder, task.sha256)
    return Put(task.name, why=why)


def _placed(folder: Path, task: Task, content: bytes) -> Put:
    for path in _names(folder / task.name):
        there = os.path.lexists(path)
        if there and _holds(path, task.sha256, len(content)):
            remove_part(folder, task.sha256)
            return Put(task.name, path, sha256=task.sha256)
        if owner_file_of(path):
            return Put(task.name, why="open")
        if there:
            continue
        part = part_of(folder, task.sha256)
        _write(part, content)
        try:
            _name(part, path)
        except FileExistsError:
            continue
        if task.read_only:
            with contextlib.suppress(OSError):
                path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        sync_folder(folder)
        return Put(task.name, path, sha256=task.sha256)
    return Put(task.name, why="refused")


def _names(path: Path) -> Iterator[Path]:
    """会議録.docx, 会議録 (2).docx …"""
    yield path
    for number in range(2, _NUMBERS):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _holds(path: Path, sha256: str, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size and sha256_of(path) == sha256


def _write(part: Path, content: bytes) -> None:
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _name(part: Path, path: Path) -> None:
    """Give a finished file its name, if nothing has it. Raises `FileExistsError`, `OSError`.

    A second name for the file is refused where one is there; so is a new name on Windows. Some shares know no second
    names: there the moment between looking and naming stays.
    """
    if os.name != "nt":
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:
            if os.path.lexists(path):
                raise FileExistsError(path) from None
        else:
            part.unlink()
            return
    os.rename(part, path)
