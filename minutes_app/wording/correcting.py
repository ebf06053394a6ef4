"""What the 校正 editor says about 起こし直し, new utterances, notes, missing text, rules, history and marks."""

from minutes_app.wording.message import one_line
from minutes_app.wording.times import clock, length

# 操作
MORE = "そのほか"
MORE_HELP = "発言にできることと、そのキー"
MENU_SPEECH, MENU_MARKS, MENU_ITEMS = "発言", "印とメモ", "決定・宿題・要点"
AGAIN_BUTTON = "もう一度起こす"
NEW_BUTTON = "発言を足す"
NOT_EDITABLE = "閲覧だけできる会議なので、変えられません。"
COPIED = "選んだ発言をコピーしました。ExcelやWordにも貼り付けられます。"
NOTHING_TO_PASTE = "貼り付ける文字がありません。"
COMMENT_TITLE = "メモ"
COMMENT_ASK = "校正する人どうしのメモ（会議録には載りません）"
ASSIGN = "選んだ発言をこの話者に"
SAMPLE = "声を聞く"

# 発言を足す
NEW_TITLE = "発言を足す"
NEW_TIME, NEW_SPEAKER, NEW_TEXT = "時刻", "話者", "発言"
NEW_HERE = "再生位置"
NEW_TIME_HINT = "例: 00:12:30、12:30、12:30.5"
NEW_WRONG_TIME = "時刻は 00:12:30 か 12:30 のように書いてください。"
NEW_DO = "足す"
CANCEL = "やめる"

# 文字のない声
HEAR, LEAVE = "聞く", "このままでよい"

# もう一度起こす
AGAIN_TITLE = "もう一度起こす"
MODEL = "認識モデル"
HOTWORDS = "出てきそうな言葉"
HOTWORDS_HINT = "人名や事業名を空白で区切って"
AGAIN_DO, AGAIN_STOP = "起こす", "中止する"
AGAIN_WAITING = "ほかの会議の文字起こしが終わってから始まります。"
UNCHANGED = "発言と直したところは変わっていません。"
TRY_AGAIN = (
    "「起こす」を押すと、もう一度試せます。続けて止まるときは、別の認識モデルを選ぶか、情報担当の方にお知らせください。"
)
CLOSE_AGAIN = "選んだ部分をもう一度起こしている途中です。閉じますか？"
CLOSE_AGAIN_HINT = "閉じると、新しい文はできません。いまの発言はそのまま残ります。"
AGAIN_STOPPED = "中止しました。発言は変わっていません。"
AGAIN_SAFE = "「新しい文に替える」を押すまで、発言と直したところは変わりません。替えたあとも「元に戻す」で戻せます。"
OLD, NEW = "今の発言", "新しく起こした文"
OLD_MARK = "〔取り消し線〕なくなる文字　〔下線〕新しい文字"
TAKE, KEEP = "新しい文に替える", "今のままにする"
NO_TEXT = "（文字になる声は聞き取れませんでした）"
NO_UTTERANCE = "（発言なし）"
SAME = "今の発言と同じ文になりました。"
DEMO_MODEL = "（お試し用）"
NO_READY_MODEL = "使える認識モデルがありません。"
TOO_LONG = "一度に起こし直せるのは10分までです。選ぶ発言を減らしてください。"

# ルール
RULES_BUTTON = "ルールを編集…"
WITH = "使うもの"
TYPED = "下に書いた文字"
RULES_TITLE = "置換のルール"
RULE_SET = "ルールの名前"
RULE_COLUMNS = ("検索する文字", "置き換える文字", "正規表現")
RULE_NAME = "ルールの一覧"
SET_NEW, SET_REMOVE, SET_IMPORT, SET_EXPORT = "新しいルール集…", "このルール集を消す", "取り込む…", "書き出す…"
RULE_ADD, RULE_REMOVE = "行を足す", "行を消す"
SET_ASK = "ルール集の名前"
SET_FILES = "ルール (*.csv *.tsv *.txt)"
SET_REMOVE_SURE = "このルール集を消しますか。消したルールは元に戻せません（書き出したファイルは残ります）。"
HEADER = ("検索", "置換", "正規表現")
YES_MARK = "○"
STARTERS = {
    "用字": (
        ("下さい", "ください"),
        ("致します", "いたします"),
        ("頂きます", "いただきます"),
        ("頂いて", "いただいて"),
        ("有難う", "ありがとう"),
        ("有り難う", "ありがとう"),
        ("宜しく", "よろしく"),
        ("出来ます", "できます"),
        ("出来る", "できる"),
        ("出来ない", "できない"),
        ("予め", "あらかじめ"),
        ("且つ", "かつ"),
        ("何卒", "なにとぞ"),
        ("ヶ月", "か月"),
        ("ヵ月", "か月"),
        ("ケ月", "か月"),
    ),
    "専門用語": (),
}
"""Sets that are there at the beginning: 用字 from 公用文作成の考え方 (令和4年1月 文化審議会建議) and its appendix."""

