"""Active time: what lies between two deeds counts up to the idle limit, and nobody's absence does."""

import pytest

from minutes_app.gui.editing.active import LISTENS_S, ActiveClock


class Hands:
    """A clock that a test moves, and the person before it."""

    def __init__(self, idle_s: float = 120.0) -> None:
        self.at = 1000.0
        self.clock = ActiveClock(idle_s, lambda: self.at)

    def touch(self, *pauses: float) -> "Hands":
        for pause in pauses:
            self.at += pause
            self.clock.touch()
        return self

    def play(self, seconds: float, step: float = 0.1) -> "Hands":
        for _each in range(round(seconds / step)):
            self.at += step
            self.clock.play()
        return self


def test_work_with_short_pauses_counts_whole() -> None:
    assert Hands().touch(0, 10, 119, 120, 1).clock.seconds == 250


def test_a_pause_longer_than_the_limit_does_not_count_at_all() -> None:
    assert Hands().touch(0, 10, 121, 3600, 5).clock.seconds == 15


def test_a_single_deed_is_no_time() -> None:
    assert Hands().touch(0).clock.seconds == 0


def test_listening_counts_while_somebody_is_likely_to_be_there() -> None:
    hands = Hands().touch(0).play(300)
    assert hands.clock.seconds == pytest.approx(300, abs=1)
    hands.play(7200)
    assert hands.clock.seconds == pytest.approx(LISTENS_S, abs=1)
    assert hands.touch(10).play(60).clock.seconds == pytest.approx(LISTENS_S + 60, abs=12)


def test_a_recording_that_plays_to_nobody_counts_nothing() -> None:
    assert Hands().play(600).clock.seconds == 0


def test_what_follows_another_meeting_does_not_belong_to_the_one_before() -> None:
    hands = Hands().touch(0, 10)
    hands.clock.leave()
    assert hands.touch(20, 5).clock.seconds == 15


def test_taking_the_seconds_keeps_the_rest_of_one() -> None:
    hands = Hands().touch(0, 1.6)
    assert hands.clock.take() == 1
    assert hands.touch(0.5).clock.take() == 1
    assert hands.clock.take() == 0
    hands.touch(30)
    hands.clock.drop()
    assert hands.clock.seconds == 0
