"""The line that stands while a recording is made: time, state, level of each source as bar, word and colour, disk.

On a terminal it rewrites itself several times a second; elsewhere a line comes every minute. On stderr, as all that is
for people.
"""

import os
import re
import sys
import time

from minutes_app.capture.desk import State, TrackStatus
from minutes_app.capture.level import SILENT_DB
from minutes_app.cli.progress_line import columns, fitting, terminal_columns
from minutes_app.listening.watching import Levels, filled, free_hours
from minutes_app.wording import record as words

REDRAW_S = 0.2
PLAIN_EVERY_S = 60.0
BAR = 10
AROUND_DRAFT = 8
"""Columns of what stands around a draft."""
_COLOURS = {"silent": "31", "quiet": "33", "good": "32", "loud": "31"}
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class RecordingLine:
    """Call `show` as often as you like, and `clear` before printing anything else."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._colour = self._terminal and not os.environ.get("NO_COLOR") and _colours_work()
        self._drawn_at = -PLAIN_EVERY_S
        self._width = 0
        self._levels = Levels()

    def show(self, position_ms: int, tracks: tuple[TrackStatus, ...], draft: str = "") -> None:
        """Draw it, if it is time to. `draft`: what is being said; its end stands where there is room."""
        now = time.monotonic()
        for each in tracks:
            self._levels.see(each.track, each.peak_db if each.written_ms else SILENT_DB, now)
        if now - self._drawn_at < (REDRAW_S if self._terminal else PLAIN_EVERY_S):
            return
        self._drawn_at = now
        text = self.text(position_ms, tracks, disk=not draft)
        if draft and self._terminal:
            text += words.draft(_ending(draft, terminal_columns() - columns(_ANSI.sub("", text)) - AROUND_DRAFT))
        if not self._terminal:
            print(_ANSI.sub("", text), file=sys.stderr, flush=True)
            return
        plain = _ANSI.sub("", text)
        most = terminal_columns() - 1
        shown = text if columns(plain) <= most else fitting(plain, most)
        width = min(columns(plain), most)
        print("\r" + shown + " " * max(0, self._width - width), end="", file=sys.stderr, flush=True)
        self._width = width

    def text(self, position_ms: int, tracks: tuple[TrackStatus, ...], *, disk: bool = True) -> str:
        """The line for this moment."""
        state = max((each.state for each in tracks), default=State.STARTING)
        sources = [self._source(each) for each in tracks]
        return words.status(position_ms, state, sources, free_hours(tracks) if disk else 0.0)

    def clear(self) -> None:
        """Take the line away, so that a sentence can stand there."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0
            self._drawn_at = 0.0

    def _source(self, status: TrackStatus) -> str:
        word = self._levels.word(status.track, status.peak_db)
        full = round(filled(status.rms_db) * BAR)
        said = words.LEVELS[word]
        if self._colour:
            said = f"\x1b[{_COLOURS[word]}m{said}\x1b[0m"
        return f"{words.SHORT_TRACKS[status.track]} {'■' * full}{'□' * (BAR - full)} {said}"


def _ending(text: str, width: int) -> str:
    """The end of `text` that fits into so many columns."""
    while text and columns(text) > width:
        text = text[1:]
    return text


def _colours_work() -> bool:
    """Windows' console understands colours only when it is told to."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        mode = ctypes.c_uint32()
        handle = kernel.GetStdHandle(-12)
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | 0x0004))
    return True
