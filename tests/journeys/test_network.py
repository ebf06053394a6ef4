"""No network socket in a whole run, seen by strace from outside."""

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_a_whole_run_opens_no_internet_socket(tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    done = subprocess.run(
        [
            *("strace", "-f", "-qq", "-e", "trace=network,openat,execve", "-s", "300", "-o", str(trace)),
            *(sys.executable, "-m", "minutes_app", "transcribe", str(ROOT / "tests" / "data" / "single_1min.flac")),
            *("--model", "demo-ja", "--library", str(tmp_path / "会議"), "--formats", "docx,txt,md,srt,vtt,csv,json"),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    calls = trace.read_text(encoding="utf-8", errors="replace")
    assert re.findall(r".*AF_INET6?\b.*", calls) == []


def test_the_trace_would_have_seen_a_socket(tmp_path: Path) -> None:
    """The check above can fail: the same trace of a program that opens one."""
    trace = tmp_path / "trace.txt"
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(trace), sys.executable, "-c", code],
        check=True,
    )
    assert re.search(r"AF_INET\b", trace.read_text(encoding="utf-8", errors="replace"))
