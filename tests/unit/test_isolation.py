"""Tests see no policy of the machine they run on, neither here nor in any process that they start."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

from minutes_app.child import Child
from minutes_app.settings import load, policy_path
from tests.conftest import ROOT
from tests.isolation.sitecustomize import VARIABLE
from tests.unit import in_child

ASKED = "from minutes_app.settings.user_file import policy_path; print(policy_path())"


def test_the_policy_of_a_test_is_a_file_of_its_own_that_is_not_there() -> None:
    assert policy_path() == Path(os.environ[VARIABLE])
    assert policy_path() != inspect.unwrap(policy_path)()
    assert not policy_path().exists()


def test_it_is_so_in_every_process_that_a_test_starts(tmp_path: Path) -> None:
    for folder in (ROOT, tmp_path):
        where = {**os.environ, "PYTHONPATH": f"{os.environ['PYTHONPATH']}{os.pathsep}{ROOT}", "PYTHONUTF8": "1"}
        said = subprocess.check_output([sys.executable, "-c", ASKED], cwd=folder, env=where, encoding="utf-8")
        assert said.strip() == os.environ[VARIABLE]
    with Child("test") as child:
        assert child.call(in_child.policy) == os.environ[VARIABLE]


def test_a_policy_that_a_test_puts_there_counts() -> None:
    policy_path().write_text("[audit]\nenabled = false\n", "utf-8")
    settings, told = load()
    assert not settings.audit.enabled
    assert told.of("audit.enabled").source == "policy"
