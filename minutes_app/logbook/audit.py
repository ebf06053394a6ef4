"""The audit log: who did what to which meeting, when. Append-only JSON lines, each holding the sha256 of the last.

In: an `Action`, a meeting's id, a file's sha256. Out: `audit.jsonl`, and beside it `audit.head` with the number and
the hash of its last line, so that a cut end shows as well. Each line is written under a lock and on the disk before
`record` returns. It proves that nobody changed single lines; who can write the folder can still replace everything,
so an office that needs more collects the file elsewhere (a SIEM).
"""

import contextlib
import hashlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO, Literal

from minutes_app.errors import FileInUse
from minutes_app.files import disk_errors, sync_folder, write_atomic

FIRST = "0" * 64
LOCK_WAIT_S = 10.0
_TAIL = 64 * 1024
_IDENTIFIER = re.compile(r"[0-9A-Za-z_-]{0,64}")
_SHA256 = re.compile(r"([0-9a-f]{64})?")


class Action(Enum):
    """What was done; the value is what stands in the log."""

    OPENED = "opened"
    CHANGED = "changed"
    IMPORTED = "imported"
    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    EXPORTED = "exported"
    CONFIRMED = "confirmed"
    OVERRULED = "overruled"
    PUBLISHED = "published"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    DRAFTED = "drafted"
    DELETED = "deleted"
    RECOVERED = "recovered"
    MODEL_INSTALLED = "model_installed"
    MODEL_REMOVED = "model_removed"
    TEMPLATE_ADDED = "template_added"
    SETTING_CHANGED = "setting_changed"


Auditor = Callable[[Action, str, str], None]
"""Told what was done, the meeting's id, and a file's sha256 (or "")."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `kind`: "changed", "removed", "unreadable", "cut" (the end is missing); `line` counts from 1."""

    line: int
    kind: Literal["changed", "removed", "unreadable", "cut"]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`entries` whole lines, `torn` lines that a power cut left half written (no fault), and the faults."""

    entries: int
    torn: int
    faults: tuple[Fault, ...]

    @property
    def is_intact(self) -> bool:
        """Whether no sign of tampering was found."""
        return not self.faults


def audit_file(folder: Path) -> Path:
    """The log in `folder`."""
    return folder / "audit.jsonl"


def record(path: Path, action: Action, *, meeting: str = "", sha256: str = "") -> None:
    """Append one line; it is on the disk when this returns.

    Raises DiskError (FileInUse when another process holds the lock for 10 s), ValueError for a `meeting` that is no
    id or a `sha256` that is no hash: text must not slip in.
    """
    if not _IDENTIFIER.fullmatch(meeting) or not _SHA256.fullmatch(sha256):
        raise ValueError("an audit entry takes ids and hashes only")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path), path.open("ab+") as stream:
            number, previous, torn = _last(stream, path)
            entry = _entry(number + 1, previous, action, meeting, sha256)
            line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            stream.write((b"\n" if torn else b"") + line + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
            if number == 0:
                sync_folder(path.parent)
            _write_head(path, number + 1, _hash(line))


def verify_audit(path: Path) -> AuditReport:
    """Read the whole log and say what does not fit. Raises DiskError."""
    with disk_errors(path):
        *whole, rest = path.read_bytes().split(b"\n") if path.exists() else [b""]
    faults: list[Fault] = []
    before = _Link(0, 0, FIRST)
    chain = {0: FIRST}
    entries = torn = 0
    for line_number, line in enumerate(whole, 1):
        entry = _parsed(line)
        if entry is None:
            torn += 1
            before = _Link(line_number, before.number, _hash(line), readable=False)
            continue
        faults += _faults(before, entry, line_number)
        entries += 1
        before = _Link(line_number, int(entry["number"]), _hash(line))
        chain[before.number] = before.hash
    if not before.readable:
        faults.append(Fault(before.line, "unreadable"))
    faults += _head_faults(_read_head(path), before, chain)
    return AuditReport(entries, torn + bool(rest), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Link:
    """The line before: its place in the file, the number of the last whole entry, its hash."""

    line: int
    number: int
    hash: str
    readable: bool = True


def _faults(before: _Link, entry: dict[str, Any], line: int) -> list[Fault]:
    """What `entry` says about the line before it. A half line that the next entry knows of is no fault."""
    if entry["number"] != before.number + 1:
        return [Fault(line, "removed")]
    if entry["previous"] != before.hash:
        return [Fault(max(before.line, 1), "changed" if before.readable else "unreadable")]
    return []


def _head_faults(head: tuple[int, str] | None, last: _Link, chain: dict[int, str]) -> list[Fault]:
    """The head is written after its line: it may be one line behind, never further, and never ahead."""
    number, digest = head or (0, FIRST)
    if number > last.number or last.number - number > 1:
        return [Fault(last.line + 1, "cut")]
    return [] if chain.get(number) == digest else [Fault(max(last.line, 1), "changed")]


def _entry(number: int, previous: str, action: Action, meeting: str, sha256: str) -> dict[str, object]:
    return {
        "number": number,
        "at": datetime.now().astimezone().isoformat(timespec="milliseconds"),
        "user": user_name(),
        "host": platform.node(),
        "action": action.value,
        "meeting": meeting,
        "sha256": sha256,
        "previous": previous,
    }


def user_name() -> str:
    """The account the process runs under, from the operating system, not from an environment variable."""
    if sys.platform == "win32":
        return os.getlogin()
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def _last(stream: BinaryIO, path: Path) -> tuple[int, str, bool]:
    """Number of the last entry, hash of the last line, and whether that line is half written."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - _TAIL))
    lines = stream.read().split(b"\n")
    torn = lines[-1] != b""
    kept = lines if torn else lines[:-1]
    found = next((entry for line in reversed(kept) if (entry := _parsed(line))), None)
    head = _read_head(path)
    number = max(int(found["number"]) if found else 0, head[0] if head else 0)
    return number, _hash(kept[-1]) if kept else FIRST, torn


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(entry, dict) and type(entry.get("number")) is int and isinstance(entry.get("previous"), str)
    return entry if fits else None


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _head_path(path: Path) -> Path:
    return path.with_suffix(".head")


def _write_head(path: Path, number: int, digest: str) -> None:
    write_atomic(_head_path(path), json.dumps({"number": number, "sha256": digest}).encode("ascii"))


def _read_head(path: Path) -> tuple[int, str] | None:
    """None when there is none, or none that can be read."""
    with disk_errors(path):
        try:
            head = json.loads(_head_path(path).read_bytes())
            return int(head["number"]), str(head["sha256"])
        except (FileNotFoundError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone with a log, among all processes of this PC. Raises FileInUse after `LOCK_WAIT_S`."""
    with path.with_suffix(".lock").open("ab") as lock:
        deadline = time.monotonic() + LOCK_WAIT_S
        while not _try_lock(lock):
            if time.monotonic() > deadline:
                raise FileInUse(path)
            time.sleep(0.02)
        try:
            yield
        finally:
            _unlock(lock)


def _try_lock(lock: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(lock: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_UN)
