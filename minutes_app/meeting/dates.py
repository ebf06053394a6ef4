"""Dates and times as people type them → ISO. Knows 西暦, 和暦 and full-width digits; guesses nothing.

In: text such as 「令和8年11月23日（月）」, 「R8.11.23」, "2026/11/23", 「午後2時30分」. Out: "2026-11-23", "14:30".
What could mean two things (11月23日 without a year, 午後12時30分) is refused with the name of what is expected.
"""

import re
import unicodedata
from datetime import date

from minutes_app.meeting.eras import day_in_era

WEEKDAYS = "月火水木金土日"
FIRST_YEAR, LAST_YEAR = 1900, 2199

_WEEKDAY = re.compile(rf"\(?([{WEEKDAYS}])(?:曜日?)?\)?$")
_WESTERN = re.compile(r"(?:西暦)?(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$")
_ERA = re.compile(r"([^\W\d_]+)(\d{1,2}|元)(?:([-/.])(\d{1,2})\3(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$")
_NO_YEAR = re.compile(r"(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$")
_CLOCK = re.compile(r"(午前|午後)?(\d{1,2})(?::(\d{2})(?::00)?|時(?:(\d{1,2})分|(半))?)$")


class NotUnderstood(ValueError):
    """`expected`: a key of `wording.information.EXPECTED`."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def plain(text: str) -> str:
    """`text` without spaces and with half-width digits and signs, to be compared or read, not to be shown."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def read_date(text: str) -> str:
    """The ISO date `text` names. Raises NotUnderstood: "date", "date_without_year", "weekday"."""
    bare, weekday = _without_weekday(plain(text))
    if _NO_YEAR.match(bare):
        raise NotUnderstood("date_without_year")
    try:
        day = _western(bare) or _in_era(bare)
    except (ValueError, KeyError):
        raise NotUnderstood("date") from None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotUnderstood("date")
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        raise NotUnderstood("weekday")
    return day.isoformat()


def read_clock(text: str) -> str:
    """ "HH:MM" for a time of day. Raises NotUnderstood: "clock", "clock_twelve" (午後12時 may be noon or midnight)."""
    bare = plain(text)
    if bare == "正午":
        return "12:00"
    found = _CLOCK.match(bare)
    if not found:
        raise NotUnderstood("clock")
    half, hour = found[1], int(found[2])
    minute = 30 if found[5] else int(found[3] or found[4] or 0)
    if half and hour == 12:
        raise NotUnderstood("clock_twelve")
    if minute > 59 or hour > (11 if half else 23):
        raise NotUnderstood("clock")
    return f"{hour + 12 if half == '午後' else hour:02}:{minute:02}"


def minutes_of(clock: str) -> int:
    """Minutes since midnight for "HH:MM"."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _without_weekday(bare: str) -> tuple[str, str]:
    found = _WEEKDAY.search(bare)
    if not found or found.start() == 0 or (found[0] == "日" and not bare.endswith("日日")):
        return bare, ""
    return bare[: found.start()], found[1]


def _western(bare: str) -> date | None:
    found = _WESTERN.match(bare)
    return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6])) if found else None


def _in_era(bare: str) -> date | None:
    found = _ERA.match(bare)
    if not found:
        return None
    year = 1 if found[2] == "元" else int(found[2])
    return day_in_era(found[1].upper(), year, int(found[4] or found[6]), int(found[5] or found[7]))
