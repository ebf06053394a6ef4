"""Numbers as they are said and written: 三百万円, 1億2千万円, 8,640千円, ３割, 第3号.

In: text. Out: values with their unit, and where they stand; 人 and 名, 30％ and 3割 are the same. Reads no dates.
"""

import re
from dataclasses import dataclass

_DIGITS = "0123456789"
WIDE = str.maketrans("０１２３４５６７８９，．％：", "0123456789,.%:")
"""Full-width signs of numbers → half-width, one for one, so that places stay."""
_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_PARTS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|[〇一二三四五六七八九]+|[十百千万億兆]")
RUN = (
    r"[0-9〇一二三四五六七八九十百千](?:[0-9,.〇一二三四五六七八九十百千万億兆]*[0-9〇一二三四五六七八九十百千万億兆])?"
)
_UNITS = (
    r"人|名|件|円|%|パーセント|割|回|課|つ|個|台|路線|便|校|社|団体|世帯|戸|棟|か所|箇所|カ所|ヶ所|号|条|項|番|版|枚|冊|ページ|頁|分|時間|秒"
    r"|日間|週間|か月|カ月|ヶ月|年間|歳|才|階|キロ|メートル|平方メートル|ヘクタール|トン|倍|点|ポイント|本|級|期|次|段階|種類|班|組|票|口|地区|案"
    r"|支所|市|町|村"
)
_BARE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_NUMBER = re.compile(rf"(?P<order>第)?(?P<run>{RUN})(?P<unit>{_UNITS})")
_SAME = {
    "名": "人",
    "パーセント": "%",
    "個": "つ",
    "箇所": "か所",
    "カ所": "か所",
    "ヶ所": "か所",
    "カ月": "か月",
    "ヶ月": "か月",
    "頁": "ページ",
    "才": "歳",
}
_RHETORIC = re.compile(r"^(?:一(?:人|つ|番|本|次|期|級|点|回|時|案|組|口|項|市|町|村)|十分|二次|千(?:本|町|葉))")
"""Words rather than numbers: 一人ひとり, 一番, 十分に."""


@dataclass(frozen=True, slots=True)
class Amount:
    """`unit` "円" for money; `start`, `end`: its place in the text."""

    value: float
    unit: str
    start: int
    end: int


def amounts_in(text: str) -> list[Amount]:
    """Every number with a unit, by place."""
    return [one for found in _NUMBER.finditer(text.translate(WIDE)) if (one := _amount(found)) is not None]


def bare_in(text: str) -> list[Amount]:
    """Every number in Arabic digits, with whatever behind it: for what is left when numbers with a unit are known."""
    found = _BARE.finditer(text.translate(WIDE))
    return [Amount(float(one[0].replace(",", "")), "", one.start(), one.end()) for one in found]


def values_in(text: str) -> set[float]:
    """The values of all numbers in a text, whatever they count; a single 一 without a unit may be part of a name."""
    runs = [run for run in re.findall(RUN, text.translate(WIDE)) if len(run) > 1 or run in _DIGITS]
    return {value_of(run) for run in runs} | {one.value for one in (*bare_in(text), *amounts_in(text))}


def value_of(run: str) -> float:
    """The value of a run of digits and numerals: 1億2千万 = 120000000."""
    whole = section = 0.0
    number: float | None = None
    for part in _PARTS.findall(run):
        if part in _SMALL:
            section += (1 if number is None else number) * _SMALL[part]
            number = None
        elif part in _LARGE:
            whole += (section + (number or 0.0) or 1) * _LARGE[part]
            section, number = 0.0, None
        else:
            number = _plain(part)
    return whole + section + (number or 0.0)


def _plain(part: str) -> float:
    if part[0] in _DIGITS:
        return float(part.replace(",", ""))
    return float("".join(str(_KANJI[sign]) for sign in part))


def _amount(found: re.Match[str]) -> Amount | None:
    if _RHETORIC.match(found[0]):
        return None
    value, unit = value_of(found["run"]), _SAME.get(found["unit"], found["unit"])
    if unit == "割":
        value, unit = value * 10, "%"
    return Amount(value, unit, found.start(), found.end())
