"""What 一括, the queue of many recordings, says."""

from minutes_app.wording.message import one_line
from minutes_app.wording.times import length, roughly

TITLE = "一括"
MENU = "まとめて取り込む（一括）(&B)"
HINT = "録音や録画のファイル、またはフォルダーを、ここへドラッグしてください。上から順に、1件ずつ別の会議にして文字に起こします。"
ADD_FILES = "ファイルを加える…"
ADD_FOLDER = "フォルダーを加える…"
CHOOSE_FOLDER = "録音・録画の入ったフォルダーを選ぶ"
START = "始める"
PAUSE = "一時停止"
RESUME = "再開する"
UP, DOWN = "上へ", "下へ"
CANCEL_ONE = "この録音をやめる"
AGAIN_ONE = "もう一度"
AGAIN_FAILED = "失敗したものをもう一度"
OPEN = "会議を開く"
OPEN_FOLDER = "フォルダーを開く"
TIDY = "終わったものを一覧から消す"
CHOOSE_DOCUMENTS = "様式と形式を選ぶ…"
CHOSEN_DOCUMENTS = "書き出す会議録"
NO_DOCUMENTS = "文字起こしだけします（会議録はあとで書き出せます）"
NO_DOCUMENTS_HINT = "選んだ会議録を、1件終わるごとに書き出します。1つも選ばなければ、文字起こしだけします。"
ACCEPT, CANCEL = "決める", "やめる"
TABLE = "録音の一覧。Enterで会議を開きます"
COLUMNS = ("録音", "長さ", "状態", "残り", "結果")
STATES = {
    "waiting": "待っています",
    "working": "▶ 文字起こし中",
    "writing": "▶ 会議録を作成中",
    "done": "✓ 終わりました",
    "failed": "✕ 失敗しました",
    "cancelled": "－ やめました",
}
PAUSED = "一時停止中"
EMPTY = "まだ何もありません"
EMPTY_HINT = (
    "何十件あっても、置いておけば順に終わります。途中でPCの電源が切れても、次に開いたとき、続きから始められます。"
)
SHOW = "一括を見る"
GO_ON = "続ける"
NOTHING_NEW = "新しい録音はありませんでした。一覧にあるか、録音・録画のファイルではありません。"
FORGET = "まだ終わっていない録音も一覧から消しますか？（録音のファイルは消えません）"

MOST_FAILURES = 3
ON = "閉じても続ける"
ON_HINT = (
    "「閉じても続ける」を選ぶと、ウィンドウを閉じても文字起こしが続きます。会議録アプリをもう一度開くと、元の画面に戻ります。"
    "「閉じる」を選ぶと止まりますが、終わったところまでは保存されていて、次に開いたとき続きから始められます。"
)
TRAY_OPEN, TRAY_QUIT = "開く", "止めて終わる"
TRAY_WORKING = "会議録アプリ: 文字起こしを続けています"
TRAY_DONE = "文字起こしが終わりました。会議録アプリを開くと、結果が見られます。"


def part_done(percent: int) -> str:
    """How far the recording in work is."""
    return f"{STATES['working']} {percent}%"


def written(count: int) -> str:
    """Done, with documents."""
    return f"{STATES['done']}（文書{count}件）"


def left(ms: int) -> str:
    """How long one recording still takes."""
    return roughly(ms)


def long(ms: int) -> str:
    """How long a recording is; "" while nobody knows."""
    return length(ms) if ms else ""


def summary(total: int, done: int, failed: int, cancelled: int) -> str:
    """How many are over, and how."""
    if not total:
        return ""
    parts = [f"{total}件のうち{done}件が終わりました"]
    if failed:
        parts.append(f"{failed}件は失敗しました")
    if cancelled:
        parts.append(f"{cancelled}件はやめました")
    return "、".join(parts) + "。"


def to_come(count: int, left_ms: int) -> str:
    """How many are still to come, and how long they take; `left_ms` -1 = nobody knows yet."""
    if not count:
        return ""
    time = f"、{roughly(left_ms)}" if left_ms > 0 else "（時間は、少し進むと分かります）" if left_ms < 0 else ""
    return f"残り{count}件{time}"


def failures(lines: list[str]) -> str:
    """What failed, and why; one a line, the first few."""
    more = [f"ほか{len(lines) - MOST_FAILURES}件（一覧で選ぶと、理由が出ます）"] if len(lines) > MOST_FAILURES else []
    return "\n".join(("失敗したもの:", *(f"・{line}" for line in lines[:MOST_FAILURES]), *more))


def failure(name: str, why: str) -> str:
    """One of them."""
    return f"{one_line(name, 60)}: {why}"


def unfinished(count: int) -> str:
    """The offer at the next start."""
    return f"前の一括が途中です（残り{count}件）。終わったところまでは保存されています。"


def paused_by(headline: str) -> str:
    """Why the queue stands still: something that would fail every recording."""
    return f"一括を止めました。{headline}"


def chosen(names: list[str]) -> str:
    """Which documents will be written."""
    return f"書き出す会議録: {'、'.join(names)}"
