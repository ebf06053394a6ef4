"""The words of made-up meetings, with which an office's own form is tried out. All names are invented."""

NAME = "試験 職員{:02}"
SAID = "発言{:03}。"
SPEECH = (
    "それでは、定刻になりましたので始めます。",
    "資料1に基づき、事務局から説明します。昨年度の利用者数は前年度に比べて約4.2％の減となっており、路線の統合と、予約制の"
    "乗合タクシーの試行を組み合わせる案を検討しています。",
    "異議ありません。",
)
TITLE = "第3回地域公共交通会議（様式の試し）"
PLACE = "市役所3階 第2会議室"
DEPARTMENTS = ("総務部総務課", "都市整備部交通政策課", "地域公共交通研究所")
POSTS = ("課長", "課長補佐", "主任研究員")
ABSENT = "試験 欠席者"
AGENDA = ("バス路線の見直しについて", "その他")
HANDOUTS = ("資料1 路線別利用者数の推移", "資料2 路線見直し案")
SPEAKER = "話者"
RECORDING = "会議1123.m4a"
ITEM = "事項{}: 実証運行を令和9年4月から行う。"
OWNER = "交通政策課"
DUE = "2026-12-15"
POINT = "要点{}: 来年度は2路線を統合する案を軸に検討する。"
DOCUMENT_NUMBER = "交政第123号"
KEPT_FOR = "5年"
REASON = "個人情報を含むため"
APPROVERS = ("部長", "課長", "係長")
ERRAND = "第3回地域公共交通会議への出席"
PERIOD = "令和8年11月23日"
NOTICE = "監査委員から例月出納検査の結果の報告"
IMPRESSION = "実証運行の周知を急ぐ必要があると感じた。"
