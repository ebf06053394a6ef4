"""What is undone when work is not finished, and what is not."""

from collections.abc import Generator

import pytest

from minutes_app.progress import Cancelled, undone_by


@pytest.mark.parametrize("error", [ValueError("x"), Cancelled(), KeyboardInterrupt()])
def test_what_is_not_finished_is_undone_and_the_error_goes_on(error: BaseException) -> None:
    undone: list[str] = []
    with pytest.raises(type(error)) as told, undone_by(lambda: undone.append("undone")):
        raise error
    assert told.value is error
    assert undone == ["undone"]


def test_what_is_finished_stays() -> None:
    undone: list[str] = []
    with undone_by(lambda: undone.append("undone")):
        pass
    assert undone == []


def test_what_may_stay_stays_and_its_error_goes_on() -> None:
    undone: list[str] = []
    with pytest.raises(OSError, match="held"), undone_by(lambda: undone.append("undone"), unless=OSError):
        raise OSError("held")
    assert undone == []


def test_a_generator_that_is_left_undoes_its_work() -> None:
    undone: list[str] = []

    def work() -> Generator[int, None, None]:
        with undone_by(lambda: undone.append("undone")):
            yield 1
            yield 2

    left = work()
    next(left)
    left.close()
    assert undone == ["undone"]
    assert list(work()) == [1, 2]
    assert undone == ["undone"]
