"""The front door: Ctrl-C while the program is still being loaded."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

INTERRUPTED = """
import os, signal, sys

module = sys.argv.pop()

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from minutes_app.__main__ import main
sys.argv.insert(1, "transcribe")
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends a process there")
@pytest.mark.parametrize("module", ["minutes_app.cli.arguments", "minutes_app.pipeline", "minutes_app.pace"])
def test_ctrl_c_while_loading_is_a_sentence_and_130(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "録音.wav", module], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    said = done.stderr.decode("utf-8")
    assert done.returncode == 130, said
    assert "Traceback" not in said
    assert said.startswith("中止しました。")
