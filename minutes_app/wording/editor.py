"""What stands in the 校正 editor: columns, buttons, keys, questions and notices."""

from minutes_app.wording.message import one_line

COLUMNS = ("時刻", "議題", "話者", "発言", "印")
COLUMN_SAMPLES = ("00:00:00", "議題", "佐々木課長補佐", "", "▼要確認 決定")
UNKNOWN_SPEAKER = "（不明）"
CHECKED, HIDDEN, DELETED, DECISION, TASK, NEEDS_LOOK = "確認済", "非公開", "削除", "決定", "宿題", "▼要確認"
IMPORTANT, COMMENT, GAP_AFTER = "重要", "メモ", "▽後に声"
IN_POINT = "要点"
FLAGS = {
    "low_confidence": "聞き取りに自信がありません",
    "loop": "同じ言葉の繰り返しになっています",
    "stock_phrase": "実際には話されていない決まり文句かもしれません",
    "no_text": "声があるのに文字になっていません",
    "failed": "文字に起こせませんでした",
    "echo": "スピーカーから回り込んだ声かもしれません",
    "voiceless": "声がないのに文字になっているかもしれません",
}
TABLE_NAME = "発言の一覧"
TEXT_NAME = "発言の文"
WAVE_NAME = "録音全体の波形。クリックした所へ移ります"
POSITION_NAME = "再生位置"
SPEED_NAME = "再生の速さ"
NO_SOUND = "音を出せる装置が見つからないため、音を聞かずに校正します。装置をつなぐと、次に再生するときから聞けます。"
NO_RECORDING = "この位置の録音ファイルが見つかりません。文字の校正はそのまま続けられます。"
SAVED, SAVING = "保存済み", "保存しています…"
LOADING = "会議を開いています…"
EMPTY = "この会議には、まだ発言がありません。"
NOTHING_TO_LOOK_AT = "要確認の所はもうありません。"
ALL_AGENDA = "（議題なし）"
READ_ONLY = "閲覧だけできます"
AGAIN = "編集できるか確かめる"
TAKE_OVER = "引き継いで編集する"
TAKE_OVER_SURE = "相手が今も編集していると、相手の続きの修正は保存できなくなります。引き継ぎますか。"
POINTS, ITEMS, SPEAKERS = "要点", "決定・宿題", "話者"
POINT_NAME = "要点の一覧"
ITEM_NAME = "決定・宿題の一覧"
SPEAKER_NAME = "話者の一覧"
SEND, UP, DOWN, REMOVE, LISTEN, ADD, MERGE = (
    "選んだ発言を送る",
    "上へ",
    "下へ",
    "削除",
    "聞く",
    "追加",
    "ほかの話者に統合",
)
NO_EVIDENCE = "根拠の発言なし"
FIND, PUT, REGEX, EXACT_CASE = "検索する文字", "置き換える文字", "正規表現", "大文字と小文字を区別"
REPLACE_TITLE, FILLER_TITLE = "検索と置換", "言いよどみの削除"
REPLACE_DO, FILLER_DO, CLOSE = "チェックした箇所を置き換える", "チェックした箇所を削除する", "閉じる"
HIT_COLUMNS = ("時刻", "前", "後")
HIT_NAME = "見つかった箇所"
ALL, NONE = "すべて選ぶ", "すべて外す"
NO_HIT = "見つかりません。"
KEYS_TITLE = "キー操作の一覧"
KEY_COLUMNS = ("キー", "すること", "使える所")
WHERE = {"table": "一覧", "anywhere": "一覧と入力中", "typing": "入力中"}
NEW_SPEAKER = "新しい話者…"
NEW_SPEAKER_ASK = "話者の名前"
KINDS = {
    "decision": "決定事項",
    "approval": "了承",
    "continued": "継続審議",
    "taken_back": "持ち帰り",
    "request": "要望",
    "report": "報告",
    "task": "宿題",
}
STATUS = {"proofreading": "校正中", "review": "確認中", "confirmed": "確定"}
"""The state of a meeting's minutes, as lists show it."""
EVIDENCE = "根拠"
ITEM_COLUMNS = ("種別", "内容", "担当", "期限")
SPEAKER_COLUMNS = ("キー", "名前", "発言数")

SKIP_SILENCE = "無音を飛ばす"
PLAY, PAUSE, BACK_3, AHEAD_3 = "再生", "一時停止", "3秒戻る", "3秒進む"
UNDO, REDO, FIND_BUTTON, LOOK_BUTTON = "元に戻す", "やり直す", "検索と置換", "次の要確認"

