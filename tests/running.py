"""Runs the real command line in a process of its own, as a person does."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


def minutes(*arguments: str | Path, timeout: float = 280, **environment: str) -> Ran:
    """`minutes …` to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "minutes_app", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def start(*arguments: str | Path, err: Path) -> "subprocess.Popen[bytes]":
    """`minutes …` running in a process group of its own; stderr goes to a file."""
    with err.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "minutes_app", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=stream,
            start_new_session=True,
        )


def wait_until(question: Callable[[], object], seconds: float = 20.0) -> bool:
    """Whether the answer becomes true in time; asked several times a second."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
