"""The files of one track: parts in the meeting's folder, and the same parts in a second folder when there is one.

In: sound, without holes. Out: `recording-mic-001.wav`…, each with the sha256 of what was closed. Parts of the same
number begin at the same sample in both folders, so the longer one is the better one. When one folder fails the other
goes on alone; when the last one fails, what comes is kept in memory and goes to a new part as soon as one can be made.
Never waits for the second folder, and not for an fsync.
"""

from collections import deque
from dataclasses import asdict
from functools import partial
from pathlib import Path

from minutes_app.audio.growing import RATE
from minutes_app.capture.copy import Closed, Copy, FreeBytes, free_bytes
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import DISK_OUT, RecorderPlan, mirror_folder, part_name
from minutes_app.capture.witness import Witness
from minutes_app.errors import DiskError, DiskFull

MOST_WAITING = 2_000
"""Jobs that a second folder may be behind before it counts as lost (at 20 blocks a second: 100 s)."""
MOST_UNWRITTEN = 64 << 20
"""Bytes that wait in memory for a disk (35 minutes)."""
MOST_SAVED_TWICE = 8 << 20
"""Of what only the second folder has taken, so much is kept in memory too, should that fail next."""
AGAIN_S, AGAIN_WITH_MIRROR_S = 1.0, 10.0
"""How often a folder that failed is tried again."""
_WIDTH = 2
_PER_MS = RATE // 1000


