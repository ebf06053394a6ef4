"""What the window says: names of buttons and screens, and the sentences of errors where a command line is no help."""

from dataclasses import replace

from minutes_app import errors
from minutes_app.wording.errors import explain, explain_bug
from minutes_app.wording.message import Message, one_line
from minutes_app.wording.steps_here import step_here
from minutes_app.wording.transcribe import notice

APP = "会議録アプリ"

# はじめに
IMPORT = "音声を取り込む"
IMPORT_HINT = "録音・録画のファイルから会議録を作ります（ここへドラッグしてもかまいません）"
CONTINUE = "続きから"
SEARCH = "会議名・日付・出席者・発言の言葉で探す"
SEARCH_LABEL = "会議を探す"
COLUMNS = ("開催日時", "会議名", "長さ", "状態", "開いている人")
STAGES = {
    "unrecorded": "録音なし",
    "unheard": "文字起こし前",
    "half_heard": "文字起こしの途中",
    "heard": "文字起こし済み",
    "edited": "校正中",
    "written": "会議録あり",
    "damaged": "壊れています",
}
HEARING = "文字起こし中"
RECORDING = "録音中"
INTERRUPTED = "録音が中断"
UNTITLED = "（会議名なし）"
NO_DATE = "（日付なし）"
TABLE = "会議の一覧。Enterで開きます"
OPEN = "開く"
WRITE = "会議録を書き出す"
OPEN_FOLDER = "フォルダーを開く"
NOTHING_FOUND = "見つかりませんでした。言葉を短くすると見つかることがあります。"
READING = "会議の一覧を読んでいます…"
EMPTY = "まだ会議がありません"
EMPTY_HINT = (
    "録音や録画のファイルを、このウィンドウのどこにでもドラッグしてください。"
    "文字に起こし、Wordの会議録にします。音声も文章もこのPCの外に出ません。"
)
SAMPLE = "見本の会議で試す（約3分の録音）"
CLOSE_NOTICE = "閉じる"

# 会議の準備
PREPARE = "会議の準備"
PREPARE_HINT = "すべて空欄のままでもかまいません。空欄は、会議録でも空欄になります。あとから書き足せます。"
PREPARE_CHANGE = "開催概要"
SOURCES = "取り込む録音"
ONE_MEETING = "1つの会議としてつなげる"
SEVERAL_MEETINGS = "別々の会議にする（{0}件）"
FIELDS = {
    "title": "会議名",
    "date": "開催日",
    "start": "開始時刻",
    "end": "終了時刻",
    "place": "場所",
    "organiser": "主催",
    "chair": "議長・司会",
    "note_taker": "記録者",
    "attendees": "出席者",
    "agenda": "議題",
    "handouts": "配布資料",
    "next_meeting": "次回",
}
ABSENT = "欠席"
PLACEHOLDERS = {
    "title": "空欄なら録音のファイル名",
    "date": "例: 令和8年11月23日、2026/11/23",
    "start": "例: 14:00、午後2時",
    "end": "例: 15:30、午後3時半",
    "place": "例: 市役所3階 第2会議室",
    "organiser": "例: 企画部 デジタル推進課",
    "chair": "",
    "note_taker": "",
    "attendees": "Excelの名簿から行をコピーして、ここに貼り付けてください\n例: 企画課　課長　佐藤一郎",
    "agenda": "次第から貼り付けてください（1行に1つ）",
}
ROSTER_FILE = "名簿のファイルから…"
ROSTER_FILES = "名簿 (*.xlsx *.xlsm *.csv *.tsv *.txt)"
START_HEARING = "文字起こしを始める"
SAVE = "保存する"
CANCEL = "やめる"
BACK = "会議の一覧へ"
TO_EDITOR = "校正する"
CHOOSE_RECORDINGS = "録音・録画のファイルを選ぶ"
RECORDING_FILES = "録音・録画"
ALL_FILES = "すべてのファイル"

# 文字起こし
STOP = "中止する"
STOPPING = "止めています…"
AGAIN = "もう一度"
MEND = "元に戻して開く"
LIVE = "聞き取れた言葉"
LIVE_EMPTY = "認識モデルの準備ができると、聞き取れた言葉がここに出ます。"
HEARD = "文字起こしが終わりました"
STOPPED = "中止しました。終わったところまでは保存されていて、一覧から開くと続きから始まります。"
TO_DOCUMENTS = "会議録を書き出す"
BUSY = "文字起こし中: "
SHOW = "見る"
NO_RECORDING = "この会議には録音がありません。"
STILL_RECORDING = "この会議は録音中です。録音が終わってから開いてください。"
MENDED = "会議を、最後に正しく保存された状態に戻しました。"
BUSY_CLOSE = "文字起こしの途中です。閉じますか？"
CLOSE_ANYWAY = "閉じる"
KEEP_OPEN = "閉じない"
HEARING_FIRST = "別の会議を文字に起こしています。終わってから始まります。"

