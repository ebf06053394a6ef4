"""How fast this PC is with a model when it has to hear one utterance after the other: what live text depends on.

In: a loaded engine and some seconds of speech. Out: seconds an utterance, whatever its length (a model takes in its
whole window each time). Keeps nothing.
"""

import time

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, Window, one_lane
from minutes_app.errors import AudioError, DiskError
from minutes_app.files import bundled
from minutes_app.meeting.model import Heard
from minutes_app.progress import Progress, Report
from minutes_app.transcribe.engine import Engine, LiveSound

SAMPLE_S = 10
UTTERANCE_S = 4.0
"""A usual length, and what the speed is told against (mean of the synthetic meetings: 3.6 s)."""

LIVE_S = 1.0
"""Slower than this an utterance, and drafts come less often than every other second: no live text."""

PAUSE_S, LOOK_S = 0.5, 0.25
"""Until the end of an utterance is sure; until its sound has been written, read and handed over."""

PATIENCE_S = 20.0


class _TooSlow(Exception):
    """The measurement is its own answer."""


def sample(decoder: Decoder) -> bytes:
    """Some seconds of the bundled sample meeting, b"" where it is not there: 16 kHz mono 16 bit."""
    try:
        for each in decoder.windows(one_lane(bundled("resources", "demo", "見本会議.mp3"))):
            if isinstance(each, Window):
                return each.tracks[0][: SAMPLE_S * RATE * 2]
    except (AudioError, DiskError):
        pass
    return b""


def utterance_s(engine: Engine, sound: bytes, report: Report) -> float:
    """Seconds that the loaded engine takes for one utterance; `PATIENCE_S` for more than that. Raises EngineError."""
    deadline = time.monotonic() + PATIENCE_S

    def patient(progress: Progress) -> None:
        report(progress)
        if time.monotonic() > deadline:
            raise _TooSlow

    try:
        list(engine.follow(LiveSound(0, 0, sound[: RATE * 2], 0, ended=True), patient))
        began = time.monotonic()
        said = list(engine.follow(LiveSound(0, 0, sound, 0, ended=True), patient))
    except _TooSlow:
        return PATIENCE_S
    return (time.monotonic() - began) / max(1, sum(isinstance(each, Heard) for each in said))


def late_s(seconds: float) -> float:
    """How long after its end an utterance stands there, with a model that takes `seconds` for one."""
    return PAUSE_S + LOOK_S + seconds
