"""Fields of meetings, from nothing at all to more than anybody wants to read."""

from typing import Any

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
    fields = nothing() | {
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
    return fields | changes


def quoted(name: str, number: int) -> Fields:
    """A row of 根拠一覧: what the utterance of that number says."""
    said = utterances(number + 1)[number]
    time = said["時刻"]
    mark = {"リンク": link(f"_kaigi{number}", f"[{time}]"), "しおり": said["しおり"]}
    return {"項目": name, "内容": "項目の文。", "時刻": time, "話者": said["話者"], "発言": said["内容"], **mark}


def nothing() -> Fields:
    """A meeting of which nobody has said anything yet."""
    texts = "会議名 開催日 開始時刻 終了時刻 日時 場所 主催 議長 記録者 出席者数 次回 録音 認識モデル 作成日"
    lists = "出席者一覧 欠席者一覧 議題一覧 発言一覧 要点一覧 決定事項一覧 今後の対応一覧 配布資料一覧 注意書き一覧"
    lists += " その他の結果一覧 根拠一覧"
    return dict.fromkeys(texts.split(), "") | {name: [] for name in lists.split()} | {"お試し": False}


def long_names() -> Fields:
    """Names that no column was made for."""
    person = {
        "所属": LONG,
        "職名": "首席運輸企画専門官（総務企画担当）兼務",
        "氏名": "エリザベス・アレクサンドラ・山﨑𠮷太郎",
    }
    wild = {"話者": LONG, "内容": WILD, "時刻": "100:00:01", "要確認": True, "しおり": ""}
    return meeting(
        0, 0, 会議名=LONG * 2, 場所=LONG * 3, 出席者一覧=[person] * 3, 出席者数=3, 発言一覧=[wild], 要点一覧=[]
    )


MEETINGS: dict[str, Fields] = {
    "何もない": nothing(),
    "発言なし": meeting(0, 1, 欠席者一覧=[], 要点一覧=[]),
    "発言1件": meeting(1, 1, 要点一覧=[]),
    "お試し": meeting(40, 40, お試し=True),
    "長い名前": long_names(),
}
