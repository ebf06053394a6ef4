from dataclasses import replace

import pytest

from minutes_app.capture.plan import DISK_LOW
from minutes_app.capture.watch import Facts, Noticed, Watch

START = Facts(now=100.0, wall=5_000.0, at_ms=0, loudest_db=-20.0)


class Scene:
    """Facts that change while time goes on."""

    def __init__(self) -> None:
        self.facts = START
        self.watch = Watch()
        self.said: list[Noticed] = []

    def go_on(self, seconds: float, **changes: float) -> list[Noticed]:
        """What is said in so many seconds, seen 20 times a second."""
        said = []
        for _step in range(round(seconds * 20)):
            facts = self.facts
            facts = replace(facts, now=facts.now + 0.05, wall=facts.wall + 0.05, at_ms=facts.at_ms + 50)
            given = {name: value for name, value in changes.items() if name not in GROWING}
            self.facts = replace(facts, **given)  # type: ignore[arg-type] # numbers of any kind
            grown = {name: getattr(self.facts, name) + 0.05 for name in changes if name in GROWING}
            self.facts = replace(self.facts, **grown)
            said += self.watch.look(self.facts)
        self.said += said
        return said


GROWING = {"without_data_s", "zeros_s"}


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    assert scene.go_on(10) == []
    return scene


def test_no_data_is_told_after_one_and_a_half_seconds_once_and_its_end_once(scene: Scene) -> None:
    assert scene.go_on(1.4, without_data_s=1) == []
    (told,) = scene.go_on(20, without_data_s=1)
    assert (told.kind, told.at_ms, told.until_ms) == ("no_data", 10_000, 0)
    scene.facts = replace(scene.facts, without_data_s=0.0)
    (over,) = scene.go_on(5)
    assert (over.kind, over.facts) == ("data_back", {"since_ms": 10_000})


def test_a_device_that_is_just_starting_is_given_more_time(scene: Scene) -> None:
    assert scene.go_on(4.8, has_heard=False, without_data_s=1) == []
    (told,) = scene.go_on(1, has_heard=False, without_data_s=1)
    assert told.kind == "no_data"


def test_a_device_that_is_gone_is_not_told_a_second_time_as_no_data(scene: Scene) -> None:
    assert scene.go_on(20, is_listening=False, without_data_s=1) == []


def test_exact_silence_is_told_after_five_seconds(scene: Scene) -> None:
    assert scene.go_on(4.9, zeros_s=1) == []
    (told,) = scene.go_on(60, zeros_s=1)
    assert (told.kind, told.at_ms) == ("silence", 10_000)
    scene.facts = replace(scene.facts, zeros_s=0.0)
    (over,) = scene.go_on(1)
    assert over.kind == "sound_back"


def test_a_pc_that_plays_nothing_for_a_while_is_no_alarm_once_it_has_played(scene: Scene) -> None:
    assert scene.go_on(59, zeros_s=1, may_be_silent=True) == []
    (told,) = scene.go_on(5, zeros_s=1, may_be_silent=True)
    assert told.kind == "silence"


def test_clipping_is_one_stretch_until_ten_seconds_without(scene: Scene) -> None:
    assert scene.go_on(5, clipped=7) == []
    (told,) = scene.go_on(5, clipped=30)
    assert (told.kind, told.until_ms) == ("clipping", 0)
    assert scene.go_on(9, clipped=60) == []
    (over,) = scene.go_on(12)
    assert (over.at_ms, over.until_ms) == (told.at_ms, 20_050)


def test_a_quiet_minute_is_told_and_a_silent_one_is_not_this(scene: Scene) -> None:
    assert scene.go_on(5, loudest_db=-55.0, heard_s=30.0) == []
    (told,) = scene.go_on(5, loudest_db=-55.0, heard_s=70.0)
    assert (told.kind, told.facts) == ("too_quiet", {"db": -55.0})
    assert scene.go_on(5, loudest_db=-48.0) == []
    (over,) = scene.go_on(5, loudest_db=-40.0)
    assert (over.kind, over.at_ms, over.until_ms > 0) == ("too_quiet", told.at_ms, True)
    assert scene.go_on(5, loudest_db=-120.0) == []


def test_little_room_on_the_disk_is_told_once_also_when_it_wavers(scene: Scene) -> None:
    (told,) = scene.go_on(5, free=DISK_LOW - 1)
    assert (told.kind, told.facts) == ("disk_low", {"free": DISK_LOW - 1})
    assert scene.go_on(5, free=DISK_LOW + 1) == []
    assert scene.go_on(5, free=DISK_LOW - 1) == []
    (over,) = scene.go_on(5, free=2 * DISK_LOW)
    assert over.until_ms > 0
    assert scene.go_on(5, free=-1) == []


@pytest.mark.parametrize("seconds", [3600.0, -3600.0, 3.0])
def test_a_changed_clock_is_told_and_a_clock_that_is_kept_right_is_not(scene: Scene, seconds: float) -> None:
    scene.facts = replace(scene.facts, wall=scene.facts.wall + 1.0)
    assert scene.go_on(5) == []
    scene.facts = replace(scene.facts, wall=scene.facts.wall + seconds)
    (told,) = scene.go_on(5)
    assert told.kind == "clock_changed"
    assert told.facts["seconds"] == pytest.approx(seconds, abs=0.1)


def test_sleep_is_told_where_the_monotonic_clock_stood_still(scene: Scene) -> None:
    scene.facts = replace(scene.facts, wall=scene.facts.wall + 600)
    (told,) = scene.go_on(1, asleep_s=600.0)
    assert (told.kind, told.facts) == ("slept", {"seconds": 600.0})


def test_sleep_is_told_where_it_ran_on(scene: Scene) -> None:
    scene.facts = replace(scene.facts, wall=scene.facts.wall + 600, now=scene.facts.now + 600)
    (told,) = scene.go_on(1)
    assert told.kind == "slept"
    assert told.facts["seconds"] == pytest.approx(600, abs=0.1)


def test_a_stall_of_two_seconds_is_no_sleep(scene: Scene) -> None:
    scene.facts = replace(scene.facts, wall=scene.facts.wall + 2, now=scene.facts.now + 2)
    assert scene.go_on(1) == []


def test_what_lasts_ends_with_the_recording(scene: Scene) -> None:
    scene.go_on(5, free=DISK_LOW - 1, clipped=100)
    ends = scene.watch.close(15_000)
    assert {noticed.kind for noticed in ends} == {"disk_low", "clipping"}
    assert {noticed.until_ms for noticed in ends} == {15_000}
