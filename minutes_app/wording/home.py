"""What the list of meetings says beyond `wording.gui`: states that a person sets, the wastebasket, going on."""

from minutes_app.wording.message import Message, one_line

STANDINGS = {
    "proofreading": "校正中",
    "review": "確認中（関係者に見てもらっている）",
    "confirmed": "確定（これ以上直さない）",
}
STANDING = "状態を変える"
STANDING_SAFE = "確定にしたあとで直すと、状態は「校正中」に戻ります。"
CONFIRM_NOT = "まだ確定できません。次のところを直すか、確かめてください。"
CONFIRM_THERE = "確かめる画面へ"
CONFIRM_MOST = 6
DELETE = "削除…"
DELETE_LOST = "ごみ箱に移す"
DELETE_KEEP = "やめる"
DELETED = "ごみ箱に移しました。元に戻すには、ごみ箱で「元に戻す」を選んでください。"
BATCH = "まとめて取り込む（一括）"
COMING = "{0}件まで読みました…"


def going_on(title: str, state: str) -> str:
    """Which meeting 「続きから」 opens."""
    return f"続きから: {one_line(title, 60)}（{state}）"


def not_confirmed(lines: tuple[str, ...]) -> str:
    """What stands against 確定, the first lines of it."""
    rest = len(lines) - CONFIRM_MOST
    return "\n".join((*lines[:CONFIRM_MOST], *([f"ほかに{rest}か所あります。"] if rest > 0 else [])))


def delete_ask(title: str) -> str:
    """The question before a meeting goes."""
    return f"「{one_line(title, 60)}」をごみ箱に移しますか？"


def delete_hint(length: str) -> str:
    """What goes with it."""
    sound = f"録音（{length}）と、" if length else ""
    return (
        f"{sound}文字起こし、直した内容、書き出した会議録が、フォルダーごとごみ箱に移ります。"
        "ごみ箱を空にするまでは元に戻せます。フォルダーの外に書き出した文書は残ります。"
    )


def not_deleted(title: str) -> Message:
    """The system has no wastebasket for that place, or it refused."""
    return Message(
        f"「{one_line(title, 60)}」をごみ箱に移せませんでした。",
        "会議はそのまま残っています。何も消えていません。",
        "共有フォルダーなど、ごみ箱のない場所かもしれません。「フォルダーを開く」で場所を開き、情報担当の方に相談してください。",
    )


def busy_meeting() -> Message:
    """A meeting that this window works on."""
    return Message(
        "この会議は、いま録音中か文字起こし中です。",
        "会議はそのままです。",
        "終わってから、または中止してから、もう一度お試しください。",
    )
