"""Days and times of day as people say and write them: 来週の金曜, 月末, 12月5日, 令和元年5月1日, R8.12.5, 午後4時半.

In: a text, and the day on which it was said, where that is known. Out: every mention with its place, what it names of
year, month and day (None where it names nothing), and the days it may mean. Two readers use it: a 期限 in words is
proposed as a date that a person confirms (`proposed_due`), and the gate asks whether a date that is written was said
(`Moment.says`). Both read the same words by the same rules (`date_rules`), so that what is proposed is also proved.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from minutes_app.meeting.dates import WEEKDAYS
from minutes_app.minutes.date_rules import (
    CLOCK,
    FISCAL,
    LOOSE,
    RULES,
    Found,
    Rule,
    Span,
    minutes_of,
    numeral,
    said_year,
)

_BEGINS = re.compile(
    "[0-9〇一二三四五六七八九十百千半令平昭大明RrHhSsTtMm再翌先今来本去昨次こ年月週火水木金土日第上下しあきお正午]"
)
"""A character that a mention can begin with."""
_NUMERAL = re.compile("[0-9〇一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """`said` stands at `start` of the text and means the days from `first` to `last` (ISO), or is likely to."""

    start: int
    said: str
    first: str
    last: str
    sure: bool = True

    @property
    def due(self) -> str:
        """The day a piece of work that is due then is due on: the last."""
        return self.last


@dataclass(frozen=True, slots=True)
class Moment:
    """A mention. `part`: what it names of a longer time (末, 上旬, 年度); `minutes`: times of day that it may mean.

    `span`: the days that it may mean; None where too little is said to propose any, or no calendar has it (2月30日).
    `is_misfit`: it names a weekday that the day is not.
    """

    start: int
    end: int
    said: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    minutes: tuple[int, ...] = ()
    span: Span | None = None
    is_misfit: bool = False

    def says(self, written: "Moment", today: date | None) -> bool:
        """Whether `written` may be written for this: nothing in it that was not said. What is near today may be."""
        if written.is_misfit:
            return self.said == written.said
        if self.minutes or written.minutes:
            return bool(set(self.minutes) & set(written.minutes))
        if written.day is None and written.month is None and written.year is None:
            return self._means(written)
        if written.day is not None and written.day != self.day:
            return False
        fits = written.part in ("", self.part) or written.day is not None or self._means(written)
        return fits and _same_month(self, written, today) and _same_year(self, written, today)

    def ends_on(self, iso: str) -> bool:
        """Whether this day is what `proposed_due` proposes for the words."""
        return self.span is not None and self.span.last.isoformat() == iso

    def _means(self, written: "Moment") -> bool:
        """The same days; or some of them, where what is written counts nothing (来週 for 来週の金曜)."""
        if self.span is None or written.span is None:
            return self.said == written.said
        mine, other = (self.span.first, self.span.last), (written.span.first, written.span.last)
        if _NUMERAL.search(written.said) and written.month is None:
            return mine == other
        return other[0] <= mine[0] and mine[1] <= other[1]


def dates_in(text: str, day: date) -> tuple[SpokenDate, ...]:
    """Every date that `text` speaks of, from left to right; `day` is the day on which it was said."""
    return tuple(
        SpokenDate(one.start, one.said, one.span.first.isoformat(), one.span.last.isoformat(), one.span.sure)
        for one in moments_in(text, day)
        if one.span is not None
    )


def proposed_due(text: str, day: date) -> SpokenDate | None:
    """What a 期限 such as 「来週の金曜まで」 means: its last date, or None where none can be read."""
    found = dates_in(text, day) or dates_in(f"{text}まで", day)  # 「20日」 as a 期限 is a day
    return found[-1] if found else None


def moments_in(text: str, day: date | None) -> list[Moment]:
    """Every mention, from left to right; no two overlap. Without a day, only those that need none."""
    return list(_moments_in(_narrow(text), text, day))


def _moments_in(plain: str, text: str, day: date | None) -> Iterator[Moment]:
    at = 0
    while (begins := _BEGINS.search(plain, at)) is not None:
        at = begins.start()
        match, rule = _longest(plain, at)
        if match is None:
            at += 1
            continue
        said = text[at : match.end()]
        moment = Moment(at, match.end(), said, minutes=minutes_of(match)) if rule is None else None
        if rule is not None:
            moment = _moment(match, rule, said, day)
        if moment is not None:
            yield moment
        at = match.end()


def _longest(plain: str, at: int) -> tuple[Found | None, Rule | None]:
    """The longest match that begins here, and its rule; no rule for a time of day."""
    best: tuple[Found | None, Rule | None] = (CLOCK.match(plain, at), None)
    for rule in (*RULES, *LOOSE):
        match = rule[0].match(plain, at)
        if match is not None and (best[0] is None or match.end() > best[0].end()):
            best = (match, rule)
    return best


def _moment(match: Found, rule: Rule, said: str, day: date | None) -> Moment | None:
    """None where the words name no number, and mean nothing without a day to count from."""
    span = _meant(match, rule, day) if day is not None else None
    named = match.groupdict()
    year, month, of_month = said_year(match, day), _number_of(named.get("month")), _number_of(named.get("day"))
    part = named.get("part") or (FISCAL if FISCAL in match[0] else "")
    is_lone = month is None and bool(named.get("day")) and not named.get("which") and year is None  # 15日: a guess
    if span is not None and month is None and not is_lone:
        year, month, of_month = _resolved(span, year, said)
    elif span is not None and of_month is None and span.first == span.last:
        of_month = span.first.day
    if span is None and year is None and month is None and of_month is None:
        return None
    is_misfit = span is not None and not is_lone and not _fits_some_year(match, span, year)
    return Moment(match.start(), match.end(), said, year, month, of_month, part, span=span, is_misfit=is_misfit)


def _resolved(span: Span, year: int | None, said: str) -> tuple[int | None, int | None, int | None]:
    """What words without a month's number come to: a day, a month or part of it, a year, or only a stretch of days."""
    first, last = span.first, span.last
    if first == last:
        return first.year, first.month, first.day
    if (first.year, first.month) == (last.year, last.month) and "月" in said:
        return first.year, first.month, None
    return year, None, None


def _meant(match: Found, rule: Rule, day: date) -> Span | None:
    """None for a day that no calendar has (2月30日), or outside of it; a weekday that does not fit is not sure."""
    try:
        span = rule[1](match, day)
    except (ValueError, OverflowError, KeyError):
        return None
    return span if _weekday_fits(match, span) else Span(span.first, span.last, sure=False)


def _weekday_fits(match: Found, span: Span) -> bool:
    named = match.groupdict()
    said = named.get("weekday") or named.get("short")
    return not said or span.first != span.last or WEEKDAYS[span.first.weekday()] == said


def _fits_some_year(match: Found, span: Span, year: int | None) -> bool:
    """Whether the weekday is right; without a year, in last, this or next year: 11月3日（火） may be over."""
    steps = (0,) if year is not None else (-1, 0, 1)
    return any(_weekday_fits(match, each) for step in steps if (each := _moved(span, step)) is not None)


def _moved(span: Span, years: int) -> Span | None:
    try:
        return Span(span.first.replace(year=span.first.year + years), span.last.replace(year=span.last.year + years))
    except ValueError:
        return None


def _number_of(said: str | None) -> int | None:
    return numeral(said) if said else None


def _narrow(text: str) -> str:
    """Half-width digits and signs, each character in its place."""
    return "".join(wide if len(wide := unicodedata.normalize("NFKC", one)) == 1 else one for one in text)


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
