"""The words for days: which rule reads them, and which days each means, counted from the day on which it was said.

In: a match of a rule's pattern, and the day of the meeting. Out: the days from first to last. Finds nothing in a text
by itself (`spoken_dates`). What can mean two things is not `sure`: a day without its month or year that would lie
behind us, a lone weekday, vague ends (来週中, 年明け).

Conventions, where offices say one thing and mean one day: a week runs from Monday and its work ends on Friday; 上旬,
中旬, 下旬 end on the 10th, the 20th and the last day; 年度 begins on 1 April (地方自治法 第208条).
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from minutes_app.meeting.dates import WEEKDAYS
from minutes_app.meeting.eras import ERAS, day_in_era
from minutes_app.minutes.amounts import RUN, value_of
from minutes_app.minutes.wareki import days_from_april, year_from_april


@dataclass(frozen=True, slots=True)
class Span:
    """What a rule makes of its words."""

    first: date
    last: date
    sure: bool = True


Found = re.Match[str]
Rule = tuple[re.Pattern[str], Callable[[Found, date], Span]]

_NUMBER = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十]{1,4})"
_DAY_WORDS = {"本日": 0, "今日": 0, "きょう": 0, "明日": 1, "あした": 1, "あす": 1, "明後日": 2, "あさって": 2}
_DAY_WORDS |= {"しあさって": 3, "昨日": -1, "きのう": -1, "一昨日": -2, "おととい": -2, "翌日": 1}
_NEAR = {
    "先": -1,
    "前": -1,
    "昨": -1,
    "去": -1,
    "今": 0,
    "本": 0,
    "当": 0,
    "来": 1,
    "翌": 1,
    "次": 1,
    "再来": 2,
    "翌々": 2,
}
_WHICH = "再来|翌々|先|今|本|来|翌"
_WEEKDAY = rf"(?P<weekday>[{WEEKDAYS}])曜日?"
_FITS = rf"(?:[の、 ]*\(?{_WEEKDAY}\)?|\((?P<short>[{WEEKDAYS}])\))?"
_PART = r"(?P<part>上旬|中旬|下旬|初旬|初め|はじめ|頭|半ば|なかば|末|いっぱい|中|内)"
_WORKING_DAYS = 5
FISCAL = "年度"


def numeral(text: str) -> int:
    """12 for 12, 十二 and 一二; 20 for 二十."""
    if text.isdecimal():
        return int(text)
    digits = "〇一二三四五六七八九"
    if "十" not in text:
        return int("".join(str(digits.index(one)) for one in text))
    tens, _ten, ones = text.partition("十")
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)


def _one(day: date, sure: bool = True) -> Span:
    return Span(day, day, sure)


def _month(day: date, months: int) -> tuple[int, int]:
    """(year, month) so many months after that of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def _whole_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _part_of(whole: Span, part: str, *, early: int, middle: int) -> Span:
    """上旬, 中旬, 末 … of a month or of a longer time; `early` and `middle`: the last days of its first two parts."""
    start = whole.first
    if part in ("上旬", "初旬", "初め", "はじめ", "頭"):
        return Span(start, start + timedelta(early - 1), part in ("上旬", "初旬"))
    if part in ("中旬", "半ば", "なかば"):
        return Span(start + timedelta(early), start + timedelta(middle - 1), part == "中旬")
    if part == "下旬":
        return Span(start + timedelta(middle), whole.last)
    return _one(whole.last) if part == "末" else whole


def _within_month(whole: Span, part: str | None) -> Span:
    return _part_of(whole, part, early=10, middle=20) if part else whole


def _within_year(whole: Span, part: str | None) -> Span:
    return _part_of(whole, part, early=30, middle=210) if part else whole


def _day_word(match: Found, day: date) -> Span:
    return _one(day + timedelta(_DAY_WORDS[match[0]]))


def _after(match: Found, day: date) -> Span:
    """3日後, 2週間以内, 1か月後, 半年後."""
    unit = match["unit"]
    days = {"日": 1, "週": 7}.get(unit[0])
    if days:
        end = day + timedelta(days * numeral(match["count"]))
    else:
        months = 6 if match["count"] == "半" else numeral(match["count"]) * (12 if unit == "年" else 1)
        year, month = _month(day, months)
        end = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return _one(end, sure=days is not None) if match["how"] == "後" else Span(day, end)


def _monday(day: date, weeks: int) -> date:
    return day + timedelta(7 * weeks - day.weekday())


def _week(match: Found, day: date) -> Span:
    """来週の金曜, 今週末, 来週中, 再来週."""
    monday = _monday(day, _NEAR[match["which"]])
    friday = monday + timedelta(_WORKING_DAYS - 1)
    if match["weekday"]:
        return _one(monday + timedelta(WEEKDAYS.index(match["weekday"])))
    if match["part"] in ("頭", "初め", "はじめ"):
        return _one(monday, sure=False)
    if match["part"] in ("半ば", "なかば"):
        return _one(monday + timedelta(2), sure=False)
    return _one(friday, sure=False) if match["part"] == "末" else Span(monday, friday, sure=False)


