"""The measurement of the window, in its small size: every phase is really measured, whatever it measures here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.heart import PARTS
from tests.benchmarks.window_report import FILE, PAGE
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform == "win32", reason="a FIFO; docs/windows-checklist.md, 12"),
]


def test_every_phase_of_the_window_is_measured_and_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.window", "--quick", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / FILE).read_text("utf-8"))
    assert list(figures["gaps"]) == list(PARTS[1:])
    assert [name for name, heard in figures["gaps"].items() if not heard["beats"]] == []
    assert figures["quick"] is True
    for name in ("opened_s", "words_s", "memory"):
        assert figures[name] > 0, name
    assert len(figures["start_s"]) == 1
    assert all(seconds > 0 for seconds in figures["start_s"])
    assert len(figures["typed_ms"]) == 8
    page = (tmp_path / PAGE).read_text("utf-8")
    assert "--quick" in page
    assert [name for name in PARTS[1:] if f"| {name} |" not in page] == []
