"""A .docx as the pages that a reader will see: LibreOffice or, where there is none, Word makes a PDF of it.

In: the bytes of a document. Out: the bytes of the PDF, b"" where neither would. LibreOffice runs without a window, in a
process and with a profile of its own, in a folder that nobody else may read and that is gone afterwards: the person's
own LibreOffice, open or not, is neither used nor disturbed. For Word see `by_word`.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from minutes_app.files import disk_errors
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.by_word import Word, find_word

PATIENCE_S = 120.0
"""A first start on a slow PC makes a profile; longer than this, something is wrong."""

_LOOKS_S = 0.1
_PREFIX = "minutes-preview-"
_ROOTS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def find_libreoffice() -> Path | None:
    """The program, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    roots = (Path(os.environ[name]) for name in _ROOTS if os.environ.get(name))
    places = (*(root / "LibreOffice" / "program" / "soffice.exe" for root in roots), _MAC)
    return next((place for place in places if place.is_file()), None)


def find_printer() -> "Printer":
    """What makes the pages on this PC; LibreOffice before Word, because it starts sooner and stays by itself."""
    program = find_libreoffice()
    return Printer(program, None if program else find_word())


class Printer:
    """Prints one document after the other. Not for use by two threads at once; close it when done."""

    def __init__(self, program: Path | None, word: Word | None = None) -> None:
        """`program`: LibreOffice. `word`: asked where there is no LibreOffice."""
        self.program = program
        self.word = word
        self._folder: Path | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is a LibreOffice or a Word on this PC."""
        return self.program is not None or self.word is not None

    def printed(self, content: bytes, report: Report) -> bytes:
        """The PDF; b"" when none can be made. `report` may cancel. Raises `DiskError`."""
        if not self.is_there:
            return b""
        folder = self._place()
        source, target = folder / "document.docx", folder / "document.pdf"
        try:
            with disk_errors(source):
                source.write_bytes(content)
            self._convert(source, target, report)
            with disk_errors(target):
                return target.read_bytes() if target.is_file() else b""
        finally:
            for path in (source, target):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the profile: it remembers the names of documents."""
        if self.word is not None:
            self.word.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _place(self) -> Path:
        if self._folder is None:
            with disk_errors(Path(tempfile.gettempdir())):
                _sweep(Path(tempfile.gettempdir()))
                self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        return self._folder

    def _convert(self, source: Path, target: Path, report: Report) -> None:
        if self.program is not None:
            self._run(self.program, source, report)
        elif self.word is not None:
            self.word.convert(source, target, report)

    def _run(self, program: Path, source: Path, report: Report) -> None:
        folder = source.parent
        command = [
            *(str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(source)),
        ]
        nowhere = subprocess.DEVNULL
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with disk_errors(program):
            process = subprocess.Popen(
                command, stdin=nowhere, stdout=nowhere, stderr=nowhere, cwd=folder, creationflags=flags
            )
        try:
            deadline = time.monotonic() + PATIENCE_S
            while process.poll() is None and time.monotonic() < deadline:
                report(Progress(Stage.WAIT))
                time.sleep(_LOOKS_S)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The program and what it has started: `soffice` is a script on Linux, and starts another program on Windows."""
    family: list[psutil.Process] = []
    if process.poll() is None:
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    for each in family:
        with contextlib.suppress(psutil.Error):
            each.kill()
    process.wait()
    psutil.wait_procs(family, timeout=1.0)


def _sweep(place: Path) -> None:
    """What windows that were killed have left."""
    for folder in place.glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)) and _is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    if sys.platform == "win32":
        return True
    with contextlib.suppress(OSError):
        return folder.lstat().st_uid == os.getuid()
    return False
