"""Seconds an utterance, measured with the engine that will do the work."""

from collections.abc import Iterator

import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE
from minutes_app.files import bundled
from minutes_app.meeting.model import Heard
from minutes_app.progress import Cancelled, Progress, Report, Stage, no_report
from minutes_app.transcribe.engine import Draft, EngineOptions, LiveSound, Settled
from minutes_app.transcribe.speed import PATIENCE_S, SAMPLE_S, late_s, sample, utterance_s
from minutes_app.transcribe.whisper import WhisperEngine
from tests.fakes import ScriptedEngine

SOUND = b"\1\0" * (RATE * 4)


class Slow(ScriptedEngine):
    """Takes `seconds` of the clock for each utterance, and says so as the engine does."""

    def __init__(self, seconds: float, clock: list[float]) -> None:
        super().__init__()
        self._seconds, self._clock = seconds, clock

    def follow(self, sound: LiveSound, report: Report) -> Iterator[Heard | Draft | Settled]:
        for each in super().follow(sound, report):
            self._clock[0] += self._seconds if isinstance(each, Heard) else 0.0
            report(Progress(Stage.TRANSCRIBE))
            yield each


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("minutes_app.transcribe.speed.time.monotonic", lambda: now[0])
    return now


def test_the_time_of_one_utterance_is_measured(clock: list[float]) -> None:
    assert utterance_s(Slow(0.25, clock), SOUND, no_report) == pytest.approx(0.25)


def test_a_hopeless_model_is_not_waited_for(clock: list[float]) -> None:
    assert utterance_s(Slow(PATIENCE_S, clock), SOUND, no_report) == PATIENCE_S
    assert clock[0] <= 2 * PATIENCE_S


def test_measuring_can_be_cancelled(clock: list[float]) -> None:
    def report(_progress: Progress) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        utterance_s(Slow(1.0, clock), SOUND, report)


def test_nothing_is_promised_below_the_pause_that_ends_an_utterance() -> None:
    assert late_s(0.0) > 0.5


def test_the_demo_model_is_measured_with_the_sample_meeting() -> None:
    engine = WhisperEngine()
    with Decoder() as decoder:
        sound = sample(decoder)
    assert len(sound) == SAMPLE_S * RATE * 2
    try:
        engine.load(bundled("models", "demo-ja"), EngineOptions(device="cpu"))
        assert 0 < utterance_s(engine, sound, no_report) < PATIENCE_S
    finally:
        engine.close()
