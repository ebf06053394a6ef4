"""Who is to do something, and until when, as a sentence says it.

In: one sentence. Out: 担当 and 期限 in its own words, and whether enough is left to be something to do. Resolves no
date and knows no names: an office or a person is told by 課, 係, さん, 係長 and the particle after it.
"""

import re
from dataclasses import dataclass
from functools import cache

from minutes_app.files import bundled

_PERSONS = (
    "(?:課長補佐|支所長|課長|係長|部長|室長|局長|次長|所長|館長|園長|校長|班長|団長|隊長|区長|理事長|理事|教頭|主任|主事|主査|主幹|参事|補佐|委員長"
    "|委員|会長|座長|議員|さん|くん|君|氏|先生)"
)
_OFFICES = (
    "(?:課|係|室|局|部|支所|センター|協議会|委員会|町内会|自治会|事業者|公社|組合|分科会|部会|チーム|班|隊|各社|支店|団|協会|商工会|区長会|クラブ"
    "|婦人会|子ども会|保存会|振興会|連合会|猟友会|女性会|父母会|後援会|役員会|青年会|保護者会|公民館|図書館|学校|病院)"
)
_ALL = (
    "(?:事務局|各課|各係|各部|各自|各支所|各団体|各委員|各班|委員の皆さん|委員の皆様|皆さん|皆様|みんな|担当課|担当者|当課"
    "|私ども|私たち|私|僕|俺|おれ|こちら(?=で|のほう|が)|うち(?=で|のほう|が))"
)
_LETTER = "[一-鿿々ヶヵァ-ヴーA-Za-zＡ-Ｚ]"
_AFTER = (
    "(?:の皆さん|の皆様)?(?:とで|のほうで|の方で|のほうから|の方から|のほうが|のほう|には|にて|において|から|より|が|は|に|で|も|、|の担当|を担当|に担当"
    "|お願い|を窓口)"
)
_OWNER = re.compile(
    rf"(?P<who>{_ALL}|{_LETTER}{{1,12}}?{_PERSONS}|{_LETTER}{{1,12}}?{_OFFICES}){_AFTER}"
    rf"|(?<!{_LETTER})(?P<title>課長|係長|部長|室長|班長|会長|委員長|主任|座長)(?=が|は|に|のほう|、)"
    rf"|(?P<called>{_LETTER}{{1,12}}?(?:さん|くん))(?=[^のとやたがは、])"
)
_NOT_OFFICES = (
    "全部",
    "一部",
    "内部",
    "外部",
    "上部",
    "下部",
    "関係",
    "教室",
    "会議室",
    "和室",
    "別室",
    "薬局",
    "郵便局",
    "放課",
)
_SELF = {"私", "私ども", "私たち", "僕", "俺", "おれ", "こちら", "うち"}
_NUMBER = "[0-9０-９一二三四五六七八九十]{1,8}"
_MONTH = rf"(?:{_NUMBER}月|来月|今月|翌月|来年{_NUMBER}月)"
_DAY = rf"(?:(?:令和|平成)?{_NUMBER}年)?(?:{_MONTH}の?)?{_NUMBER}日(?:[（(].曜?日?[)）])?"
_WEEKDAY = "(?:(?:今週|来週|再来週)の?)?[月火水木金土日]曜日?"
_SPAN = (
    "(?:今月末|来月末|月末|今年度末|年度末|年末|今週末|週末|上旬|中旬|下旬|次回の会議|次回会議|次の会議|次の委員会|次回|来月|来週"
    "|今週|年度内|年内)"
)
_PART = rf"(?:の?(?:朝一番|朝|正午|昼|夕方|夜|(?:午前|午後)?{_NUMBER}時(?:半|{_NUMBER}分)?|午前中|午前|午後))?"
_AROUND = (
    "(?:(?:次の|今度の|来月の|来週の)?[一-鿿]{0,6}?(?:盆|連休|年|週|会議|部会|委員会|審議会|協議会|総会|大会|祭り|祭|式|議会|開催|開会|当日|本番|締切|提出|納品|説明会)"
    rf"(?:の?{_NUMBER}(?:日|週間|か月)前|の?前日|の?前の日|前|明け|当日|開始|の日)?)"
)
_DUE = re.compile(
    rf"(?:{_DAY}|{_WEEKDAY}|{_NUMBER}月(?:末|上旬|中旬|下旬)?|(?:{_NUMBER}月)?{_SPAN}|明日|あした|明後日|あさって|今日|本日|今晩|週明け|月曜日?|火曜日?|水曜日?|木曜日?|金曜日?|朝|昼|夕方){_PART}(?:中)?まで"
    rf"|(?:{_NUMBER}月の?)?(?:第{_NUMBER}週|末|初め|始め|頭|半ば|中頃|中ごろ|{_WEEKDAY}){_PART}まで|{_AROUND}まで"
    rf"|(?:{_DAY}|{_NUMBER}月末)(?=を(?:締|期限|めど|目途|目安|目標))"
    rf"|(?:{_DAY}|{_WEEKDAY})(?=必着|締|期限|厳守)|(?:今日|今週|今月|来週|来月)いっぱい"
    rf"|(?:{_NUMBER}(?:日|週間|か月|カ月|ヶ月)以内)|(?:本日中|今日中|明日中|今週中|来週中|今月中|来月中|年内|年度内|月内)"
    rf"|{_NUMBER}月中(?=[、に])"
    r"|年内(?=[、に])|(?:明日|明後日|あさって)(?=[、にの]|[^ま中])"
)
_ASKED = re.compile(r"(?:お願い(?:いた)?します|お願いできますか|ください|いただきます|もらいます)ね?$")
_OPENING = re.compile(
    r"^(?:それでは|では|じゃあ|次に|続いて|まず|はい|ええ|なお|あと|そして|それから|宿題として)?[、]?"
)
_ONE_PERSON = re.compile(rf"^[^課局部室所市町村県国役]+{_PERSONS}$")
_UNTIL = ("まで", "以内", "中", "年内", "年度内", "月内")
SUBSTANCE = 2
"""So many letters must be left of a sentence for it to say what is to be done."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """`owner` "" where nobody is named or the speaker speaks of himself (`is_self`)."""

    owner: str = ""
    due: str = ""
    is_self: bool = False
    says_what: bool = True

    @property
    def has_somebody_or_a_day(self) -> bool:
        """What makes a request a task."""
        return bool(self.owner or self.due or self.is_self)

    @property
    def is_until(self) -> bool:
        """Whether it is said until when (12月1日までに)."""
        return self.due.endswith(_UNTIL)

    @property
    def is_asked(self) -> bool:
        """Whether what is wished is a task: until when, or of a person; of an office it is a wish."""
        return self.is_until or bool(_ONE_PERSON.search(self.owner))

    @property
    def is_promise(self) -> bool:
        """Whether 〜ます says what will be done for the meeting: by whom and when, or until when."""
        return bool(self.due) and (bool(self.owner or self.is_self) or self.is_until)


def assigned(sentence: str) -> Assigned:
    """What a sentence says of who and when."""
    named = (one["who"] or one["title"] or one["called"] for one in _OWNER.finditer(sentence))
    owner = next((name for name in named if not name.endswith(_NOT_OFFICES)), "")
    if not owner and (surname := _surname().search(sentence)):
        owner = surname[1]
    when = _DUE.search(sentence)
    rest = _OPENING.sub("", _ASKED.sub("", sentence))
    for gone in (owner, when[0] if when else ""):
        rest = rest.replace(gone, "", 1)
    is_self = owner in _SELF
    return Assigned(
        "" if is_self else owner, when[0] if when else "", is_self, len(rest.strip("、にでをは")) >= SUBSTANCE
    )


@cache
def _surname() -> re.Pattern[str]:
    """A surname alone, by the particle after it: 三浦が, 及川は, 小野寺のほうで."""
    lines = bundled("resources", "cues", "よくある姓.txt").read_text(encoding="utf-8").splitlines()
    names = (name for line in lines if not line.startswith("#") for name in line.split())
    return re.compile(
        rf"(?<![一-鿿々ァ-ヴー])({'|'.join(sorted(names, key=len, reverse=True))})(?:のほうで|のほうが|が|は|、)"
    )
