"""A recorder: one track, one process, from its plan to closed files. It waits for nobody and nobody waits for it.

In: a plan, an input, a clock, orders on the desk. Out: parts on the disk, evidence, signs of life; 0 when it closed
them cleanly. Blocks come into a queue from the sound library's thread; this loop places them in time (`align`), writes
them (`writer`) and looks at all that may go wrong (`watch`, `input`). fsync, checksums and the second folder are other
threads' work. Ends by order, or by itself (`ending`).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from minutes_app.audio.growing import RATE
from minutes_app.capture import process
from minutes_app.capture.align import Aligner, Cutter, Piece
from minutes_app.capture.clock import Clock
from minutes_app.capture.copy import FreeBytes, free_bytes
from minutes_app.capture.desk import Command, Desk, State
from minutes_app.capture.earlier import Earlier, earlier
from minutes_app.capture.ending import Ending, IsAlive
from minutes_app.capture.evidence import Kind
from minutes_app.capture.input import Input
from minutes_app.capture.lane import Lane
from minutes_app.capture.level import Meter
from minutes_app.capture.pc import asked_to_end, asleep_s, put_first
from minutes_app.capture.plan import DISK_OUT, RecorderPlan, evidence_path, mirror_folder
from minutes_app.capture.refusal import facts_of
from minutes_app.capture.source import Open
from minutes_app.capture.watch import Facts, Watch
from minutes_app.capture.witness import Copybook, Fact, Witness
from minutes_app.capture.writer import Files
from minutes_app.errors import CaptureError, DiskError, MinutesError
from minutes_app.files import disk_errors
from minutes_app.meeting.sealed import NotReadable, decode

STEP_S = 0.05
SYNC_S = 0.5
FREE_S = 10.0
GRACE_S = 1.0
"""Sound that was spoken before the end may arrive so much later."""
OWN_STALL_S = 0.3
"""A longer step was a stall of ours: it does not count as time without data."""
OVERFLOW_AGAIN_MS, CREEP_AGAIN_MS = 10_000, 60_000
CREEP_PPM = 1_000
"""An input that is slower than this loses sound bit by bit: no device's clock is so wrong (the worst known: 625)."""
CLOSE_S, MIRROR_CLOSE_S = 120.0, 10.0
_PER_MS = RATE // 1000
_SECOND = bytes(RATE * 2)


@dataclass(frozen=True, slots=True)
class Pc:
    """What a recorder asks of the PC; a test brings its own. `must_end`: the system wants the process to end."""

    is_alive: IsAlive = process.is_alive
    free_bytes: FreeBytes = free_bytes
    asleep_s: Callable[[], float] = asleep_s
    must_end: Callable[[], bool] = lambda: False
    threaded: bool = True


def run(plan: RecorderPlan, open_source: Open, clock: Clock, pc: Pc | None = None) -> int:
    """Record until the end; 0, or 1 when recording could not begin (the evidence says why)."""
    recorder = Recorder(plan, open_source, clock, pc or Pc())
    try:
        recorder.begin()
        while recorder.step():
            clock.sleep(STEP_S)
        recorder.close()
    except MinutesError as error:
        recorder.fail(error)
        return 1
    finally:
        recorder.let_go()
    return 0


def main(plan_path: str) -> int:
    """What a recorder process does: `minutes_app --recorder PLAN.json`. Exit codes of `run`; 2 for a plan not ours."""
    from minutes_app.capture.awake import kept_awake
    from minutes_app.capture.clock import SystemClock
    from minutes_app.capture.devices import opener

    path = Path(plan_path)
    try:
        with disk_errors(path):
            plan = decode(path.read_bytes(), RecorderPlan)
    except (NotReadable, DiskError):
        return 2
    ending = asked_to_end()
    put_first()
    clock = SystemClock()
    with kept_awake():
        return run(plan, opener(clock), clock, Pc(must_end=ending.is_set))


