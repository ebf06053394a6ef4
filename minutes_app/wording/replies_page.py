"""What the window says on the page 回答の取りまとめ."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from minutes_app.wording.message import one_line
from minutes_app.wording.replies import STANDINGS, STATES, still_missing

TITLE = "回答の取りまとめ"
MENU = "この会議の回答を集める…(&L)"
OPEN = "回答を集める…"
TAB = "回答と保管"
OPEN_FIRST = "先に、会議の一覧から会議を開いてください。"
ABOUT = "出席者に配った会議録の回答（確認、修正意見、所感、本文の直し）を集め、1件ずつ会議録に反映するか見送るかを決めます。"
GATHER = "配った場所から集める"
GATHER_FILES = "ファイルを選んで集める…"
CHOOSE = "集めるファイルを選ぶ"
KINDS_OF_FILE = "Wordの文書 (*.docx)"
TAKE = "会議録に反映"
REFUSE = "見送る"
UNDO = "決定を取り消す"
PLAY = "ここを聞く"
STOP = "止める"
SHOW_DONE = "済んだ意見も表示"
REMIND = "催促の文をコピー"
COLUMNS = ("番号", "種類", "だれ", "どこ", "状態")
PEOPLE_COLUMNS = ("氏名", "回答")
LIST = "届いた意見"
PEOPLE = "回答の状況"
FILES_READ = "読んだ文書"
BACK = "会議録の画面へ"
DETAIL = "選んだ意見の内容"
NOTHING_PUBLISHED = "この会議の会議録は、まだ確認に出していません。先に会議録の画面で出席者に配ってください。"
NOTHING_YET = "まだ意見はありません。回答の入った文書を集めてください。"
ALL_DONE = "未決の意見はありません。"
CHOOSE_ONE = "左の一覧で意見を選ぶと、ここに内容が出ます。"
COPIED = "催促の文をコピーしました。メールやチャットに貼り付けてください。"
NO_SOUND = "この意見の所には、聞ける録音がありません。"
NO_DEVICE = "音を出す装置が見つかりません。"
CONFLICT = "衝突"
ASK_ANYWAY = "この意見の所は、配った後に変わっています。この意見のとおりにしますか？"
ASK_OTHER_SAID = "この方の所感は、もう書かれています。この回答の所感に替えますか？"
ANYWAY = "意見のとおりにする"
KEEP = "今のままにする"
NEEDS_HAND = "反映しても会議録の文は変わりません。読んで校正の画面で直し、済んだ印として使ってください。"
NOBODYS = (
    "出席者の中のだれのものか決められないので（同じ氏名の人が2人以上いるか、出席者から外れています）、反映しても所感は入りません。"
    "入れるときは、会議録の画面の「復命」で、その人の所感として書いてください。"
)

MARKED_UP_TO = 2_000
"""Characters of a text in which the differences are marked."""

_OLD, _NEW, _NOW, _BOTH, _ABOUT = "配った文", "意見", "今の文", "反映した後の文", "対象の文"


def summary(read: int, failed: int, unread: int) -> str:
    """After the files were read. `unread`: files that are no documents of the meeting, and may be answers."""
    beside = (
        f"ほかに、取り込んでいないファイルが{unread}つあります（「{FILES_READ}」に名前があります）。" if unread else ""
    )
    if failed:
        return f"⚠ {read}つの文書を読みました。うち{failed}つは読めませんでした（「{FILES_READ}」に理由があります）。{beside}"
    return f"{'⚠ ' if unread else ''}{read}つの文書を読みました。{beside}"


def anyway_hint(now: str) -> str:
    """Below the question: what would be lost."""
    return f"今の文: {one_line(now, 400)}\n「{ANYWAY}」を選ぶと、今の文は意見の文に置き換わります。校正の画面の「変更の履歴」で見られます。"


def state(state: str, *, conflict: bool) -> str:
    """The state in the list."""
    return f"{STATES[state]}（{CONFLICT}）" if conflict and state == "open" else STATES[state]


def standing(state: str, waiting: int, missing: Sequence[str]) -> str:
    """Where somebody stands; `missing`: the documents that he has not answered, where he has several."""
    rest = [still_missing(missing)] if missing else []
    rest += [f"未決{waiting}件"] if waiting else []
    return STANDINGS[state] + (f"（{'、'.join(rest)}）" if rest else "")


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as HTML: what goes is struck through, what comes is underlined and bold."""
    before, after = "", ""
    if max(len(old), len(new)) > MARKED_UP_TO:
        return _html(old), _html(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = _html(old[i1:i2]), _html(new[j1:j2])
        before += gone if kind == "equal" or not gone else f"<s>{gone}</s>"
        after += come if kind == "equal" or not come else f"<u><b>{come}</b></u>"
    return before, after


def detail(texts: dict[str, str], notes: Sequence[str]) -> str:
    """The page of one reply. `texts`: "head", "quoted", "old", "new", "now", "both", as far as there are any."""
    rows = [f"<p>{_html(texts.get('head', ''))}</p>"]
    old, new = texts.get("old", ""), texts.get("new", "")
    if texts.get("quoted"):
        rows.append(_row(_ABOUT, _html(texts["quoted"])))
    if old or texts.get("removed"):
        before, after = marked(old, new)
        rows += [_row(_OLD, before), _row(_NEW, after or "（削除）")]
    else:
        rows.append(_row(_NEW, _html(new)))
    rows += [_row(_NOW, _html(texts["now"]) or "（会議録にありません）")] if "now" in texts else []
    rows += [_row(_BOTH, _html(texts["both"]))] if "both" in texts else []
    rows += [f"<p>{_html(note)}</p>" for note in notes]
    return "".join(rows)


def rival(number: int, who: str) -> str:
    """Somebody else wants the same place otherwise."""
    return f"⚠ {number}番（{one_line(who, 60)}）と同じ所への別の直しです。"


def _row(name: str, html: str) -> str:
    return f"<p><b>{name}</b><br>{html}</p>"


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")
