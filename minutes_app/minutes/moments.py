"""Days and times of day as they are said and written: 令和9年4月1日, 来週の金曜, 月末, 午後4時半.

In: text, and the day of the meeting where it is known. Out: what each says of year, month and day (None where it says
nothing), and where it stands. A day that is only near (来月) stays one of its kind.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minutes_app.meeting.dates import WEEKDAYS
from minutes_app.meeting.eras import ERAS
from minutes_app.minutes.amounts import RUN, WIDE, value_of

_ERA_NAMES = "|".join(era.name for era in ERAS)
_N = RUN
_DATE = re.compile(
    rf"(?:(?P<era>{_ERA_NAMES})(?P<eyear>元|{_N})年度?の?|(?P<year>[12][0-9]{{3}})年度?の?|(?P<near>再来年|来年|今年|昨年|去年|本年)度?の?)?"
    rf"(?:(?P<month>{_N})月の?|(?P<rmonth>来月|今月|翌月)の?)?(?:(?P<day>{_N})日(?!間|以内|後|前|目|程|平均|当た))?"
)
_SHORT = re.compile(r"(?<![0-9])(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12][0-9]|[1-9])(?![0-9])")
_NEAR_DAY = re.compile(
    rf"(?P<week>今週|来週|再来週)の?(?P<weekday>[{WEEKDAYS}])曜?|(?P<bare>[{WEEKDAYS}])曜|(?P<end>今月末|来月末|年度末|月末|年末)"
    r"|(?P<next>明後日|あさって|明日|昨日|本日|今日)"
)
_CLOCK = re.compile(
    rf"(?P<half>午前|午後)?(?P<hour>{_N})時(?!間)(?:(?P<minute>{_N})分|(?P<thirty>半))?|(?P<h24>[01]?[0-9]|2[0-3]):(?P<m24>[0-5][0-9])|(?P<noon>正午)"
)
_DAYS_AWAY = {"明後日": 2, "あさって": 2, "明日": 1, "昨日": -1, "本日": 0, "今日": 0}
_YEARS_AWAY = {"再来年": 2, "来年": 1, "今年": 0, "本年": 0, "昨年": -1, "去年": -1}
_WEEKS_AWAY = {"今週": 0, "来週": 1, "再来週": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a mention says; `minutes`: times of day since midnight it may mean (4時半 is 4:30 or 16:30)."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    minutes: tuple[int, ...] = ()

    def says(self, other: "Moment", today: date | None) -> bool:
        """Whether `other` may be written for this: nothing in it that was not said. A year or month near today may."""
        if self.minutes or other.minutes:
            return bool(set(self.minutes) & set(other.minutes))
        if other.day is not None and other.day != self.day:
            return False
        return _same_month(self, other, today) and _same_year(self, other, today)


def moments_in(text: str, today: date | None) -> list[Moment]:
    """Every day and time of day, by place; no two overlap."""
    text = text.translate(WIDE)
    found: list[Moment] = []
    for one in (*_clocks(text), *_dates(text, today), *_shorts(text), *_near_days(text, today)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _same_month(said: Moment, written: Moment, today: date | None) -> bool:
    if written.month is None or written.month == said.month:
        return True
    near = {(today.month + step - 1) % 12 + 1 for step in (-1, 0, 1)} if today else set()
    return said.month is None and said.day is not None and written.month in near


def _same_year(said: Moment, written: Moment, today: date | None) -> bool:
    if written.year is None or written.year == said.year:
        return True
    near = {today.year + step for step in (-1, 0, 1)} if today else set()
    return said.year is None and (said.month is not None or said.day is not None) and written.year in near


def _clocks(text: str) -> Iterator[Moment]:
    for found in _CLOCK.finditer(text):
        if found["noon"]:
            minutes: tuple[int, ...] = (720,)
        elif found["h24"]:
            minutes = (int(found["h24"]) * 60 + int(found["m24"]),)
        else:
            hour, minute = (
                int(value_of(found["hour"])),
                30 if found["thirty"] else int(value_of(found["minute"] or "0")),
            )
            first = hour * 60 + minute + (720 if found["half"] == "午後" and hour < 12 else 0)
            minutes = (first,) if found["half"] or hour > 12 else (first, first + 720)
        yield Moment(found.start(), found.end(), minutes=minutes)


def _dates(text: str, today: date | None) -> Iterator[Moment]:
    for found in _DATE.finditer(text):
        whole = found[0]
        if not whole or (found["month"] is None and found["rmonth"] is None and found["day"] is None and found["near"]):
            continue
        month = int(value_of(found["month"])) if found["month"] else None
        if found["rmonth"] and today:
            month = today.month if found["rmonth"] == "今月" else today.month % 12 + 1
        day = int(value_of(found["day"])) if found["day"] else None
        end = found.start() + len(whole.rstrip("の"))
        yield Moment(found.start(), end, _year(found, today), month, day)


def _year(found: re.Match[str], today: date | None) -> int | None:
    if found["era"]:
        first = next(era.year_one for era in ERAS if era.name == found["era"])
        return first + (1 if found["eyear"] == "元" else int(value_of(found["eyear"]))) - 1
    if found["year"]:
        return int(found["year"])
    return today.year + _YEARS_AWAY[found["near"]] if found["near"] and today else None


def _shorts(text: str) -> Iterator[Moment]:
    for found in _SHORT.finditer(text):
        yield Moment(found.start(), found.end(), None, int(found["month"]), int(found["day"]))


def _near_days(text: str, today: date | None) -> Iterator[Moment]:
    if today is None:
        return
    for found in _NEAR_DAY.finditer(text):
        day = _meant(found, today)
        yield Moment(found.start(), found.end(), day.year, day.month, day.day)


def _meant(found: re.Match[str], today: date) -> date:
    if found["week"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS_AWAY[found["week"]])
        return monday + timedelta(days=WEEKDAYS.index(found["weekday"]))
    if found["bare"]:
        return today + timedelta(days=(WEEKDAYS.index(found["bare"]) - today.weekday() - 1) % 7 + 1)
    if found["next"]:
        return today + timedelta(days=_DAYS_AWAY[found["next"]])
    return _end(found["end"], today)


def _end(name: str, today: date) -> date:
    if name == "年末":
        return date(today.year, 12, 31)
    if name == "年度末":
        return date(today.year + (today.month > 3), 3, 31)
    ahead = today.month if name == "来月末" else today.month - 1
    year, month = today.year + ahead // 12, ahead % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])
