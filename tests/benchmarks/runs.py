"""One run of one contestant on one recording, in a fresh process with a fresh library and fresh settings.

Out: a `Run` of figures. Time is measured without a look at the memory, memory in runs whose time does not count.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.benchmarks.machine import QUIET, clock, others_between
from tests.benchmarks.marks import read_marks
from tests.benchmarks.recordings import MODEL
from tests.benchmarks.tree import TreeWatch
from tests.conftest import ROOT
from tests.scoring import Spoken, reference_of, score

Contestant = Literal["ours", "plain", "fairer"]
LIMIT_S = 3600
CANCELLED = 130


@dataclass(frozen=True, slots=True)
class Task:
    """`until_first`: stop at the first text. `scored`: compare the text with the reference beside the recording."""

    name: str
    recording: Path
    until_first: bool = False
    scored: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds from the start of the process; bytes; shares 0 to 1. What was not measured is None.

    `timed`: nobody looked at the memory. `others`: the share of the cores that went to other programs meanwhile.
    """

    task: str
    contestant: Contestant
    round: int
    timed: bool
    wall_s: float
    others: float
    imported_s: float
    loaded_s: float
    first_s: float
    peak: int | None = None
    cer: float | None = None
    covered: float | None = None
    over_silence: float | None = None

    @property
    def quiet(self) -> bool:
        """Did others leave the cores alone?"""
        return self.others <= QUIET

    @property
    def first_after_load_s(self) -> float:
        """From the loaded model to the first text."""
        return self.first_s - self.loaded_s


def run(task: Task, contestant: Contestant, *, number: int, timed: bool, cores: tuple[int, ...]) -> Run:
    """Start the contestant and wait for its end. Raises AssertionError when it fails: then there is nothing to say."""
    place = Path(tempfile.mkdtemp(prefix="minutes-bench-"))
    try:
        before, began = clock(cores), time.time()
        peak = _to_the_end(_command(task, contestant, place), place, timed=timed)
        wall_s, after = time.time() - began, clock(cores)
        marks = read_marks(place / "marks.json")
        quality = _quality(task, contestant, place)
        return Run(
            task=task.name,
            contestant=contestant,
            round=number,
            timed=timed,
            wall_s=wall_s,
            others=others_between(before, after, cores),
            imported_s=marks["imported"] - began,
            loaded_s=marks["loaded"] - began,
            first_s=marks["first"] - began,
            peak=peak,
            **quality,
        )
    finally:
        shutil.rmtree(place, ignore_errors=True)


def fresh_environment(place: Path) -> dict[str, str]:
    """The environment of a person who has never used the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MINUTES_")}
    places = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    return {**kept, "PYTHONUTF8": "1", **{name: str(place / "home") for name in places}}


def _command(task: Task, contestant: Contestant, place: Path) -> list[str]:
    marks = str(place / "marks.json")
    if contestant == "ours":
        typed = ["transcribe", str(task.recording), "--model", MODEL.name, "--library", str(place / "library")]
        typed += ["--out", str(place), "--formats", "docx,json", "--json"]
        how = "until-first" if task.until_first else "whole"
        return [sys.executable, "-m", "tests.benchmarks.drive_ours", marks, how, *typed]
    flags = ["--until-first"] * task.until_first + ["--fairer"] * (contestant == "fairer")
    text = str(place / "text.json")
    return [sys.executable, "-m", "tests.benchmarks.drive_plain", str(MODEL), str(task.recording), marks, text, *flags]


def _to_the_end(command: list[str], place: Path, *, timed: bool) -> int | None:
    with (place / "out.json").open("wb") as out, (place / "err.txt").open("wb") as err:
        process = subprocess.Popen(command, cwd=ROOT, env=fresh_environment(place), stdout=out, stderr=err)
        if timed:
            code, peak = process.wait(LIMIT_S), None
        else:
            with TreeWatch(process.pid) as watch:
                code = process.wait(LIMIT_S)
            peak = watch.peak
    assert code in (0, CANCELLED), (place / "err.txt").read_text(encoding="utf-8")
    return peak


def _quality(task: Task, contestant: Contestant, place: Path) -> dict[str, float]:
    if not task.scored:
        return {}
    if contestant == "ours":
        answer = json.loads((place / "out.json").read_text(encoding="utf-8"))["meetings"][0]
        export = json.loads(Path(answer["exports"][-1]).read_text(encoding="utf-8"))
        heard = [(each["start_ms"], each["end_ms"], each["text"]) for each in export["utterances"]]
    else:
        heard = json.loads((place / "text.json").read_text(encoding="utf-8"))
    result = score(reference_of(task.recording), tuple(Spoken(*each) for each in heard), length_of(task.recording))
    return {"cer": result.cer, "covered": result.covered, "over_silence": result.over_silence}


def length_of(recording: Path) -> int:
    """Milliseconds, as ffprobe says."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(recording)]
    return round(float(subprocess.check_output(command, text=True, encoding="utf-8")) * 1000)
