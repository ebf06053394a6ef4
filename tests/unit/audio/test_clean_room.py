"""The room's track is read while it grows, cleaned; a far end that lags does not hold it up."""

from pathlib import Path

import numpy
import pytest

from minutes_app.audio.clean_room import PATIENCE, WITH_THE_DEAD, Clean, CleanRoom
from minutes_app.audio.echo import BLOCK, EARLY, Cleaner
from minutes_app.audio.growing import GrowingWave
from minutes_app.audio.window import RATE

HELD = (EARLY + 1) * BLOCK
SECOND = numpy.random.default_rng(1).integers(-4_000, 4_000, RATE).astype("<i2").tobytes()


class Files:
    """Both tracks, written by hand."""

    def __init__(self, folder: Path, clean: Clean | None = None) -> None:
        self.paths = (folder / "room.wav", folder / "far.wav")
        self.room, self.far = (GrowingWave(path) for path in self.paths)
        room, far = (lambda number, path=path: path if number == 1 else folder / "none" for path in self.paths)
        self.clean = CleanRoom(room, far, clean or Cleaner())

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.clean.close()
        self.room.close()
        self.far.close()


def test_the_room_is_given_as_far_as_the_far_end_has_come(tmp_path: Path) -> None:
    with Files(tmp_path) as files:
        files.room.append(SECOND * 2)
        files.far.append(bytes(2 * RATE))
        given = files.clean.read(RATE * 60)
        assert RATE - HELD <= len(given) // 2 <= RATE
        assert given == (SECOND * 2)[: len(given)], "the far end is silent, so nothing is taken out"
        assert files.clean.raw(len(given) // 2) == given


def test_all_of_the_room_comes_in_the_end(tmp_path: Path) -> None:
    with Files(tmp_path) as files:
        files.room.append(SECOND * 3)
        given = files.clean.read(RATE * 60, last=True)
        assert given == SECOND * 3
        assert files.clean.samples == 3 * RATE
        assert not files.clean.has_more()


def test_a_dead_far_end_is_waited_for_and_then_hardly_any_more(tmp_path: Path) -> None:
    with Files(tmp_path) as files:
        given = 0
        for second in range(1, 10):
            files.room.append(SECOND)
            given += len(files.clean.read(RATE * 60)) // 2
            assert second * RATE - given <= PATIENCE + HELD
        assert 9 * RATE - given <= WITH_THE_DEAD + HELD


def test_a_far_end_that_comes_back_is_used_again_at_its_place(tmp_path: Path) -> None:
    with Files(tmp_path) as files:
        files.room.append(SECOND * 4)
        first = files.clean.read(RATE * 60)
        files.far.append(SECOND * 4)
        files.room.append(SECOND)
        files.far.append(SECOND)
        rest = files.clean.read(RATE * 60, last=True)
        assert len(first + rest) == len(SECOND) * 5


@pytest.mark.parametrize("far_s", [0, 2, 5])
def test_it_goes_on_in_the_middle(tmp_path: Path, far_s: int) -> None:
    with Files(tmp_path) as files:
        files.room.append(SECOND * 5)
        files.far.append(bytes(2 * RATE * far_s))
        files.clean.skip_to(3 * RATE)
        assert files.clean.samples == 3 * RATE
        assert files.clean.read(RATE * 60, last=True) == SECOND * 2


def test_what_a_cleaner_that_died_has_held_is_given_as_it_was_recorded(tmp_path: Path) -> None:
    cleaners = [Cleaner(), Cleaner()]
    deaths = [2, 5]
    pieces = 0

    def mortal(room: bytes, far: bytes, last: bool) -> bytes | None:
        nonlocal pieces
        pieces += 1
        if pieces in deaths:
            cleaners.pop()
            cleaners.append(Cleaner())
            return None
        return cleaners[-1](room, far, last)

    with Files(tmp_path, mortal) as files:
        given, raw = b"", b""
        for second in range(1, 7):
            files.room.append(SECOND)
            files.far.append(bytes(2 * RATE))
            new = files.clean.read(RATE * 60, last=second == 6)
            given += new
            raw += files.clean.raw(len(new) // 2)
        assert pieces == 6
        assert given == raw == SECOND * 6, "no sample is lost, none comes twice, each at its place"
