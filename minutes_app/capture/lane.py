"""A thread that does, in order, what may take long: fsync, checksums, a second folder on a share.

Who hands a job over never waits for it. Without a thread (`threaded=False`, for tests with a clock of their own) jobs
are done at once.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

Job = Callable[[], object]


class Lane:
    """One worker. `waiting`: jobs that have not been done yet."""

    def __init__(self, name: str, *, threaded: bool = True) -> None:
        self.waiting = 0
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._count = threading.Condition()
        self._thread: threading.Thread | None = None
        if threaded:
            self._thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._thread.start()

    def do(self, job: Job) -> None:
        """Do it after all that was handed over before. A job translates its own errors, and may hand over more.

        When a bug has ended the thread, jobs are done at once, so that the bug comes to light where it is seen.
        """
        if self._thread is None or not self._thread.is_alive():
            job()
            return
        with self._count:
            self.waiting += 1
        self._jobs.put(job)

    def drain(self, timeout_s: float) -> bool:
        """Wait until everything is done; False when that takes longer (a share that has gone away)."""
        with self._count:
            return self._count.wait_for(lambda: self.waiting == 0, timeout_s)

    def close(self, timeout_s: float) -> None:
        """Do the rest and end; a thread that hangs longer dies with the process."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(timeout_s)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._one(job)
        while True:
            try:
                last = self._jobs.get_nowait()
            except Empty:
                return
            if last is not None:
                self._one(last)

    def _one(self, job: Job) -> None:
        try:
            job()
        finally:
            with self._count:
                self.waiting -= 1
                self._count.notify_all()
