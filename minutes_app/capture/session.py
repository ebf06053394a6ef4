"""A recording while it is made: starts its recorders, watches and orders them, keeps the person's marks.

In: an open meeting (its lock is ours) and a `Wish`. Out: recorders at work, what they tell, and `capture.jsonl`.
The session touches no sound. It may hang, crash or be killed: recorders go on, and another one attaches to their desk.
A recorder that dies is started again. All times are `Clock.monotonic()`; pauses are no part of the time line.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from minutes_app.capture import process
from minutes_app.capture.clock import Clock, SystemClock
from minutes_app.capture.desk import Command, Desk, State, TrackStatus
from minutes_app.capture.evidence import Entry, Kind, Notebook, read
from minutes_app.capture.place import Going, clear, desk_path, going_in, plan_path, write_plan
from minutes_app.capture.plan import (
    LONG_SILENCE_S,
    MAX_S,
    PART_S,
    TERMINAL_ORPHAN_S,
    TRACKS,
    RecorderPlan,
    Track,
    evidence_path,
    mirror_folder,
)
from minutes_app.capture.refusal import error_of
from minutes_app.errors import AlreadyRecording, DiskError, MinutesError, NothingRecorded, RecorderDied
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import undone_by

FIRST_SAMPLE_S = 15.0
"""A recorder that has brought neither sound nor a reason after so long will not."""
CLOSE_S = 15.0
AHEAD_S = 0.2
"""An order takes effect so much later, so that every recorder knows of it before its moment comes."""
BETWEEN_ORDERS_S = 0.5
SIGN_S = 0.1
VAIN_RESTARTS = 3
_OVER = (State.CLOSED, State.FAILED)

Launch = Callable[[Path], int]
"""Starts a recorder process for a plan and returns its number."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be recorded: `devices` names an input for each track ("" = the system's default). Rest as the plan.

    `consent`: the sentence that was shown; it is noted before the first sample.
    """

    devices: Mapping[Track, str]
    consent: str = ""
    mirror: str = ""
    follow_default: bool = False
    part_s: float = PART_S
    orphan_s: float = TERMINAL_ORPHAN_S
    max_s: float = MAX_S
    long_silence_s: float = LONG_SILENCE_S


@dataclass(slots=True)
class _Recorder:
    """One recorder process. `written_ms`: what stood on the desk when it was last started again."""

    plan: Path
    pid: int
    began: float
    vain: int = 0
    written_ms: int = -1


@dataclass(slots=True)
class _Pauses:
    """When the recording stood still, as (from, to) on the clock; the last one may have no end."""

    stretches: list[tuple[float, float | None]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.stretches) and self.stretches[-1][1] is None

    def begin(self, at: float) -> None:
        self.stretches.append((at, None))

    def end(self, at: float) -> None:
        self.stretches[-1] = (self.stretches[-1][0], at)

    def before(self, now: float) -> float:
        """Seconds of pause before `now`."""
        return sum(max(0.0, min(now, now if end is None else end) - begin) for begin, end in self.stretches)


class Session:
    """Made by `start` or `attach`; `close` lets go of the desk (recorders that were not stopped go on for a while)."""

    def __init__(self, book: OpenMeeting, going: Going, clock: Clock, launch: Launch) -> None:
        self.folder = book.folder
        self.tracks = going.tracks
        self._going = going
        self._clock = clock
        self._launch = launch
        self._desk = Desk(going.desk)
        self._notebook = Notebook(evidence_path(book.folder, None))
        self._writing = threading.Lock()
        self._pauses = _Pauses()
        self._recorders: dict[Track, _Recorder] = {}
        self._told: dict[Path, int] = {}
        self._ordered = 0.0
        self._closing = threading.Event()
        self._heart = threading.Thread(target=self._beat, name="recording-session", daemon=True)

    @classmethod
    def start(
        cls, book: OpenMeeting, wish: Wish, *, clock: Clock | None = None, launch: Launch = process.launch
    ) -> "Session":
        """Begin; returns when every track has its first sample.

        Raises why one has not (CaptureError, DiskError); then all are stopped and nothing is going on any more.
        Raises `AlreadyRecording` when recorders of an earlier session still work in this folder.
        """
        clock = clock or SystemClock()
        if going_in(book.folder) is not None:
            raise AlreadyRecording(book.folder)
        going = _prepared(book, wish, clock)
        session = cls(book, going, clock, launch)
        with undone_by(session._give_up):
            session._begin(book.meeting.id, wish.consent)
        return session

    @classmethod
    def attach(cls, book: OpenMeeting, *, clock: Clock | None = None, launch: Launch = process.launch) -> "Session":
        """Go on with a recording whose session has died. Raises `NothingRecorded` when there is none."""
        going = going_in(book.folder)
        if going is None:
            raise NothingRecorded(book.folder)
        session = cls(book, going, clock or SystemClock(), launch)
        session._take_over()
        return session

    def status(self) -> tuple[TrackStatus, ...]:
        """Every recorder as it is now."""
        return tuple(self._desk.status(track) for track in self.tracks)

    @property
    def position_ms(self) -> int:
        """The place on the time line that is being recorded now."""
        return self._position_ms(self._clock.monotonic())

    @property
    def is_paused(self) -> bool:
        """Whether the person has paused the recording."""
        return self._pauses.is_open

    @property
    def is_over(self) -> bool:
        """Whether no recorder works any more (stopped, ended by itself, or dead for good)."""
        return all(self._is_over(track) for track in self.tracks)

    def news(self) -> list[Entry]:
        """What was noted since the last look, by any process, in order of time. Raises `DiskError`."""
        fresh: list[Entry] = []
        for writer in (None, *self.tracks):
            path = evidence_path(self.folder, writer)
            entries = list(read(path))
            fresh += entries[self._told.get(path, 0) :]
            self._told[path] = len(entries)
        return sorted(fresh, key=lambda entry: entry.clock)

    def pause(self) -> None:
        """Stand still at the same moment on every track. Raises `DiskError` when it could not be noted."""
        if not self.is_paused:
            at = self._order(Command.PAUSE)
            self._pauses.begin(at)
            self.note("paused", at=at)

    def resume(self) -> None:
        """Go on after a pause. Raises as `pause`."""
        if self.is_paused:
            at = self._order(Command.RECORD)
            self._pauses.end(at)
            self.note("resumed", at=at)

    def stop(self) -> None:
        """End the recording; every track ends at the same moment. Does not wait."""
        self._order(Command.STOP)

    def mark(self, kind: str, text: str = "") -> int:
        """A person's mark at this moment; returns its place, ms. Raises `DiskError`."""
        return self.note("mark", kind=kind, text=text)

    def note(self, what: Kind, at: float | None = None, **facts: str | int | float) -> int:
        """A line of evidence; it is on the disk when this returns. Returns its place, ms. Raises `DiskError`."""
        now = self._clock.monotonic() if at is None else at
        wall = datetime.fromtimestamp(self._clock.wall()).astimezone().isoformat(timespec="milliseconds")
        entry = Entry(what, self._position_ms(now), now, wall, facts=dict(facts))
        with self._writing:
            self._notebook.write(entry)
        return entry.at_ms

    def wait_until_over(self, seconds: float = CLOSE_S) -> bool:
        """Wait for the recorders to close; one that does not is killed (what it wrote is on the disk)."""
        deadline = self._clock.monotonic() + seconds
        while not self.is_over and self._clock.monotonic() < deadline:
            self._clock.sleep(0.05)
        late = [track for track in self.tracks if not self._is_over(track)]
        for track in late:
            process.kill(*self._owner(track))
        return not late

    def close(self) -> None:
        """Let go of the desk and end the sign of life."""
        self._closing.set()
        if self._heart.ident is not None:
            self._heart.join()
        self._desk.close()

    def _give_up(self) -> None:
        """Nothing goes on any more, and nobody finds a desk of it."""
        self.stop()
        self.wait_until_over()
        self.close()
        clear(self._going.desk)

    def _begin(self, meeting: str, consent: str) -> None:
        second = mirror_folder(self._going.plans[0])
        self.note("began", meeting=meeting, tracks=" ".join(self.tracks), mirror=str(second or ""))
        if consent:
            self.note("consent", text=consent)
        for track in self.tracks:
            plan = plan_path(self._going.desk, track)
            pid = self._launch(plan)
            self._recorders[track] = _Recorder(plan, pid, process.started(pid))
        self._sign()
        self._heart.start()
        deadline = self._clock.monotonic() + FIRST_SAMPLE_S
        while waited_for := [track for track in self.tracks if not self._has_sound(track)]:
            if self._clock.monotonic() > deadline:
                raise RecorderDied(waited_for[0], self.folder)
            self._clock.sleep(0.05)

    def _take_over(self) -> None:
        for entry in read(evidence_path(self.folder, None)):
            if entry.kind == "paused":
                self._pauses.begin(entry.clock)
            elif entry.kind == "resumed" and self._pauses.is_open:
                self._pauses.end(entry.clock)
        for track in self.tracks:
            pid, began = self._owner(track)
            self._recorders[track] = _Recorder(plan_path(self._going.desk, track), pid, began)
        self._desk.put(pid_started=process.started(os.getpid()))
        self._desk.put(pid=os.getpid())
        self._sign()
        self._heart.start()

    def _has_sound(self, track: Track) -> bool:
        """Whether the first sample is there. Raises why it never will be."""
        status = self._desk.status(track)
        if status.state is State.FAILED or (status.state is State.CLOSED and not status.written_ms):
            raise self._reason(track)
        return status.written_ms > 0

    def _reason(self, track: Track) -> MinutesError:
        """Why a recorder has ended, as it noted it."""
        entries = [entry for entry in read(evidence_path(self.folder, track)) if entry.kind == "ended"]
        return (error_of(entries[-1]) if entries else None) or RecorderDied(track, self.folder)

    def _order(self, command: Command) -> float:
        """Put an order on the desk and return the moment of its effect."""
        rest = self._ordered + BETWEEN_ORDERS_S - self._clock.monotonic()
        if self._ordered and rest > 0:
            self._clock.sleep(rest)
        self._ordered = self._clock.monotonic()
        at = self._ordered + AHEAD_S
        self._desk.put(asked_at=at)
        self._desk.put(command=command)
        return at

    def _position_ms(self, now: float) -> int:
        return max(0, round((now - self._desk.get("begins") - self._pauses.before(now)) * 1000))

    def _owner(self, track: Track) -> tuple[int, float]:
        """Number and start of a track's recorder: what it has put on the desk itself, else what we started."""
        pid = int(self._desk.get_track(track, "pid"))
        if pid:
            return pid, self._desk.get_track(track, "pid_started")
        known = self._recorders.get(track)
        return (known.pid, known.began) if known else (0, 0.0)

    def _is_over(self, track: Track) -> bool:
        if self._desk.status(track).state in _OVER:
            return True
        may_return = self._desk.get("command") != Command.STOP and track in self._recorders
        if may_return and self._recorders[track].vain < VAIN_RESTARTS:
            return False
        return not process.is_alive(*self._owner(track))

    def _sign(self) -> None:
        self._desk.put(seen=self._clock.monotonic())

    def _beat(self) -> None:
        """The sign of life; and a recorder that has died is started again."""
        while not self._closing.wait(SIGN_S):
            self._sign()
            for track, recorder in self._recorders.items():
                self._revive(track, recorder)

    def _revive(self, track: Track, recorder: _Recorder) -> None:
        status = self._desk.status(track)
        if status.state in _OVER or self._desk.get("command") == Command.STOP or recorder.vain >= VAIN_RESTARTS:
            return
        if process.is_alive(*self._owner(track)):
            return
        recorder.vain = recorder.vain + 1 if status.written_ms <= recorder.written_ms else 0
        recorder.written_ms = status.written_ms
        if recorder.vain >= VAIN_RESTARTS:
            return
        with contextlib.suppress(DiskError):
            self._desk.put_track(track, pid=0, pid_started=0.0)
            recorder.pid = self._launch(recorder.plan)
            recorder.began = process.started(recorder.pid)
            self.note("recorder_died", track=track)


def _prepared(book: OpenMeeting, wish: Wish, clock: Clock) -> Going:
    """The desk and a plan for each track. Raises `DiskError`."""
    path = desk_path(book.meeting.id)
    begins = clock.monotonic()
    tracks = tuple(track for track in TRACKS if track in wish.devices)
    with Desk.create(path) as desk:
        desk.put(pid=os.getpid(), pid_started=process.started(os.getpid()), seen=begins)
        desk.put(command=Command.RECORD, begins=begins, tracks=len(tracks))
    plans = tuple(
        RecorderPlan(
            meeting=book.meeting.id,
            folder=str(book.folder.absolute()),
            desk=str(path),
            track=track,
            device=wish.devices[track],
            begins=begins,
            mirror=wish.mirror,
            follow_default=wish.follow_default,
            part_s=wish.part_s,
            orphan_s=wish.orphan_s,
            max_s=wish.max_s,
            long_silence_s=wish.long_silence_s,
        )
        for track in tracks
    )
    for plan in plans:
        write_plan(plan)
    return Going(path, plans)