class Files:
    """Both folders. `written`: samples given to it; `has_mirror`: the second folder takes all that comes."""

    def __init__(self, plan: RecorderPlan, witness: Witness, main: Lane, mirror: Lane) -> None:
        self.written = 0
        self.has_mirror = False
        self._witness = witness
        self._part_samples = round(plan.part_s * RATE)
        self._main = Copy(Path(plan.folder), plan.track, main, self._note_closed)
        second = mirror_folder(plan)
        self._mirror = Copy(second, plan.track, mirror, lambda _closed: None) if second is not None else None
        self._name = partial(part_name, plan.track)
        self._unwritten: deque[bytes] = deque()
        self._waiting = 0
        self._told = False
        self._again = self._mirror_again = 0.0

    @property
    def number(self) -> int:
        """Of the part that is being written."""
        return self._main.number

    @property
    def safe(self) -> int:
        """Samples that a power cut cannot take: in the folder, or in the second one if that goes on alone."""
        alone = not self._main.is_open and self._mirror is not None
        return max(self._main.safe, self._mirror.safe) if alone and self._mirror is not None else self._main.safe

    @property
    def free(self) -> int:
        """Bytes free for the recording, -1 when not known."""
        return self._main.free

    @property
    def _is_out(self) -> bool:
        return 0 <= self.free < DISK_OUT

    @property
    def is_full(self) -> bool:
        """Whether nothing takes anything more."""
        if self._main.is_open or self.has_mirror:
            return False
        return isinstance(self._main.trouble, DiskFull) or self._waiting > MOST_UNWRITTEN

    def begin(self, number: int, start: int) -> None:
        """The first part of this recorder.

        Raises `DiskError` when the meeting's folder does not take a recording's very first part.
        """
        self.written = start
        if not self._main.begin(number, start) and number == 1 and self._main.trouble is not None:
            raise self._main.trouble
        self._main.number, self._main.start = number, start
        self._note_part()
        if self._mirror is not None:
            self._mirror.lane.do(partial(self._mirror.begin, number, start))
            self.has_mirror = True

    def write(self, pcm: bytes) -> None:
        """Sound that follows what was written before."""
        while pcm:
            room = (self._main.start + self._part_samples - self.written) * _WIDTH
            if room <= 0 and (self._main.is_open or self.has_mirror):
                self._next_part()
                continue
            size = min(room, len(pcm)) if room > 0 else len(pcm)
            self._put(pcm[:size])
            pcm = pcm[size:]

    def sync(self) -> None:
        """Have it all brought onto the disks."""
        self._main.sync()
        if self._mirror is not None and self.has_mirror:
            self._mirror.lane.do(self._mirror.sync)

    def measure(self, free: FreeBytes = free_bytes) -> None:
        """Look how much the disks have left."""
        self._main.lane.do(partial(self._main.measure, free))
        if self._mirror is not None and self._mirror.lane.waiting < MOST_WAITING:
            self._mirror.lane.do(partial(self._mirror.measure, free))

    def tend(self, now: float) -> None:
        """Notice what failed and say it; try again what failed before."""
        self._tend_mirror(now)
        if self._is_out and self.has_mirror and self._main.is_open:
            self._main.leave(DiskFull(self._main.folder))
        if self._main.trouble is None:
            return
        if self._main.is_open:
            self._main.leave(self._main.trouble)
        if not self._told:
            self._tell(self._main.trouble)
        elif now >= self._again and not self._is_out:
            self._recover()
        else:
            return
        self._again = now + (AGAIN_WITH_MIRROR_S if self.has_mirror else AGAIN_S)

    @property
    def unsaved(self) -> int:
        """Samples that no folder has taken."""
        in_mirror = self.has_mirror and self._mirror is not None and self._mirror.trouble is None
        return 0 if in_mirror else self._waiting // _WIDTH

    def close(self) -> None:
        """Close the parts (their lanes do the rest)."""
        if self._unwritten and not self.has_mirror:
            self._recover()
        self._main.leave(self._main.trouble)
        if self._mirror is not None:
            self._mirror.lane.do(partial(self._mirror.leave, self._mirror.trouble))

    def _put(self, pcm: bytes) -> None:
        self.written += len(pcm) // _WIDTH
        if self._mirror is not None and self.has_mirror:
            self._mirror.lane.do(partial(self._mirror.append, pcm))
        taken = 0 if self._unwritten else self._main.append(pcm)
        if taken < len(pcm):
            self._unwritten.append(pcm[taken:])
            self._waiting += len(pcm) - taken
        while self.has_mirror and self._waiting > MOST_SAVED_TWICE:
            self._waiting -= len(self._unwritten.popleft())

    def _next_part(self) -> None:
        number, trouble = self._main.number_after(self._main.number), self._main.trouble
        self._main.leave(trouble)
        if not self._is_out and self._main.begin(number, self.written):
            self._restored()
        self._main.number, self._main.start = number, self.written
        self._note_part()
        if self._mirror is not None and self.has_mirror:
            self._mirror.lane.do(partial(self._mirror.turn, number, self.written))

    def _recover(self) -> None:
        """A new part for what the folder has not taken (with a mirror that has it: for what comes from now on)."""
        missing = 0 if self.has_mirror else self._waiting // _WIDTH
        number, start = self._main.number_after(self._main.number), self.written - missing
        if not self._main.begin(number, start):
            return
        self._note_part()
        if self._mirror is not None and self.has_mirror:
            self._mirror.lane.do(partial(self._mirror.turn, number, start))
            self._restored()
        while self._unwritten and self._main.is_open:
            pcm = self._unwritten.popleft()
            taken = self._main.append(pcm)
            self._waiting -= taken
            if taken < len(pcm):
                self._unwritten.appendleft(pcm[taken:])
        self._told = not self._main.is_open

    def _restored(self) -> None:
        self._unwritten.clear()
        self._waiting = 0
        self._told = False

    def _tell(self, trouble: DiskError) -> None:
        self._told = True
        place = self.written // _PER_MS
        facts = {"error": type(trouble).__name__, "folder": str(self._main.folder)}
        self._witness.note("write_error", place, facts=facts)
        if self.has_mirror and self._mirror is not None:
            self._witness.note("mirror_only", place, facts={"folder": str(self._mirror.folder)})

    def _tend_mirror(self, now: float) -> None:
        mirror = self._mirror
        if mirror is None:
            return
        if self.has_mirror:
            is_behind = mirror.lane.waiting > MOST_WAITING
            if mirror.trouble is not None or is_behind or 0 <= mirror.free < DISK_OUT:
                self.has_mirror = False
                why = type(mirror.trouble).__name__ if mirror.trouble else ("slow" if is_behind else "DiskFull")
                facts = {"error": why, "folder": str(mirror.folder)}
                self._witness.note("mirror_lost", self.written // _PER_MS, facts=facts)
                mirror.lane.do(mirror.leave)
                self._mirror_again = now + AGAIN_WITH_MIRROR_S
        elif mirror.is_usable:
            mirror.is_usable = False
            self.has_mirror = True
            self._next_part()
        elif now >= self._mirror_again and mirror.lane.waiting == 0 and not 0 <= mirror.free < DISK_OUT:
            self._mirror_again = now + AGAIN_WITH_MIRROR_S
            mirror.lane.do(mirror.probe)

    def _note_part(self) -> None:
        number, start = self._main.number, self._main.start
        self._witness.note(
            "part", start // _PER_MS, facts={"file": self._name(number), "number": number, "start": start}
        )

    def _note_closed(self, closed: Closed) -> None:
        at_ms = (closed.start + closed.samples) // _PER_MS
        self._witness.note("part_closed", at_ms, facts=asdict(closed))
