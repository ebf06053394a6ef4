"""Growing files and a scripted engine: every utterance once, and no track waits for another."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from minutes_app.audio.growing import GrowingWave
from minutes_app.audio.growing_track import GrowingTrack
from minutes_app.audio.window import RATE
from minutes_app.errors import EngineStopped
from minutes_app.meeting.model import Heard
from minutes_app.progress import Cancelled, Progress, Report, no_report
from minutes_app.transcribe.engine import Draft, LiveSound, Settled
from minutes_app.transcribe.live import CONTEXT_MS, GRID_MS, LONGEST_WAIT_S, Ear, Feed, ears_for, follow
from tests.fakes import WINDOW_MS, ScriptedEngine

PER_MS = RATE // 1000


def noise(length_ms: int, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).integers(-3_000, 3_000, length_ms * PER_MS).astype("<i2").tobytes()


def nothing(_track: int) -> int:
    return 0


class Growing:
    """Files that grow by `step_ms` whenever the listener sleeps; a clock that goes with them."""

    def __init__(self, folder: Path, *lengths_ms: int, step_ms: int = 250, part_ms: int = 60_000) -> None:
        self.now = 0.0
        self._folder = folder
        self._step_ms, self._part_ms = step_ms, part_ms
        self._sound = [noise(length_ms, seed) for seed, length_ms in enumerate(lengths_ms)]
        self._written_ms = [0 for _length in lengths_ms]
        self._files: dict[int, GrowingWave] = {}
        self.stopped: set[int] = set()

    def feed(self) -> Feed:
        names = tuple(self._namer(track) for track in range(len(self._sound)))
        return Feed(names, self.is_over, self.sleep, lambda: self.now)

    def is_over(self) -> bool:
        return all(self._is_done(track) for track in range(len(self._sound)))

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, self._step_ms / 1000)
        for track in range(len(self._sound)):
            if not self._is_done(track):
                self._write(track)

    def _is_done(self, track: int) -> bool:
        return track in self.stopped or self._written_ms[track] >= len(self._sound[track]) // 2 // PER_MS

    def _namer(self, track: int) -> Callable[[int], Path]:
        return lambda number: self._folder / f"track{track}-{number}.wav"

    def _write(self, track: int) -> None:
        at = self._written_ms[track]
        end = min(at + self._step_ms, (at // self._part_ms + 1) * self._part_ms)
        path = self._namer(track)(at // self._part_ms + 1)
        if track not in self._files or self._files[track].path != path:
            self.close(track)
            self._files[track] = GrowingWave(path)
        self._files[track].append(self._sound[track][at * PER_MS * 2 : end * PER_MS * 2])
        self._written_ms[track] = end
        if self._is_done(track):
            self.close(track)

    def close(self, track: int) -> None:
        if track in self._files:
            self._files.pop(track).close()


class Followed:
    """What came, each with the clock's time."""

    def __init__(self, growing: Growing, engine: ScriptedEngine, from_ms: int = 0) -> None:
        feed = growing.feed()
        self.ears = ears_for(feed, from_ms, nothing)
        self.came: list[tuple[float, Heard | Draft | Settled]] = []
        for each in follow(feed, self.ears, engine, no_report):
            self.came.append((growing.now, each))
        for ear in self.ears:
            ear.close()

    def heard(self, track: int = 0) -> list[Heard]:
        return [each for _at, each in self.came if isinstance(each, Heard) and each.track == track]


