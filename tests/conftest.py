"""What every test gets: its own settings, folders and state, and a check that no child process stays alive."""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.isolation import sitecustomize as elsewhere

ROOT = Path(__file__).resolve().parent.parent
FULL_SIZE = os.environ.get("MINUTES_FULL_SIZE") == "1"
ISOLATION = ROOT / "tests" / "isolation"
"""On the PYTHONPATH of every process that tests start: no policy of this machine is theirs."""


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_means_stop() -> None:
    """Tests started in the background of a script would hand an ignored Ctrl-C down to the processes they start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _own_sound_server() -> Iterator[None]:
    """libpulse makes a folder for its sockets for each home that it sees, in the system's temporary folder."""
    with tempfile.TemporaryDirectory(prefix="minutes-tests-") as place, pytest.MonkeyPatch.context() as environment:
        environment.setenv("PULSE_RUNTIME_PATH", place)
        yield


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, state and logs of a person who has never used the program, on a PC that nobody has set up."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    for name in [name for name in os.environ if name.startswith("MINUTES_") and name != "MINUTES_FULL_SIZE"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(elsewhere.VARIABLE, str(home / "policy.toml"))
    monkeypatch.setenv("PYTHONPATH", str(ISOLATION))


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    """A test that leaves a child process alive has found a leak."""
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    yield
    left = [child for child in multiprocessing.active_children() if child.pid not in before]
    for child in left:
        child.kill()
        child.join()
    assert not left, f"still alive: {[child.name for child in left]}"
