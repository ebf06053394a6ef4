"""What the terminal says around every command."""

DESCRIPTION = "会議の録音をこのPCの中だけで文字に起こし、Wordの会議録にします。音声も文章もPCの外に出ません。"
COMMAND = "コマンド"
COMMANDS = "コマンド"
POSITIONALS = "指定するもの"
OPTIONS = "オプション"
USAGE = "使い方: "
HELP = "この説明を表示します"
VERSION = "版を表示します"
STOPPED = "中止しました。\n終わったところまでの文字起こしは保存されています。\n同じコマンドをもう一度実行すると、続きから始まります。"
STDOUT = "標準出力"

SUMMARY = {
    "gui": "ウィンドウを開きます（マウスとキーボードで使う画面）",
    "record": "会議を録音し、終わったら文字に起こして会議録を作ります",
    "recover": "中断された録音を直して、会議録を作ります",
    "transcribe": "録音を文字に起こし、会議録を作ります",
    "write": "保存してある会議から、会議録をもう一度作ります",
    "items": "決定事項・宿題などの案を発言から見つけ、確かめて会議録に入れます",
    "points": "要点を書き、その根拠の発言を付けます",
    "confirm": "根拠を確かめて、会議録を確定します",
    "publish": "会議録を、確認欄を付けて出席者の確認に回します（共有フォルダーに置きます）",
    "collect": "出席者に配った会議録の回答を集め、直しを反映するか見送るかを決めます",
    "finalize": "確定した会議録の確定版を作ります（書き込み保護のWordと、できればPDF）",
    "archive": "確定した会議をまるごと保管先にまとめます。保管したものの一覧も出します",
    "dispose": "職場の決まりで、確定した会議の録音を消し、廃棄記録に残します",
    "hand-over": "会議をまるごと1つのファイル（.kaigi）にまとめ、ほかのPCの人に渡せるようにします",
    "receive": "受け取ったファイル（.kaigi）の会議を取り込みます",
    "duties": "会議録がだれの復命書を兼ねるか、所感がまだの人はだれかを一覧し、書き留めます",
    "dates": "言葉で書かれた期限（来週の金曜、月末など）の日付を提案し、確かめて書き入れます",
    "effect": "会議ごとの作業時間、書かずに済んだ復命書、減った時間を表にします",
    "devices": "録音に使えるマイクとPCの音の取り込み口を一覧します",
    "templates": "会議録の様式（Wordのひな形）を調べ、確かめ、写し、今の様式から作ります",
    "models": "認識モデルを一覧・導入・取り込み・確認・削除します",
    "settings": "設定を見る・変える",
    "doctor": "このPCで何が使えるかを調べます",
}

USAGE_ERROR = "コマンドの書き方が正しくありません（{0}）。"
USAGE_ERRORS = (
    (r"the following arguments are required: (.+)", "次の指定が足りません: {0}"),
    (r"argument (.+): expected one argument", "{0} の後に値を書いてください。"),
    (r"argument (.+): expected at least one argument", "{0} の後に値を1つ以上書いてください。"),
    (
        r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)",
        "{0} に {1} は指定できません。使えるもの: {2}",
    ),
    (r"argument (.+): invalid \S+ value: (.+)", "{0} の値 {1} が正しくありません。"),
    (r"argument (.+): not allowed with argument (.+)", "{0} と {1} は同時に指定できません。"),
    (r"argument (.+): ignored explicit argument (.+)", "{0} に値 {1} は付けられません。"),
    (r"unrecognized arguments: (.+)", "知らない指定があります: {0}"),
    (r"one of the arguments (.+) is required", "次のどれかを指定してください: {0}"),
)


def see_help(program: str) -> str:
    """How to see the help of a command."""
    return f"「{program} --help」で使い方を表示します。"
