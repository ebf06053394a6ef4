"""The recorder's input on a stage: devices that go, come back and let themselves be waited for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capturing import FakeDevice, Stage, on_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    yield from on_stage(tmp_path / "meeting")


class Sticky(FakeDevice):
    """Letting it go takes three seconds (a sound server that hangs)."""

    def close(self) -> None:
        super().close()
        self.clock.sleep(3.0)


def test_a_device_that_is_slow_to_be_let_go_is_no_change_of_the_clock(stage: Stage) -> None:
    device = Sticky(stage.clock)
    stage.clock.at(3.0, lambda: setattr(device, "on", False))
    stage.clock.at(9.0, lambda: setattr(device, "on", True))
    stage.stop(15.0)
    stage.run(device)
    assert [entry.kind for entry in stage.entries("device_gone", "device_back", "clock_changed", "slept")] == [
        "device_gone",
        "device_back",
    ]


def test_a_strange_device_is_told_again_when_ours_has_been_there_between(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    for moment, heard in ((3.0, "strange"), (3.5, "mic"), (8.0, "strange"), (8.5, "mic")):
        stage.clock.at(moment, lambda heard=heard: setattr(device, "heard", heard))  # type: ignore[misc] # bound now
    stage.stop(12.0)
    stage.run(device)
    assert [entry.facts["name"] for entry in stage.entries("other_device")] == ["strange", "strange"]
