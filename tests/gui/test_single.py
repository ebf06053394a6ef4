"""One window a person and library: a later start hands over its files and ends."""

import subprocess
import sys
from pathlib import Path

from minutes_app.gui.single import Single
from tests.conftest import ROOT
from tests.gui.scene import Until

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from minutes_app.gui.single import Single

app = QCoreApplication([])
single = Single(Path(sys.argv[1]))
print(single.is_first, single.hand_over(tuple(map(Path, sys.argv[2:]))) if not single.is_first else "")
"""


def second(library: Path, *files: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(library), *files], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )


def test_the_files_of_a_second_start_reach_the_first_window(tmp_path: Path, until: Until) -> None:
    first, taken = Single(tmp_path), list[object]()
    first.called.connect(taken.append)
    assert first.is_first
    with second(tmp_path, "/録音/会議（秘）①.m4a") as other:
        until(lambda: taken)
        assert other.communicate(timeout=30)[0].split() == ["False", "True"]
    assert taken == [(Path("/録音/会議（秘）①.m4a"),)]
    first.close()


def test_another_library_has_a_window_of_its_own(tmp_path: Path) -> None:
    first, other = Single(tmp_path / "a"), Single(tmp_path / "b")
    assert first.is_first
    assert other.is_first
    first.close()
    other.close()


def test_after_the_first_window_is_closed_the_next_start_is_the_first(tmp_path: Path) -> None:
    Single(tmp_path).close()
    again = Single(tmp_path)
    assert again.is_first
    again.close()
