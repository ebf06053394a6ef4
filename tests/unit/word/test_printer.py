"""The pages of a document by LibreOffice: the real one, in a process and with a profile of its own."""

import subprocess
import time
from pathlib import Path

import psutil
import pytest

from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.word import printer as printing
from minutes_app.word.fill import fill
from minutes_app.word.printer import Printer, find_libreoffice
from minutes_app.word.template import VERBATIM, find
from tests.documents.meetings import MEETINGS
from tests.documents.pages import Printed, print_all

CASE = "発言1件"


@pytest.fixture
def document() -> bytes:
    [filled] = fill(find(VERBATIM, ()), MEETINGS[CASE], report=no_report)
    return filled.content


def offices() -> set[int]:
    return {one.pid for one in psutil.process_iter(["name"]) if "soffice" in (one.info["name"] or "")}


def test_the_pages_are_those_that_libreoffice_prints(
    document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = Printer(find_libreoffice())
    assert printer.is_there
    place = tmp_path / "会議録.docx"
    place.write_bytes(document)
    theirs = print_all([place], tmp_path)["会議録"]
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    pdf = tmp_path / "ours.pdf"
    pdf.write_bytes(printer.printed(document, no_report))
    ours = Printed(pdf)
    assert len(ours.pages) == len(theirs.pages)
    assert ["".join(page.split()) for page in ours.pages] == ["".join(page.split()) for page in theirs.pages]
    folder = printer._folder
    assert folder is not None
    assert not list(folder.glob("document*"))
    printer.close()
    assert not folder.exists()


def test_stopping_ends_libreoffice_and_everything_it_has_started(document: bytes) -> None:
    before = offices()
    printer = Printer(find_libreoffice())
    started: list[int] = []

    def stop(_progress: Progress) -> None:
        started.extend(offices() - before)
        if started:
            raise Cancelled

    with pytest.raises(Cancelled):
        printer.printed(document, stop)
    assert started
    deadline = time.monotonic() + 20
    while offices() & set(started) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not offices() & set(started)
    printer.close()


def test_what_cannot_be_printed_is_no_page(tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    broken.chmod(0o755)
    printer = Printer(broken)
    assert printer.printed(b"x", no_report) == b""
    printer.close()
    assert Printer(None).printed(b"x", no_report) == b""
    assert not Printer(None).is_there


def test_a_program_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nsleep 600\n", encoding="ascii")
    hanging.chmod(0o755)
    monkeypatch.setattr(printing, "PATIENCE_S", 0.3)
    printer = Printer(hanging)
    assert printer.printed(b"x", no_report) == b""
    printer.close()


def test_what_a_killed_window_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"minutes-preview-{ended.pid}-abc"
    left.mkdir()
    (left / "document.pdf").write_bytes(b"secret")
    printer = Printer(Path("/bin/true"))
    assert printer.printed(b"x", no_report) == b""
    assert not left.exists()
    printer.close()
    assert list(tmp_path.iterdir()) == []
