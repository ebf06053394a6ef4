"""The fields a template may name: Japanese name, meaning, example. `minutes templates fields` prints this table.

It is also what `word.check` knows of the fields, and what `minutes.fields` has to deliver, no more and no less.
"""

from dataclasses import dataclass

BLANK = "（未記入）"
NOTHING_RECORDED = "（記載なし）"
TRIAL = "お試し用モデルで作成（実際の会議には使えません）"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `parts` are the names each entry of a list has; `yes_no` fields are for 「もし…なら」 (if) only."""

    name: str
    meaning: str
    example: str
    parts: tuple["Field", ...] = ()
    yes_no: bool = False


_TIME = Field("時刻", "録音の先頭からの時間", "00:14:32")
_PERSON = (
    Field("所属", "所属（課・団体など）", "総務部総務課"),
    Field("職名", "職名・役職", "課長"),
    Field("氏名", "氏名", "髙橋 一郎"),
)
_POINT = (Field("内容", "要点の文", "来年度は2路線を統合する案を軸に検討する。"), _TIME)
_UTTERANCE = (
    Field("話者", "話した人", "髙橋課長"),
    Field("内容", "発言の文", "それでは、定刻になりましたので始めます。"),
    _TIME,
    Field("要確認", "聞き取りに自信がない発言のとき「はい」", "はい／いいえ", yes_no=True),
)

FIELDS: tuple[Field, ...] = (
    Field("会議名", "会議の名称", "第3回地域公共交通会議"),
    Field("開催日", "開催日（和暦・曜日つき）", "令和8年11月23日（月）"),
    Field("開始時刻", "始まった時刻", "午後2時00分"),
    Field("終了時刻", "終わった時刻", "午後3時30分"),
    Field("日時", "開催日と時刻をまとめたもの", "令和8年11月23日（月）午後2時00分～午後3時30分"),
    Field("場所", "開催場所", "市役所3階 第2会議室"),
    Field("主催", "主催した部署・団体", "総務部総務課"),
    Field("議長", "議長・座長・進行役", "髙橋 一郎"),
    Field("記録者", "記録した人", "佐藤 花子"),
    Field("出席者一覧", "出席者（くり返し）", "出席者の人数分", _PERSON),
    Field("欠席者一覧", "欠席者（くり返し）", "欠席者の人数分", _PERSON),
    Field("出席者数", "出席者の人数", "12"),
    Field(
        "議題一覧",
        "議題（くり返し）",
        "議題の数だけ",
        (
            Field("番号", "議題の番号", "1"),
            Field("題名", "議題の名前", "バス路線の見直しについて"),
            Field("要点一覧", "その議題の要点（くり返し）", "要点の数だけ", _POINT),
            Field("発言一覧", "その議題の発言（くり返し）", "発言の数だけ", _UTTERANCE),
        ),
    ),
    Field("発言一覧", "会議のすべての発言（くり返し）", "発言の数だけ", _UTTERANCE),
    Field("要点一覧", "会議のすべての要点（くり返し）", "要点の数だけ", _POINT),
    Field(
        "決定事項一覧",
        "決定事項（くり返し）",
        "決定事項の数だけ",
        (Field("内容", "決まったこと", "実証運行を令和9年4月から行う。"), _TIME),
    ),
    Field(
        "今後の対応一覧",
        "今後の対応・宿題（くり返し）",
        "対応の数だけ",
        (
            Field("内容", "すること", "運行事業者と費用の見積りを協議する。"),
            Field("担当", "担当する人・部署", "交通政策課"),
            Field("期限", "期限", "12月15日まで"),
            _TIME,
        ),
    ),
    Field(
        "配布資料一覧",
        "配布資料（くり返し）",
        "資料の数だけ",
        (Field("番号", "資料の番号", "1"), Field("名称", "資料の名前", "路線別利用者数の推移")),
    ),
    Field("次回", "次回の開催予定", "令和8年12月21日（月）午後2時00分"),
    Field("録音", "録音ファイルの名前と長さ", "会議1123.m4a（1時間32分10秒）"),
    Field("認識モデル", "文字起こしに使った認識モデル", "large-v3-turbo"),
    Field("お試し", "お試し用モデルで作ったとき「はい」", "はい／いいえ", yes_no=True),
    Field("注意書き一覧", "読む人に知らせる注意（くり返し。1件が1つの文）", "録音の3か所・計1.2秒を読み飛ばしました。"),
    Field("作成日", "この会議録を作った日（和暦）", "令和8年11月24日"),
)

# A form for minutes should name one field of each group; 概ね各市の会議録作成規程に共通の記載事項 (名称・日時・場所・出席者・結果・経過).
EXPECTED: tuple[tuple[str, ...], ...] = (
    ("会議名",),
    ("日時", "開催日"),
    ("場所",),
    ("出席者一覧",),
    ("決定事項一覧",),
    ("発言一覧", "要点一覧", "議題一覧"),
)
