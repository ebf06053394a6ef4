"""When a recording was made, guessed from the name of its file or from its metadata.

In: a name, or a container's tags. Out: ISO dates and "HH:MM", or "" where nothing sure can be said. A date that does
not exist is not guessed, a counter is not taken for a time of day, and the file system's times are never asked
(copying changes them). What the guess is used for, and that it is marked as one, is up to others.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from minutes_app.audio.window import SoundFacts

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x32FF: "令和", 0x337B: "平成"}
_ERAS = {
    "令和": (date(2019, 5, 1), date(2118, 12, 31)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
}
"""First and last day of an era (元号法 and the 政令 under it; 令和 has no last day yet)."""
_LETTERS = {"R": "令和", "H": "平成"}
_OLDEST = 1995
_NEWEST = 2099
"""A clock that was never set says 1904, 1970 or 1980."""
_FIRST_CLEAR_YY = 19
"""Two digits below may as well be a year of 令和 as of the Western calendar."""
_WORKING_HOURS = range(7, 22)
"""A bare four-digit number after a date is a time of day only within these; recorders count files in four digits."""

_SEP = r"\s*[-_./年]\s*"
_SEP_2 = r"\s*[-_./月]\s*"
_DATES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<era>令和|平成|昭和)\s*(?P<n>元|\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP_2}(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<![A-Za-z0-9])(?P<era>[RrHh])\s?(?P<n>元|\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP_2}(?P<d>\d{{1,2}})(?!\d)",
        r"(?<![A-Za-z0-9])(?P<era>[RrHh])(?P<n>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![0-9A-Za-z])",
        rf"(?<!\d)(?P<utc>GMT)?(?P<y>(?:19|20)\d\d){_SEP}(?P<m>\d{{1,2}}){_SEP_2}(?P<d>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<utc>GMT)?(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=\d{4}(?:\d\d)?(?!\d)|\D|$)",
        r"(?<![A-Za-z0-9.])(?P<yy>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![0-9A-Za-z])",
    )
)
_AFTER_DATE = r"日?(?:\s*\([月火水木金土日](?:曜日?)?\))?"
_SPOKEN_CLOCK = re.compile(
    r"(?P<half>午前|午後)?(?<![\d~〜-])(?P<h>\d{1,2})時(?!間)(?:(?P<min>\d{1,2})分|(?P<mid>半))?",
)
_CLOCKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(_AFTER_DATE + pattern)
    for pattern in (
        r"[\s_T-]+(?P<h>\d{1,2})[.:](?P<min>\d\d)(?:[.:]\d\d)?(?!\d)",
        r"[\s_T-]+(?P<h>\d\d)[_-](?P<min>\d\d)[_-]\d\d(?!\d)",
        r"[\s_T-]*(?P<h>\d\d)(?P<min>\d\d)\d\d(?!\d)",
        r"(?P<h>\d\d)(?P<min>\d\d)(?!\d)",
        r"[\s_T-]+(?P<bare>)(?P<h>\d\d)(?P<min>\d\d)(?!\d)",
    )
)
_CLOCK_TAG = re.compile(r"(\d\d)[:.-](\d\d)[:.-]\d\d")


def recorded_when(path: Path, facts: SoundFacts) -> tuple[str, str]:
    """Return date ("2026-11-23") and time of day ("14:00") of a recording; "" for each that nobody says.

    A full date in the file's name beats the metadata; the metadata's time is used only with its own date.
    """
    named_date, named_clock = named_when(path.stem)
    told_date, told_clock = facts.recorded_at[:10], facts.recorded_at[11:16]
    if not named_date:
        return told_date, told_clock
    return named_date, named_clock or (told_clock if told_date == named_date else "")


def named_when(name: str) -> tuple[str, str]:
    """Date and time of day that stand in a file name, as `recorded_when` returns them.

    Reads Western and Japanese years, full-width digits, and the names that recorders and Zoom give.
    """
    text = name.translate(_WIDE)
    for pattern in _DATES:
        for found in pattern.finditer(text):
            day = _day(found.groupdict())
            if day:
                return _with_clock(day, text[found.end() :], is_utc=bool(found.groupdict().get("utc")))
    return "", ""


def recorded_at(tags: Mapping[str, str]) -> str:
    """Return "2026-11-23T14:00:00", "2026-11-23" or "" from a container's tags (keys in lower case), in local time.

    QuickTime and Matroska tell UTC; BWF (EBU Tech 3285), DSS and ID3 tell the recorder's own clock.
    """
    for key in ("com.apple.quicktime.creationdate", "creation_time", "date"):
        moment = _moment(tags.get(key, "").strip())
        if "T" in moment:
            return moment
    day, clock = _moment(tags.get("date", "").strip()), _CLOCK_TAG.match(tags.get("creation_time", "").strip())
    if not day or not clock:
        return day
    return f"{day}T{clock[1]}:{clock[2]}:00" if _clock(int(clock[1]), int(clock[2])) else day


def begun_at(ended_at: str, seconds: float) -> str:
    """When a recording of `seconds` began that ended at `ended_at`, a value of `recorded_at`; "" stays ""."""
    if "T" not in ended_at:
        return ended_at
    return (datetime.fromisoformat(ended_at) - timedelta(seconds=round(seconds))).isoformat(timespec="seconds")


def _moment(told: str) -> str:
    """A tag as local time, with or without a time of day; "" if it is no full date."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return ""
    if not _OLDEST <= moment.year <= _NEWEST:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone().replace(tzinfo=None)
    return moment.date().isoformat() if len(told) <= 10 else moment.isoformat(timespec="seconds")


def _day(parts: dict[str, str | None]) -> date | None:
    era = parts.get("era")
    month, day = int(parts["m"] or 0), int(parts["d"] or 0)
    try:
        if era:
            name = _LETTERS.get(era.upper(), era)
            first, last = _ERAS[name]
            year = 1 if parts["n"] == "元" else int(parts["n"] or 0)
            found = date(first.year + year - 1, month, day)
            return found if year and first <= found <= last else None
        short = parts.get("yy")
        if short and int(short) < _FIRST_CLEAR_YY:
            return None
        return date(2000 + int(short) if short else int(parts["y"] or 0), month, day)
    except ValueError:
        return None


def _with_clock(day: date, rest: str, *, is_utc: bool) -> tuple[str, str]:
    clock = _clock_in(rest)
    if clock and is_utc:
        local = datetime.fromisoformat(f"{day.isoformat()}T{clock}:00+00:00").astimezone()
        return local.date().isoformat(), local.strftime("%H:%M")
    return day.isoformat(), clock


def _clock_in(rest: str) -> str:
    """The time of day that follows a date in a file name."""
    spoken = _SPOKEN_CLOCK.search(rest)
    if spoken:
        hour = int(spoken["h"]) + (12 if spoken["half"] == "午後" and int(spoken["h"]) < 12 else 0)
        return _clock(hour, 30 if spoken["mid"] else int(spoken["min"] or 0))
    for pattern in _CLOCKS:
        found = pattern.match(rest)
        if found:
            hour, minute = int(found["h"]), int(found["min"])
            is_counter = "bare" in found.groupdict() and hour not in _WORKING_HOURS
            return "" if is_counter else _clock(hour, minute)
    return ""


def _clock(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
