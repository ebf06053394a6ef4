"""`python -m tests.benchmarks.window`: measures the window and writes its section of docs/benchmarks.md.

Full size: a meeting of 20,000 utterances and ten hours, 2,000 meetings in the list. `--quick`: the same code on little.
Exit code 0 when every bar is met (always with `--quick`), else 1. The other figures of the page are left as they are.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.heart import PARTS, Listener
from tests.benchmarks.machine import clock, facts, others_between, use_cores, wait_for_quiet
from tests.benchmarks.runs import fresh_environment
from tests.benchmarks.window_report import Parts, WindowFigures, bars, keep
from tests.benchmarks.window_scene import FULL, QUICK, Size, big_meeting, many_meetings, unfinished_meeting
from tests.conftest import ROOT
from tests.speaking import Speaker

LIMIT_S = 600
PATIENCE_S = 300


def main(argv: list[str]) -> int:
    """Measure everything, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="小さな大きさで、動くことだけ確かめる")
    parser.add_argument("--cores", type=int, default=2, help="使うコアの数")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="結果を書くフォルダー")
    args = parser.parse_args(argv)
    cores = use_cores(args.cores)
    with tempfile.TemporaryDirectory(prefix="minutes-bench-") as folder:
        figures = measured(Path(folder), QUICK if args.quick else FULL, cores, quick=args.quick)
    keep(figures, args.out)
    for bar in bars(figures):
        say(f"{'PASS' if bar.met else 'FAIL'} {bar.name}: {bar.measured}{'' if bar.certain else '（うるさい環境）'}")
    return 0 if args.quick or all(bar.met for bar in bars(figures)) else 1


def measured(place: Path, size: Size, cores: tuple[int, ...], *, quick: bool) -> WindowFigures:
    """All figures, in a library of their own."""
    names = ("10時間", "2000件", "空", "録音", "終わる前")
    big, many, empty, recorded, unfinished = (place / name for name in names)
    for library in (big, many, empty, recorded, unfinished):
        library.mkdir()
    say("大きな会議を作っています")
    big_meeting(big, size)
    many_meetings(many, size)
    unfinished_meeting(unfinished, size)
    wait_for_quiet(cores, 0 if quick else PATIENCE_S)
    before = clock(cores)
    starts = [_start(place / f"start{number}", empty, size) for number in range(size.starts + 1)][1:]
    say(f"起動 {median(starts):.2f} 秒")
    work, gaps = _listened("work", place / "work", big, size)
    listed, list_gaps = _listened("list", place / "list", many, size)
    said, record_gaps = _recorded(place / "record", recorded, size)
    ended, end_gaps = _listened("finish", place / "finish", unfinished, size)
    assert work["heard"], "nothing was heard meanwhile"
    assert said["lines"] >= size.lines, said
    assert ended["finished"], "the transcription did not end well"
    assert {".docx", ".txt", ".json"} <= set(ended["written"]), ended
    assert listed["listed"] == size.meetings, listed
    return WindowFigures(
        day=date.today().isoformat(),
        quick=quick,
        utterances=size.utterances,
        hours=size.seconds / 3600,
        meetings=size.meetings,
        start_s=starts,
        opened_s=work["opened_s"],
        words_s=work["words_s"],
        typed_ms=work["typed_ms"],
        memory=work["memory"],
        gaps=gaps | list_gaps | record_gaps | end_gaps,
        others=others_between(before, clock(cores), cores),
        facts=facts(cores) | {"PySide6": _qt()},
    )


def _start(place: Path, library: Path, size: Size) -> float:
    """Seconds from the start of the process until the window can be used."""
    place.mkdir()
    began = time.time()
    subprocess.run(_command("start", place, library, size), check=True, **_how(place))
    return float(_answer(place)["usable"]) - began


def _listened(kind: str, place: Path, library: Path, size: Size, **environment: str) -> tuple[dict[str, Any], Parts]:
    """What the window measured itself, and what was heard of its heart."""
    place.mkdir(exist_ok=True)
    sound = [str(size.heard)] if kind == "work" else []
    how = _how(place)
    how["env"] = how["env"] | environment
    with Listener(place / "pulse") as listener:
        subprocess.run([*_command(kind, place, library, size), *sound], check=True, timeout=LIMIT_S, **how)
    parts = {PARTS[part]: silence for part, silence in sorted(listener.parts.items()) if part and silence.beats}
    for name, heard in parts.items():
        worst = f"最大 {heard.worst_ms:.0f} ms（自身 {heard.own_ms:.0f} ms）"
        say(f"{name}: {worst}、50 ms超え {heard.over} 回（{heard.beats} 拍）")
    return _answer(place), parts


def _recorded(place: Path, library: Path, size: Size) -> tuple[dict[str, Any], Parts]:
    """A window that records a microphone that speaks."""
    place.mkdir()
    with Speaker(place / "mic", seconds=60.0) as speaker:
        return _listened("record", place, library, size, MINUTES_CAPTURE_DEVICE=speaker.device)


def _command(kind: str, place: Path, library: Path, size: Size) -> list[str]:
    counts = [str(size.pages), str(size.lines if kind == "record" else size.letters)]
    return [sys.executable, "-m", "tests.benchmarks.drive_window", kind, str(place), str(library), *counts]


def _how(place: Path) -> dict[str, Any]:
    environment = {**fresh_environment(place), "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    environment["MINUTES_WINDOW_WELCOME"] = "false"
    return {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}


def _answer(place: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((place / "answer.json").read_text(encoding="utf-8"))
    return answer


def _qt() -> str:
    from importlib.metadata import version

    return version("PySide6-Essentials")


def say(text: str) -> None:
    """One line for the person at the terminal."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
