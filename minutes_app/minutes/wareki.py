"""Dates and times as official documents write them: 令和8年11月23日（月）, 午後0時30分, 年度.

In: ISO dates ("2026-11-23") and times of day ("14:00"), milliseconds; "" stays "". Out: Japanese text. Reads none.

Rules: arabic numerals in horizontal text (文化審議会「公用文作成の考え方」令和4年1月建議), era years, the first one
元年 (元号法; the eras are in `meeting.eras`), the twelve-hour clock, 午後2時 without 00分, 正午 for 12:00 and
午後0時30分 for 12:30: 明治5年太政官布告第337号 has no 午後12時 at noon, and municipal 公文書作成の手引 forbid it.
"""

import re
from datetime import date

from minutes_app.meeting.dates import WEEKDAYS, minutes_of
from minutes_app.meeting.eras import ERAS, Era, era_of
from minutes_app.wording.times import clock

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")

_APRIL = 4


def japanese_date(iso: str, *, weekday: bool = True) -> str:
    """令和8年11月23日（月） for "2026-11-23"; 西暦1872年12月31日（火） before 1873. Raises ValueError for no date."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    era = era_of(day)
    year = _era_year(era, day.year) if era else f"西暦{day.year}年"
    suffix = f"（{WEEKDAYS[day.weekday()]}）" if weekday else ""
    return f"{year}{day.month}月{day.day}日{suffix}"


def year_from_april(day: date) -> int:
    """2026 for any day from 1 April 2026 to 31 March 2027 (地方自治法 第208条)."""
    return day.year if day.month >= _APRIL else day.year - 1


def days_from_april(year: int) -> tuple[date, date]:
    """The first and the last day of that 年度."""
    return date(year, _APRIL, 1), date(year + 1, _APRIL - 1, 31)


def fiscal_year(iso: str) -> str:
    """令和8年度 for any day from 1 April 2026 to 31 March 2027.

    Named by the era of that day, so 平成31年度 in April 2019 and 令和元年度 from May (平成31年4月1日 関係省庁連絡会議
    申合せ「改元に伴う元号による年表示の取扱いについて」); by the era before it where the new one began after New Year.
    """
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    year, era = year_from_april(day), era_of(day)
    if era is None or year < 1873:
        return f"西暦{year}年度"
    if year < era.year_one:
        era = ERAS[ERAS.index(era) + 1]
    return _era_year(era, year) + "度"


def japanese_time(hhmm: str) -> str:
    """午後2時, 午後2時30分, 正午, 午前0時 for "14:00", "14:30", "12:00", "00:00"."""
    if not hhmm:
        return ""
    if hhmm == "12:00":
        return "正午"
    hour, minute = (int(part) for part in hhmm.split(":"))
    half = "午前" if hour < 12 else "午後"
    return f"{half}{hour % 12}時" + (f"{minute}分" if minute else "")


def japanese_range(start: str, end: str) -> str:
    """午後2時～午後3時30分; 午後2時～ and ～午後3時30分 where one is not known; 翌日 where `end` is the earlier one."""
    if not start and not end:
        return ""
    over_midnight = bool(start and end) and minutes_of(end) < minutes_of(start)
    return f"{japanese_time(start)}～{'翌日' if over_midnight else ''}{japanese_time(end)}"


def _era_year(era: Era, year: int) -> str:
    number = year - era.year_one + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def japanese_moment(text: str) -> str:
    """An ISO date, or date and time, written out to the minute; any other text (「来月上旬」) as it stands."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return text
    try:
        return japanese_date(found[1]) + japanese_time(found[2] or "")
    except ValueError:
        return text


def span(start_ms: int, end_ms: int) -> str:
    """ "00:10:00～00:20:00"."""
    return f"{clock(start_ms)}～{clock(end_ms)}"
