"""What 設定 and the first start say: names of sections and buttons, answers, and help where a command would be none."""

from minutes_app.wording import doctor
from minutes_app.wording.gui import FORMAT_NAMES
from minutes_app.wording.message import one_line, size as memory
from minutes_app.wording.models import FAULTS, FITS, STATES, size
from minutes_app.wording.record import LEVELS
from minutes_app.wording.settings import HELP, PAGES, SOURCES, TITLES, expected, shown

SETTINGS = "設定"
MENU_SETTINGS = "設定…(&S)"
SECTIONS = {
    "models": "認識モデル",
    "transcribe": "文字起こし",
    "glossary": "用語辞書",
    "templates": "様式",
    "devices": "音声デバイス",
    "library": PAGES["library"],
    "window": PAGES["window"],
    "network": "通信",
    "logs": PAGES["logs"],
    "audit": PAGES["audit"],
    "archive": PAGES["archive"],
    "checkup": "このPCの診断",
    "about": "情報",
}
SEARCH = "設定を探す"
_KNOWN_AS = {
    "models": "ダウンロード USBメモリー 導入 取り込む 入れる large-v3-turbo whisper",
    "glossary": "単語 人名 事業名 ことば 辞書",
    "templates": "ワード Word テンプレート docx ひな形",
    "devices": "マイク スピーカー 試し 録音 音が入らない 音量",
    "checkup": "点検 doctor GPU メモリー 空き 問い合わせ",
    "about": "版 バージョン ライセンス ログ 動作の記録の場所",
}
FOUND = "見つかった設定"
NOTHING_FOUND = "その言葉の設定は見つかりませんでした。"
SECTION_LIST = "設定の種類"
CHOOSE = "選ぶ…"
RESET = "初めの値に戻す"
YES = "はい"
DETAILS = "そのほかの設定"

_CHOICES = {
    "transcribe.device": {"auto": "自動（GPUがあれば使う）", "cpu": "CPU", "cuda": "GPU（NVIDIA）"},
    "transcribe.compute_type": {"auto": "自動", "int8": "int8（軽い）", "float32": "float32（重くて正確）"},
    "archive.audio": {"keep": "残す", "after_confirmed": "確かめたうえで消せるようにする"},
    "logs.level": {"error": "エラーだけ", "warning": "注意まで", "info": "ふつう", "debug": "細かく"},
    "window.theme": {"system": "PCの設定に合わせる", "light": "明るい", "dark": "暗い"},
    "documents.formats": {"docx": "Word（docx）", **FORMAT_NAMES},
}
_HELP = {
    "archive.audio": "消すのは、確定した会議で、保留になっていないものだけです。自動では消しません。",
    "models.default": "上の一覧で選んで「ふだん使う」を押しても変えられます。",
    "capture.device": "上の一覧の名前です。空欄ならPCの標準のマイク、「none」ならマイクを録りません。",
    "capture.system": "オンライン会議の相手側の声です。上の一覧の名前か、「default」（PCから今出ている音）です。空欄なら録りません。",
    "documents.default_templates": "上の一覧の名前か、.docxファイルの場所です。2つ以上は「、」で区切ります。",
    "transcribe.device": "自動は、使えるGPUがあれば使い、なければCPUで計算します。結果は同じです。",
    "transcribe.compute_type": "自動は、このPCに合うものを選びます。",
    "logs.level": "下のものほど細かくなります。会議の内容は、どれでも記録しません。",
    "window.theme": "",
}
_APPLIES = {
    "models": "次の文字起こしから使われます。",
    "transcribe": "次の文字起こしから使われます。",
    "capture": "次の録音から使われます。",
    "documents": "次の書き出しから使われます。",
    "network": "次のダウンロードから使われます。",
    **dict.fromkeys(("audit", "archive", "editor"), "もう使われています。"),
    "window": "",
}
_NEXT_START = "次にこのアプリを開いたときから使われます。"
_EXPECTED = {"device": "上の一覧の名前（300文字まで）"}

