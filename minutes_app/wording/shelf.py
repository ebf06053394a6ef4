"""What is said of the list of archived meetings: 保管の一覧."""

from collections.abc import Sequence
from pathlib import Path

from minutes_app.wording.closing import lines_lost
from minutes_app.wording.message import name_of, one_line

TITLE = "保管の一覧"
MENU = "保管の一覧…(&H)"
ABOUT = "今の保存先にある会議のうち、保管したものです。1つの会議につき、最後に保管したファイルを示します。"
COLUMNS = ("会議名", "開催日", "保存期間", "満了の日", "ファイルの今", "保管したファイル")
ENDED, HELD = "【満了】", "【保留中】"
ENDS = {"never": "期限なし", "unset": "決められていない", "unknown": "計算できない"}
FILES = {
    "there": "あり",
    "fits": "あり（SHA-256一致）",
    "changed": "保管した時と中身が違う",
    "missing": "ファイルがない",
    "no_place": "保管先が見つからない",
    "strange": "設定にないサーバーなので開かない",
    "unread": "読めない",
}
NO_DAY = "開催日の記載なし"
EMPTY = "保管した会議は、まだありません。"
ADVICE = (
    "このアプリは、保存期間が終わっても何も消しません。"
    "【満了】のものは、職場の文書管理の規程にある廃棄の手続きで、廃棄か延長かを決めてください。"
)
HELD_ADVICE = "【保留中】のものは、保留が解けるまで廃棄しないでください。"
READING = "保管の一覧を読んでいます"
READ_AGAIN = "読み直す"
VERIFY = "ファイルの中身を確かめる"
OPEN = "この会議の確定版と保管を開く"

HELP = {
    "list": "保管した会議を一覧します（保存期間の終わったものから）",
    "verify": "一覧のファイルのSHA-256を計算し直して確かめます（時間がかかります）",
}


def summary(count: int, ended: int) -> str:
    """What the list comes to."""
    if not ended:
        return f"保管した会議は{count}件です。保存期間の終わったものはありません。"
    return f"保管した会議{count}件のうち、{ended}件は保存期間が終わっています。"


def kept_for(text: str) -> str:
    """The 保存期間 as it was said; ― where nobody has."""
    return one_line(text, 40) or "―"


def lines(title: str, day: str, end: str, facts: Sequence[str]) -> str:
    """A meeting in the terminal. `end`: the 満了の日; `facts`: 保存期間, archived by whom, the file, what became of it."""
    period, archived, file, state = facts
    return "\n".join(
        (
            f"{one_line(title)}　{day or NO_DAY}",
            f"    満了の日: {end}　保存期間: {period}",
            f"    {archived}",
            f"    {one_line(file, 400)}　{state}",
        )
    )


def archived(at: str, who: str) -> str:
    """When, and by whom."""
    return f"保管: {at}　{one_line(who, 40)}"


def lost(folder: Path, numbers: Sequence[int]) -> str:
    """A meeting whose record cannot be read."""
    if numbers:
        return f"会議{name_of(folder)}: {lines_lost(numbers)}"
    return (
        f"会議{name_of(folder)}: この会議の記録（closing.jsonl）を開けないので、保管したかどうか分かりません。"
        "会議のフォルダーを開けるか確かめて、もう一度お試しください。"
    )


def lost_here(folders: Sequence[Path]) -> str:
    """All of them in the window; "" = none."""
    if not folders:
        return ""
    return (
        f"記録（closing.jsonl）に読めないところのある会議: {'、'.join(map(name_of, folders))}。"
        "保管や保留の記録かもしれません。情報担当の方に、控えから戻してもらってください。"
    )
