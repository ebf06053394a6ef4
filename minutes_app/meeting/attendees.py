"""「企画課 課長 佐藤一郎」 → an attendee.

In: one line or one row of a list. Out: `Attendee`, or None where there is no name.
What cannot be told apart stays in the name as it was typed: nothing is made up and nothing is dropped.
"""

import re
from collections.abc import Sequence

from minutes_app.meeting.model import Attendee
from minutes_app.meeting.office_text import one_line

_ABSENT = re.compile(r"[（(【\[]\s*(?:欠席|欠)\s*[）)】\]]|(?:^|(?<=[\s　]))欠席(?=$|[\s　])")
_HEADS = "課係部局室所署次班会市町村区館園校院団社座議組隊店学署頭理総"
_POST = re.compile(
    rf"(?:[{_HEADS}]長|(?:センター|グループ|チーム|ユニット|リーダー|委員|本部|統括|事務局)長|教育長|議会議長|長代理|長職務代理|補佐|主事補|技師補"
    r"|主[査事任幹監]|[参理監幹]事|技[師監]|技術員|[委議社役]員|職員|専門員|[顧学]問|参与|[監主]査|書記|司書|教授|[講教]師|教諭|教員"
    r"|(?:保健|看護|助産|栄養|調理|薬剤|獣医)師|(?:弁護|税理|会計|建築|診断|保育|栄養|介護|福祉|社会保険労務|行政書|司法書)士"
    r"|[支指相推協調研][援導談進力査究]員|担当者?|代理|心得|代表者?|オブザーバー|アドバイザー|コーディネーター|マネージャー|リーダー|[統総]括監?|政策監"
    r"|[管責]?[理任]者|(?:取締|監査|相談|収入|助)役|地域おこし協力隊員?)$"
)
_DEPARTMENT = re.compile(
    r"(?:課|室|係|班|局|部|署|所|校|園|館|院|会|組合|センター|グループ|チーム|ユニット|支部|本部|事務所|機構|協議会|大学|学部|銀行|法人"
    r"|会社|株式会社|県|市|町|都|府|道|省|庁|区|消防団|自治会|町内会|ネットワーク|ＪＡ|JA)$"
)
_SHORT_DEPARTMENTS = {"本部", "支部", "支所", "役所", "役場", "学校", "病院", "議会", "県庁"}
_SURNAMES = {"長谷部", "日下部", "曽我部", "曾我部", "長宗我部", "美濃部", "久我部", "伊集院"}
_SHORT = 2


def parse_attendee(text: str, *, absent: bool = False) -> Attendee | None:
    """The attendee that one line names; None for an empty line.

    「所属 職名 氏名」 with any spaces, or with commas or tabs (then a part may be empty).
    With one or two parts the words themselves tell (〜課, 〜長). 「（欠席）」 or a separate 「欠席」 marks absence.
    """
    marked = _ABSENT.search(text)
    absent = absent or marked is not None
    bare = _ABSENT.sub(" ", text)
    for sign in ("\t", ",", "，"):
        if sign in bare:
            return attendee_of(bare.split(sign), absent=absent)
    parts = [part for part in re.split(r"[\s　]+", one_line(bare)) if part]
    return _from_words(parts, absent) if parts else None


def attendee_of(parts: Sequence[str], *, absent: bool = False) -> Attendee | None:
    """The attendee of (所属, 職名, 氏名), (所属 or 職名, 氏名) or (氏名,); None where the name is empty."""
    clean = [one_line(part) for part in parts]
    if len(clean) == 2 and all(clean):
        return _from_words(clean, absent)
    if len(clean) <= 2:
        return _from_words([part for part in clean if part], absent)
    name = " ".join(part for part in clean[2:] if part)
    return Attendee(name, clean[0], clean[1], absent) if name else None


def is_department(word: str) -> bool:
    """Whether `word` reads as an office (企画課) and not as a surname (阿部, 大館)."""
    if word in _SURNAMES or not _DEPARTMENT.search(word):
        return False
    return len(word) > _SHORT or word.endswith(("課", "係")) or word in _SHORT_DEPARTMENTS


def is_post(word: str) -> bool:
    """Whether `word` reads as a post (課長, 主査)."""
    return _POST.search(word) is not None


def _from_words(words: list[str], absent: bool) -> Attendee | None:
    """Offices first, then the post, then the name; a post may also stand behind the name."""
    if not words:
        return None
    offices = _leading_offices(words)
    rest = words[offices:]
    department = " ".join(words[:offices])
    if len(rest) > 1 and is_post(rest[0]):
        return Attendee(" ".join(rest[1:]), department, rest[0], absent)
    if len(rest) > 1 and is_post(rest[-1]):
        return Attendee(" ".join(rest[:-1]), department, rest[-1], absent)
    if not offices and len(words) > 2:
        return Attendee(" ".join(words[2:]), words[0], words[1], absent)
    if offices and len(rest) > 1 and not _are_two_names(rest):
        return Attendee(" ".join(rest[1:]), department, rest[0], absent)
    return Attendee(" ".join(rest), department, "", absent)


def _leading_offices(words: list[str]) -> int:
    """How many words at the front are offices; the last word is never one of them: somebody has to be named."""
    count = 0
    while count < len(words) - 1 and is_department(words[count]):
        count += 1
    return count


def _are_two_names(words: list[str]) -> bool:
    """佐藤 一郎: surname and given name, each of three characters at most."""
    return len(words) == 2 and all(len(word) <= 3 for word in words)