# 履歴
HISTORY_TITLE = "変更の履歴"
HISTORY_COLUMNS = ("日時", "変えた人", "したこと", "内容")
HISTORY_NAME = "変更の一覧。Enterでその発言へ移ります"
HISTORY_EMPTY = "まだ何も変えていません。"
HISTORY_READING = "読んでいます…"
HISTORY_GO = "この発言へ"
ONLY_THIS = "選んでいる発言だけ"
UNKNOWN_PERSON = "（不明）"

# 録音中の印
TAKE_MARKS, LEAVE_MARKS = "発言に引き継ぐ", "今はしない"
_MARKS = {"agenda": "議題", "decision": "決定", "task": "宿題", "important": "重要"}


def look_count(count: int) -> str:
    """The button that goes to the next 要確認."""
    return f"次の要確認（{count}）" if count else "次の要確認"


def gap_here(start_ms: int, end_ms: int) -> str:
    """Where the position stands now somebody speaks, and nothing is written."""
    return f"{clock(start_ms)}～{clock(end_ms)}に、文字になっていない声があります。"


def left(key: str) -> str:
    """The help of the button that leaves a voice without text."""
    return f"聞いて、書くことがないと確かめたとき（{key}）"


def marks_waiting(counts: dict[str, int]) -> str:
    """Marks from the recording that have not been taken over."""
    named = "、".join(f"{_MARKS[kind]}{count}" for kind, count in counts.items())
    return f"録音中に付けた印があります（{named}）。"


def again_about(start_ms: int, end_ms: int, count: int) -> str:
    """Which stretch is heard again."""
    said = f"発言{count}件" if count else "発言のないところ"
    return f"{clock(start_ms)}～{clock(end_ms)}（{length(end_ms - start_ms)}、{said}）を起こし直します。"


def model_name(name: str, *, demo: bool) -> str:
    """A model to choose."""
    return name + DEMO_MODEL if demo else name


def bad_rules(line: int) -> str:
    """A file of rules cannot be read."""
    return (
        f"{line}行目が読めないため、取り込みませんでした。今のルールは変わっていません。"
        "1行に「検索する文字,置き換える文字」の順で書いたCSVかテキストのファイルを選んでください。"
    )


def bad_rule(find: str, why: str) -> str:
    """A rule with a regular expression that cannot be used."""
    return f"ルール「{one_line(find, 40)}」の正規表現の書き方が違います（{one_line(why)}）。"


def rule_count(count: int) -> str:
    """How many rules a set has."""
    return f"{count}件のルール"


def day_and_time(iso: str) -> str:
    """2026-01-15T10:30:05+09:00 as 1月15日 10:30:05; what is no such text stays."""
    day, _, rest = iso.partition("T")
    parts = day.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(rest) < 8:
        return one_line(iso, 40)
    return f"{int(parts[1])}月{int(parts[2])}日 {rest[:8]}"


def became(old: str, new: str) -> str:
    """One wording and the next."""
    return f"「{one_line(old, 60)}」→「{one_line(new, 60)}」"


def quoted(text: str) -> str:
    """What was said."""
    return f"「{one_line(text, 60)}」"


def several(first: str, count: int) -> str:
    """The first of several utterances."""
    return f"{first} ほか{count - 1}件" if count > 1 else first


def at(at_ms: int, text: str) -> str:
    """Something at a time."""
    return f"{clock(at_ms)} {text}"


def is_now(name: str) -> str:
    """What an utterance became."""
    return f"→{name}"


STATES = {
    "checked": ("確認済", "確認前"),
    "hidden": ("非公開", "公開"),
    "deleted": ("削除", "復元"),
    "important": ("重要", "重要を外す"),
}
"""Field of an utterance → what it is called when it is set, and when it is not any more."""
