"""What else happens to recordings: hangs, closed terminals and windows, a second instance, a power cut, a busy PC.

Each scene is a function that returns `Figure`s; `all_scenes` runs them side by side on one feeder.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.growing import HEADER, mend
from minutes_app.capture.desk import Desk
from minutes_app.capture.finish import evidence_of, lost_ms, parts_of
from minutes_app.capture.place import going
from minutes_app.capture.plan import Track
from minutes_app.capture.recover import recover
from minutes_app.capture.session import Session
from minutes_app.meeting.store import OpenMeeting
from tests.conftest import ROOT
from tests.reliability.content import apart_ms, content_of
from tests.reliability.feeder import Feeder
from tests.reliability.scene import Recording
from tests.running import minutes, wait_until
from tests.terminal import Terminal

BOTH: tuple[Track, ...] = ("mic", "system")


@dataclass(frozen=True, slots=True)
class Size:
    """Seconds. `orphan_s`: of a window's recorders; `hog_s`: on a busy PC; `cuts`: power cuts."""

    orphan_s: float = 30.0
    hang_s: float = 10.0
    hog_s: float = 60.0
    cuts: int = 100


QUICK = Size(orphan_s=4.0, hog_s=10.0, cuts=20)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number and the most it may be. `name`: what a row of the report is called."""

    name: str
    value: float
    limit: float
    unit: str = "ms"

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.value <= self.limit


Scene = Callable[[Path, Feeder, Size], list[Figure]]


def hanging_session(root: Path, feeder: Feeder, size: Size) -> list[Figure]:
    """SIGSTOP for the session: recorders do not wait for it."""
    recording = _begun(root, feeder)
    time.sleep(1.0)
    recording.process.send_signal(signal.SIGSTOP)
    time.sleep(size.hang_s)
    recording.process.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    folder = recording.folder
    assert recording.stop() == 0, recording.told
    return _whole("画面の処理が10秒止まる（SIGSTOP）", folder)


def closed_terminal(root: Path, feeder: Feeder, _size: Size) -> list[Figure]:
    """The terminal's window is closed in the middle of a recording."""
    root.mkdir()
    device = feeder.microphone(root / "mic.fifo")
    with Terminal("record", "--device", device, "--library", root / "会議", "--no-transcribe") as terminal:
        assert wait_until(lambda: "保存先" in terminal.text, 60), terminal.text
        found = next(each for each in going() if each.folder.is_relative_to(root))
        recording = Recording(root, {"mic": device}, terminal.process, found)
        time.sleep(1.0)
        moment = time.monotonic()
        terminal.hang_up()
        assert wait_until(recording.recorders_gone, 30)
        closed_s = time.monotonic() - moment
    with OpenMeeting(recording.folder) as book:
        recover(book)
    held = content_of(recording.folder, "mic")
    before = feeder.delivered_at(moment) - 1 - held.last
    return [
        Figure("端末を閉じてから録音が閉じるまで", closed_s, 10.0, "秒"),
        Figure("端末を閉じたとき、それまでの音の損失", max(0, before) * 10 + held.missing_ms, 0),
    ]


def dead_window(root: Path, feeder: Feeder, size: Size) -> list[Figure]:
    """The window is killed and nobody comes: recorders close by themselves."""
    recording = _windowed(root, feeder, size)
    moment = kill_it(recording)
    assert wait_until(recording.recorders_gone, size.orphan_s + 15)
    closed_s = time.monotonic() - moment
    with OpenMeeting(recording.folder) as book:
        recover(book)
    late = Figure(
        f"画面が落ちてから録音が閉じるまで（定め {size.orphan_s:.0f}秒）", closed_s, size.orphan_s + 3.0, "秒"
    )
    return [late, *_whole("画面が落ち、そのまま閉じる", recording.folder)]


def attached_window(root: Path, feeder: Feeder, size: Size) -> list[Figure]:
    """The window is killed, another one attaches and records on."""
    recording = _windowed(root, feeder, size)
    kill_it(recording)
    time.sleep(size.orphan_s / 2)
    with OpenMeeting(recording.folder) as book:
        session = Session.attach(book)
        time.sleep(size.orphan_s)
        assert not session.is_over
        session.stop()
        assert session.wait_until_over()
        session.close()
        recover(book)
    return _whole("画面が落ち、開き直した画面が引き継ぐ", recording.folder)


