"""Numbers as people type them."""

import pytest

from minutes_app.cli.evidence import numbers_of
from minutes_app.errors import BadArguments


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5", [5]),
        ("2,5", [2, 5]),
        ("２，５", [2, 5]),
        ("2、5、2", [2, 5]),
        ("7-9", [7, 8, 9]),
        ("７－９", [7, 8, 9]),
        ("7〜9", [7, 8, 9]),
        ("7～9", [7, 8, 9]),
        ("7–9", [7, 8, 9]),
        ("1, 7 - 8", [1, 7, 8]),
        ("3-3", [3]),
        ("1-1000", list(range(1, 1001))),
    ],
)
def test_what_people_type_is_understood(text: str, numbers: list[int]) -> None:
    assert numbers_of(text) == numbers


@pytest.mark.parametrize(
    "text", ["", "a", "2,", "9-7", "7-", "-7", "1-2-3", "1-1001", "1-999999999", "1.5", "②③", "9" * 40]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadArguments):
        numbers_of(text)
