"""The benchmark itself, in its small size: it runs, it measures, and its page says what it measured."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]


def test_the_quick_benchmark_measures_everything_and_writes_its_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.main", "--quick", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    runs = [json.loads(line) for line in (tmp_path / "benchmarks.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {run["contestant"] for run in runs} == {"ours", "plain", "fairer"}
    for run in runs:
        assert 0 < run["imported_s"] < run["loaded_s"] < run["first_s"] <= run["wall_s"]
        assert run["timed"] == (run["peak"] is None)
        assert run["timed"] or 50e6 < run["peak"] < 5e9
    errors = {run["contestant"]: run["cer"] for run in runs if run["cer"] is not None}
    assert 0 <= errors["ours"] <= errors["plain"] < 1
    page = (tmp_path / "benchmarks.md").read_text(encoding="utf-8")
    for expected in ("--quick", "| PASS", "密な5分", "まばらな5分", "minutes --help", "ctranslate2", "負荷平均"):
        assert expected in page
    assert "－" not in page, "something was not measured"
