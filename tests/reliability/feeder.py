"""Microphones whose every sample is known: FIFOs fed in real time, all with the same sound.

A sample's value is the number of its 10 ms step, from 1 on, so that a recording tells by itself what it holds. As with
a real microphone, what nobody reads is gone. `delivered_at` says which step had been handed over at a moment.
"""

import bisect
import os
import threading
import time
from pathlib import Path

RATE = 16_000
STEP = 160
"""Samples of one value: 10 ms."""
STEPS = 30_000
"""Values until they begin again: 300 s."""
TICK = 800
"""Samples handed over at once: 50 ms."""


class Feeder:
    """Feeds every FIFO that was made with `microphone`. Use in a `with`."""

    def __init__(self, *, ppm: float = 0.0) -> None:
        self._rate = RATE * (1 + ppm / 1e6)
        self._open: dict[Path, int] = {}
        self._paused: set[Path] = set()
        self._ticks: list[float] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._feed, name="feeder", daemon=True)

    def microphone(self, path: Path) -> str:
        """A new FIFO, as a device's name."""
        os.mkfifo(path)
        self._open[path] = -1
        return f"pipe:{path}"

    def suspend(self, device: str, *, on: bool) -> None:
        """The source says nothing any more, or speaks again."""
        path = Path(device.removeprefix("pipe:"))
        (self._paused.add if on else self._paused.discard)(path)

    def delivered_at(self, moment: float) -> int:
        """The last step that had been handed over at a moment of the monotonic clock."""
        return bisect.bisect_right(self._ticks, moment) * TICK // STEP

    def __enter__(self) -> "Feeder":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._done.set()
        self._thread.join()
        for path, handle in self._open.items():
            if handle >= 0:
                os.close(handle)
            path.unlink(missing_ok=True)

    def _feed(self) -> None:
        began = time.monotonic()
        while not self._done.is_set():
            pcm = _sound(len(self._ticks) * TICK)
            for path in list(self._open):
                if path not in self._paused:
                    self._hand_over(path, pcm)
            self._ticks.append(time.monotonic())
            ahead = began + len(self._ticks) * TICK / self._rate - time.monotonic()
            if ahead > 0:
                self._done.wait(ahead)

    def _hand_over(self, path: Path, pcm: bytes) -> None:
        handle = self._open[path]
        try:
            if handle < 0:
                handle = self._open[path] = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            os.write(handle, pcm)
        except BlockingIOError:
            pass
        except OSError:  # nobody reads
            if handle >= 0:
                os.close(handle)
            self._open[path] = -1


def _sound(first: int) -> bytes:
    steps = range(first // STEP, (first + TICK) // STEP)
    return b"".join((step % STEPS + 1).to_bytes(2, "little") * STEP for step in steps)
