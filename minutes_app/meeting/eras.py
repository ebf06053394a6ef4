"""The five eras (元号) since the solar calendar: which one a day belongs to, and which day an era's date is.

In: `datetime.date`, or an era's name and the numbers after it. Out: an era, or a date. Writes no sentences.

First days, from the acts themselves: 大正 1912-07-30 and 昭和 1926-12-25 (改元の詔書, the same day), 平成 1989-01-08
(昭和64年政令第1号, the day after), 令和 2019-05-01 (平成31年政令第143号); 元号法 (昭和54年法律第43号) since 1979.
明治 begins here on 1873-01-01: before that day the old calendar was in force (明治5年太政官布告第337号), so that a
solar date has no date of that era.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Era:
    """元号. `letter` is its mark in R8.11.23; `year_one` the Western year of 元年; `first` its first day here."""

    name: str
    letter: str
    year_one: int
    first: date


ERAS = (
    Era("令和", "R", 2019, date(2019, 5, 1)),
    Era("平成", "H", 1989, date(1989, 1, 8)),
    Era("昭和", "S", 1926, date(1926, 12, 25)),
    Era("大正", "T", 1912, date(1912, 7, 30)),
    Era("明治", "M", 1868, date(1873, 1, 1)),
)
"""Newest first."""


def era_of(day: date) -> Era | None:
    """The era `day` belongs to (the newer one on a day of change), or None before 1873."""
    return next((era for era in ERAS if day >= era.first), None)


def day_in_era(mark: str, year: int, month: int, day: int) -> date:
    """The day that 令和8年11月23日 means; `mark` is "令和", "令" or "R".

    A name is good until the end of the year in which it was replaced (平成31年11月 was written on forms and is
    plain), not later, and not before its first day. Raises ValueError, KeyError.
    """
    index = {text: at for at, era in enumerate(ERAS) for text in (era.name, era.name[0], era.letter)}[mark]
    meant = date(ERAS[index].year_one + year - 1, month, day)
    last_year = ERAS[index - 1].year_one if index else date.max.year
    if year < 1 or meant < ERAS[index].first or meant.year > last_year:
        raise ValueError(f"{mark}{year}.{month}.{day} is not a day of that era")
    return meant