def second_instance(root: Path, feeder: Feeder, _size: Size) -> list[Figure]:
    """Another process wants the same meeting while it is recorded."""
    recording = _begun(root, feeder)
    refused = minutes("recover", recording.folder, "--no-transcribe")
    assert refused.code == 1, refused.err
    assert "録音中" in refused.err
    folder = recording.folder
    assert recording.stop() == 0, recording.told
    return _whole("同じ会議を2つ目のプログラムが開こうとする", folder)


def power_cuts(root: Path, feeder: Feeder, size: Size) -> list[Figure]:
    """At random moments: what was not fsynced is gone, the header is an older one, zeros or nothing follow."""
    recording = _begun(root, feeder)
    dice = random.Random(7)
    worst_ms, unread = 0.0, 0
    with Desk(recording.going.desk) as desk:
        begins = desk.get("begins")
    for number in range(size.cuts):
        time.sleep(dice.uniform(0.05, 0.25))
        track = dice.choice(BOTH)
        safe_ms, now = recording.safe_ms(track), time.monotonic()
        worst_ms = max(worst_ms, (now - begins) * 1000 - safe_ms)
        (part,) = parts_of(recording.folder, track)
        unread += not _readable_after_cut(part, root / f"{number}.wav", safe_ms, dice)
    assert recording.stop() == 0, recording.told
    return [
        Figure("停電の模型: 失われる音（最大）", worst_ms, 5000),
        Figure("停電の模型: 直しても読めないファイル", unread, 0, "個"),
    ]


def busy_pc(root: Path, feeder: Feeder, size: Size) -> list[Figure]:
    """Other processes eat all CPUs at normal priority."""
    recording = _begun(root, feeder)
    endless = [sys.executable, "-c", "while True: pass"]
    hogs = [subprocess.Popen(endless) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        time.sleep(size.hog_s)
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()
    folder = recording.folder
    assert recording.stop() == 0, recording.told
    return _whole(f"ほかの処理がCPUをすべて使う（{size.hog_s:.0f}秒）", folder)


SCENES: tuple[Scene, ...] = (
    hanging_session,
    closed_terminal,
    dead_window,
    attached_window,
    second_instance,
    power_cuts,
)


def all_scenes(root: Path, size: Size) -> list[Figure]:
    """Side by side; the busy PC by itself at the end."""
    root.mkdir(parents=True, exist_ok=True)
    with Feeder() as feeder, ThreadPoolExecutor(len(SCENES)) as pool:
        runs = [pool.submit(scene, root / scene.__name__, feeder, size) for scene in SCENES]
        figures = [figure for run in runs for figure in run.result()]
    with Feeder() as feeder:
        return figures + busy_pc(root / "busy_pc", feeder, size)


def kill_it(recording: Recording) -> float:
    """The window's process dies at once; the moment of it."""
    recording.process.kill()
    recording.process.wait()
    return time.monotonic()


def _begun(root: Path, feeder: Feeder) -> Recording:
    recording = Recording.begin(root, feeder, BOTH, "--no-transcribe")
    recording.wait_until_recording()
    return recording


def _windowed(root: Path, feeder: Feeder, size: Size) -> Recording:
    root.mkdir()
    devices = {track: feeder.microphone(root / f"{track}.fifo") for track in BOTH}
    command = [sys.executable, "-m", "tests.reliability.window", str(root / "会議"), str(size.orphan_s)]
    window = subprocess.Popen([*command, *devices.values()], cwd=ROOT)
    recording = Recording(root, devices, window)
    recording.wait_until_recording()
    time.sleep(1.0)
    return recording


def _whole(name: str, folder: Path) -> list[Figure]:
    """Nothing is missing, nothing was noted as lost, and the tracks lie side by side."""
    held = {track: content_of(folder, track) for track in BOTH}
    return [
        Figure(f"{name}: 欠けた音", max(each.missing_ms for each in held.values()), 0),
        Figure(f"{name}: 欠落と記録された音", lost_ms(evidence_of(folder)), 0),
        Figure(f"{name}: 2つの音のずれ", apart_ms(held["mic"], held["system"]), 50),
    ]


def _readable_after_cut(part: Path, target: Path, safe_ms: int, dice: random.Random) -> bool:
    """What a power cut leaves of a file: safe sound, then nothing or zeros; the header tells too little or too much."""
    whole = part.read_bytes()
    safe = HEADER + safe_ms * 32
    tail = bytes(dice.randrange(0, 64_000)) if dice.random() < 0.5 else b""
    target.write_bytes(whole[:safe] + tail)
    mended = mend(target)
    target.unlink()
    return mended.samples >= safe_ms * 16