KEYS = {
    "edit": "発言を直す",
    "finish": "直し終える（入力した文字は残ります）",
    "hear": "この発言から聞く",
    "replay": "この発言をもう一度聞く（1秒前から）",
    "play": "再生・一時停止（止めると少し戻ります）",
    "back": "3秒戻る",
    "ahead": "3秒進む",
    "slower": "再生を遅くする",
    "faster": "再生を速くする",
    "skip": "無音を飛ばす・飛ばさない",
    "previous": "前の発言へ",
    "next": "次の発言へ",
    "look": "次の要確認へ",
    "look_back": "前の要確認へ",
    "again": "選んだ発言をもう一度起こす",
    "split": "文字の位置で発言を分ける",
    "merge": "次の発言とつなぐ",
    "new": "発言を足す",
    "speaker": "話者1～9にする（0は不明）",
    "agenda": "ここから議題1～9（0は議題なし）",
    "check": "確認済にする・戻す",
    "important": "重要にする・戻す",
    "hide": "非公開にする・戻す",
    "comment": "メモを書く（会議録には載りません）",
    "delete": "削除する・元に戻す",
    "decision": "決定事項にする",
    "task": "宿題にする",
    "point": "要点へ送る",
    "copy": "選んだ発言をコピー",
    "paste": "コピーした行を発言として貼り付け",
    "find": "検索と置換",
    "fillers": "言いよどみ（えー、あのー）を削除",
    "undo": "元に戻す",
    "redo": "やり直す",
    "history": "変更の履歴",
    "keys": "キー操作の一覧",
}
"""The sentence for each intent of `gui.editing.keys`."""


_KEY_NAMES = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Space": "スペース",
    "Del": "Delete",
}


def key_names(sequences: tuple[str, ...]) -> str:
    """Keys as they are printed on a keyboard, each once: Enter, Alt+←."""
    shown = ["+".join(_KEY_NAMES.get(part, part) for part in each.split("+")) for each in sequences]
    return " / ".join(dict.fromkeys(shown))


def shown_speed(rate: float) -> str:
    """How fast it plays."""
    return f"{rate:.1f}倍"


def agenda_entry(number: int, title: str) -> str:
    """An agenda item in a list: its number is the key."""
    return f"{number} {one_line(title)}"


def bad_pattern(why: str) -> str:
    """The regular expression cannot be used."""
    return f"正規表現の書き方が違います（{one_line(why)}）。"


def hit_count(count: int, chosen: int) -> str:
    """How many places were found."""
    return f"{count}か所見つかりました。{chosen}か所を選んでいます。"


def not_saved(headline: str, left: int) -> str:
    """The disk refuses an edit; it is tried again."""
    return f"まだ保存できていない修正が{left}件あります。{headline}直るまで自動でやり直します。"


def undo_name(name: str) -> str:
    """The undo button."""
    return f"元に戻す: {name}" if name else "元に戻す"


def redo_name(name: str) -> str:
    """The redo button."""
    return f"やり直す: {name}" if name else "やり直す"


def spoken_row(time: str, speaker: str, text: str, marks: str) -> str:
    """An utterance as a screen reader says it."""
    return "、".join(part for part in (time, speaker, text, marks) if part)


def evidence(count: int) -> str:
    """On how many utterances a point rests."""
    return f"根拠 {count}件" if count else NO_EVIDENCE


def speaker_label(number: int) -> str:
    """What a speaker is called until somebody gives a name."""
    return f"話者{number}"


def with_key(text: str, key: str) -> str:
    """A button's help: what it does, and its key."""
    return f"{text}（{key_names((key,))}）" if key else text


def position(at: str, whole: str) -> str:
    """Where the player is."""
    return f"{at} / {whole}"


def bracketed(text: str) -> str:
    """A place in a line, without colour."""
    return f"【{text}】"


def warned(sentence: str) -> str:
    """A warning, for who sees no colours."""
    return f"⚠ {sentence}"


def gap_line(start: str, end: str) -> str:
    """Somebody speaks after an utterance, and nothing is written."""
    return f"この後（{start}～{end}）に、文字になっていない声があります"


def menu_entry(text: str, key: str) -> str:
    """A line of a menu: what it does, and at the right its key."""
    return f"{text}\t{key_names((key,))}" if key else text
