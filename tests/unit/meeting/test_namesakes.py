"""People of one name: who is meant, what each is called, and when nobody can say."""

import pytest

from minutes_app.meeting.model import Attendee
from minutes_app.meeting.namesakes import Roll

PEOPLE = (
    Attendee("佐藤 健", "総務課", "課長"),
    Attendee("髙橋 一郎", "総務課", "主査"),
    Attendee("佐藤　健", "企画課", "主査"),
    Attendee("佐藤健"),
    Attendee("鈴木 一", "財政課"),
    Attendee("鈴木 一", "財政課"),
)


def test_who_shares_a_name_is_called_by_what_tells_him_apart_and_nobody_else_is() -> None:
    assert Roll(PEOPLE).labels == (
        *("総務課 課長 佐藤 健", "髙橋 一郎", "企画課 主査 佐藤　健", "佐藤健"),
        *("財政課 鈴木 一（1人目）", "財政課 鈴木 一（2人目）"),
    )
    assert Roll(PEOPLE).names_of_files[:4] == (
        *("佐藤 健（総務課 課長）", "髙橋 一郎", "佐藤　健（企画課 主査）", "佐藤健"),
    )
    assert len(set(Roll(PEOPLE).identities)) == len(PEOPLE)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        *(("佐藤健", (0, 2, 3)), ("髙橋一郎", (1,)), ("企画課 佐藤健", (2,)), ("課長　佐藤　健", (0,))),
        *(("佐藤健 主査", (2,)), ("総務課課長佐藤健", (0,)), ("4", (3,)), ("４番", (3,)), ("7", ()), ("0", ())),
        *(("佐藤健（企画課 主査）", (2,)), ("財政課 鈴木 一（2人目）", (5,)), ("人事課 佐藤健", ()), ("", ())),
    ],
)
def test_a_person_may_say_who_is_meant_in_any_of_these_ways(typed: str, places: tuple[int, ...]) -> None:
    assert Roll(PEOPLE).meant(typed) == places
