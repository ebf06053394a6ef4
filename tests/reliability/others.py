"""Promises that have tests of their own: run in full size, and named in docs/reliability.md with their outcome."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.conftest import ROOT

CAPTURE = "tests/unit/capture"
OTHERS: dict[str, tuple[str, ...]] = {
    "ファイルはどのバイトで切れても開き、音を捨てずに直せる。4 GiBを超える1つのファイルも": (
        "tests/unit/audio/test_growing.py",
    ),
    "時計が 100 ppm 違う装置、15,990 Hz の装置、揺れる到着、まとめて届く音、2秒の停止、欠けたブロック": (
        f"{CAPTURE}/test_align.py",
    ),
    "装置が抜ける・戻る・別の装置にすり替わる、音声サーバーが落ちる、スリープ、時計の変更、長い無音、上限": (
        f"{CAPTURE}/test_recorder.py",
    ),
    "保存先と控えのフォルダーの一方または両方の故障、ディスクがいっぱい、答えない共有フォルダー": (
        f"{CAPTURE}/test_writer.py",
    ),
    "本物の音声サーバー: 一覧、止まった音源、抜いた装置、名前の変更、サーバーの再起動、CPUの占有、同時の録音": (
        "tests/sound",
    ),
    "画面の役: 開始、引き継ぎ、一時停止、印、死んだ録音の入れ直し": (f"{CAPTURE}/test_session.py",),
    "終わり方: 部品から会議へ、切れたファイルの直し、控えのフォルダーからの補い": (f"{CAPTURE}/test_finish.py",),
    "端末での録音、Ctrl-C、認識モデルなし、停電の後の復旧": ("tests/journeys/test_record.py",),
}
"""What a row says → the files of its tests."""

LONG = "24時間の録音（早回し）、100 ppm 違う2つの装置の1時間、4 GiBを超える1つの録音、電源が切れたときに残るもの"
LONG_TESTS = ("tests/heavy/test_long_recording.py",)
IDLE = 5
"""Priority (nice) of what may take its time beside measurements: at 19 it would never end on a busy PC."""


@dataclass(frozen=True, slots=True)
class Other:
    """One row: how many tests passed and failed, how long they took, and what they measured."""

    title: str
    passed: int
    failed: int
    seconds: float
    figures: tuple[str, ...] = ()


class Tests:
    """Tests that run by themselves until somebody asks for their outcome; `idle`: with the lowest priority."""

    def __init__(self, title: str, files: tuple[str, ...], report: Path, *, idle: bool = False) -> None:
        self._title, self._report = title, report
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += ["-o", "junit_family=xunit1", f"--junitxml={report}", *files]
        environment = {**os.environ, "MINUTES_FULL_SIZE": "1", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        if idle:
            psutil.Process(self._process.pid).nice(IDLE)

    def outcome(self) -> Other:
        """Wait for their end."""
        self._process.wait()
        (suite,) = ET.parse(self._report).getroot().iter("testsuite")
        count, bad = int(suite.get("tests", "0")), int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        figures = tuple(f"{one.get('name')} {one.get('value')}" for one in suite.iter("property"))
        return Other(self._title, count - bad, bad, float(suite.get("time", "0")), figures)


def long_tests(folder: Path) -> Tests:
    """Begin with what takes longest; it needs no clock, so it runs beside all else."""
    return Tests(LONG, LONG_TESTS, folder / "long.xml", idle=True)


def others(folder: Path) -> list[Other]:
    """Run the rest, one after the other."""
    named = enumerate(OTHERS.items())
    return [Tests(title, files, folder / f"{number}.xml").outcome() for number, (title, files) in named]
