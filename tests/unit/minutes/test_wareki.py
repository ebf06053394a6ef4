"""Every boundary of the eras, every minute of the day."""

import calendar
from datetime import date, timedelta

import pytest

from minutes_app.meeting.dates import read_clock, read_date
from minutes_app.minutes.wareki import (
    fiscal_year,
    japanese_date,
    japanese_moment,
    japanese_range,
    japanese_time,
    span,
)


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("1872-12-31", "西暦1872年12月31日（火）"),
        ("1873-01-01", "明治6年1月1日（水）"),
        ("1912-07-29", "明治45年7月29日（月）"),
        ("1912-07-30", "大正元年7月30日（火）"),
        ("1926-12-24", "大正15年12月24日（金）"),
        ("1926-12-25", "昭和元年12月25日（土）"),
        ("1927-01-01", "昭和2年1月1日（土）"),
        ("1989-01-07", "昭和64年1月7日（土）"),
        ("1989-01-08", "平成元年1月8日（日）"),
        ("1990-01-01", "平成2年1月1日（月）"),
        ("2019-04-30", "平成31年4月30日（火）"),
        ("2019-05-01", "令和元年5月1日（水）"),
        ("2020-01-01", "令和2年1月1日（水）"),
        ("2026-11-23", "令和8年11月23日（月）"),
    ],
)
def test_each_day_beside_a_change_of_era_has_its_lawful_name(iso: str, written: str) -> None:
    assert japanese_date(iso) == written


def test_every_day_since_1900_reads_back_as_itself_with_its_weekday() -> None:
    day = date(1900, 1, 1)
    while day < date(2101, 1, 1):
        written = japanese_date(day.isoformat())
        assert read_date(written) == day.isoformat()
        assert written[-2] == "月火水木金土日"[calendar.weekday(day.year, day.month, day.day)]
        day += timedelta(days=1 if day.year in (1912, 1926, 1989, 2019) else 17)


def test_every_minute_of_the_day_reads_back_as_itself() -> None:
    for minute in range(24 * 60):
        clock = f"{minute // 60:02}:{minute % 60:02}"
        assert read_clock(japanese_time(clock)) == clock


@pytest.mark.parametrize(
    ("clock", "written"),
    [
        ("00:00", "午前0時"),
        ("00:05", "午前0時5分"),
        ("09:30", "午前9時30分"),
        ("12:00", "正午"),
        ("12:30", "午後0時30分"),
        ("14:00", "午後2時"),
        ("23:59", "午後11時59分"),
        ("", ""),
    ],
)
def test_times_are_written_with_the_twelve_hour_clock(clock: str, written: str) -> None:
    assert japanese_time(clock) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("14:00", "15:30", "午後2時～午後3時30分"),
        ("11:00", "12:00", "午前11時～正午"),
        ("14:00", "", "午後2時～"),
        ("", "15:30", "～午後3時30分"),
        ("", "", ""),
        ("23:00", "01:30", "午後11時～翌日午前1時30分"),
    ],
)
def test_a_range_leaves_open_what_is_not_known(start: str, end: str, written: str) -> None:
    assert japanese_range(start, end) == written


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2026-03-31", "令和7年度"),
        ("2026-04-01", "令和8年度"),
        ("2019-04-30", "平成31年度"),
        ("2019-05-01", "令和元年度"),
        ("2020-03-31", "令和元年度"),
        ("2020-04-01", "令和2年度"),
        ("1989-01-07", "昭和63年度"),
        ("1989-02-01", "昭和63年度"),
        ("1989-04-01", "平成元年度"),
        ("1873-02-01", "西暦1872年度"),
        ("", ""),
    ],
)
def test_a_fiscal_year_begins_in_april_and_has_one_name(iso: str, written: str) -> None:
    assert fiscal_year(iso) == written


def test_an_iso_date_in_free_text_is_written_out_and_other_text_stays() -> None:
    assert japanese_moment("2026-12-21") == "令和8年12月21日（月）"
    assert japanese_moment("2026-12-21 14:00") == "令和8年12月21日（月）午後2時"
    assert japanese_moment("2026-12-21T14:05:59+09:00") == "令和8年12月21日（月）午後2時5分"
    assert japanese_moment("2026-12-21T14:05:59.250Z") == "令和8年12月21日（月）午後2時5分"
    assert japanese_moment("来月上旬") == "来月上旬"
    assert japanese_moment("2026-13-45") == "2026-13-45"
    assert japanese_date("") == ""


def test_a_stretch_of_the_recording_counts_hours_beyond_a_day() -> None:
    assert span(872_999, 100 * 3_600_000) == "00:14:32～100:00:00"
