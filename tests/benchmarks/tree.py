"""What a process and all its descendants take: memory while they run, and when what happened.

In: a process id. Out: the highest sum over the tree that was seen. Memory is PSS on Linux (shared pages count once,
divided among those who share them), USS elsewhere (private pages only; shared ones are not counted at all).
"""

import contextlib
import sys
import threading
import time
from types import TracebackType

import psutil

MEASURE = "PSS" if sys.platform == "linux" else "USS"
EVERY_S = 1 / 15


class TreeWatch:
    """Samples a process tree from a thread: `with TreeWatch(pid) as watch: …`, then `watch.peak`."""

    def __init__(self, pid: int, every_s: float = EVERY_S) -> None:
        self.peak = 0
        self.peak_by_pid: dict[int, int] = {}
        self.samples = 0
        self._root = psutil.Process(pid)
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="tree-watch", daemon=True)

    def __enter__(self) -> "TreeWatch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            began = time.monotonic()
            with contextlib.suppress(psutil.NoSuchProcess):
                self._sample()
            self._ended.wait(max(0.0, self._every_s - (time.monotonic() - began)))

    def _sample(self) -> None:
        taken = {each.pid: memory_of(each) for each in (self._root, *self._root.children(recursive=True))}
        for pid, size in taken.items():
            self.peak_by_pid[pid] = max(size, self.peak_by_pid.get(pid, 0))
        self.peak = max(self.peak, sum(taken.values()))
        self.samples += 1


def memory_of(process: psutil.Process) -> int:
    """Bytes of one process; 0 when it has just ended."""
    try:
        return int(getattr(process.memory_full_info(), MEASURE.lower()))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
