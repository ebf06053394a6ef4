"""保存期間: what a text such as 「5年」 means, and the day on which it ends.

In: the text of the meeting or of the office's setting, and the day of 確定. Out: an ISO date. Years count from the
1 April after the fiscal year in which the record was finished, as municipal 文書取扱規程 have it.
"""

import re
import unicodedata
from datetime import date
from typing import Literal

from minutes_app.minutes.date_rules import numeral
from minutes_app.minutes.wareki import days_from_april, year_from_april

_YEARS = re.compile(
    r"(\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*(?:年|か年|箇年|カ年)(?:間|度)?(?:保存)?\Z"
)
_FOR_EVER = ("永年", "永久", "無期限", "永年保存", "永久保存")

Length = int | Literal["for_ever"] | None


def years_of(kept_for: str) -> Length:
    """The years; None where the text says no number of years."""
    text = unicodedata.normalize("NFKC", kept_for).strip()
    if text in _FOR_EVER:
        return "for_ever"
    found = _YEARS.match(text)
    return numeral(found[1]) if found else None


def kept_until(kept_for: str, finished: date) -> str:
    """The last day of the 保存期間, "" where it has no end or cannot be told."""
    years = years_of(kept_for)
    if not isinstance(years, int):
        return ""
    return days_from_april(year_from_april(finished) + years)[1].isoformat()
