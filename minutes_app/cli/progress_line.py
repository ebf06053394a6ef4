"""Progress on stderr: one line that rewrites itself on a terminal, one line every 5 % where there is none.

Speed and time left come from the run itself once it has run for a while, before that from what this PC did last time.
"""

import os
import re
import sys
import time
import unicodedata

from minutes_app.pace import Pace
from minutes_app.progress import Progress, Stage
from minutes_app.wording import progress as words

REDRAW_S = 0.25
STEP_PERCENT = 5
TRUST_AFTER_S = 5.0
STANDARD_COLUMNS = 80
NO_TERMINAL = 10_000
_PIECES = re.compile(r"[（「]?(?:[!-~]+|.)[、。）」／]*")


class ProgressLine:
    """A `Report` for people. Call `clear` before printing anything else."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = Progress(Stage.WAIT)
        self._began = time.monotonic()
        self._first = 0
        self._drawn_at = 0.0
        self._next_percent = STEP_PERCENT
        self._width = 0

    def __call__(self, progress: Progress) -> None:
        """Show it, if it is time to."""
        if progress.stage is Stage.WAIT:
            return
        if self._is_new_work(progress):
            self._began, self._first = time.monotonic(), progress.done
            self._next_percent = next_step(progress)
        self._last = progress
        if self._terminal:
            self._redraw(progress)
        elif progress.total and progress.done * 100 // progress.total >= self._next_percent:
            self._next_percent = next_step(progress)
            print(self.text(progress), file=sys.stderr, flush=True)

    def text(self, progress: Progress) -> str:
        """The line for this moment."""
        speed = self._speed(progress)
        left_ms = -1
        if speed and progress.total:
            left_ms = round(max(0, progress.total - progress.done) / speed)
        shown = speed if progress.stage is Stage.TRANSCRIBE else 0.0
        return words.line(progress.stage, progress.done, progress.total, speed=shown, left_ms=left_ms)

    def clear(self) -> None:
        """Take the line away, so that a sentence can stand there."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0

    def _is_new_work(self, progress: Progress) -> bool:
        """Another stage, or the same once more (hashing, then copying)."""
        return progress.stage is not self._last.stage or progress.done < self._last.done // 2

    def _speed(self, progress: Progress) -> float:
        """Units a millisecond: for sound, times real time."""
        passed = time.monotonic() - self._began
        done = progress.done - self._first
        if passed >= TRUST_AFTER_S and done > 0:
            return done / (passed * 1000)
        return self._pace.speed if progress.stage is Stage.TRANSCRIBE else 0.0

    def _redraw(self, progress: Progress) -> None:
        if time.monotonic() - self._drawn_at < REDRAW_S:
            return
        self._drawn_at = time.monotonic()
        text = fitting(self.text(progress), terminal_columns() - 1)
        width = columns(text)
        print("\r" + text + " " * max(0, self._width - width), end="", file=sys.stderr, flush=True)
        self._width = width


def next_step(progress: Progress) -> int:
    """The percentage at which the next line is due."""
    percent = progress.done * 100 // progress.total if progress.total else 0
    return percent // STEP_PERCENT * STEP_PERCENT + STEP_PERCENT


def terminal_columns() -> int:
    """The width of the terminal that stderr is; stdout may be a file."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or STANDARD_COLUMNS
    except (OSError, ValueError):
        return STANDARD_COLUMNS


def columns(text: str) -> int:
    """How many terminal columns `text` takes; Japanese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def fitting(text: str, width: int) -> str:
    """`text` cut to `width` columns."""
    while columns(text) > max(width, 1):
        text = text[:-1]
    return text


def answer_columns() -> int:
    """The width of the terminal that stdout is; far more than any line where it is none (a file, another program)."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or STANDARD_COLUMNS
    except (OSError, ValueError):
        return NO_TERMINAL


def folded(text: str, width: int, indent: str) -> str:
    """Lines of at most `width` columns, each after `indent`; Latin words stay whole, and no line begins with 。"""
    lines = [indent]
    for piece in _PIECES.findall(text):
        if columns(lines[-1] + piece) > width and lines[-1] != indent:
            lines.append(indent)
        lines[-1] += piece.lstrip() if lines[-1] == indent else piece
    return "\n".join(line.rstrip() for line in lines)
