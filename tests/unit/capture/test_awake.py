"""The PC is kept awake by the system's own means, and nothing fails where there are none."""

import ctypes
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from minutes_app.capture import awake


def test_on_windows_the_request_is_made_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[int] = []
    kernel = SimpleNamespace(SetThreadExecutionState=lambda state: said.append(state.value))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    with awake._execution_state():
        assert said == [0x80000001]
    assert said == [0x80000001, 0x80000000]


def inhibitor(folder: Path, script: str) -> str:
    program = folder / "systemd-inhibit"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_on_linux_the_inhibitor_runs_for_as_long_as_we_do(tmp_path: Path) -> None:
    program = inhibitor(tmp_path, f'echo "$@" > "{tmp_path}/began"\ncat\necho > "{tmp_path}/ended"')
    with awake._inhibitor(program):
        assert not (tmp_path / "ended").exists()
    assert (tmp_path / "ended").exists()
    assert "--what=sleep:idle" in (tmp_path / "began").read_text(encoding="utf-8")


def test_an_inhibitor_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awake, "_PATIENCE_S", 0.1)
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
        started.append(real(*arguments, **options))  # type: ignore[call-overload] # passed on as it came
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", popen)
    with awake._inhibitor(inhibitor(tmp_path, "exec sleep 60")):
        pass
    assert started[0].poll() is not None


def test_where_there_is_no_inhibitor_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with awake._inhibitor(str(tmp_path / "none")):
        pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with awake.kept_awake():
        pass