# 認識モデル
MODELS_HINT = "会議の音声を文字にするためのものです。インターネットに接続するのは、ここで「入れる」を押したときだけです。録音や文章は送りません。"
COLUMNS = ("名前", "状態", "大きさ", "メモリー")
INSTALL = "入れる"
INSTALL_AGAIN = "入れ直す"
STOP = "中止する"
STOPPING = "止めています…"
IMPORT_ZIP = "zipから取り込む…"
IMPORT_FOLDER = "フォルダーから取り込む…"
EXPORT = "USBメモリーへ書き出す…"
VERIFY = "確かめる"
REMOVE = "削除する"
USE = "ふだん使う"
USED = "ふだん使うモデル"
MODEL_TABLE = "認識モデルの一覧"
MODEL_ZIPS = "認識モデル (*.zip)"
CHOOSE_ZIP = "認識モデルのzipを選ぶ"
CHOOSE_MODEL_FOLDER = "認識モデルのフォルダーを選ぶ"
CHOOSE_TARGET = "書き出し先を選ぶ"
KEEP = "残す"
CLOSING = "認識モデルを入れている途中です。閉じますか？"
CLOSING_HINT = "閉じると止まりますが、届いたところまでは残り、次は続きから始まります。"
CLOSING_HINT_ANEW = "閉じると止まります。このPCの認識モデルは変わらず、次は初めからになります。"
STOPPED = "中止しました。届いたところまでは残してあります。もう一度「入れる」を押すと、続きから始まります。"
STOPPED_OTHER = "中止しました。このPCの認識モデルは変わっていません。"
NONE = "まだありません"

# 様式
TEMPLATES_HINT = "会議録のもとになるWordの文書です。自分の様式は、下のフォルダーに.docxを置くと、ここに出ます。"
TEMPLATE_LIST = "様式の一覧"
OPEN_FOLDER = "様式のフォルダーを開く"
CHECK = "誤りがないか確かめる"
OPEN = "Wordで開く"
COPY = "写して自分の様式を作る…"
COPY_NAME = "新しい様式の名前"
COPIED = "様式「{0}」を作りました。Wordで直し、「誤りがないか確かめる」で確かめてから使ってください。"
BUILT_IN = "（はじめから入っている様式）"
CHECKING = "確かめています…"

# 用語辞書
GLOSSARY_HINT = (
    "人名や事業名など、会議に出てきそうな言葉を1行に1つ書くと、正しく文字になりやすくなります。すべての会議で使われます。"
    "1つの会議だけで使う言葉は「会議の準備」に書いてください。"
)
SAVE = "保存する"

# 音声デバイス
DEVICES_HINT = "会議の前に、5秒だけ録って聞いてみてください。試しの録音はこの画面を離れると消えます。"
MICROPHONES = "マイク"
OUTPUTS = "PCの音（オンライン会議の相手側）"
TRY = "5秒録って聞く"
USE_DEVICE = "これで録音する"
LOOK_AGAIN = "つなぎ直したので調べ直す"
LOOKING = "つながっている装置を調べています…"
STANDARD = "（PCの標準）"
CHOSEN = "（録音に使う）"
NO_MICROPHONE = "マイクが見つかりません。つないで電源を入れ、「つなぎ直したので調べ直す」を押してください。"
NO_OUTPUT = "音の出口（スピーカーやヘッドホン）が見つかりません。マイクの録音には影響ありません。"
TRYING = "録っています。ふだんの声で話してください…"
PLAYING = "録れた音を流しています…"
LEVEL = "音の大きさ"
NOTHING_TO_HEAR_WITH = "スピーカーやヘッドホンが見つからないため、録れた音を流せません。録音はできます。"
TRIALS = {
    "silent": "音が入っていません。マイクの電源とミュート、つなぎ方を確かめてください。",
    "quiet": "声が小さく入っています。マイクを近づけるか、PCの「サウンド」の設定で入力の音量を上げてください。",
    "good": "声がよく入っています。このまま録音できます。",
    "loud": "音が大きすぎて割れています。マイクを離すか、PCの「サウンド」の設定で入力の音量を下げてください。",
}

# このPCの診断
CHECKUP_HINT = (
    "このPCで何が使えるかを調べます。会議の中身は含まれません。問い合わせのときは、この結果をお伝えください。"
)
EXAMINE = "診断する"
EXAMINING = "調べています…"
COPY_TEXT = "コピー"
SAVE_TEXT = "保存…"
COPIED_TEXT = "診断の結果をコピーしました。メールなどに貼り付けられます。"
CHECKUP_FILE = "PCの診断.txt"
TEXT_FILES = "文章 (*.txt)"

# 情報
OPEN_LOG = "動作の記録のフォルダーを開く"
LICENCES = "使っている部品とライセンス"
LICENCE_COLUMNS = ("部品", "版", "ライセンス")
LICENCE_TEXT = "ライセンスの文面"
NO_LICENCE_TEXT = "この部品には、ライセンスの文面が付いていません。"
UNKNOWN_LICENCE = "（書かれていません）"

