"""A PDF of a document by Microsoft Word, where there is one and no LibreOffice: a hidden Word of our own, in a child.

In: a .docx and a place. Out: the PDF there, or none. Word is told to run no macro, to ask nothing, and to remember
nothing; the documents that a person has open are in another Word. A Word that hangs is ended, and only that one.
"""

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psutil

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied
from minutes_app.progress import Progress, Report, Stage

PATIENCE_S = 120.0
"""A first start of Word on a slow PC, with its add-ins; longer than this, it waits for somebody to answer something."""
ENDS_S = 2.0

_PDF, _NO_MACROS, _NO_QUESTIONS, _DO_NOT_SAVE = 17, 3, 0, 0
"""wdExportFormatPDF, msoAutomationSecurityForceDisable, wdAlertsNone, wdDoNotSaveChanges."""

StartWord = Callable[[], AbstractContextManager[Any]]


class Word:
    """Word on this PC. Not for use by two threads at once; close it when done."""

    def __init__(self, start: StartWord | None = None, patience_s: float = PATIENCE_S) -> None:
        """`start`: a module-level function that gives a Word of our own (tests give another)."""
        self._start = start or a_word_of_our_own
        self._child = Child("word", Limits(silent_s=patience_s, background=True))

    def convert(self, source: Path, target: Path, report: Report) -> None:
        """Make `target`; where Word cannot, there is none. `report` may cancel."""
        pid = 0
        try:
            for pid in self._child.stream(export, str(source), str(target), self._start, report=report):  # noqa: B007
                report(Progress(Stage.WAIT))
            pid = 0
        except ChildDied:
            target.unlink(missing_ok=True)
        finally:
            _end(pid)

    def close(self) -> None:
        """End the child."""
        self._child.close()


def find_word() -> Word | None:
    """Word, where it is registered on this PC; elsewhere than on Windows there is none."""
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError):
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
            return Word()
    return None


def export(source: str, target: str, start: StartWord, *, report: Report) -> Iterator[int]:
    """In the child: yields Word's process id when the document is open (0: unknown), and ends when the PDF is there.

    What Word refuses (a damaged document, no room, no licence) makes no PDF and is no error here.
    """
    report(Progress(Stage.WAIT))
    with contextlib.suppress(*_refusals()), start() as word:
        word.Visible = False
        word.DisplayAlerts = _NO_QUESTIONS
        word.AutomationSecurity = _NO_MACROS
        document = word.Documents.Open(
            source, False, True, False
        )  # no conversion, read-only, not among the recent ones
        try:
            yield _pid_of(document)
            document.ExportAsFixedFormat(target, _PDF, False)
        finally:
            document.Close(_DO_NOT_SAVE)


@contextlib.contextmanager
def a_word_of_our_own() -> Iterator[Any]:
    """A new, hidden Word by COM, and its end."""
    import comtypes
    import comtypes.client

    comtypes.CoInitialize()
    word = comtypes.client.CreateObject("Word.Application", clsctx=comtypes.CLSCTX_LOCAL_SERVER, dynamic=True)
    try:
        yield word
    finally:
        with contextlib.suppress(comtypes.COMError, OSError):
            word.Quit(_DO_NOT_SAVE)


def _refusals() -> tuple[type[Exception], ...]:
    if sys.platform == "win32":
        import comtypes

        return OSError, comtypes.COMError
    return (OSError,)


def _pid_of(document: Any) -> int:
    handle = int(document.ActiveWindow.Hwnd)
    if sys.platform == "win32":
        import ctypes

        pid = ctypes.c_ulong()
        ctypes.windll.user32.GetWindowThreadProcessId(handle, ctypes.byref(pid))
        return int(pid.value)
    return handle


def _end(pid: int) -> None:
    """The Word that did not come to its end."""
    if pid > 0:
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            process.kill()
            process.wait(ENDS_S)
