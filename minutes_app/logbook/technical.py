"""The technical log: one JSON object a line, one file a process, rotated by size and swept by age.

In: an `Event` and facts that cannot carry text (`facts.py`). Out: `minutes-<start>-<pid>.jsonl` in the log folder.
Records of other libraries never get in: faster_whisper, for one, logs what it hears. Writing a log never raises and
prints nothing, because a full disk must not stop a recording.
"""

import contextlib
import json
import logging
import logging.handlers
import os
import time
import traceback
from datetime import datetime
from pathlib import Path
from typing import Unpack

from minutes_app.errors import MinutesError
from minutes_app.files import disk_errors
from minutes_app.logbook.facts import LEVELS, REFUSED, Event, Facts, kept

MAX_BYTES = 2_000_000
BACKUPS = 3
MAX_FILES = 400
PATTERN = "minutes-*.jsonl*"

_FOREIGN = ("faster_whisper", "huggingface_hub", "ctranslate2", "PIL", "docxtpl", "urllib3", "httpx", "filelock")
_LINE = "minutes_line"
_logger = logging.Logger("minutes_app.logbook", logging.DEBUG)


class _QuietFile(logging.handlers.RotatingFileHandler):
    """Rotates by size; takes only lines made by `log`; keeps silent when the disk does not play along."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record was made by `log` and not by another library."""
        return isinstance(getattr(record, _LINE, None), str)

    def format(self, record: logging.LogRecord) -> str:
        """The finished line; the record's own message is never used."""
        line: str = getattr(record, _LINE)
        return line

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: see the module's docstring."""


def open_log(folder: Path, *, level: str = "info", keep_days: int = 90) -> Path:
    """Start this process's log and remove files older than `keep_days`; return its path.

    The file appears with its first line. Raises DiskError when the folder cannot be made.
    """
    close_log()
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"minutes-{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.getpid()}.jsonl"
    handler = _QuietFile(path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8", delay=True)
    handler.setLevel(level.upper())
    _logger.addHandler(handler)
    _silence_others()
    swept = _sweep(folder, keep_days)
    if swept:
        log(Event.LOG_SWEPT, count=swept)
    return path


def close_log() -> None:
    """End this process's log."""
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        handler.close()


def log_place() -> str:
    """Where this process writes its log; "" where it writes none."""
    files = (handler.baseFilename for handler in _logger.handlers if isinstance(handler, _QuietFile))
    return next(files, "")


def log(event: Event, **facts: Unpack[Facts]) -> None:
    """Write one line. Does nothing before `open_log`; never raises."""
    level = logging.getLevelName(LEVELS.get(event, "info").upper())
    line = {name: kept(name, value) for name, value in facts.items()}
    _write(event, level, line)


def log_error(error: BaseException, *, meeting: str = "") -> None:
    """Write an error: its class, its numbers, and where in our code it arose; never its message or its texts."""
    event = Event.ERROR if isinstance(error, MinutesError) else Event.BUG
    line: dict[str, object] = {"error": kept("error", type(error)), "where": _where(error)}
    line |= {
        name: value for name, value in vars(error).items() if type(value) is int and isinstance(error, MinutesError)
    }
    if (why := kept("why", getattr(error, "why", None))) not in (None, REFUSED):
        line["why"] = why
    if meeting:
        line["meeting"] = kept("meeting", meeting)
    if error.__cause__ is not None:
        line["cause"] = kept("error", type(error.__cause__))
    _write(event, logging.ERROR, line)


def _write(event: Event, level: int, line: dict[str, object]) -> None:
    if not _logger.handlers:
        return
    at = datetime.now().astimezone().isoformat(timespec="milliseconds")
    whole = {"at": at, "level": logging.getLevelName(level).lower(), "event": event.value, "pid": os.getpid(), **line}
    _logger.log(level, event.value, extra={_LINE: json.dumps(whole, ensure_ascii=True)})


def _where(error: BaseException) -> list[str]:
    """The last ten places in the code: "pipeline.py:120 hear". Names that are no plain identifiers are left out."""
    frames = traceback.extract_tb(error.__traceback__, limit=-10)
    named = [(Path(frame.filename).name, frame) for frame in frames]
    return [
        f"{name}:{frame.lineno} {frame.name}"
        for name, frame in named
        if name.endswith(".py") and name.isascii() and frame.name.isascii()
    ]


def _silence_others() -> None:
    """Other libraries' records end nowhere: neither in our file nor, by logging's last resort, on the terminal."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())
    for name in _FOREIGN:
        foreign = logging.getLogger(name)
        foreign.setLevel(logging.CRITICAL + 1)
        foreign.propagate = False
        if not foreign.handlers:
            foreign.addHandler(logging.NullHandler())


def _sweep(folder: Path, keep_days: int) -> int:
    """Remove our own log files that are too old, or beyond the newest `MAX_FILES`; return how many went."""
    ages: list[tuple[float, Path]] = []
    for path in folder.glob(PATTERN):
        with contextlib.suppress(OSError):
            ages.append((path.stat().st_mtime, path))
    ages.sort(reverse=True)
    oldest = time.time() - keep_days * 86_400
    gone = 0
    for rank, (modified, path) in enumerate(ages):
        if modified < oldest or rank >= MAX_FILES:
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
    return gone
