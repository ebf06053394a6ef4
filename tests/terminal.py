"""A real terminal for the command line: keys go in, what a person sees comes out, and it can be torn off."""

import contextlib
import os
import re
import select
import subprocess
import sys
import termios
import threading
from pathlib import Path

from tests.conftest import ISOLATION, ROOT

_IN_TERMINAL = (
    "import os, sys; os.login_tty(int(sys.argv[1]));"
    "os.execv(sys.executable, [sys.executable, '-m', 'minutes_app', *sys.argv[2:]])"
)
_HOW = {"PYTHONPATH": f"{ISOLATION}{os.pathsep}{ROOT}", "PYTHONUTF8": "1", "TERM": "xterm-256color"}
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """`minutes …` in a terminal of its own. Use in a `with`."""

    def __init__(
        self, *arguments: str | Path, columns: int = 120, folder: Path = ROOT, environment: dict[str, str] | None = None
    ) -> None:
        self._ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (40, columns))
        self.before = termios.tcgetattr(theirs)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _IN_TERMINAL, str(theirs), *map(str, arguments)],
            cwd=folder,
            env={**(environment or os.environ), **_HOW},
            pass_fds=(theirs,),
        )
        self._theirs = theirs
        self._seen = b""
        self._torn = threading.Event()
        self._reader = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._reader.start()

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    @property
    def raw(self) -> str:
        """All that was written to it, with colours and carriage returns."""
        return self._seen.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """The same without colours."""
        return _CODES.sub("", self.raw)

    @property
    def is_as_before(self) -> bool:
        """Whether its modes are those from before the command."""
        return termios.tcgetattr(self._theirs) == self.before

    def hang_up(self) -> None:
        """The window is closed: SIGHUP for whoever is in it."""
        self._torn.set()
        self._reader.join()
        for handle in (self._ours, self._theirs):
            with contextlib.suppress(OSError):
                os.close(handle)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.hang_up()
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        while not self._torn.is_set():
            if select.select([self._ours], [], [], 0.05)[0]:
                try:
                    self._seen += os.read(self._ours, 65536)
                except OSError:
                    return
