"""A sound server for a test that asks for one, and the rule that no thread outlives a test."""

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.sound.fake_sound import FakeSound, wait_for

collect_ignore_glob = ["test_*.py"] if sys.platform == "win32" else []
"""There is no such server on Windows: docs/windows-checklist.md, 11."""


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSound]:
    """A running server that this process, and every process it starts, takes for the PC's own."""
    with FakeSound() as server:
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PC without a sound server."""
    for name in ("XDG_RUNTIME_DIR", "PULSE_COOKIE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PULSE_SERVER", f"unix:/nonexistent/{os.getpid()}/native")


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Sources end their threads when they are closed."""
    before = set(threading.enumerate())
    yield

    def left() -> list[str]:
        return [thread.name for thread in threading.enumerate() if thread not in before]

    wait_for(lambda: not left(), f"still running: {left()}")