# 初めての準備
WELCOME = "はじめに、このPCを確かめます"
WELCOME_HINT = "録音や取り込みは、モデルを入れる前でもできます。文字起こしは、入れたあとで始められます。"
OFFER = "このPCに合う認識モデル"
OFFER_NETWORK = "押したときだけインターネットに接続します。録音や文章は送りません。"
OFFER_USB = "インターネットにつながらないPCでは、つながる別のPCの「設定」→「認識モデル」からUSBメモリーに書き出し、ここで取り込みます。"
TOO_SMALL = (
    "このPCのメモリーでは、実際の会議に使える認識モデルを動かすのが難しいようです。情報担当の方に相談してください。"
)
USE_DEMO = "お試し用のまま始める"
DEMO_HINT = "お試し用（demo-ja）は動きを試すためのもので、実際の会議には使えません。あとで「設定」から入れられます。"
LATER = "あとで（会議の一覧へ）"
READY = "準備ができました。会議の一覧から始められます。"
TO_HOME = "会議の一覧へ"
PUT_IN = "認識モデルを入れる"

_ADVICE = {
    ("library", "unwritable"): "「設定」の「会議の保存」で書き込める場所を選ぶか、情報担当の方に相談してください。",
    (
        "models_folder",
        "unwritable",
    ): "「設定」の「認識モデル」で書き込める場所を選ぶか、情報担当の方に相談してください。",
    ("templates_folder", "unwritable"): "「設定」の「様式」で書き込める場所を選ぶか、情報担当の方に相談してください。",
    ("logs_folder", "unwritable"): "「設定」の「動作の記録」で書き込める場所を選ぶか、情報担当の方に相談してください。",
    ("audit", "unwritable"): "「設定」の「操作の記録」で書き込める場所を選ぶか、情報担当の方に相談してください。",
    ("memory", "small"): "「設定」の「認識モデル」で、軽いモデル（small）を入れて「ふだん使う」を押してください。",
    ("graphics", "compute_type"): "「設定」の「文字起こし」で「計算の精度」を初めの値に戻してください。",
    (
        "models",
        "default",
    ): "「設定」の「認識モデル」で「{default}」を入れるか、入っているものを選んで「ふだん使う」を押してください。",
    (
        "models",
        "damaged",
    ): "「設定」の「認識モデル」で壊れているものを選び、「入れ直す」を押すか、もう一度取り込んでください。",
    ("models", "demo"): "「設定」の「認識モデル」で「{suggestion}」を入れるか、USBメモリーから取り込んでください。",
    ("models", "none"): "「設定」の「認識モデル」で「{suggestion}」を入れるか、USBメモリーから取り込んでください。",
    ("library", "leaves"): "差し支えるときは、「設定」の「会議の保存」でPCの中だけの場所を選んでください。",
    ("audit", "off"): "とるときは、「設定」の「操作の記録」で選んでください。",
}


def found_in(section: str) -> str:
    """What a section is looked for by."""
    return f"{SECTIONS.get(section, '')} {_KNOWN_AS.get(section, '')}"


def to_section(section: str) -> str:
    """The button that leads to a section that was found."""
    return f"「{SECTIONS[section]}」を開く"


def choice(key: str, value: str) -> str:
    """One value of a setting that has several."""
    return _CHOICES.get(key, {}).get(value, value)


def help_of(key: str) -> str:
    """What a setting is for, said for who has the window before them."""
    return _HELP.get(key, HELP.get(key, ""))


def hint(key: str, kind: str) -> str:
    """What a setting is for, and the limits of a number."""
    return f"{help_of(key)}（{expected(kind)}）" if kind.startswith("int:") else help_of(key)


def limits(kind: str) -> str:
    """What may be typed."""
    return f"使える値は、{_EXPECTED.get(kind) or expected(kind)}です。"


def refused(value: str, kind: str) -> str:
    """A value that is none."""
    return f"「{one_line(value, 60)}」は使えません。{limits(kind)}"


def origin(source: str) -> str:
    """Where a value comes from."""
    return SOURCES[source]


def locked(source: str) -> str:
    """Why a setting cannot be changed."""
    where = "管理者の設定の値です。" if source == "policy" else "初めの値に固定されています。"
    return f"管理者が固定しているため、変えられません。{where}"


def overridden(key: str, value: object, source: str) -> str:
    """Kept, but another layer wins for now."""
    return f"保存しましたが、今は{SOURCES[source]}が優先され、値は「{shown(key, value)}」のままです。"


def kept(key: str) -> str:
    """After a change: when it counts."""
    if key == "library.folder" or key.startswith("logs."):
        return f"保存しました。{_NEXT_START}"
    return f"保存しました。{_APPLIES.get(key.partition('.')[0], '')}"


def leaves() -> str:
    """A place that is not on this PC alone."""
    return "ただし、この場所はOneDriveなどと同期されるか、共有サーバーにあり、録音がPCの外に出ることがあります。"


def put_back(key: str, value: object) -> str:
    """After a reset."""
    return f"初めの値「{shown(key, value)}」に戻しました。"


def asked_to_remove(name: str) -> str:
    """Before a removal."""
    return f"認識モデル「{name}」をこのPCから削除しますか？"


