"""What `minutes record` and `minutes recover` say: the line that stands, keys, the beginning and the end."""

from minutes_app.wording.capture import MARKS
from minutes_app.wording.times import clock, length

SHORT_TRACKS = {"mic": "マイク", "system": "PCの音"}

SPEAKS = {"mic": "会場", "system": "オンライン"}
"""Whose voice a track is, before somebody is named."""

LEVELS = {"silent": "無音", "quiet": "小さい", "good": "適正", "loud": "大きすぎ"}
"""By `capture.level.judged`."""

STATES = {
    0: "準備中",
    1: "録音中",
    2: "一時停止中",
    3: "装置を待っています",
    4: "終わりました",
    5: "止まりました",
}
"""By `capture.desk.State`."""


def mark_line(at_ms: int, kind: str, number: int = 0) -> str:
    """After a key was pressed: «00:12:34 議題2»."""
    return f"{clock(at_ms)}　印を付けました: {MARKS[kind]}{number or ''}"


def status(position_ms: int, state: int, sources: list[str], free_hours: float) -> str:
    """«● 録音中 00:12:34　マイク ■■■■□□□□□□ 適正　残り 120時間»: the line while recording."""
    free = f"　空き 約{free_hours:.0f}時間分" if free_hours >= 1 else "　空き 1時間分未満" if free_hours else ""
    return f"{'●' if state == 1 else '○'} {STATES[state]} {clock(position_ms)}　{'　'.join(sources)}{free}"


HELP = {
    "device": "録音に使うマイクの名前（minutes devices で見られます。none: マイクを録らない）",
    "system": "一緒に録るPCの音の名前（default: PCから今出ている音。省略すると録りません）",
    "live": "話している間に、文字起こしを表示します",
    "max": "録音時間の上限（時間。既定 8）",
    "mirror": "録音の控えを同時に書くフォルダー（別のディスクなど）",
    "no_transcribe": "録音だけして、文字起こしと会議録の作成はしません",
    "recover_meeting": "会議のフォルダー（省略すると、中断された録音をすべて調べます）",
}

CONSENT = (
    "録音を始めます。録音していることを、会議の始めに出席者へお知らせください。"
    "（例:「会議録を作るため、この会議を録音しています。録音は会議録の作成だけに使います。」）"
)
"""Shown and logged at the start of every recording."""

KEYS = "1 議題　2 決定　3 宿題　4 重要　5 休憩　6 再開　7 採決　8 遅参　9 退席　p 一時停止/再開　q 終了"
NO_KEYS = "止めるには Ctrl-C を押すか、このコマンドを終了させてください。"
PREPARING = "録音の準備をしています…"
PAUSED = "一時停止しました。「p」でもう一度録音を始めます。"
RESUMED = "録音を再開しました。"
STOPPING = "録音を終わります…"


def said(at_ms: int, track: str, text: str) -> str:
    """An utterance as it is heard: «00:12:34 会場: それでは始めます。»."""
    return f"{clock(at_ms)} {SPEAKS[track] + ': ' if track else ''}{text}"


def draft(text: str) -> str:
    """What is being said, behind the line."""
    return f"　「{text}…" if text else ""


def started(folder: str) -> str:
    """When the first sample is on the disk."""
    return f"録音しています。保存先: {folder}"


def stopped(length_ms: int, lost_ms: int) -> str:
    """When all recorders have closed."""
    gaps = f"欠落は計{lost_ms / 1000:.1f}秒です。" if lost_ms else "欠落はありません。"
    return f"録音は保存されています（{length(length_ms)}）。{gaps}"


def go_on(folder: str) -> str:
    """How to come to the text of a recording that was kept without one."""
    return f"文字起こしは、次のコマンドでいつでも始められます。\n  minutes recover {quoted(folder)}"


def quoted(path: str) -> str:
    """A path as one word of a command line."""
    return f'"{path}"' if " " in path or "　" in path else path


def interrupted(count: int) -> str:
    """The line at other commands."""
    return f"中断された録音が{count}件あります。録音は残っています。「minutes recover」で会議録にできます。"


NOTHING_TO_RECOVER = "中断された録音はありません。"


def still_running(folder: str) -> str:
    """A recording that goes on."""
    return f"録音中です: {folder}"


def attached(folder: str) -> str:
    """A recording that went on without its window."""
    return f"続いている録音を引き継ぎました: {folder}"


def recovered(folder: str, length_ms: int, mended: int, behind_ms: int, lost_ms: int) -> str:
    """What an interrupted recording holds, in sentences."""
    parts = [f"中断された録音: {folder}\n{length(length_ms)}の録音が残っています。"]
    if mended:
        parts.append(f"途中で切れていたファイル{mended}個を直しました（音は捨てていません）。")
    parts.append(
        f"最後の約{max(1, round(behind_ms / 1000))}秒は書き込みが間に合わず、失われました。"
        if behind_ms > 500
        else "失われたのは、長くても最後の1秒です。"
    )
    if lost_ms:
        parts.append(f"録音中の欠落は計{lost_ms / 1000:.1f}秒です。")
    return "".join(parts)
