"""A real window process, with the real engine: the sample meeting is dropped, heard, corrected and written."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

from minutes_app.meeting.store import load
from tests.conftest import ROOT
from tests.gui.scene import SOUND, Until
from tests.running import minutes


@contextmanager
def screen(platform: str) -> Iterator[dict[str, str]]:
    """The environment of a window: no screen at all, or an X server that nobody sees."""
    if platform == "offscreen":
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as answer:
            number = answer.readline().strip()
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        finally:
            server.terminate()


@pytest.mark.parametrize("platform", ["offscreen", *(["xcb"] if sys.platform == "linux" else [])])
def test_the_sample_is_dropped_heard_corrected_and_written(platform: str, tmp_path: Path) -> None:
    library = tmp_path / "会議"
    with screen(platform) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.gui.driver", str(library), str(SOUND)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            timeout=280,
            check=False,
            encoding="utf-8",
        )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["platform"] == platform
    assert answer["heavy"] == []
    assert answer["network"] == []
    [folder] = library.iterdir()
    meeting = load(folder)
    assert answer["utterances"] == len(meeting.utterances) > 20
    assert meeting.utterances[0].text == "本日の庁議を始めます。"
    pages = {Path(path).stem: _text_of(Path(path)) for path in answer["documents"]}
    verbatim = next(text for name, text in pages.items() if "全文" in name)
    points = next(text for name, text in pages.items() if "要点筆記" in name)
    for page in (verbatim, points):
        assert "第3回庁議（髙﨑）" in page
        assert "第2会議室" in page
    said = [one.text for one in meeting.utterances if one.text]
    assert [text for text in said if text not in verbatim] == []


def test_the_real_command_opens_a_window_and_a_second_one_hands_over(tmp_path: Path, until: Until) -> None:
    arguments = [sys.executable, "-m", "minutes_app", "gui", "--library", str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    with subprocess.Popen(arguments, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as first:
        try:
            state = Path(os.environ["XDG_STATE_HOME"]) / "minutes_app"
            until(lambda: list(state.glob("minutes-app-*.lock")))
            second = minutes("gui", "--library", tmp_path, SOUND, QT_QPA_PLATFORM="offscreen", timeout=60)
            assert second.code == 0, second.err
            assert first.poll() is None
        finally:
            first.terminate() if sys.platform == "win32" else first.send_signal(2)
            said = first.communicate(timeout=60)[1].decode("utf-8")
    assert first.returncode == 0, said
    assert "Traceback" not in said


def test_without_a_screen_the_command_says_so_and_no_arguments_print_the_help() -> None:
    asked = minutes("gui", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert asked.code == 1
    assert "minutes --help" in asked.err
    bare = minutes(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert bare.code != 0
    assert "usage" in bare.err or "使い方" in bare.err


def _text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