def remove_hint(count: int) -> str:
    """What a removal means."""
    return f"{size(count)}が空きます。会議の録音と文章は消えません。もう一度入れれば、また使えます。"


def model_row(state: str, count: int, needed: int, fits: bool) -> tuple[str, str, str]:
    """State, size and memory of a model."""
    return STATES[state], size(count), f"{memory(needed)}（{FITS[fits]}）"


def download_time(count: int) -> str:
    """How long a download may take; said with the speed that it assumes."""
    minutes = max(1, round(count / 5e6 / 60))
    return f"毎秒5MBの回線で約{minutes}分"


def model_details(title: str, good_for: str, licence: str, place: str) -> str:
    """What a model is good for, its licence, and where it is."""
    parts = (f"{title}: {good_for}" if title else good_for, f"ライセンス: {licence}" if licence else "", place)
    return "\n".join(part for part in parts if part)


def faulty(faults: tuple[tuple[str, str], ...]) -> str:
    """A damaged model."""
    told = "、".join(f"{one_line(name)}（{FAULTS[kind]}）" for name, kind in faults[:3])
    return f"壊れているため使いません: {told}。「入れ直す」を押すか、元のフォルダーかzipをもう一度取り込んでください。"


def model_ready(name: str) -> str:
    """After an install or import."""
    return f"認識モデル「{name}」を使えるようになりました。次の文字起こしから使えます。"


def model_already(name: str) -> str:
    """Nothing to do."""
    return f"認識モデル「{name}」はもう入っています。"


def model_good(name: str) -> str:
    """After a check."""
    return f"認識モデル「{name}」のファイルをすべて読んで確かめました。問題ありません。"


def model_bad(name: str, faults: tuple[tuple[str, str], ...]) -> str:
    """After a check that found something."""
    return f"認識モデル「{name}」は{faulty(faults)}"


def model_exported(path: str) -> str:
    """After an export."""
    return f"書き出しました: {path}。別のPCの「設定」→「認識モデル」→「zipから取り込む…」で使えます。"


def model_removed(name: str, *, left: str) -> str:
    """After a removal."""
    rest = f"同じ名前のモデルが別の場所（{left}）にもあり、これからはそちらを使います。" if left else ""
    return f"認識モデル「{name}」を削除しました。{rest}"


def ignored(names: tuple[str, ...]) -> str:
    """Files that were not taken."""
    return f"モデルに必要のないファイルは取り込みませんでした（{'、'.join(names[:5])}{' ほか' if len(names) > 5 else ''}）。"


def install_button(name: str, count: int) -> str:
    """The offer of the first start."""
    return f"{name} を入れる（{size(count)}、{download_time(count)}）"


def glossary_count(words: int, used: int, most: int) -> str:
    """How much of the room is taken."""
    return f"{words}語（{used}文字 / {most}文字まで）"


def words_too_many(used: int, most: int) -> str:
    """More than a setting holds."""
    return f"言葉が多すぎます（{used}文字。{most}文字まで）。よく出てくる言葉を残してください。"


def level(judged: str) -> str:
    """How loud it is, in a word."""
    return f"{LEVEL}: {LEVELS[judged]}"


def advice_here(name: str, outcome: str, facts: "dict[str, str | int]") -> str:
    """What to do about a finding, in the window: a place in 設定, not a command."""
    if here := _ADVICE.get((name, outcome)):
        return here.format(**{key: one_line(str(value)) for key, value in facts.items()})
    return doctor.advice(name, outcome, facts)


def title_of(key: str) -> str:
    """The name of a setting."""
    return TITLES.get(key, key)


def versions(program: str, parts: list[tuple[str, str]]) -> str:
    """Which program this is."""
    return f"会議録アプリ {program}\n" + "　".join(f"{name} {version}" for name, version in parts)


def places(library: str, settings_file: str, log: str) -> str:
    """Where things lie."""
    return f"会議の保存先: {library}\n設定ファイル: {settings_file}\n動作の記録: {log}"


PROMISE = (
    "会議の録音をこのPCの中だけで文字に起こし、Wordの会議録にします。音声も文章もPCの外に出ません（情報担当の方が庁内の言語モデルを設定し、人が下書きを頼んだときだけ、発言をそこに渡します）。\n"
    "このアプリはMITライセンスです。ウィンドウはQt（PySide6、LGPL-3）で作られ、Qtの部品は入れ替えられます。"
)
MODEL_LICENCES = "認識モデルのライセンス"
EXAMINING_PC = "このPCを調べています…（数秒かかります）"


def lacking(title: str, sentence: str) -> str:
    """Something that this PC does not have and does not need."""
    return f"－ {title}: {sentence}"


def offered(title: str, good_for: str, licence: str) -> str:
    """The model that is offered."""
    return f"{title}: {good_for}。ライセンス: {licence}"
