"""What the screen 会議録 says: the form, the preview, what is open, and how it goes out."""

from minutes_app.wording.message import one_line

TAB_WRITE = "書き出す"
TAB_FORM = "開催概要"
TABS = "会議録の面"

# 書き出す前に
OPEN_POINTS = "空欄と要確認。Enterでその場所へ"
OPEN_POINTS_HINT = "行を押すと、直すところが開きます。"
NO_DECISIONS = "決定事項が1つもありません（案を確かめるか、校正で発言に「決定」を付けます）"
NOTHING_SAID = "発言がまだありません（文字起こしがされていません）"


def blank(field: str) -> str:
    """A field that stays blank."""
    return f"空欄: {field}"


def guessed(field: str) -> str:
    """A field that was taken from the recording."""
    return f"録音から推定: {field}（合っているか確かめてください）"


def lost(at: str) -> str:
    """Missing sound."""
    return f"録音の途切れ: {at}"


def doubtful(at: str, speaker: str, text: str) -> str:
    """An utterance that carries 要確認."""
    who = f" {one_line(speaker, 20)}" if speaker else ""
    return f"要確認: {at}{who}「{one_line(text, 40)}」"


def more_doubtful(count: int) -> str:
    """Those that are not listed."""
    return f"要確認: ほか{count}か所（校正の「次の要確認へ」で順に見られます）"


def counted(count: int) -> str:
    """Above the list."""
    return f"書き出す前に（{count}件）" if count else "書き出す前に"


# 開催概要
FORM_HINT = "直すとすぐに保存され、右のページに出ます。空欄のところは、会議録でも空欄になります。"
IS_RIGHT = "合っている"
IS_RIGHT_TIP = "録音から推定した内容が正しければ押してください。会議録の「録音から推定」の印が消えます"
GUESSED = "録音から推定しました。"
NEXT_MEETING = "例: 令和8年12月21日"
HANDOUTS = "1行に1つ"
AGENDA = "1行に1つ"


def is_right(field: str) -> str:
    """The button for one field, for who hears it."""
    return f"{field}は合っている"


# ページの見本
PREVIEW = "会議録のページ"
PREVIEW_TEMPLATE = "見る様式"
PREVIOUS, NEXT = "前のページ", "次のページ"
SMALLER, LARGER = "小さく", "大きく"
FIT = "幅に合わせる"
MAKING = "ページを作っています…"
OUTDATED = "内容が変わりました。ページを作り直しています…"
OUTLINE = "簡易表示"
OUTLINE_WHY = "簡易表示（文章だけ）です。WordかLibreOfficeが入っているPCでは、できあがりのページが見えます。"
OUTLINE_FAILED = "簡易表示（文章だけ）です。ページの表示ができませんでした。書き出しはできます。"
NO_TEMPLATE = "様式がありません。"


def beginning(text: str, letters: int) -> str:
    """The text, or as much of it as there is room for."""
    if len(text) <= letters:
        return text
    return f"{text[:letters]}\n\n（ここまでが初めの{letters}字です。続きは書き出した文書で見られます）"


def page_of(page: int, pages: int) -> str:
    """Where one is."""
    return f"{page} / {pages}ページ"


def zoom(percent: int) -> str:
    """How large the page is."""
    return f"{percent}%"


# 書き出した文書
WRITTEN_BEFORE = "書き出してある文書"
