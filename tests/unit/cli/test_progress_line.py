"""Progress as people see it: on a real terminal, in a log file, and the figures in it."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from minutes_app.cli.progress_line import ProgressLine, columns, fitting
from minutes_app.pace import Pace
from minutes_app.progress import Progress, Stage
from tests.conftest import ROOT

HOUR = 3_600_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that the test moves, in seconds."""
    now = [1_000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def a_line(speed: float = 0.0) -> ProgressLine:
    return ProgressLine(Pace(Path("pace.json"), "demo-ja/auto", speed))


def transcribed(done: int, total: int = HOUR) -> Progress:
    return Progress(Stage.TRANSCRIBE, done, total)


def test_without_a_terminal_there_is_one_line_every_five_percent(capsys: pytest.CaptureFixture[str]) -> None:
    line = a_line()
    for done in range(0, HOUR + 1, HOUR // 1_000):
        line(transcribed(done))
        line(transcribed(done))
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert said.out == ""
    assert [text.split("%")[0] for text in lines] == [f"文字起こし {percent}" for percent in range(5, 101, 5)]
    assert "\r" not in said.err
    line.clear()
    assert capsys.readouterr().err == ""


def test_a_jump_over_several_steps_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    line = a_line()
    for percent in (0, 3, 47, 48, 50, 100):
        line(transcribed(percent * HOUR // 100))
    assert [text.split("%")[0][-3:].strip() for text in capsys.readouterr().err.splitlines()] == ["47", "50", "100"]


def test_a_resumed_run_begins_with_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    line = a_line()
    for percent in (42, 44, 45):
        line(transcribed(percent * HOUR // 100))
    assert "45%" in capsys.readouterr().err


def test_hashing_and_then_copying_are_two_rounds_of_one_stage(capsys: pytest.CaptureFixture[str]) -> None:
    line = a_line()
    for _round in range(2):
        for done in range(1, 101):
            line(Progress(Stage.IMPORT, done << 20, 100 << 20))
    assert len(capsys.readouterr().err.splitlines()) == 40


def test_a_small_step_back_says_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A window that is heard again after a restart of the engine."""
    line = a_line()
    for percent in (0, 10, 20, 30, 28, 30, 31, 35):
        line(transcribed(percent * HOUR // 100))
    assert [text.split("%")[0][-2:] for text in capsys.readouterr().err.splitlines()] == ["10", "20", "30", "35"]


def test_waiting_and_unknown_lengths_say_nothing_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    line = a_line()
    line(Progress(Stage.WAIT, 1, 2))
    line(Progress(Stage.LOAD_MODEL))
    line(transcribed(5_000, total=0))
    assert capsys.readouterr().err == ""


def test_the_time_left_comes_from_this_pcs_last_run_until_this_one_is_measured(clock: list[float]) -> None:
    line = a_line(speed=10.0)
    line(transcribed(0))
    clock[0] += 1
    assert line.text(transcribed(60_000)) == "文字起こし 1%（00:01:00 / 01:00:00）　10.0倍の速さ　残り約6分"
    clock[0] += 59
    assert line.text(transcribed(HOUR // 2)) == "文字起こし 50%（00:30:00 / 01:00:00）　30.0倍の速さ　残り約1分"


def test_a_pc_that_has_never_done_it_says_no_time_before_it_knows(clock: list[float]) -> None:
    line = a_line()
    line(transcribed(0))
    clock[0] += 2
    assert line.text(transcribed(60_000)) == "文字起こし 1%（00:01:00 / 01:00:00）"
    clock[0] += 4
    assert "10.0倍の速さ　残り約6分" in line.text(transcribed(60_000))


def test_what_was_done_before_a_resume_does_not_count_as_speed(clock: list[float]) -> None:
    line = a_line()
    line(transcribed(HOUR // 2))
    clock[0] += 60
    assert "1.0倍の速さ　残り約29分" in line.text(transcribed(HOUR // 2 + 60_000))


def test_copying_shows_the_time_left_and_no_speed(clock: list[float]) -> None:
    line = a_line(speed=10.0)
    line(Progress(Stage.IMPORT, 0, 1_000))
    clock[0] += 100
    assert line.text(Progress(Stage.IMPORT, 500, 1_000)) == "取り込み 50%　残り約2分"


def test_more_than_all_is_all(clock: list[float]) -> None:
    line = a_line()
    line(transcribed(0))
    clock[0] += 60
    assert "100%" in line.text(transcribed(HOUR + 60_000))
    assert "残り" not in line.text(transcribed(HOUR + 60_000))


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("会議", 4), ("ｶﾅ", 2), ("Ａ", 2), ("残り約4分", 9), ("𠮷🎉", 4), ("", 0)]
)
def test_japanese_characters_take_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(("width", "kept"), [(9, "文字起こ"), (10, "文字起こし"), (1, ""), (0, ""), (-5, "")])
def test_a_line_is_cut_to_whole_characters(width: int, kept: str) -> None:
    assert fitting("文字起こし", width) == kept


SHOW = """
import sys, time
from pathlib import Path
from minutes_app.cli import progress_line
from minutes_app.pace import Pace
from minutes_app.progress import Progress, Stage
progress_line.REDRAW_S = 0.0
line = progress_line.ProgressLine(Pace(Path("pace.json"), "x", 12.3))
for stage, done, total in (
    (Stage.IMPORT, 0, 100),
    (Stage.IMPORT, 90, 100),
    (Stage.TRANSCRIBE, 1_000_000, 3_600_000),
    (Stage.TRANSCRIBE, 1_800_000, 3_600_000),
):
    line(Progress(stage, done, total))
line(Progress(Stage.WRITE, 1, 2))
line.clear()
print("おわり", file=sys.stderr)
"""


def shown_on_a_terminal(wide: int, **environment: str) -> str:
    """What arrives at a terminal of so many columns, while stdout is a file."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, wide, 0, 0))
    done = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "PYTHONUTF8": "1", "TERM": "xterm", **environment},
        check=True,
    )
    os.close(theirs)
    chunks = []
    try:
        while chunk := os.read(ours, 65_536):
            chunks.append(chunk)
    except OSError:
        pass
    os.close(ours)
    assert done.returncode == 0
    return b"".join(chunks).decode("utf-8")


def screen_of(written: str, wide: int) -> list[str]:
    """What a terminal of so many columns shows in the end; a line that is too long would wrap."""
    rows, row, at = [""], 0, 0
    for character in written:
        if character == "\r":
            at = 0
        elif character == "\n":
            rows.append("")
            row, at = row + 1, 0
        else:
            if at + columns(character) > wide:
                rows.append("")
                row, at = row + 1, 0
            cells = rows[row]
            rows[row] = (
                cells[:at].ljust(at) + character + "\0" * (columns(character) - 1) + cells[at + columns(character) :]
            )
            at += columns(character)
    return [text.replace("\0", "").rstrip() for text in rows]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")
@pytest.mark.parametrize("wide", [20, 40, 79, 200])
def test_on_a_terminal_one_line_rewrites_itself_and_never_wraps(wide: int) -> None:
    written = shown_on_a_terminal(wide, COLUMNS="500")
    drawn = [part.rstrip() for part in written.replace("\r\n", "\n").split("\r") if part.strip()]
    assert max(map(columns, drawn)) < wide
    assert sum("文字起こし" in part for part in drawn) == 2
    assert written.count("\n") == 1
    assert screen_of(written.replace("\r\n", "\n"), wide) == ["おわり", ""]
    if wide == 200:
        assert "文字起こし 50%（00:30:00 / 01:00:00）　12.3倍の速さ　残り約2分" in drawn


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")
def test_a_terminal_that_does_not_know_its_width_counts_as_eighty() -> None:
    drawn = shown_on_a_terminal(0).replace("\r\n", "\n").split("\r")
    assert max(columns(part) for part in drawn) < 80


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals")
def test_a_terminal_that_cannot_go_back_gets_lines() -> None:
    written = shown_on_a_terminal(80, TERM="dumb").replace("\r\n", "\n")
    assert "\r" not in written
    assert written.splitlines()[-1] == "おわり"


def test_a_redraw_waits_until_the_eye_can_follow(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    line = a_line()
    for number in range(100):
        clock[0] += 0.01
        line(transcribed(number * 1_000))
    assert 3 <= capsys.readouterr().err.count("\r") <= 5
