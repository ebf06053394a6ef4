"""The window's heartbeat, and who listens to it from outside: how long the event loop does nothing else than one thing.

The window's loop writes the time into a small shared file every few milliseconds; another process looks at it. What
is measured is the silence between two beats, less the time that lies between them anyway.
"""

import mmap
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BEAT_MS = 5
LOOK_S = 0.001
WANTED_MS = 50.0
PARTS = (
    "",
    "10時間の会議を開く",
    "スクロール",
    "入力と保存",
    "文字起こしをしながらスクロール",
    "一覧を読む",
    "一覧を探す・並べる・スクロール",
    "録音しながら話している間の文字を出す",
    "10時間の文字起こしを終える",
    "10時間の会議録を書き出す",
    "10時間の会議録のページを出す",
)
OPEN, SCROLL, TYPE, HEAR, LIST, FIND, RECORD, FINISH, WRITE, PAGE = range(1, 11)
_FORM = struct.Struct("<dqd")
SIZE = _FORM.size


@dataclass
class Silence:
    """What was heard in one part of the work. `worst_ms`: the longest gap; `over`: how many were over 50 ms.

    `own_ms`: the most that the window's thread itself computed between two beats; the rest it waited for the processor.
    """

    worst_ms: float = 0.0
    over: int = 0
    beats: int = 0
    own_ms: float = 0.0


class Pulse:
    """The file: written by the window, read by the listener."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(SIZE))
        with path.open("r+b") as stream:
            self._map = mmap.mmap(stream.fileno(), SIZE)
        self._part, self._worst_s, self._before_s = 0, 0.0, 0.0

    def beat(self, part: int) -> None:
        """The loop is alive, in this part of its work."""
        own_s = time.thread_time()
        self._worst_s = max(self._worst_s, own_s - self._before_s) if part == self._part else 0.0
        self._part, self._before_s = part, own_s
        self._map[:SIZE] = _FORM.pack(time.perf_counter(), part, self._worst_s)

    def last(self) -> tuple[float, int, float]:
        """When it beat last, in which part, and the most that its thread has computed between two beats of that."""
        at, part, worst_s = _FORM.unpack(self._map[:SIZE])
        return float(at), int(part), float(worst_s)


class Listener:
    """Listens from a thread of another process: `with Listener(path) as heard: …`, then `heard.parts`."""

    def __init__(self, path: Path) -> None:
        self.parts: dict[int, Silence] = {}
        self._pulse = Pulse(path)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        self._thread.join()

    def _listen(self) -> None:
        """Only a silence that is really heard counts: a listener that was kept waiting itself hears the newest beat."""
        before, part, own_s = self._pulse.last()
        silent_s = 0.0
        while not self._ended.wait(LOOK_S):
            at, now_part, own_s = self._pulse.last()
            if at != before:
                self.parts.setdefault(now_part, Silence()).own_ms = own_s * 1000
                self._note(part if part == now_part else 0, silent_s * 1000 - BEAT_MS)
                before, part, silent_s = at, now_part, 0.0
            silent_s = max(silent_s, time.perf_counter() - at)

    def _note(self, part: int, gap_ms: float) -> None:
        heard = self.parts.setdefault(part, Silence())
        heard.beats += 1
        heard.worst_ms = max(heard.worst_ms, gap_ms)
        heard.over += gap_ms > WANTED_MS
