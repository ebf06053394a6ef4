"""How long a person worked at each meeting in the window, and how the program felt to use. Kept on this PC only.

In: a meeting's id and seconds; a mark from 1 to 5. Out: JSON lines in two files of the person's own data folder. A line
holds a day and a number, no time of day, no name and no word of a meeting. Nothing of it is ever sent.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.files import disk_errors, sync_folder
from minutes_app.logbook.audit import locked

MARKS = range(1, 6)
"""1 = hard to use, 5 = easy to use."""
UNANSWERED = 0
"""The question was shown, and nobody has answered it."""
DAY_S = 24 * 60 * 60

_IDENTIFIER = re.compile(r"[0-9A-Za-z_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Feeling:
    """An answer to the question on 操作感, and the day of it (ISO); `mark` may be `UNANSWERED`."""

    day: str
    mark: int


def note_work(folder: Path, meeting: str, seconds: int, today: date) -> None:
    """Add active seconds to a meeting. On the disk when this returns. Raises DiskError, ValueError (no id)."""
    if not _IDENTIFIER.fullmatch(meeting) or not 0 < seconds <= DAY_S:
        raise ValueError("a line of work takes an id and the seconds of a day at most")
    _append(_work_file(folder), {"meeting": meeting, "day": today.isoformat(), "seconds": seconds})


def worked_s(folder: Path) -> dict[str, int]:
    """Active seconds of every meeting that was worked at; what cannot be read of a line is passed over.

    Raises DiskError.
    """
    seconds: dict[str, int] = {}
    for line in _lines(_work_file(folder)):
        meeting, count = line.get("meeting"), line.get("seconds")
        if isinstance(meeting, str) and type(count) is int and 0 < count <= DAY_S:
            seconds[meeting] = seconds.get(meeting, 0) + count
    return seconds


def note_feeling(folder: Path, mark: int, today: date) -> None:
    """Keep an answer, or that the question was shown (`UNANSWERED`). Raises DiskError, ValueError."""
    if mark not in MARKS and mark != UNANSWERED:
        raise ValueError(f"{mark} is no mark")
    _append(_feelings_file(folder), {"day": today.isoformat(), "mark": mark})


def feelings(folder: Path) -> tuple[Feeling, ...]:
    """Everything that was asked and answered, oldest first. Raises DiskError."""
    return tuple(one for line in _lines(_feelings_file(folder)) if (one := _feeling(line)) is not None)


def forget(folder: Path) -> None:
    """Remove both records. Raises DiskError."""
    for path in (_work_file(folder), _feelings_file(folder)):
        with disk_errors(path):
            path.unlink(missing_ok=True)


def _feeling(line: dict[str, Any]) -> Feeling | None:
    day, mark = line.get("day"), line.get("mark")
    if not isinstance(day, str) or type(mark) is not int or (mark not in MARKS and mark != UNANSWERED):
        return None
    try:
        return Feeling(date.fromisoformat(day).isoformat(), mark)
    except ValueError:
        return None


def _work_file(folder: Path) -> Path:
    return folder / "work.jsonl"


def _feelings_file(folder: Path) -> Path:
    return folder / "feelings.jsonl"


def _append(path: Path, line: dict[str, object]) -> None:
    """A whole line under a lock; what a power cut left of the line before ends first."""
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with locked(path), path.open("ab+") as stream:
            if stream.seek(0, os.SEEK_END):
                stream.seek(-1, os.SEEK_END)
                torn = stream.read(1) != b"\n"
            else:
                torn = False
            stream.write((b"\n" if torn else b"") + json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        if is_new:
            sync_folder(path.parent)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with disk_errors(path):
        raw = path.read_bytes() if path.is_file() else b""
    for line in raw.split(b"\n"):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value
