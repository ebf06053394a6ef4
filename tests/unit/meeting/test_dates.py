"""Dates and times as people type them."""

import pytest

from minutes_app.meeting.dates import NotUnderstood, read_clock, read_date


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-23",
        "2026/11/23",
        "2026.11.23",
        "２０２６／１１／２３",
        "2026年11月23日",
        "西暦2026年11月23日",
        "令和8年11月23日",
        "令和８年１１月２３日（月）",
        "令和 8年 11月 23日 月曜日",
        "R8.11.23",
        "r08/11/23",
        "Ｒ８．１１．２３",
        "令8.11.23",
        "㋿8年11月23日",
    ],
)
def test_one_day_is_read_from_every_usual_form(typed: str) -> None:
    assert read_date(typed) == "2026-11-23"


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("令和元年5月1日", "2019-05-01"),
        ("R1.5.1", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("平成31年12月31日", "2019-12-31"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("大正15年12月24日", "1926-12-24"),
        ("S1.12.25", "1926-12-25"),
        ("明治45年7月29日", "1912-07-29"),
        ("2024-2-29", "2024-02-29"),
        ("2026年11月1日（日）", "2026-11-01"),
    ],
)
def test_eras_are_read_up_to_the_year_of_their_change(typed: str, iso: str) -> None:
    assert read_date(typed) == iso


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("11月23日", "date_without_year"),
        ("１１／２３", "date_without_year"),
        ("11月23日（月）", "date_without_year"),
        ("2026-02-29", "date"),
        ("2026-13-01", "date"),
        ("2026/11-23", "date"),
        ("令和0年1月1日", "date"),
        ("令和元年4月30日", "date"),
        ("平成32年1月1日", "date"),
        ("昭和65年1月1日", "date"),
        ("慶応4年1月1日", "date"),
        ("X8.11.23", "date"),
        ("8.11.23", "date"),
        ("1899-12-31", "date"),
        ("9999-01-01", "date"),
        ("来週の月曜日", "date"),
        ("", "date"),
        ("日", "date"),
        ("令和8年11月23日（火）", "weekday"),
        ("2026-11-23(日)", "weekday"),
    ],
)
def test_what_is_wrong_or_could_mean_two_days_is_refused(typed: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_date(typed)
    assert caught.value.expected == expected


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("14:00", "14:00"),
        ("９：０５", "09:05"),
        ("14:00:00", "14:00"),
        ("午後2時", "14:00"),
        ("午後 2 時 30 分", "14:30"),
        ("午後2時半", "14:30"),
        ("午後2:30", "14:30"),
        ("14時", "14:00"),
        ("14時5分", "14:05"),
        ("正午", "12:00"),
        ("午後0時30分", "12:30"),
        ("午前0時", "00:00"),
        ("0:00", "00:00"),
    ],
)
def test_a_time_is_read_from_every_usual_form(typed: str, clock: str) -> None:
    assert read_clock(typed) == clock


@pytest.mark.parametrize(
    "typed", ["24:00", "14:60", "午後14時", "9:5", "2時頃", "夕方", "", "-1:00", "午後", "14:00～15:00"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_clock(typed)
    assert caught.value.expected == "clock"


def test_twelve_with_a_half_of_the_day_is_refused_because_offices_mean_both_things() -> None:
    for typed in ("午後12時30分", "午前12時"):
        with pytest.raises(NotUnderstood) as caught:
            read_clock(typed)
        assert caught.value.expected == "clock_twelve"