# 会議録
TEMPLATES = "様式（Word）"
FORMATS = "ほかの形式"
FORMAT_NAMES = {
    "txt": "文章（txt）",
    "md": "Markdown（md）",
    "srt": "字幕（srt）",
    "vtt": "字幕（vtt）",
    "csv": "表（csv）",
    "json": "データ（json）",
}
OWN_TEMPLATE = "（自分の様式）"
ALL_WRITTEN = "空欄と要確認はありません。"
EXPORT = "書き出す"
WRITTEN = "書き出した文書"
CHOOSE_ONE = "様式か形式を1つ以上選んでください。"
NEW_EDITION = "人が直した文書は上書きせず、「第2版」として別に書き出します。"

# ウィンドウ
MENU_FILE, MENU_VIEW, MENU_HELP = "ファイル(&F)", "表示(&V)", "ヘルプ(&H)"
MENU_IMPORT, MENU_QUIT = "音声を取り込む…(&O)", "終了(&Q)"
MENU_REFRESH = "一覧を読み直す(&R)"
MENU_THEME, MENU_TEXT = "色合い(&C)", "文字の大きさ(&T)"
THEMES = {"system": "PCの設定に合わせる(&S)", "light": "明るい(&L)", "dark": "暗い(&D)"}
TEXT_SIZES = {100: "標準(&1)", 125: "大きい(&2)", 150: "とても大きい(&3)"}
MENU_ABOUT = "このアプリについて(&A)"
NO_SOUND_DROPPED = (
    "録音・録画のファイルが見つかりませんでした。音声か動画のファイル、またはそれが入ったフォルダーを置いてください。"
)
CANNOT_START = (
    "会議録アプリのウィンドウはもう開いていますが、答えません。そのウィンドウを閉じてから、もう一度開いてください。"
    "ウィンドウが見えないときは、PCを再起動してください。"
)
NO_DISPLAY = (
    "画面のない場所ではウィンドウを開けません。「minutes --help」で、ウィンドウを使わないコマンドの一覧が表示されます。"
)

HELP_FILES = "ウィンドウで取り込む録音・録画のファイルやフォルダー、受け渡しファイル（.kaigi）（いくつでも）"

_AGAIN = "「もう一度」を押すと、続きから始まります。"
_NEXT_STEPS: dict[type[errors.MinutesError], str] = {
    errors.EngineStopped: f"{_AGAIN}同じところで続けて止まるときは、情報担当の方にお知らせください。",
    errors.EngineFailed: f"{_AGAIN}続くときは、情報担当の方にお知らせください。",
    errors.NotEnoughMemory: "ほかのプログラムを閉じて、もう一度お試しください。",
    errors.ComputeTypeUnusable: "設定の「計算の精度」を「自動」に戻してから、もう一度お試しください。",
    errors.MeetingDamaged: "「元に戻して開く」を押すと、その状態に戻して開きます。壊れたファイルは消さずに残します。",
    errors.TemplateMissing: "様式のファイルを移したり、名前を変えたりしていないか確かめてください。",
    errors.TemplateFaulty: "Wordで様式の差し込みの書き方を直してから、もう一度お試しください。",
    errors.BadArguments: "もう一度お試しください。",
}
"""Error → what to do next in the window, in place of a command."""

_NOTICES = {
    "already_done": "この録音は、もう文字に起こしてあります。保存してある会議を開きます。",
    "demo_only": "お試し用の認識モデル（demo-ja）で文字に起こします。実際の会議には使えません。",
    "default_missing": "標準の認識モデルが入っていないため、入っている別の認識モデルを使います。",
}


def explain_here(error: errors.MinutesError) -> Message:
    """The message for `error` as the window says it: its next step is a button, not a command."""
    message = explain(error)
    if isinstance(error, errors.MeetingDamaged) and error.last_good is None:
        return message
    if isinstance(error, errors.MeetingInUse):
        return replace(message, next_step=message.next_step.split("それができなければ")[0])
    step = _NEXT_STEPS.get(type(error)) or step_here(error, message.next_step)
    return replace(message, next_step=step)


def explain_our_bug(log_place: str = "") -> Message:
    """The message for a mistake of the program itself."""
    return explain_bug(log_place)


def notice_here(kind: str, *facts: str) -> str:
    """The sentence for a notice of the pipeline."""
    return _NOTICES.get(kind) or notice(kind, *facts)


def opened_by(user: str, host: str) -> str:
    """Who has a meeting open."""
    return f"{one_line(user, 30) or '別の人'}（{one_line(host, 30) or '別のPC'}）"


def counted(place: int, total: int) -> str:
    """Which of several recordings is being worked on."""
    return f"{total}件のうち{place}件目"


def people(present: int, absent: int) -> str:
    """How a pasted list was understood."""
    return f"出席{present}人" + (f"、欠席{absent}人" if absent else "")


def lost_edits(count: int) -> str:
    """Edits that did not reach the disk."""
    return (
        f"直し{count}件を保存できませんでした。それより前の直しは保存されています。"
        "ディスクの空きと、保存先のフォルダーがつながっているかを確かめてください。"
    )


def about(version: str, library: str) -> str:
    """The text of the about box."""
    return (
        f"会議録アプリ {version}\n\n会議の録音をこのPCの中だけで文字に起こし、Wordの会議録にします。\n"
        f"音声も文章もPCの外に出ません。\n\n会議の保存先: {library}\n\n"
        "このウィンドウはQt（PySide6、LGPL-3）で作られています。"
    )
