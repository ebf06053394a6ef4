"""Fields of meetings, from nothing at all to more than anybody wants to read."""

from typing import Any

from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.paperwork import DutyReport, Kind, Paperwork
from minutes_app.minutes.duties import duties_of
from minutes_app.minutes.paperwork import paperwork_fields, person_fields
from minutes_app.word.links import link, place

Fields = dict[str, Any]

PEOPLE = [
    {"所属": "総務部総務課", "職名": "課長", "氏名": "髙橋 一郎"},
    {"所属": "都市整備部交通政策課", "職名": "課長補佐", "氏名": "山﨑 太郎"},
    {"所属": "一般社団法人 地域公共交通研究所", "職名": "主任研究員", "氏名": "𠮷田 花子"},
    {"所属": "", "職名": "公募委員", "氏名": "鈴木 二郎"},
]
SPEECH = (
    "それでは、定刻になりましたので始めます。お忙しいところお集まりいただき、ありがとうございます。",
    "資料1に基づき、事務局から説明します。昨年度の利用者数は前年度に比べて約4.2％の減となっており、特に市街地の循環線で"
    "減少が目立ちます。このため、路線の統合と、予約制の乗合タクシーの試行を組み合わせる案を検討しています。",
    "異議なし。",
)
LONG = (
    "一関市における地域公共交通網の再編及び持続可能な移動手段の確保に関する総合的な検討を行うための"
    "庁内横断プロジェクトチーム第12回拡大会議"
)
WILD = "髙﨑𠮷です。👍🎉\n2行目 A & B <b>太字</b> {{ 会議名 }} \x0b\ud800" + "長い発言。" * 300


def utterances(count: int) -> list[Fields]:
    """Speech with numbers, so that none can be lost or change places unseen."""
    return [
        {
            "話者": PEOPLE[index % 4]["氏名"] if index % 5 else "",
            "職名": PEOPLE[index % 4]["職名"] if index % 5 else "",
            "内容": f"第{index}発言。{SPEECH[index % 3]}",
            "時刻": f"{index // 300:02}:{index // 5 % 60:02}:{index % 5 * 12:02}",
            "要確認": index % 7 == 3,
            "しおり": place(f"_kaigi{index}"),
        }
        for index in range(count)
    ]


def meeting(said: int = 40, people: int = 6, **changes: Any) -> Fields:
    """A whole meeting."""
    proof = {"時刻": "00:00:00", "根拠": link("_kaigi0", "[00:00:00]")}
    point = {"内容": "来年度は2路線を統合する案を軸に検討する。", **proof}
    fields = (
        nothing()
        | papers(people)
        | {
            "会議名": "令和8年度 第3回 地域公共交通会議",
            "日時": "令和8年11月23日（月）午後2時00分～午後3時30分（録音から推定）",
            "場所": "市役所3階 第2会議室",
            "主催": "都市整備部交通政策課",
            "議長": "髙橋 一郎",
            "出席者一覧": [PEOPLE[index % 4] for index in range(people)],
            "出席者数": people or "",
            "欠席者一覧": PEOPLE[2:3],
            "議題一覧": [
                {"番号": 1, "題名": "バス路線の見直しについて", "要点一覧": [point, point], "発言一覧": []},
                {"番号": 2, "題名": "その他", "要点一覧": [], "発言一覧": []},
            ],
            "要点一覧": [point, point],
            "発言一覧": utterances(said),
            "決定事項一覧": [
                {"内容": "実証運行を令和9年4月から行う。", "時刻": "00:00:12", "根拠": link("_kaigi1", "[00:00:12]")},
                {"内容": "運賃は据え置く。", "時刻": "", "根拠": ""},
            ],
            "今後の対応一覧": [
                {"内容": "費用の見積りを協議する。", "担当": "交通政策課", "期限": "12月15日（火）", **proof},
                {"内容": "住民説明会の日程を調整する。", "担当": "", "期限": "", "時刻": "", "根拠": ""},
            ],
            "その他の結果一覧": [{"種類": "要望", "内容": "バス停に屋根を付けてほしい。", **proof}],
            "根拠一覧": [quoted("決定事項1", 1), quoted("要望1", 0), quoted("要点1", 0)] if said > 1 else [],
            "配布資料一覧": [{"番号": "1", "名称": "路線別利用者数の推移"}, {"番号": "1-2", "名称": "路線見直し案"}],
            "次回": "令和8年12月21日（月）午後2時00分",
            "録音": "会議1123.m4a（1時間32分10秒）",
            "認識モデル": "large-v3-turbo",
            "注意書き一覧": ["録音に3か所・計1.2秒の読み飛ばしがあります（音声が壊れていたため）。"],
            "作成日": "令和8年11月24日",
        }
    )
    return fields | changes