def _week_edge(match: Found, day: date) -> Span:
    """週末 (its Friday), 週明け (the Monday after)."""
    monday = _monday(day, 1)
    return _one(monday, sure=False) if match[0].endswith("明け") else _one(monday - timedelta(3), sure=False)


def _lone_weekday(match: Found, day: date) -> Span:
    """金曜日, 次の金曜: the next one, today's not counted."""
    ahead = (WEEKDAYS.index(match["weekday"]) - day.weekday() - 1) % 7 + 1
    return _one(day + timedelta(ahead), sure=False)


def _near_month(match: Found, day: date) -> Span:
    """来月5日, 今月末, 再来月の上旬, 来月."""
    year, month = _month(day, _NEAR[match["which"]])
    if match["day"]:
        return _one(date(year, month, numeral(match["day"])))
    return _within_month(_whole_month(year, month), match["part"])


def _month_edge(match: Found, day: date) -> Span:
    """月末, 月初, 月半ば, 月内."""
    whole = _whole_month(day.year, day.month)
    if match[0] in ("月初", "月初め", "月明け"):
        return _one(whole.last + timedelta(1), sure=False)
    return _within_month(whole, match[0].removeprefix("月"))


def _month_and_day(match: Found, day: date) -> Span:
    """12月5日, 12/5, 12月上旬, 12月中: the year is the one that makes it come."""
    month = numeral(match["month"])
    if match["day"]:
        number = numeral(match["day"])
        meant = date(day.year, month, number)
        return _one(meant) if meant >= day else _one(date(day.year + 1, month, number), _far(meant, day))
    this = _within_month(_whole_month(day.year, month), match["part"])
    if this.last >= day:
        return this
    following = _within_month(_whole_month(day.year + 1, month), match["part"])
    return Span(following.first, following.last, following.sure and _far(this.last, day))


def _far(past: date, day: date) -> bool:
    """Whether a date of this year lies so far back that nobody means it: 1月 said in November."""
    return (day - past).days > 183


def _lone_day(match: Found, day: date) -> Span:
    """15日まで: of this month, or of the next where it is over."""
    number = numeral(match["day"])
    year, month = _month(day, 0 if number >= day.day else 1)
    return _one(date(year, month, number), sure=False)


def _dated(match: Found, day: date) -> Span:
    """令和8年12月5日, 2026年12月, 来年の4月, R8.12.5."""
    year, month = _year(match, day), numeral(match["month"])
    if match["day"]:
        return _one(date(year, month, numeral(match["day"])))
    return _within_month(_whole_month(year, month), match["part"])


def _year_alone(match: Found, day: date) -> Span:
    """来年, 令和9年中."""
    year = _year(match, day)
    return _within_year(Span(date(year, 1, 1), date(year, 12, 31)), match["part"])


def _year(match: Found, day: date) -> int:
    """The year of 令和8年, 2026年 or 来年. Raises ValueError where the era had no such year."""
    said = match.groupdict()
    if said.get("near"):
        return day.year + _NEAR[said["near"]]
    if said.get("era"):
        return day_in_era(said["era"].upper(), _era_year(said["year"]), 12, 31).year
    return int(said["western"])


def _era_year(said: str) -> int:
    return 1 if said == "元" else numeral(said)


def said_year(match: Found, day: date | None) -> int | None:
    """The year that the words name, also where no calendar has it (昭和65年); None where they name none."""
    said = match.groupdict()
    if said.get("western"):
        return int(said["western"])
    if said.get("era"):
        mark = said["era"].upper()
        first = next(era.year_one for era in ERAS if mark in (era.name, era.letter))
        return first + _era_year(said["year"]) - 1
    if not said.get("near") or day is None:
        return None
    start = year_from_april(day) if FISCAL in match[0] else day.year
    return start + _NEAR[said["near"]]


def _fiscal(match: Found, day: date) -> Span:
    """来年度, 今年度末, 令和9年度当初."""
    year = _year(match, days_from_april(year_from_april(day))[0])
    whole = Span(*days_from_april(year))
    return _one(whole.first) if match["part"] == "当初" else _within_year(whole, match["part"])


def _fiscal_edge(match: Found, day: date) -> Span:
    """年度末, 年度内, 年度明け, 年度当初."""
    first, last = days_from_april(year_from_april(day))
    if match[0] in ("年度明け", "年度初め", "年度当初", "年度始め"):
        return _one(last + timedelta(1), sure=match[0] == "年度明け")
    return _one(last) if match[0] == "年度末" else Span(first, last)


def _year_edge(match: Found, day: date) -> Span:
    """年内, 年末, 年明け."""
    if match[0] == "年明け":
        return Span(date(day.year + 1, 1, 1), date(day.year + 1, 1, 10), sure=False)
    last = date(day.year, 12, 31)
    return Span(day, last) if match[0].startswith("年内") else _one(last, sure=False)


def _quarter(match: Found, day: date) -> Span:
    """第3四半期, 上半期, 下期, of the 年度 that runs."""
    begin, _last = days_from_april(year_from_april(day))
    if match["quarter"]:
        first, length = 3 * (numeral(match["quarter"]) - 1), 3
    else:
        first, length = (0 if match["half"] == "上" else 6), 6
    from_year, from_month = _month(begin, first)
    to_year, to_month = _month(begin, first + length - 1)
    return Span(date(from_year, from_month, 1), _whole_month(to_year, to_month).last)


