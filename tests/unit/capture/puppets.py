"""Recorder processes that do nothing by themselves: the test moves their hands on the desk."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from minutes_app.capture import process
from minutes_app.capture.desk import Desk, State
from minutes_app.capture.evidence import Entry, Kind, Notebook
from minutes_app.capture.place import desk_path
from minutes_app.capture.plan import RecorderPlan, Track, evidence_path, part_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.sealed import decode
from minutes_app.meeting.store import OpenMeeting, create

ID = "m-0123456789abcdef"


def opened(library: Path, *, meeting_id: str = ID) -> OpenMeeting:
    """A new meeting without a recording."""
    return OpenMeeting(create(library, Meeting(id=meeting_id, created_at="2026-11-25T10:00:00+09:00")))


class Puppets:
    """`launch` starts an idle process, which stands on the desk as recording at once (if `works`)."""

    def __init__(self, meeting_id: str = ID, *, works: bool = True) -> None:
        self.meeting_id = meeting_id
        self.works = works
        self.plans: list[RecorderPlan] = []
        self.processes: list[subprocess.Popen[bytes]] = []

    def launch(self, plan_path: Path) -> int:
        plan = decode(plan_path.read_bytes(), RecorderPlan)
        idle = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
        self.plans.append(plan)
        self.processes.append(idle)
        if self.works:
            self.put(plan.track, pid=idle.pid, pid_started=process.started(idle.pid))
            self.put(plan.track, state=State.RECORDING, written_ms=100 * len(self.plans))
        return idle.pid

    def put(self, track: Track, **fields: float) -> None:
        with Desk(desk_path(self.meeting_id)) as desk:
            desk.put_track(track, **fields)

    def note(self, folder: Path, track: Track, entry: Entry) -> None:
        Notebook(evidence_path(folder, track)).write(replace(entry, track=track))

    def end(self) -> None:
        for each in self.processes:
            each.kill()
            each.wait()

    def __enter__(self) -> "Puppets":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.end()


def entry(what: Kind, at_ms: int, *, track: str = "", until_ms: int = 0, **facts: str | int | float) -> Entry:
    """Something that happened so many ms after 10:00."""
    seconds = at_ms // 1000
    wall = f"2026-11-25T{10 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000+09:00"
    return Entry(what, at_ms, 1000 + at_ms / 1000, wall, track, until_ms, dict(facts))


def put_part(folder: Path, track: Track, number: int, *, samples: int, value: int = 1000) -> Path:
    """A part full of one value."""
    from minutes_app.audio.growing import GrowingWave

    path = folder / part_name(track, number)
    with GrowingWave(path) as wave:
        wave.append(value.to_bytes(2, "little", signed=True) * samples)
    return path