def seconds_of(heard: list[Heard]) -> list[int]:
    return [each.start_ms // WINDOW_MS for each in heard]


def test_every_utterance_comes_once_and_soon(tmp_path: Path) -> None:
    followed = Followed(Growing(tmp_path, 20_000), ScriptedEngine())
    assert seconds_of(followed.heard()) == list(range(20))
    for at_s, each in followed.came:
        if isinstance(each, Heard):
            assert at_s - (each.start_ms // WINDOW_MS + 1) <= 0.5


def test_drafts_come_between(tmp_path: Path) -> None:
    followed = Followed(Growing(tmp_path, 10_000), ScriptedEngine())
    times = [at_s for at_s, each in followed.came if isinstance(each, Draft)]
    assert len(times) >= 10
    assert max(after - before for before, after in itertools.pairwise(times)) <= 1.0


def test_a_recording_of_several_parts_is_one_time_line(tmp_path: Path) -> None:
    followed = Followed(Growing(tmp_path, 20_000, part_ms=7_000), ScriptedEngine())
    assert seconds_of(followed.heard()) == list(range(20))


def test_two_tracks_are_both_heard_to_their_ends(tmp_path: Path) -> None:
    followed = Followed(Growing(tmp_path, 12_000, 9_000), ScriptedEngine())
    assert seconds_of(followed.heard(0)) == list(range(12))
    assert seconds_of(followed.heard(1)) == list(range(9))


@pytest.mark.parametrize("dead", [0, 1])
def test_a_track_that_never_comes_holds_the_other_for_less_than_two_seconds(tmp_path: Path, dead: int) -> None:
    growing = Growing(tmp_path, 10_000, 10_000)
    growing.stopped.add(dead)
    followed = Followed(growing, ScriptedEngine())
    alive = followed.heard(1 - dead)
    assert seconds_of(alive) == list(range(10))
    for at_s, each in followed.came:
        if isinstance(each, Heard) and each.start_ms < 7_000:
            assert at_s - (each.start_ms // WINDOW_MS + 1) <= 2.0


def test_a_far_end_that_stops_in_the_middle_lets_the_room_go_on(tmp_path: Path) -> None:
    followed = Followed(Growing(tmp_path, 15_000, 4_000), ScriptedEngine())
    assert seconds_of(followed.heard(0)) == list(range(15))
    late = [at_s - (each.start_ms // WINDOW_MS + 1) for at_s, each in followed.came if isinstance(each, Heard)]
    assert max(late) <= LONGEST_WAIT_S + 2.0


def test_a_backlog_is_heard_at_once_and_in_order(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 200_000, step_ms=200_000, part_ms=50_000)
    for _part in range(4):
        growing.sleep(0)
    followed = Followed(growing, ScriptedEngine())
    assert seconds_of(followed.heard()) == list(range(200))
    assert followed.came[-1][0] - followed.came[0][0] < 5.0


def test_the_sound_that_is_kept_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    class Measuring(ScriptedEngine):
        longest_ms = 0

        def follow(self, sound: LiveSound, report: Report) -> Iterator[Heard | Draft | Settled]:
            Measuring.longest_ms = max(Measuring.longest_ms, sound.end_ms - sound.start_ms)
            assert sound.start_ms % GRID_MS == 0
            yield from super().follow(sound, report)

    Followed(Growing(tmp_path, 200_000, step_ms=1_000, part_ms=40_000), Measuring())
    assert CONTEXT_MS <= Measuring.longest_ms <= CONTEXT_MS + 2 * GRID_MS + 2_000


def test_listening_goes_on_where_it_was(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 90_000, step_ms=30_000, part_ms=30_000)
    for _part in range(3):
        growing.sleep(0)
    followed = Followed(growing, ScriptedEngine(), from_ms=85_000)
    assert seconds_of(followed.heard()) == [85, 86, 87, 88, 89]
    assert followed.ears[0].start_ms % GRID_MS == 0


def test_an_engine_that_dies_between_an_utterance_and_its_settling_tells_nothing_twice(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 10_000)
    feed, engine = growing.feed(), ScriptedEngine({6: 1})
    ears = ears_for(feed, 0, nothing)
    came: list[Heard | Draft | Settled] = []
    with pytest.raises(EngineStopped):
        came.extend(follow(feed, ears, engine, no_report))
    came.extend(follow(feed, ears, engine, no_report))
    heard = [each for each in came if isinstance(each, Heard)]
    assert seconds_of(heard)[-4:] == [6, 7, 8, 9]
    assert len(heard) == len(set(heard))
    for ear in ears:
        ear.close()


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    growing = Growing(tmp_path, 60_000)

    def report(_progress: Progress) -> None:
        if growing.now > 5:
            raise Cancelled

    feed = growing.feed()
    ears = ears_for(feed, 0, nothing)
    with pytest.raises(Cancelled):
        list(follow(feed, ears, ScriptedEngine(), report))
    growing.close(0)
    for ear in ears:
        ear.close()


def test_a_slow_engine_is_asked_for_less_at_once_where_another_track_waits() -> None:
    ear = Ear(0, GrowingTrack(lambda number: Path(str(number))), 0, 0, most=40 * RATE)
    ear.take_less_or_more(3.0)
    assert ear.most == 20 * RATE
    for _step in range(9):
        ear.take_less_or_more(3.0)
    assert ear.most == 2 * RATE
    ear.take_less_or_more(0.1)
    assert ear.most == 4 * RATE
