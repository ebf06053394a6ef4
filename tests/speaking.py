"""A microphone that speaks: a recording played into a FIFO in real time."""

import contextlib
import os
import threading
import time
from pathlib import Path

import soundfile

from tests.conftest import ROOT

RATE = 16_000
BLOCK = 800
SPEECH = ROOT / "tests" / "data" / "single_1min.flac"


class Speaker:
    """Plays from its start on, once somebody listens; silence afterwards. Use in a `with`. `device`: its name."""

    def __init__(self, path: Path, *, seconds: float = 12.0, speech: Path = SPEECH) -> None:
        self.path = path
        self.device = f"pipe:{path}"
        wave, rate = soundfile.read(str(speech), dtype="int16", frames=round(seconds * RATE))
        assert rate == RATE
        self._pcm = wave.tobytes()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._speak, name="speaker", daemon=True)

    def __enter__(self) -> "Speaker":
        os.mkfifo(self.path)
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._done.set()
        self._thread.join()

    def _speak(self) -> None:
        handle, began, blocks = -1, 0.0, 0
        while not self._done.wait(max(0.0, began + blocks * BLOCK / RATE - time.monotonic())):
            if handle < 0:
                with contextlib.suppress(OSError):
                    handle = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
                    began, blocks = time.monotonic() - blocks * BLOCK / RATE, blocks
                if handle < 0:
                    self._done.wait(0.02)
                    continue
            pcm = self._pcm[blocks * BLOCK * 2 :][: BLOCK * 2]
            blocks += 1
            try:
                os.write(handle, pcm + bytes(BLOCK * 2 - len(pcm)))
            except BlockingIOError:
                continue
            except OSError:
                os.close(handle)
                handle = -1
        if handle >= 0:
            os.close(handle)
