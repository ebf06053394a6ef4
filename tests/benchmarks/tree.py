"""What a process and all its descendants take of the memory while they run.

In: a process id. Out: the highest sum over the tree that was seen. Memory is PSS on Linux (a shared page counts once,
divided among those who share it), USS elsewhere (private pages only; shared ones are not counted at all).
"""

import contextlib
import sys
import threading
import time

import psutil

MEASURE = "PSS" if sys.platform == "linux" else "USS"
EVERY_S = 1 / 15
MOST_SHARE = 0.25
"""Of one core's time that looking may take: the page tables of 10 GB take a while to read."""


class TreeWatch:
    """Samples a process tree from a thread: `with TreeWatch(pid) as watch: …`, then `watch.peak` (bytes)."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self.samples = 0
        self.most_processes = 0
        self._root = psutil.Process(pid)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="tree-watch", daemon=True)

    def __enter__(self) -> "TreeWatch":
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            began = time.monotonic()
            with contextlib.suppress(psutil.NoSuchProcess):
                self._sample()
            took = time.monotonic() - began
            self._ended.wait(max(EVERY_S - took, took * (1 / MOST_SHARE - 1)))

    def _sample(self) -> None:
        sizes = [memory_of(each) for each in (self._root, *self._root.children(recursive=True))]
        self.peak = max(self.peak, sum(sizes))
        self.most_processes = max(self.most_processes, len(sizes))
        self.samples += 1


def memory_of(process: psutil.Process) -> int:
    """Bytes of one process; 0 when it has just ended."""
    try:
        return int(getattr(process.memory_full_info(), MEASURE.lower()))
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0
