"""A PC made of numbers: a clock that is told how late it is, devices that deliver by it, and a recorder among them."""

import math
import os
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from minutes_app.audio.growing import RATE
from minutes_app.capture.desk import Command, Desk
from minutes_app.capture.evidence import Entry, read
from minutes_app.capture.plan import RecorderPlan, Track, evidence_path
from minutes_app.capture.recorder import Pc, run
from minutes_app.capture.source import Block, Device, Kind, Open, Take
from minutes_app.errors import DeviceMissing

BEGINS = 1_000.0
BLOCK_S = 0.05


class FakeClock:
    """Time passes only by `sleep`. `at` calls something when its moment has come."""

    def __init__(self) -> None:
        self.now = BEGINS
        self.wall_ahead = 1_790_000_000.0
        self.listeners: list[Callable[[float], None]] = []
        self._plans: list[tuple[float, Callable[[], object]]] = []

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now + self.wall_ahead

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        for listener in self.listeners:
            listener(self.now)
        due = [plan for plan in self._plans if plan[0] <= self.now]
        self._plans = [plan for plan in self._plans if plan[0] > self.now]
        for _at, act in due:
            act()

    def at(self, seconds: float, act: Callable[[], object]) -> None:
        """`act` when so many seconds have passed since the beginning."""
        self._plans.append((BEGINS + seconds, act))


class FakeDevice:
    """A microphone whose samples tell their own number: sample n of the device is `n % 20011 + 1`.

    `rate`: its true rate by the PC's clock; `on`: whether it is plugged in; `sends`: whether data comes; `not_before`:
    the process was stopped until then.
    """

    def __init__(self, clock: FakeClock, name: str = "mic", *, rate: float = RATE, latency_s: float = 0.02) -> None:
        self.device = Device(name, "microphone", "fake")
        self.clock = clock
        self.rate, self.latency_s = rate, latency_s
        self.on = self.sends = True
        self.heard = name
        self.wave: Callable[[int, int], bytes] = numbered
        self.opened = 0
        self.not_before = 0.0
        self._take: Take | None = None
        self._sent = 0
        clock.listeners.append(self._pass)

    def open(self, name: str, kind: Kind) -> "FakeDevice":
        """As `Open`."""
        if not self.on:
            raise DeviceMissing(name, kind, ())
        self.opened += 1
        return self

    def start(self, take: Take) -> None:
        self._take = take
        self._sent = self._number(self.clock.now)

    def is_alive(self) -> bool:
        return self.on

    def heard_from(self) -> str:
        return self.heard

    def close(self) -> None:
        self._take = None

    def _number(self, now: float) -> int:
        return math.floor((now - BEGINS) * self.rate)

    def _pass(self, now: float) -> None:
        block = round(BLOCK_S * RATE)
        if self._take is None or not self.on or not self.sends:
            self._sent = self._number(now - self.latency_s) // block * block
            return
        while self._sent + block <= self._number(now - self.latency_s):
            arrived = BEGINS + (self._sent + block) / self.rate + self.latency_s
            self._take(Block(self.wave(self._sent, block), max(min(now, arrived), self.not_before)))
            self._sent += block


CYCLE = 20011
_NUMBERS = struct.pack(f"<{3 * CYCLE}h", *(n % CYCLE + 1 for n in range(3 * CYCLE)))


def numbered(start: int, samples: int) -> bytes:
    """Samples that tell their number."""
    if samples > CYCLE:
        return b"".join(numbered(at, min(CYCLE, start + samples - at)) for at in range(start, start + samples, CYCLE))
    at = start % CYCLE * 2
    return _NUMBERS[at : at + samples * 2]


def number_at(samples: bytes, at: int, expected: float) -> float:
    """Which sample of the device stands at this position; `expected` within half a cycle (0.6 s)."""
    told = int.from_bytes(samples[at * 2 : at * 2 + 2], "little", signed=True) - 1
    return expected + (told - expected + CYCLE / 2) % CYCLE - CYCLE / 2


def tone(start: int, samples: int) -> bytes:
    """440 Hz at -12 dBFS."""
    import numpy as np

    at = np.arange(start, start + samples) / RATE
    return bytes((8192 * np.sin(2 * math.pi * 440 * at)).astype("<i2").tobytes())


@dataclass
class Stage:
    """A recording with everything injected. `free`: bytes on each folder's disk."""

    folder: Path
    clock: FakeClock
    desk: Desk
    plan: RecorderPlan
    free: dict[str, int] = field(default_factory=dict)
    session_alive: bool = True
    asleep_s: float = 0.0
    must_end: bool = False
    threaded: bool = False

    def run(
        self, device: FakeDevice, open_source: Open | None = None, free_bytes: Callable[[Path], int] | None = None
    ) -> int:
        """Record until it ends."""
        pc = Pc(
            is_alive=lambda _pid, _began: self.session_alive,
            free_bytes=free_bytes or (lambda folder: self.free.get(folder.name, 1 << 40)),
            asleep_s=lambda: self.asleep_s,
            must_end=lambda: self.must_end,
            threaded=self.threaded,
        )
        return run(self.plan, open_source or device.open, self.clock, pc)

    def order(self, seconds: float, command: Command) -> None:
        """Put an order on the desk so many seconds after the beginning; it takes effect 0.2 s later."""

        def put() -> None:
            self.desk.put(asked_at=BEGINS + seconds + 0.2)
            self.desk.put(command=command)

        self.clock.at(seconds, put)

    def stop(self, seconds: float) -> None:
        """Let the recording be so long."""
        self.order(seconds - 0.2, Command.STOP)

    def entries(self, *kinds: str) -> list[Entry]:
        """The recorder's evidence, of these kinds."""
        path = evidence_path(self.folder, self.plan.track)
        return [entry for entry in read(path) if not kinds or entry.kind in kinds]

    def samples(self) -> bytes:
        """All parts, without their headers."""
        parts = sorted(self.folder.glob(f"recording-{self.plan.track}-*.wav"))
        return b"".join(path.read_bytes()[80:] for path in parts)


def staged(folder: Path, track: Track = "mic", **plan: object) -> Stage:
    """A stage in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    desk_path = folder.parent / f"{folder.name}.desk"
    desk = Desk(desk_path) if desk_path.exists() else Desk.create(desk_path)
    desk.put(pid=os.getpid(), begins=BEGINS)
    values: dict[str, object] = {
        "meeting": "m",
        "folder": str(folder),
        "desk": str(desk_path),
        "track": track,
        "device": "mic",
        "begins": BEGINS,
    }
    return Stage(folder, FakeClock(), desk, RecorderPlan(**(values | plan)))  # type: ignore[arg-type] # fields of the plan


def on_stage(folder: Path, track: Track = "mic", **plan: object) -> Iterator[Stage]:
    """The same for a fixture."""
    stage = staged(folder, track, **plan)
    yield stage
    stage.desk.close()
