"""How loud sound is: in blocks of 16 kHz mono 16-bit, out levels in dBFS, full-scale samples, exact silence.

A square wave at full scale has 0 dBFS rms; digital silence is -120. Makes no words (`wording.capture`) and no marks
(`watch`).
"""

import math
from collections import deque
from typing import Literal

from minutes_app.audio.growing import RATE

SILENT_DB = -120.0
LEVEL_S = 0.3
"""The stretch that a level tells about: about as fast as an eye follows a bar."""
HOLD_S = 3.0
"""The loudest of so many seconds is judged, so that the word does not flicker between syllables."""
MEMORY_S = 60.0
QUIET_DB, LOUD_DB = -30.0, -1.5
"""Peaks of speech: below the first a recogniser hears badly, above the second it is cut off soon."""
FLOOR_DB, ABOVE_FLOOR_DB = -55.0, 10.0
"""Somebody speaks: louder than the first, and so much louder than the room."""
_FULL_SCALE = 32767

Judged = Literal["silent", "quiet", "good", "loud"]


def judged(peak_db: float) -> Judged:
    """What to tell a person about the loudest peak of the last seconds."""
    if peak_db <= SILENT_DB:
        return "silent"
    if peak_db < QUIET_DB:
        return "quiet"
    return "good" if peak_db < LOUD_DB else "loud"


def decibel(share: float) -> float:
    """dBFS of a share of full scale (0 to 1)."""
    return max(SILENT_DB, 20 * math.log10(share)) if share > 0 else SILENT_DB


class Meter:
    """Listens to blocks. `clipped`: samples at full scale so far, in rows of two or more; `zeros_s`: exact silence.

    `has_sounded`: there was anything but zeros; `is_loud`: somebody speaks.
    """

    def __init__(self) -> None:
        self.rms_db = self.peak_db = SILENT_DB
        self.clipped = 0
        self.zeros_s = 0.0
        self.has_sounded = False
        self.heard_s = 0.0
        self.is_loud = False
        self._window: deque[tuple[int, float, int]] = deque()
        self._levels: deque[tuple[float, float]] = deque()
        self._floor: deque[tuple[float, float]] = deque()

    @property
    def loudest_db(self) -> float:
        """The highest level (rms) of the last `MEMORY_S` seconds."""
        return self._levels[0][1] if self._levels else SILENT_DB

    @property
    def room_db(self) -> float:
        """The lowest level of the last `MEMORY_S` seconds."""
        return self._floor[0][1] if self._floor else SILENT_DB

    def hear(self, pcm: bytes) -> None:
        """One block."""
        import numpy as np

        wave = np.frombuffer(pcm, dtype="<i2").astype(np.int32)
        if not len(wave):
            return
        size = np.abs(wave)
        peak = int(size.max())
        self.heard_s += len(wave) / RATE
        if peak == 0:
            self.zeros_s += len(wave) / RATE
        else:
            behind = len(wave) - 1 - int(np.flatnonzero(size)[-1])
            self.zeros_s = behind / RATE
            self.has_sounded = True
        if peak >= _FULL_SCALE:
            full = size >= _FULL_SCALE
            self.clipped += int((full[1:] & full[:-1]).sum())
        self._window.append((len(wave), float(np.square(wave.astype(np.float64)).sum()), peak))
        self._level()

    def _level(self) -> None:
        samples = sum(part[0] for part in self._window)
        while len(self._window) > 1 and samples - self._window[0][0] >= LEVEL_S * RATE:
            samples -= self._window.popleft()[0]
        power = sum(part[1] for part in self._window) / samples
        self.rms_db = decibel(math.sqrt(power) / _FULL_SCALE)
        self.peak_db = decibel(max(part[2] for part in self._window) / _FULL_SCALE)
        if samples >= LEVEL_S * RATE / 2:
            _remember(self._levels, self.heard_s, self.rms_db, highest=True)
            _remember(self._floor, self.heard_s, self.rms_db, highest=False)
        self.is_loud = self.rms_db > max(FLOOR_DB, self.room_db + ABOVE_FLOOR_DB)


def _remember(kept: deque[tuple[float, float]], at: float, value: float, *, highest: bool) -> None:
    """The highest (lowest) of the last `MEMORY_S` seconds stands first."""
    while kept and (kept[-1][1] <= value if highest else kept[-1][1] >= value):
        kept.pop()
    kept.append((at, value))
    while kept[0][0] < at - MEMORY_S:
        kept.popleft()
