"""Names in an item: persons and offices by what stands behind them (さん, 係長, 課, センター), firms by their likeness.

In: an item's text or 担当, and the text it has to be in. Out: the names that are not in it. Knows no list of names.
"""

import re
from collections.abc import Iterator

_LETTERS = "[一-鿿々ヶヵ𠀀-𪛖]"
_NAME = "[一-鿿々ヶヵ𠀀-𪛖ァ-ヴーA-Za-z]"
_PERSON = re.compile(
    rf"({_NAME}{{1,10}}?)(?:課長補佐|副市長|副町長|支所長|課長|係長|部長|室長|局長|次長|所長|館長|園長|校長|主任|主事|主査|主幹|参事|委員長|副委員長"
    r"|委員|議員|会長|副会長|座長|市長|町長|村長|教授|先生|さん|様|氏|くん|君)"
)
_OFFICE = re.compile(
    rf"{_NAME}{{2,12}}?(?:課(?![題長税金程])|係(?![数長])|室(?![長内])|局(?![面長])|部(?![分署会長門品数局])|支所(?!長)|センター|協議会|委員会|公民館|図書館|庁舎"
    r"|小学校|中学校|高校|病院|保育園|幼稚園|町内会|自治会|株式会社|銀行|大学|体育館|文化会館|ホール)"
)
_FIRM = re.compile(rf"{_LETTERS}*[ァ-ヴー]{{3,}}{_LETTERS}*")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_TITLE_BEFORE = re.compile(r"(?:[長課係部室局所会員]|担当|市民|公募)$")
_ANYBODY = re.compile(
    r"^(?:事務局|各.*|全.*|皆.*|担当.*|関係.*|当.*|主管.*|所管.*|私.*|出席者|参加者|委員|議長|委員長|会長|座長|本.*|同.*|両.*|庁内|会議室|他.*|副.*)"
)
_PARTED = re.compile(r"[、，,・／/]|及び|および|並びに|と(?=[一-鿿ァ-ヴー])")
_SPACES = re.compile(r"\s+")


def strangers(text: str, owner: str, source: str) -> list[str]:
    """The names in an item's text and 担当 that are not in `source`, as they are written."""
    source = _SPACES.sub("", source)
    text, owner = (_SPACES.sub("", part) for part in (text, owner))
    found = [*_owners(owner, source), *_persons(text, source), *_offices(text, source), *_firms(text, source)]
    return list(dict.fromkeys(found))


def _owners(owner: str, source: str) -> Iterator[str]:
    for name in filter(None, _PARTED.split(owner)):
        person = _PERSON.fullmatch(name)
        if not _ANYBODY.match(name) and name not in source and not (person and _is_known(person[1], source)):
            yield name


def _persons(text: str, source: str) -> Iterator[str]:
    for found in _PERSON.finditer(text):
        if not _ANYBODY.match(found[0]) and not _ANYBODY.match(found[1]) and not _is_known(found[1], source):
            yield found[0]


def _is_known(name: str, source: str) -> bool:
    """The name, or what of it stands behind a title (委員長佐々木)."""
    starts = (at for at in range(len(name) - 1) if at == 0 or _TITLE_BEFORE.search(name[:at]))
    return name in source or any(name[at:] in source for at in starts)


def _offices(text: str, source: str) -> Iterator[str]:
    for found in _OFFICE.finditer(text):
        if not _ANYBODY.match(found[0]) and found[0] not in source:
            yield found[0]


def _firms(text: str, source: str) -> Iterator[str]:
    """東日本システムズ where 東北システムズ was said: like a name of the source, and not the same."""
    for found in _FIRM.finditer(text):
        core = _KATAKANA.search(found[0])
        if core is None or found[0] in source or found[0] == core[0]:
            continue
        others = [name for name in _FIRM.findall(source) if core[0] in name and name != core[0]]
        if others and not any(found[0].endswith(name) or name.endswith(found[0]) for name in others):
            yield found[0]
