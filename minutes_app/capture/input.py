"""The input of a recorder: opened by name, watched, opened again when it was gone.

In: a name, a way to open it, the clock. Out: blocks, and what happened to the device as kinds of evidence. Waits for
the same device; takes the system's default only when the plan says so. Does not look at the sound.
"""

from collections import deque
from dataclasses import dataclass, field

from minutes_app.capture.clock import Clock
from minutes_app.capture.evidence import Kind
from minutes_app.capture.plan import KIND_OF, RecorderPlan
from minutes_app.capture.source import Block, Open, Source
from minutes_app.errors import CaptureError, SoundSystemMissing

RETRY_S = 1.0
ASK_S = 1.0
"""How often the source is asked which device it hears."""
STALE_S = 10.0
"""An input that lives and delivers nothing for so long is opened again."""
DEFAULT = "default"
_DEFAULTS = ("", DEFAULT)


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to the device."""

    kind: Kind
    facts: dict[str, str | int | float] = field(default_factory=dict)


class Input:
    """One device.

    System sound that was asked for as the default stays the default: there the sound goes. A microphone that was asked
    for as the default stays the one that it was.
    """

    def __init__(self, plan: RecorderPlan, open_source: Open, clock: Clock) -> None:
        self._plan = plan
        self._open = open_source
        self._clock = clock
        self._queue: deque[Block] = deque()
        self._source: Source | None = None
        self._wanted = self._name = plan.device
        self._is_default_sound = plan.track == "system" and plan.device in _DEFAULTS
        self._again = self._ask = 0.0
        self._strange = ""
        self._last = 0.0
        self._gone_told = self._server_told = False

    @property
    def is_open(self) -> bool:
        """Whether the device is there."""
        return self._source is not None

    def open(self) -> Event:
        """The device of the plan, for the first time. Raises `CaptureError`."""
        return self._opened(self._wanted, "device")

    def remember(self, key: str) -> None:
        """The plan's device is this one, whatever the default will be and whatever name it is given."""
        if self._wanted == self._plan.device and not self._is_default_sound:
            self._wanted = key

    def take(self) -> list[Block]:
        """The blocks that have come since the last call."""
        blocks = []
        while self._queue:
            blocks.append(self._queue.popleft())
        if blocks:
            self._last = blocks[-1].arrived
        return blocks

    def look(self) -> list[Event]:
        """What has happened: gone, another one, back. After `device` or `device_back` the blocks are a new source's."""
        now = self._clock.monotonic()
        if self._source is None:
            return self._try_again(now)
        if not self._source.is_alive():
            return self._gone({"name": self._name})
        if now >= self._ask:
            self._ask = now + ASK_S
            heard = self._source.heard_from()
            if heard == self._source.device.name:
                self._strange = ""
            elif heard not in ("", self._strange):
                return self._moved(heard)
        if now - self._last >= STALE_S:
            self._last = now
            self.close()
            self._again = now
        return []

    def close(self) -> None:
        """Let the device go."""
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _moved(self, heard: str) -> list[Event]:
        """The sound system gave us another device without asking: back to ours, or on with it if the plan allows.

        If it gives us the same strange one again there is no other; that has been told.
        """
        event = Event("other_device", {"name": heard, "wanted": self._name})
        self._strange = heard
        if self._plan.follow_default and not self._is_default_sound:
            self._name = heard
        else:
            self.close()
            self._again = self._clock.monotonic()
        return [event]

    def _gone(self, facts: dict[str, str | int | float]) -> list[Event]:
        self.close()
        self._again = self._clock.monotonic()
        self._gone_told = True
        return [Event("device_gone", facts)]

    def _try_again(self, now: float) -> list[Event]:
        if now < self._again:
            return []
        self._again = now + RETRY_S
        names = (self._wanted, DEFAULT) if self._plan.follow_default else (self._wanted,)
        for name in names:
            try:
                event = self._opened(name, "device_back" if self._gone_told else "device")
            except SoundSystemMissing as error:
                return self._server_gone(error.what)
            except CaptureError:
                continue
            self._gone_told = self._server_told = False
            return [event]
        return [] if self._gone_told else self._gone({"name": self._name})

    def _server_gone(self, what: str) -> list[Event]:
        if self._server_told:
            return []
        self._server_told = True
        return [Event("server_gone", {"what": what})]

    def _opened(self, name: str, kind: Kind) -> Event:
        queue: deque[Block] = deque()
        source = self._open(name, KIND_OF[self._plan.track])
        try:
            source.start(queue.append)
        except CaptureError:
            source.close()
            raise
        self._source, self._queue, self._name = source, queue, source.device.name
        self._last = self._ask = self._clock.monotonic()
        device = source.device
        self.remember(device.key)
        return Event(kind, {"name": device.name, "host": device.host, "key": device.key})