def quoted(name: str, number: int) -> Fields:
    """A row of 根拠一覧: what the utterance of that number says."""
    said = utterances(number + 1)[number]
    time = said["時刻"]
    mark = {"リンク": link(f"_kaigi{number}", f"[{time}]"), "しおり": said["しおり"]}
    return {"項目": name, "内容": "項目の文。", "時刻": time, "話者": said["話者"], "発言": said["内容"], **mark}


def filed(people: int, kind: Kind = "internal") -> Occasion:
    """An occasion with everything that an office files with it; one in seven is excused, every second has written."""
    names = [(PEOPLE[n % 4], f"{PEOPLE[n % 4]['氏名']}{'' if n < 4 else n}") for n in range(people)]
    attendees = tuple(Attendee(name, one["所属"], one["職名"]) for one, name in names)
    duties = [DutyReport(one.name, impression="周知を急ぐ必要がある。\n髙﨑𠮷👍 " * 2) for one in attendees[::2]]
    duties += [DutyReport(one.name, "excused", "委員のため") for one in attendees[1::7]]
    return Occasion(
        date="2026-11-23",
        attendees=attendees,
        paperwork=Paperwork(
            kind=kind,
            document_number="交政第123号",
            drafted_on="2026-11-24",
            kept_for="5年",
            openness="partly",
            openness_reason="個人情報を含むため",
            observers="3",
            secretariat=attendees[:2],
            signers=("議長　髙橋 一郎", "委員　山﨑 太郎"),
            approvers=("部長", "課長", "課長補佐", "係長", "主査", "主任", "主事"),
            circulation=("総務課長", "財政課長"),
            ordered_on="2019-05-01",
            errand="第3回 地域公共交通会議への出席",
            notices=("監査委員から例月出納検査の結果の報告",),
            duties=tuple(duties),
        ),
    )


def papers(people: int, kind: Kind = "internal") -> Fields:
    """The fields of `filed`, with the first who reports as 復命者."""
    occasion = filed(people, kind)
    reporting = [duty for duty in duties_of(occasion) if duty.standing != "excused"]
    own = {"復命者": person_fields(reporting[0]), "別添": "20261123_会議録（要点筆記）.docx"} if reporting else {}
    return paperwork_fields(occasion) | own


def nothing() -> Fields:
    """A meeting of which nobody has said anything yet."""
    texts = "会議名 開催日 開始時刻 終了時刻 日時 場所 主催 議長 記録者 出席者数 次回 録音 認識モデル 作成日"
    lists = "出席者一覧 欠席者一覧 議題一覧 発言一覧 要点一覧 決定事項一覧 今後の対応一覧 配布資料一覧 注意書き一覧"
    lists += " その他の結果一覧 根拠一覧"
    everything: Fields = dict.fromkeys(texts.split(), "") | {name: [] for name in lists.split()} | {"お試し": False}
    return paperwork_fields(Occasion()) | everything


def long_names() -> Fields:
    """Names that no column was made for."""
    person = {
        "所属": LONG,
        "職名": "首席運輸企画専門官（総務企画担当）兼務",
        "氏名": "エリザベス・アレクサンドラ・山﨑𠮷太郎",
    }
    wild = {"話者": LONG, "職名": "", "内容": WILD, "時刻": "100:00:01", "要確認": True, "しおり": ""}
    many = [{"内容": WILD, "時刻": "100:00:01", "根拠": "", "担当": LONG, "期限": LONG}] * 8
    duty = person | {"所感": WILD}
    return meeting(
        0,
        0,
        会議名=LONG * 2,
        場所=LONG * 3,
        出席者一覧=[person] * 3,
        出席者数=3,
        発言一覧=[wild],
        要点一覧=[],
        決定事項一覧=many,
        今後の対応一覧=many,
        復命者一覧=[duty],
        所感待ち一覧=[person] * 3,
        復命者=duty,
        決裁欄一覧=[person["職名"]] * 7,
        次回=LONG,
        議題一覧=[{"番号": n, "題名": LONG, "要点一覧": [], "発言一覧": []} for n in range(1, 9)],
    )


MEETINGS: dict[str, Fields] = {
    "何もない": nothing(),
    "発言なし": meeting(0, 1, 欠席者一覧=[], 要点一覧=[]),
    "発言1件": meeting(1, 1, 要点一覧=[]),
    "お試し": meeting(40, 40, お試し=True),
    "長い名前": long_names(),
}