class Recorder:
    """The loop's state. One thread."""

    def __init__(self, plan: RecorderPlan, open_source: Open, clock: Clock, pc: Pc) -> None:
        self._plan, self._clock, self._pc = plan, clock, pc
        self._desk = Desk(Path(plan.desk))
        self._lane = Lane("recorder-disk", threaded=pc.threaded)
        self._second = Lane("recorder-mirror", threaded=pc.threaded and bool(plan.mirror))
        self._witness = Witness(plan.track, clock, *self._copybooks())
        self._files = Files(plan, self._witness, self._lane, self._second)
        self._input = Input(plan, open_source, clock)
        self._aligner, self._cutter = Aligner(plan.begins), Cutter()
        self._meter, self._watch, self._losses = Meter(), Watch(), _Losses(self._witness)
        self._ending = Ending(plan, self._desk, pc.is_alive)
        self._order: tuple[float, float] = (Command.RECORD, 0.0)
        self._why, self._deadline = "", float("inf")
        self._without_data_s = 0.0
        self._before = self._sync_at = self._free_at = clock.monotonic()
        self._has_begun = self._has_heard = False

    def begin(self) -> None:
        """Open the input and the first part. Raises `CaptureError`, `DiskError`."""
        self._put(pid_started=process.started(os.getpid()))
        self._put(pid=os.getpid(), state=State.STARTING, seen=self._before, loud_at=self._before)
        before = earlier(self._plan, self._second)
        if before.number:
            self._go_on_behind(before)
        try:
            event = self._input.open()
            self._witness.note(event.kind, before.end // _PER_MS, facts=event.facts)
        except CaptureError:
            if not before.number:
                raise
        self._files.begin(before.number + 1, before.end)
        self._files.measure(self._pc.free_bytes)

    def step(self) -> bool:
        """One round; False when the end has come."""
        now = self._clock.monotonic()
        self._obey(now)
        self._hear(now)
        self._mind_input(now)
        self._mind_files(now)
        self._mind_end(now)
        self._look()
        self._publish(now)
        self._before = now
        return self._cutter.end is None or (self._cutter.written < self._cutter.end and now < self._deadline)

    def close(self) -> None:
        """The rest of the sound, the common end, closed files, the last line of evidence."""
        self._input.close()
        for block in self._input.take():
            self._write(self._aligner.feed(block))
        self._write(self._aligner.flush())
        if self._aligner.heard and (rest := self._cutter.missing()) is not None:
            self._store(rest)
        self._losses.close()
        end_ms = self._cutter.written // _PER_MS
        for noticed in self._watch.close(end_ms):
            self._witness.note(noticed.kind, noticed.at_ms, noticed.until_ms, noticed.facts)
        self._files.close()
        self._second.drain(MIRROR_CLOSE_S)
        self._lane.drain(CLOSE_S)
        facts: dict[str, Fact] = {"why": self._why, "samples": self._cutter.written, "unsaved": self._files.unsaved}
        self._witness.note("ended", end_ms, facts=facts | {"drift_ppm": round(self._aligner.drift_ppm, 1)})
        self._lane.drain(CLOSE_S)
        self._put(state=State.CLOSED, written_ms=end_ms, safe_ms=self._files.safe // _PER_MS)

    def fail(self, error: MinutesError) -> None:
        """Say why nothing could be recorded."""
        self._input.close()
        self._files.close()
        self._witness.note("ended", self._cutter.written // _PER_MS, facts=facts_of(error))
        self._lane.drain(CLOSE_S)
        self._put(state=State.FAILED)

    def let_go(self) -> None:
        """Whatever happened: no device and no thread stays."""
        self._input.close()
        self._second.close(MIRROR_CLOSE_S)
        self._lane.close(CLOSE_S)
        self._desk.close()

    def _copybooks(self) -> list[Copybook]:
        track = self._plan.track
        books = [
            Copybook(evidence_path(Path(self._plan.folder), track), self._lane, lambda lines: self._put(entries=lines))
        ]
        if (second := mirror_folder(self._plan)) is not None:
            books.append(Copybook(evidence_path(second, track), self._second))
        return books

    def _put(self, **values: float) -> None:
        self._desk.put_track(self._plan.track, **values)

    def _go_on_behind(self, before: Earlier) -> None:
        for is_pause, moment in before.turns:
            (self._cutter.pause if is_pause else self._cutter.resume)(self._aligner.position(moment))
        self._cutter.written = before.end
        self._aligner.go_on(self._cutter.line_of(before.end))
        if before.device:
            self._input.remember(before.device)

    def _obey(self, now: float) -> None:
        asked_at = self._desk.get("asked_at")
        order = (self._desk.get("command"), asked_at)
        if order == self._order or asked_at != self._desk.get("asked_at"):
            return
        self._order = order
        at = asked_at or now
        if order[0] == Command.STOP:
            self._end("stop", at)
        elif order[0] == Command.PAUSE:
            self._cutter.pause(self._aligner.position(at))
        else:
            self._cutter.resume(self._aligner.position(at))

    def _hear(self, now: float) -> None:
        blocks = self._input.take()
        for block in blocks:
            self._meter.hear(block.pcm)
            self._write(self._aligner.feed(block))
        self._without_data_s = 0.0 if blocks else self._without_data_s + min(now - self._before, OWN_STALL_S)
        self._has_heard = self._has_heard or bool(blocks)
        self._write(self._aligner.idle(now))

    def _mind_input(self, now: float) -> None:
        for event in self._input.look():
            if event.kind in ("device", "device_back"):
                self._write(self._aligner.reopened())
                self._without_data_s, self._has_heard = 0.0, False
            self._witness.note(event.kind, self._place_ms(now), facts=event.facts)

    def _mind_files(self, now: float) -> None:
        self._files.tend(now)
        if now >= self._sync_at:
            self._sync_at = now + SYNC_S
            self._files.sync()
        if now >= self._free_at:
            self._free_at = now + FREE_S
            self._files.measure(self._pc.free_bytes)
        is_out = 0 <= self._files.free < DISK_OUT and not self._files.has_mirror
        if (is_out or self._files.is_full) and not self._why:
            self._say_and_end("disk_out", now, free=self._files.free)

    def _mind_end(self, now: float) -> None:
        if self._why:
            return
        if self._pc.must_end():
            self._end("system", now)
        elif (end := self._ending.look(now, self._cutter.written, is_paused=self._cutter.is_paused)) is not None:
            line = self._aligner.position(end.at) if end.place is None else self._cutter.line_of(end.place)
            self._say_and_end(end.why, self._plan.begins + line / RATE)

    def _say_and_end(self, why: Kind, at: float, **facts: int) -> None:
        self._witness.note(why, self._place_ms(at), facts=facts)
        self._end(why, at)

    def _end(self, why: str, at: float) -> None:
        self._cutter.stop(self._aligner.position(at))
        self._why = why
        self._deadline = max(at, self._clock.monotonic()) + GRACE_S

    def _look(self) -> None:
        now = self._clock.monotonic()  # not the step's beginning: letting a device go may have taken seconds
        facts = Facts(
            now=now,
            wall=self._clock.wall(),
            at_ms=self._place_ms(now),
            asleep_s=self._pc.asleep_s(),
            is_listening=self._input.is_open,
            has_heard=self._has_heard,
            without_data_s=self._without_data_s,
            zeros_s=self._meter.zeros_s,
            may_be_silent=self._plan.track == "system" and self._meter.has_sounded,
            clipped=self._meter.clipped,
            loudest_db=self._meter.loudest_db,
            heard_s=self._meter.heard_s,
            free=self._files.free,
        )
        for noticed in self._watch.look(facts):
            self._witness.note(noticed.kind, noticed.at_ms, noticed.until_ms, noticed.facts)

    def _publish(self, now: float) -> None:
        meter, is_paused = self._meter, self._cutter.is_paused
        if is_paused or meter.is_loud:
            self._put(loud_at=now)
        waiting = State.RECORDING if self._input.is_open else State.WAITING
        state = State.PAUSED if is_paused else (waiting if self._has_begun else State.STARTING)
        self._put(
            seen=now,
            state=state,
            written_ms=self._cutter.written // _PER_MS,
            safe_ms=self._files.safe // _PER_MS,
            rms_db=meter.rms_db,
            peak_db=meter.peak_db,
            clipped=meter.clipped,
            free_bytes=self._files.free,
            part=self._files.number,
            drift_ppm=self._aligner.drift_ppm,
        )

    def _place_ms(self, moment: float) -> int:
        return self._cutter.place(self._aligner.position(moment)) // _PER_MS

    def _write(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            if piece.lost and not piece.length:
                self._losses.told(self._cutter.place(piece.at) // _PER_MS)
            for kept in self._cutter.cut(piece):
                self._store(kept)
        if self._aligner.drift_ppm <= -CREEP_PPM:
            self._losses.told(self._cutter.place(self._aligner.at) // _PER_MS, CREEP_AGAIN_MS)

    def _store(self, piece: Piece) -> None:
        if piece.pcm and not self._has_begun:
            self._has_begun = True
            self._witness.note("began", piece.at // _PER_MS)
        self._losses.see(piece)
        self._files.write(piece.pcm)
        for done in range(0, piece.silence, RATE):
            self._files.write(_SECOND[: 2 * min(RATE, piece.silence - done)])


class _Losses:
    """Lost pieces that follow each other are one loss."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._stretch: tuple[int, int] | None = None
        self._told_ms = -CREEP_AGAIN_MS

    def told(self, at_ms: int, again_ms: int = OVERFLOW_AGAIN_MS) -> None:
        """Something short was lost about here (the library or the clock says so): noted, but not for every block."""
        if at_ms - self._told_ms >= again_ms:
            self._told_ms = at_ms
            self._witness.note("lost", at_ms, at_ms + 1, {"overflow": 1})

    def see(self, piece: Piece) -> None:
        """The next piece of the recording."""
        is_lost = piece.lost
        if self._stretch is not None and is_lost:
            self._stretch = (self._stretch[0], piece.end)
        elif is_lost:
            self._stretch = (piece.at, piece.end)
        else:
            self.close()

    def close(self) -> None:
        """Note what is lost so far."""
        stretch, self._stretch = self._stretch, None
        if stretch is not None:
            start, end = stretch
            self._witness.note("lost", start // _PER_MS, end // _PER_MS, {"samples": end - start})
