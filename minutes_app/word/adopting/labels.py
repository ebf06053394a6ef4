"""Reads what is printed on a form: is it a label, the name of a column, a post over a box for a stamp, or a blank?

In: text as it stands, spaces between characters and numbers in front included. Out: a field's name or "", yes or no.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from minutes_app.wording.form_words import (
    CHOICES,
    COLUMNS,
    COUNTED,
    LABELS,
    LEFT_FREE,
    NUMBER,
    PEOPLE,
    SENTENCE_END,
    STAMPS,
    SUB_LABELS,
)

LONGEST = 16
_AROUND = re.compile(r"[\s　・･、，,／/:：\-－_＿~〜～()（）【】〔〕「」\[\]＜＞<>■□◆◇○◎●▼▽▲△※＊*.．]+")
_NUMBERED = re.compile(r"^\s*(?:[(][0-9ア-ン]{1,2}[)]|第?[0-9]{1,2}(?=[^0-9年月日時分人名])|[ア-ン][.、)\s]|[①-⑳])")
_ONLY_NUMBER = re.compile(r"\s*(?:[(（]?[0-9０-９ア-ン①-⑳]{1,2}[)）.．、]?|[・●○◯-])\s*")
_NUMBERING = re.compile(r"(?:その)?[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[ア-ン])[)）]?[.．、]?|[・●○〇◯-]")
_SAMPLE = re.compile(r"[\s]*[○〇◯]{2,}[^\s。、]{0,12}[\s]*")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]\s*$")
_FREE = r"[\s_＿‗‐―…．.]"
_SKELETON = re.compile(
    r"[\s_＿‗…．.・／/（）()「」~〜～\-－:：○〇◯年月日時分曜令和平成昭西暦午前後第号人名回自至からまで頃〔〕]+"
)
_BLANK = re.compile(rf"{_FREE}*")
_FULL_DATE = re.compile(
    r"(?:令和|平成|西暦|20)?\s*[\s_＿]+年[\s_＿]+月[\s_＿]+日(?:[\s]*[（(][\s　]*(?:曜日?)?[\s　]*[）)])?"
)
_CHOICE = re.compile(rf"(?:{'|'.join(CHOICES)})(?:[\s]*[・／/、･][\s]*(?:{'|'.join(CHOICES)}))+")
BOXES = re.compile(rf"[□☐][\s]*(?P<choice>{'|'.join(sorted(CHOICES, key=len, reverse=True))})(?![一-龥])")
_CJK = re.compile(r"[一-龥ぁ-んァ-ヶ]")


def plain(text: str) -> str:
    """「１．日　　時：」 → 「日時」."""
    narrow = unicodedata.normalize("NFKC", text)
    return _AROUND.sub("", _NUMBERED.sub("", narrow, count=1)) or _AROUND.sub("", narrow)


@cache
def field_of(text: str) -> str:
    """The field that a label asks for, "" where it asks for none that we have."""
    if len(text) > LONGEST * 4:
        return ""
    first = text.strip().partition("\n")[0]
    tries = (text, _IN_BRACKETS.sub("", text.strip()), first, _IN_BRACKETS.sub("", first))
    return next((LABELS[word] for one in tries if (word := plain(one)) in LABELS), "")


def column_of(text: str, list_name: str) -> str:
    """The part of an entry that stands under this word: "番号" for a running number, "" for none."""
    bare = plain(_IN_BRACKETS.sub("", text.strip())) or plain(text)
    if bare in COLUMNS[list_name]:
        return COLUMNS[list_name][bare]
    return "番号" if bare in NUMBER else ""


def is_left_free(text: str) -> bool:
    """A column that people fill with a pen."""
    return plain(text) in LEFT_FREE


def is_stamp(text: str) -> bool:
    """A post over a box for a stamp."""
    return plain(text) in STAMPS


def is_label(text: str) -> bool:
    """Short words that may name what stands beside them."""
    bare = plain(text)
    if bare in LABELS or bare in NUMBER:
        return True
    if is_numbering(text):
        return False
    has_words = _CJK.search(bare) is not None and SENTENCE_END not in text
    return has_words and len(bare) <= LONGEST and not is_blank(text)


def is_blank(text: str) -> bool:
    """Nothing, a line to write on, or 「令和　　年　　月　　日」: what a person writes over."""
    if _BLANK.fullmatch(text):
        return True
    if _CHOICE.fullmatch(text.strip()):
        return True
    if plain(text) in LABELS or plain(text) in SUB_LABELS:
        return False
    if _SAMPLE.fullmatch(text):
        return True
    has_room = re.search(r"[\s_＿○〇◯]|[（(][）)]", text) is not None
    return has_room and _SKELETON.fullmatch(text) is not None


def is_number_only(text: str) -> bool:
    """「（１）」 or 「・」 with nothing behind: a line to write on."""
    return _ONLY_NUMBER.fullmatch(text) is not None


def is_numbering(text: str) -> bool:
    """「（１）」, 「ア」, 「一」, 「その１」 or 「○」: what stands before an entry."""
    return _NUMBERING.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def asked_by(label: str, blank: str) -> str:
    """The field that a label asks for in this blank: in 「委員　　名」 how many they are, not who."""
    name = field_of(label)
    if name in PEOPLE and blank.strip(" 　\t)）").endswith(("人", "名")):
        return COUNTED.get(name, "")
    return name


def is_full_date(text: str) -> bool:
    """A day to be filled in, and nothing else."""
    return _FULL_DATE.fullmatch(text.strip()) is not None


def labels_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, field) of the labels that stand in a line of text, the longest first where two begin together."""
    end = 0
    for found in _finder().finditer(text):
        is_of_a_day = text[: found.start(1)].rstrip().endswith("月")
        is_choice = end > 0 and _CHOICE.fullmatch(found[1]) is not None
        if found.start(1) >= end and not is_of_a_day and not is_choice:
            end = found.end(1)
            yield found.start(1), end, LABELS[re.sub(r"[\s・]", "", found[1])]


@cache
def _finder() -> "re.Pattern[str]":
    words = sorted((word for word in LABELS if len(word) > 1), key=len, reverse=True)
    spaced = "|".join(r"[\s　・]*".join(map(re.escape, word)) for word in words)
    before = r"(?:^|(?<=[\s　（(【「〔・○◎●■□◆◇．.、)）:：_＿0-9０-９]))"
    after = r"(?=[)）】」〕]?(?:[\s　]*[:：]|[\s　_＿]|[（(]|$))"
    return re.compile(f"{before}({spaced}){after}")
