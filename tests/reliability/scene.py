"""`minutes record` in processes of its own, fed by known microphones, and the hands that do it harm."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from minutes_app.capture.desk import Desk, State
from minutes_app.capture.place import Going, going
from minutes_app.capture.plan import Track
from minutes_app.errors import DiskError
from tests.reliability.feeder import Feeder
from tests.running import start, wait_until

BEGIN_S = 60.0
"""A busy machine starts many recordings at once."""


@dataclass(slots=True)
class Recording:
    """One `minutes record`. `process`: the session; the recorders are found on its desk."""

    root: Path
    devices: dict[Track, str]
    process: "subprocess.Popen[bytes]"
    known: Going | None = field(default=None)

    @classmethod
    def begin(cls, root: Path, feeder: Feeder, tracks: tuple[Track, ...], *more: str) -> "Recording":
        """Start it; returns at once."""
        root.mkdir(parents=True)
        devices = {track: feeder.microphone(root / f"{track}.fifo") for track in tracks}
        flags = {"mic": "--device", "system": "--system"}
        arguments = [part for track in tracks for part in (flags[track], devices[track])]
        if "mic" not in tracks:
            arguments += ["--device", "none"]
        process = start("record", *arguments, "--library", root / "会議", "--json", *more, err=root / "err.txt")
        return cls(root, devices, process)

    @property
    def going(self) -> Going:
        """Its desk and plans."""
        if self.known is None:
            library = self.root / "会議"
            self.known = next(each for each in going() if each.folder.is_relative_to(library))
        return self.known

    @property
    def folder(self) -> Path:
        """The meeting's folder."""
        return self.going.folder

    def wait_until_recording(self) -> None:
        """Until every track has sound on the disk."""
        if not wait_until(self._records, BEGIN_S):
            raise AssertionError(f"does not record: {self.told}")

    def recorder(self, track: Track) -> psutil.Process:
        """The recorder's process."""
        with Desk(self.going.desk) as desk:
            return psutil.Process(int(desk.get_track(track, "pid")))

    def engines(self) -> list[psutil.Process]:
        """The processes that recognise speech, once one is there."""

        def found() -> list[psutil.Process]:
            children = psutil.Process(self.process.pid).children(recursive=True)
            return [child for child in children if any("spawn_main" in part for part in child.cmdline())]

        wait_until(found, BEGIN_S)
        return found()

    def state(self, track: Track) -> State:
        """What stands on the desk."""
        with Desk(self.going.desk) as desk:
            return desk.status(track).state

    def safe_ms(self, track: Track) -> int:
        """What a power cut cannot take."""
        with Desk(self.going.desk) as desk:
            return desk.status(track).safe_ms

    def recorders_gone(self) -> bool:
        """Whether all recorders have closed and ended."""
        return all(
            self.state(track) in (State.CLOSED, State.FAILED) and not _runs(self.going, track)
            for track in self.going.tracks
        )

    def stop(self, seconds: float = 60.0) -> int:
        """Ctrl-C, and the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(seconds)
        finally:
            self.end()

    def end(self) -> None:
        """Whatever still runs is killed."""
        for victim in self._everybody():
            if victim.is_running():
                victim.kill()
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    @property
    def told(self) -> str:
        """What it has said to the person."""
        return (self.root / "err.txt").read_text(encoding="utf-8", errors="replace")

    def _records(self) -> bool:
        library = self.root / "会議"
        if self.process.poll() is not None:
            return False
        if not any(each.folder.is_relative_to(library) for each in going()):
            return False
        with Desk(self.going.desk) as desk:
            statuses = [desk.status(track) for track in self.going.tracks]
        return all(status.state is State.RECORDING and status.written_ms > 0 for status in statuses)

    def _everybody(self) -> Iterator[psutil.Process]:
        try:
            tracks = self.going.tracks
        except StopIteration:
            return
        for track in tracks:
            try:
                yield self.recorder(track)
            except (psutil.NoSuchProcess, DiskError):
                continue


def kill(process: psutil.Process) -> float:
    """kill -9; the moment of it."""
    moment = time.monotonic()
    os.kill(process.pid, signal.SIGKILL)
    return moment


def _runs(found: Going, track: Track) -> bool:
    with Desk(found.desk) as desk:
        pid = int(desk.get_track(track, "pid"))
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
