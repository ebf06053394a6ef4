"""Single keys of the terminal, without Enter and without echo; the terminal is put back as it was, whatever happens.

Where there is no terminal (or we run in its background) there are no keys, and nothing else is different. Ctrl-C stays
what it is. Arrow keys and their like, which arrive as several characters, are no keys.
"""

import atexit
import contextlib
import os
import re
import select
import sys
import time
import unicodedata
from types import TracebackType
from typing import Any

_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|O.|.)?")
_WINDOWS_PREFIXES = ("\x00", "\xe0")


class Keyboard:
    """Use in a `with`. `works`: whether keys can be read here."""

    def __init__(self) -> None:
        self.works = False
        self._waiting = ""
        self._before: list[Any] | None = None

    def __enter__(self) -> "Keyboard":
        """Take the keys."""
        if _is_terminal():
            self.works = True
            self._take()
            atexit.register(self._put_back)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Put the terminal back."""
        self._put_back()
        atexit.unregister(self._put_back)

    def pressed(self, wait_s: float) -> str:
        """The key pressed within `wait_s` (full-width ones as their half-width twins), "" when there was none."""
        if not self._waiting and not self.works:
            time.sleep(wait_s)
        elif not self._waiting:
            typed = _typed_on_windows(wait_s) if sys.platform == "win32" else self._typed(wait_s)
            self._waiting = unicodedata.normalize("NFKC", _ESCAPES.sub("", typed)).lower()
        key, self._waiting = self._waiting[:1], self._waiting[1:]
        return key

    def _take(self) -> None:
        if sys.platform != "win32":
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin.fileno())
            tty.setcbreak(sys.stdin.fileno(), termios.TCSADRAIN)

    def _put_back(self) -> None:
        if sys.platform != "win32" and self._before is not None:
            import termios

            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)
            self._before = None

    def _typed(self, wait_s: float) -> str:
        handle = sys.stdin.fileno()
        if not select.select([handle], [], [], wait_s)[0]:
            return ""
        try:
            read = os.read(handle, 64)
        except OSError:
            read = b""
        if not read:
            self.works = False
        return read.decode("utf-8", "ignore")


def _is_terminal() -> bool:
    try:
        if not sys.stdin.isatty():
            return False
        return sys.platform == "win32" or os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return False


def _typed_on_windows(wait_s: float) -> str:
    if sys.platform == "win32":
        import msvcrt

        deadline = time.monotonic() + wait_s
        while not msvcrt.kbhit():
            if time.monotonic() > deadline:
                return ""
            time.sleep(0.02)
        typed = msvcrt.getwch()
        if typed in _WINDOWS_PREFIXES:
            msvcrt.getwch()
            return ""
        return typed
    return ""
