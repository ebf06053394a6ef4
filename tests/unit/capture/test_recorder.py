from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.audio.growing import RATE, samples_in
from minutes_app.capture.desk import State
from tests.capturing import FakeDevice, Stage, on_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    yield from on_stage(tmp_path / "meeting")


def test_a_recording_of_three_seconds_is_three_seconds_long(stage: Stage) -> None:
    stage.stop(3.0)
    assert stage.run(FakeDevice(stage.clock)) == 0
    assert samples_in(stage.folder / "recording-mic-001.wav") == 3 * RATE
    assert stage.desk.status("mic").state is State.CLOSED
    assert [entry.kind for entry in stage.entries()] == ["device", "part", "began", "part_closed", "ended"]