def _rule(pattern: str, make: Callable[[Found, date], Span]) -> Rule:
    return re.compile(pattern), make


_ERAS = "|".join(era.name for era in ERAS)
_YEAR = rf"(?:(?P<era>{_ERAS})(?P<year>元|{_NUMBER})|(?P<western>[0-9]{{4}})|(?P<near>再来|来|翌|今|本|昨|去))年"
_KANA = (
    r"(?<![ぁ-のひ-ん])(?:しあさって|あさって|あした|あす|きょう|きのう|おととい)"
    r"(?=まで|[はもにのを、。]|中|から|じゅう|$)"
)
RULES: tuple[Rule, ...] = (
    _rule(rf"明後日|一昨日|本日|今日(?!的)|明日|昨日|翌日|{_KANA}", _day_word),
    _rule(rf"(?P<count>{_NUMBER}|半)(?P<unit>日|週間?|[かヶケカ箇]月|年)(?P<how>後|以内|のうち)(?!期)", _after),
    _rule(rf"(?P<which>{_WHICH})週(?:[の、]?{_WEEKDAY}|の?{_PART}(?!止))?", _week),
    _rule(r"[来翌]?週明け|週末", _week_edge),
    _rule(rf"(?:次の|今度の|この次の)?{_WEEKDAY}", _lone_weekday),
    _rule(rf"(?P<which>{_WHICH})月(?:の?(?:(?P<day>{_NUMBER})日(?!間){_FITS}|{_PART}(?!止)))?", _near_month),
    _rule(r"(?<![0-9〇一二三四五六七八九十か])月(?:末|初め?|半ば|内(?=[にで])|明け)", _month_edge),
    _rule(
        rf"(?P<month>{_NUMBER})月(?:の?(?:(?P<day>{_NUMBER})日(?!間){_FITS}|{_PART}(?!止)))?(?![額給分])",
        _month_and_day,
    ),
    _rule(rf"(?<![\w/.])(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})(?=まで|に|から|\(|$){_FITS}", _month_and_day),
    _rule(rf"(?P<day>{_NUMBER})日(?=まで|に|締|\(|の[{WEEKDAYS}]曜){_FITS}", _lone_day),
    _rule(rf"{_YEAR}の?(?P<month>{_NUMBER})月(?:の?(?:(?P<day>{_NUMBER})日{_FITS}|{_PART}(?!止)))?", _dated),
    _rule(rf"{_YEAR}(?![度代])(?:の?{_PART}(?!止))?", _year_alone),
    _rule(
        rf"(?P<era>[RrHhSs])(?P<year>[0-9]{{1,2}})[./](?P<month>[0-9]{{1,2}})[./](?P<day>[0-9]{{1,2}}){_FITS}", _dated
    ),
    _rule(rf"(?P<western>[0-9]{{4}})[-./](?P<month>[0-9]{{1,2}})[-./](?P<day>[0-9]{{1,2}}){_FITS}", _dated),
    _rule(rf"{_YEAR}度(?:の?(?P<part>当初|上旬|初め|はじめ|頭|半ば|なかば|末|いっぱい|中|内)(?!止))?", _fiscal),
    _rule(r"年度(?:末|内|明け|当初|初め|始め)", _fiscal_edge),
    _rule(r"年内(?:いっぱい)?|年末|年明け", _year_edge),
    _rule(r"第?(?P<quarter>[1-4一二三四])四半期|(?P<half>[上下])(?:半期|期)", _quarter),
)


def _nobody_s(_match: Found, _day: date) -> Span:
    """Too little to propose a day."""
    raise ValueError


CLOCK = re.compile(
    rf"(?P<half>午前|午後)?(?P<hour>{RUN})時(?!間)(?:(?P<minute>{RUN})分|(?P<thirty>半))?"
    r"|(?P<h24>[01]?[0-9]|2[0-3]):(?P<m24>[0-5][0-9])|(?P<noon>正午)"
)
LOOSE: tuple[Rule, ...] = (
    _rule(rf"(?P<month>{_NUMBER})月", _nobody_s),
    _rule(rf"(?P<day>{_NUMBER})日(?!間|以内|後|前|目|程|平均|当た)", _nobody_s),
)
"""What names a month or a day and is no date to propose: 12月分, 10日."""


def minutes_of(found: Found) -> tuple[int, ...]:
    """The times of day since midnight that a match of `CLOCK` may mean: 4時半 is 4:30 or 16:30."""
    if found["noon"]:
        return (720,)
    if found["h24"]:
        return (int(found["h24"]) * 60 + int(found["m24"]),)
    hour = int(value_of(found["hour"]))
    minute = 30 if found["thirty"] else int(value_of(found["minute"] or "0"))
    first = hour * 60 + minute + (720 if found["half"] == "午後" and hour < 12 else 0)
    return (first,) if found["half"] or hour > 12 else (first, first + 720)
