"""Where a document is written so that nobody's work is overwritten: the 第2版 rule.

In: a folder, a name, and what we know of the documents we wrote. Out: a path that may be written, or the document
written there. A file that a person changed, that is not ours, or that is open in Word stays as it is, and a new
edition (…_第2版.docx) is made beside it. Does not make the document.
"""

import contextlib
import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Literal

from minutes_app.errors import FileInUse, NoPermission
from minutes_app.files import disk_errors, safe_name, sha256_of, write_atomic
from minutes_app.meeting.clock import now
from minutes_app.meeting.model import Export
from minutes_app.meeting.place import PATH_LIMIT, SNAPSHOT, utf16_length
from minutes_app.wording.meeting import NO_TITLE, edition

Why = Literal["", "changed", "not_ours", "open", "protected"]
_NAME_BYTES = 220
"""Of a name in UTF-8 without its ending; Linux takes 255."""
_MARK = 8


@dataclass(frozen=True, slots=True)
class Target:
    """A path that may be written. `edition` counts from 1; `why`: why the edition before it stays as it is, or ""."""

    path: Path
    edition: int = 1
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was written, what to remember of it, and where it came to lie."""

    export: Export
    target: Target


def target_for(folder: Path, stem: str, suffix: str, known: tuple[Export, ...]) -> Target:
    """Where `stem` + `suffix` may be written in `folder` (which need not exist yet). Raises `DiskError`.

    The latest edition there is replaced when it is what we wrote (its sha256 is in `known`) and nobody has it open.
    """
    folder = folder.absolute()
    stem = _fitting(folder, stem, suffix)
    number = _latest_edition(folder, stem, suffix)
    path = folder / _name(stem, suffix, number)
    why = _why_untouchable(path, known)
    return _free_after(Target(path, number, why), stem, suffix) if why else Target(path, number)


def write_export(
    folder: Path, stem: str, *, suffix: str, content: bytes, known: tuple[Export, ...], template: str = ""
) -> Written:
    """Write a document where `target_for` says, whole or not at all, and return what to add to the meeting's exports.

    A file that is opened in Word at this very moment gets a new edition too. Raises `DiskError`.
    """
    target = target_for(folder, stem, suffix, known)
    try:
        write_atomic(target.path, content)
    except (FileInUse, NoPermission):
        if not _is_there(target.path):
            raise
        target = _free_after(replace(target, why="open"), _fitting(folder.absolute(), stem, suffix), suffix)
        write_atomic(target.path, content)
    return Written(Export(_file_of(target.path), hashlib.sha256(content).hexdigest(), now(), template), target)


def _name(stem: str, suffix: str, number: int) -> str:
    return f"{stem}{suffix}" if number == 1 else f"{stem}_{edition(number)}{suffix}"


def stem_of(
    folder: Path,
    suffix: str,
    parts: tuple[str, ...],
    *,
    yielding: tuple[int, ...] = (1, 2),
    spare: int = _MARK,
    most_bytes: int = _NAME_BYTES,
) -> str:
    """A file's name without `suffix`: the day, the title, the document, and what else tells files apart; no "".

    What is `yielding` gives way to the rest, in this order, until the name fits; a character of it stays.
    `spare`: UTF-16 units of the path for what comes behind; `most_bytes`: of the name in UTF-8.
    """
    kept = [part[:most_bytes] for part in parts]
    units = PATH_LIMIT - utf16_length(f"{folder.absolute()}/{suffix}") - spare
    while True:
        joined = "_".join(part for part in kept if part)
        stem = safe_name(joined, limit=len(joined))
        if utf16_length(stem) <= units and len(stem.encode()) <= most_bytes:
            return stem
        longest = next((each for each in yielding if len(kept[each]) > 1), None)
        if longest is None:
            return stem
        kept[longest] = kept[longest][:-1].rstrip(" .") or kept[longest][0]


def _fitting(folder: Path, stem: str, suffix: str) -> str:
    """`stem` as a file name, cut so that every edition fits into a Windows path and a Linux file name."""
    return stem_of(folder, suffix, (stem,), yielding=(0,)) or NO_TITLE


def _latest_edition(folder: Path, stem: str, suffix: str) -> int:
    """The highest number among the editions that are there; 1 when there is none."""
    before, after = _same(stem), _same(suffix)
    pattern = re.compile(re.escape(before) + "_" + re.escape(edition(0)).replace("0", r"(\d{1,4})") + re.escape(after))
    with disk_errors(folder):
        names = [_same(entry.name) for entry in folder.iterdir()] if folder.is_dir() else []
    return max((int(found[1]) for name in names if (found := pattern.fullmatch(name))), default=1)


def _free_after(target: Target, stem: str, suffix: str) -> Target:
    number = target.edition + 1
    while _is_there(path := target.path.with_name(_name(stem, suffix, number))):
        number += 1
    return Target(path, number, target.why)


def _why_untouchable(path: Path, known: tuple[Export, ...]) -> Why:
    if not _is_there(path):
        return ""
    if not path.is_file() or path.is_symlink():
        return "not_ours"
    if owner_file_of(path):
        return "open"
    ours = {export.sha256 for export in known if _is_of(export, path)}
    if blocked := _why_not_writable(path):
        return blocked
    if not ours:
        return "not_ours"
    return "" if sha256_of(path) in ours else "changed"


def _why_not_writable(path: Path) -> Why:
    """Opening for writing tells whether Windows lets us (a sharing violation: Word has it), and changes nothing."""
    try:
        with disk_errors(path), path.open("r+b"):
            return ""
    except FileInUse:
        return "open"
    except NoPermission:
        return "protected"


def owner_file_of(path: Path) -> bool:
    """Whether Word ("~$" in front, or for its first one or two characters) or LibreOffice says that it has the file."""
    name = path.name
    marks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    return any(_is_there(path.with_name(mark)) for mark in marks)


def _is_of(export: Export, path: Path) -> bool:
    """Whether the export may be this file: by its name alone, since folders and drives move; then its sha256 tells."""
    return _same(PureWindowsPath(export.file).name) == _same(path.name)


def _file_of(path: Path) -> str:
    """How an export names a file: by its name alone within a meeting folder's exports/, else by its whole path."""
    inside = path.parent.name == "exports" and (path.parent.parent / SNAPSHOT).is_file()
    return path.name if inside else str(path)


def _is_there(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return os.path.lexists(path)
    return False


def _same(name: str) -> str:
    """Names that Windows takes for the same are the same."""
    return unicodedata.normalize("NFC", name).casefold()
