"""The pages of a document by Word: everything but the COM call, with a Word of the test that prints by LibreOffice.

The real one is asked for in docs/windows-checklist.md.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from minutes_app.progress import Cancelled, Progress, Stage, no_report
from minutes_app.word.by_word import Word, find_word
from minutes_app.word.fill import fill
from minutes_app.word.printer import Printer, find_libreoffice, find_printer
from minutes_app.word.template import VERBATIM, find
from tests.documents.meetings import MEETINGS
from tests.documents.pages import Printed


class Paper:
    """A document that Word has open."""

    def __init__(self, source: str, pid: int) -> None:
        self.ActiveWindow = SimpleNamespace(Hwnd=pid)
        self._source = source

    def ExportAsFixedFormat(self, target: str, kind: int, opens: bool) -> None:
        assert (kind, opens) == (17, False)
        printer = Printer(find_libreoffice())
        Path(target).write_bytes(printer.printed(Path(self._source).read_bytes(), no_report))
        printer.close()

    def Close(self, saves: int) -> None:
        assert saves == 0
        Path(self._source).with_name("closed").touch()


class Refused(Paper):
    def ExportAsFixedFormat(self, target: str, kind: int, opens: bool) -> None:
        raise OSError("no licence")


class Stuck(Paper):
    def ExportAsFixedFormat(self, target: str, kind: int, opens: bool) -> None:
        time.sleep(600)


def word_of(paper: type[Paper], pid: int) -> Any:
    word = SimpleNamespace(Visible=True, DisplayAlerts=-1, AutomationSecurity=1)

    def opened(source: str, converts: bool, read_only: bool, recent: bool) -> Paper:
        assert (word.Visible, word.DisplayAlerts, word.AutomationSecurity) == (False, 0, 3)
        assert (converts, read_only, recent) == (False, True, False)
        return paper(source, pid)

    word.Documents = SimpleNamespace(Open=opened)
    return word


@contextlib.contextmanager
def willing() -> Iterator[Any]:
    yield word_of(Paper, 0)


@contextlib.contextmanager
def refusing() -> Iterator[Any]:
    yield word_of(Refused, 0)


def unlicensed() -> contextlib.AbstractContextManager[Any]:
    raise OSError("class not registered")


@contextlib.contextmanager
def stuck() -> Iterator[Any]:
    """Word is a process that nobody's death ends."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(os.environ["MINUTES_TEST_WORD"]).write_text(str(process.pid), encoding="ascii")
    yield word_of(Stuck, process.pid)


@pytest.fixture
def document() -> bytes:
    [filled] = fill(find(VERBATIM, ()), MEETINGS["発言1件"], report=no_report)
    return filled.content


def test_word_makes_the_pages_where_there_is_no_libreoffice(document: bytes, tmp_path: Path) -> None:
    printer = Printer(None, Word(willing))
    assert printer.is_there
    pdf = tmp_path / "ours.pdf"
    pdf.write_bytes(printer.printed(document, no_report))
    assert "会議録" in "".join("".join(Printed(pdf).pages).split())
    folder = printer._folder
    assert folder is not None
    assert (folder / "closed").is_file()
    printer.close()
    assert not folder.exists()


@pytest.mark.parametrize("start", [refusing, unlicensed])
def test_a_word_that_refuses_makes_no_page(document: bytes, start: Any) -> None:
    printer = Printer(None, Word(start))
    assert printer.printed(document, no_report) == b""
    printer.close()


def test_a_word_that_hangs_is_given_up_and_ended(
    document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "pid"
    monkeypatch.setenv("MINUTES_TEST_WORD", str(told))
    printer = Printer(None, Word(stuck, patience_s=3.0))
    assert printer.printed(document, no_report) == b""
    assert is_dead(told)
    printer.close()


def test_stopping_ends_word(document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "pid"
    monkeypatch.setenv("MINUTES_TEST_WORD", str(told))

    def stop(progress: Progress) -> None:
        if progress.stage is Stage.WAIT and told.exists() and told.read_text(encoding="ascii"):
            raise Cancelled

    printer = Printer(None, Word(stuck))
    with pytest.raises(Cancelled):
        printer.printed(document, stop)
    assert is_dead(told)
    printer.close()


def is_dead(told: Path) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(int(told.read_text(encoding="ascii"))).status() == psutil.STATUS_ZOMBIE
    return True


def test_elsewhere_than_on_windows_there_is_no_word() -> None:
    assert find_word() is None
    assert find_printer().word is None
