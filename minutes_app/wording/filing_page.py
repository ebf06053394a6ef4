"""What the window says on the page 確定版と保管."""

from collections.abc import Iterable, Sequence

from minutes_app.wording.closing import (
    COPIES_STAY,
    FINAL,
    NO_FINAL,
    NO_RECORD,
    NOTHING_LEFT,
    RESTORED,
    STATES,
    lines_lost,
)
from minutes_app.wording.message import one_line, size

TITLE = "確定版と保管"
MENU = "この会議の確定版と保管…(&K)"
OPEN = "確定版と保管…"
ABOUT = "確定した会議録の確定版を作り、会議をまるごと保管先にまとめ、職場の決まりで録音を消して記録に残します。"
FINAL_SECTION = FINAL
MAKE_FINAL = "確定版を作る"
OPEN_FOLDER = "フォルダーを開く"
ARCHIVE_SECTION = "保管"
ARCHIVE = "保管先にまとめる…"
ARCHIVE_WHERE = "保管先のフォルダーを選ぶ"
ARCHIVE_ASK = "この会議をまるごと保管先にまとめますか？"
ARCHIVE_YES = "まとめる"
SOUND_SECTION = "録音の廃棄"
HOLD = "保留にする…"
RELEASE = "保留を解く"
HOLD_TITLE = "録音の保留"
HOLD_ASK = "保留にする理由を書いてください（例: 情報公開請求があったため）"
DELETE = "録音を消す…"
DELETE_ASK = "この会議の録音を消しますか？　元には戻せません。"
DELETE_YES = "消す"
CANCEL = "やめる"
RECORD_SECTION = "廃棄記録"
NOT_CONFIRMED = "会議録がまだ確定していません。確定すると、確定版を作り、保管できます。"
NOT_ARCHIVED = "まだ保管していません。"


def finals(rows: Iterable[tuple[int, str, str, str, str, str]], lost: Sequence[int]) -> str:
    """(edition, form, when, file, state, sha256) of each file of a 確定版; `lost`: lines that cannot be read."""
    lines = [
        f"第{edition}版　{one_line(form, 60)}　{at}　{one_line(name)}　{STATES[state]}\nSHA-256: {digest}"
        for edition, form, at, name, state, digest in rows
    ]
    return "\n".join(lines) or (lines_lost(lost) if lost else NO_FINAL)


def archives(rows: Iterable[tuple[str, str]]) -> str:
    """(when, file) of each archive."""
    return "\n".join(f"{at}　{one_line(name, 200)}" for at, name in rows) or NOT_ARCHIVED


def rule(text: str) -> str:
    """The office's rule."""
    return f"この職場の決まり: {text}"


def held(reason: str, who: str, at: str) -> str:
    """While a hold lasts."""
    return f"保留中（{one_line(who, 40)}、{at}）: {one_line(reason, 200)}"


def doomed(rows: Iterable[tuple[str, int]]) -> str:
    """(name, bytes) of each file that would go."""
    lines = [f"消せる録音: {one_line(name)}（{size(count)}）" for name, count in rows]
    return "\n".join(lines) or NOTHING_LEFT


def delete_hint(rows: Iterable[tuple[str, int]], by: str) -> str:
    """Below the question."""
    return f"{doomed(rows)}\n{rule(by)}\n{COPIES_STAY}\n消したことは廃棄記録に残ります。"


def records(rows: Iterable[tuple[str, str, str, str, str]], lost: Sequence[int]) -> str:
    """(when, who, file, rule or "" for one put back, sha256) of each; `lost`: the lines that cannot be read."""
    lines = [
        f"{at}　{who}　{one_line(name)}　{by or RESTORED}\nSHA-256: {digest}" for at, who, name, by, digest in rows
    ]
    lines += [lines_lost(lost)] if lost else []
    return "\n".join(lines) or NO_RECORD
