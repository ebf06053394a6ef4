"""What the recording screen of the window says, its small strip, and the icon that stays when the window is closed."""

from collections.abc import Mapping
from dataclasses import replace

from minutes_app import errors
from minutes_app.wording.capture import MARKS, watched
from minutes_app.wording.live import NO_MODEL
from minutes_app.wording.message import Message, one_line
from minutes_app.wording.record import CONSENT, LEVELS, SHORT_TRACKS
from minutes_app.wording.times import clock, length

__all__ = ["CONSENT", "LEVELS", "MARKS", "NO_MODEL", "SHORT_TRACKS"]

RECORD = "録音する"
RECORD_HINT = "「録音する」: 録音しながら文字にし、終わるとすぐ校正できます"
MENU_RECORD = "録音する(&N)"
BACK = "会議の一覧へ"

BEFORE = "始める前に"
START, STOP = "録音を始める", "録音を終わる"
PAUSE, RESUME = "一時停止", "録音を再開"
WITH_TEXT = "話している間に文字を出す"
STRIP, STRIP_HINT = "小さい帯にする", "ほかのウィンドウの上に、時間と印のボタンだけを出しておきます"
STATES = {
    "ready": "まだ録音していません",
    "starting": "録音の準備をしています…",
    "recording": "録音中",
    "paused": "一時停止中",
    "waiting": "装置を待っています",
    "saving": "録音を保存しています…",
    "writing": "文字起こしを仕上げています…",
}
SIGNS = {"recording": "●", "paused": "‖", "waiting": "…"}
"""Before the state, for who sees no colours."""

SOURCES = {"mic": "マイク", "system": "PCの音"}
SOURCE_HINTS = {"mic": "会場の声", "system": "オンライン会議の相手側の声（PCから出る音）"}
NOT_RECORDED = "録らない"
NO_DEVICE = "（つながっていません）"
LOOKING = "つながっている装置を調べています…"
LEVEL_NAME = "{0}の大きさ"
LEVEL_HINTS = {
    "silent": "音が届いていません。マイクのスイッチと接続を確かめてください。",
    "quiet": "マイクを話す人に近づけてください。",
    "good": "",
    "loud": "マイクを離すか、入力の音量を下げてください。",
}

TITLE, TITLE_HINT = "会議名", "空欄のままでも録音できます。あとから書けます"
AGENDA, AGENDA_HINT = "議題", "次第から貼り付けてください（1行に1つ）。空欄でもかまいません"
PREPARE = "出席者なども書く（会議の準備）…"
REVISE = "開催概要・議題・出席者を直す…"
REVISED = "開催概要を直しました。"
AGENDA_LIST = "議題の一覧。▶が今の議題です"
MARKS_TITLE = "印（その時刻に付きます）"
RECORD_LIST = "録音の記録（聞き取れた言葉、印、知らせ）"
NO_TEXT_WANTED = "録音中の文字は出しません。録音が終わったあとで文字に起こします。"
DRAFT_NAME = "今話している言葉"
PREPARING = "録音中の文字起こしの準備をしています…（録音はもう始まっています）"
CAUGHT = "前のウィンドウで始めた録音を引き継ぎました。録音は途切れていません。ここまでの文字と印も残っています。"

READ = "確認した"
ALARM = "録音についての知らせ"
OVER_HERE = "録音の画面へ"
BAR = "録音中"

TRAY = "会議録アプリ: 録音中"
TRAY_STAYS = "録音を続けています。ここを押すと、ウィンドウが開きます。"
TRAY_OPEN = "ウィンドウを開く"
STRIP_TITLE = "録音中 - 会議録アプリ"
STRIP_BACK = "ウィンドウへ"

CLOSE_QUESTION = "録音しています。ウィンドウを閉じますか？"
CLOSE_HINT = "録音を続けるときは、{0}から、いつでもウィンドウに戻れます。終わるときは、録音を保存してから閉じます。"
IN_TRAY, IN_STRIP = "画面の隅のアイコン", "小さい帯"
GO_ON_IN_TRAY = "録音を続ける（アイコンを残す）"
GO_ON_IN_STRIP = "録音を続ける（小さい帯を残す）"
STOP_AND_CLOSE = "録音を終わって閉じる"
DO_NOT_CLOSE = "閉じない"

OPEN = "開く"
MEND = "直して文字に起こす"
BROKEN = "途中で終わった録音が{0}件あります。録音は残っています。"
BROKEN_HINT = "途中で切れたところを直し（音は捨てません）、文字起こしへ進みます。一覧からも開けます。"

_NEXT_STEPS: dict[type[errors.MinutesError], str] = {
    errors.DeviceMissing: "装置をつなぎ直すか、ほかの装置を選んでから、もう一度「録音を始める」を押してください。",
    errors.SoundSystemMissing: "PCの音の設定を確かめてから、もう一度お試しください。急ぐときは、別の録音機で録ってください。",
    errors.RecorderDied: "もう一度「録音を始める」を押してください。録れたところまでは、会議の一覧から文字に起こせます。",
    errors.AlreadyRecording: "録音している画面で操作してください。その画面がもうないときは、30秒ほど待つと会議の一覧から開けます。",
    errors.NothingRecorded: "マイクの接続とスイッチを確かめてから、もう一度「録音を始める」を押してください。",
    errors.BadArguments: "マイクかPCの音のどちらかを選んでください。",
}
"""Error → what to do next on this screen, in place of a command."""

_WATCHED_NEXT = {
    "max_reached": "会議が続いているときは、もう一度録音を始めてください。上限は設定の「録音時間の上限」で変えられます。",
    "orphaned": "会議の一覧から開くと、文字起こしへ進めます。",
}


def next_step_here(error: errors.MinutesError, otherwise: str) -> str:
    """What to do next on this screen."""
    return _NEXT_STEPS.get(type(error), otherwise)


def watched_here(kind: str, facts: Mapping[str, str | int | float]) -> Message:
    """What a watchdog noticed, as the window says it: its next step is no command."""
    message = watched(kind, facts)
    return replace(message, next_step=_WATCHED_NEXT.get(kind, message.next_step))


def default_device(name: str) -> str:
    """The system's default, by the name it has now."""
    return f"PCの既定（{one_line(name, 60)}）" if name else "PCの既定"


def device_line(name: str, *, is_there: bool = True) -> str:
    """A device to choose."""
    return one_line(name, 80) + ("" if is_there else NO_DEVICE)


def mark_button(number: int, kind: str) -> str:
    """«2 決定»: the key and the name."""
    return f"{number} {MARKS[kind]}"


def mark_line(at_ms: int, kind: str, number: int = 0, title: str = "") -> str:
    """«00:12:34　◆ 議題2 予算について»."""
    return f"{clock(at_ms)}　◆ {MARKS[kind]}{number or ''}{f'　{one_line(title)}' if title else ''}"


def next_agenda(number: int, title: str) -> str:
    """«1 次の議題へ: 2. 予算について», or without a title «1 議題2を始める»."""
    return f"1 次の議題へ: {number}. {one_line(title, 30)}" if title else f"1 議題{number}を始める"


def agenda_line(number: int, title: str, *, is_now: bool) -> str:
    """An item of the agenda; a triangle stands before the one that is spoken of."""
    return f"{'▶ ' if is_now else '　'}{number}. {one_line(title)}"


def noted(at_ms: int, sentence: str, *, is_good: bool = False) -> str:
    """«00:12:34　⚠ …»: what a watchdog noticed, in the list."""
    return f"{clock(at_ms)}　{'✓' if is_good else '⚠'} {sentence}"


def turned(at_ms: int, *, paused: bool) -> str:
    """A pause begins or ends."""
    return f"{clock(at_ms)}　{'‖ 録音を一時停止しました' if paused else '● 録音を再開しました'}"


def free(hours: float) -> str:
    """How much the disk still takes."""
    if not hours:
        return ""
    return f"ディスクの空き 約{hours:.0f}時間分" if hours >= 1 else "ディスクの空き 1時間分未満"


def advice(levels: Mapping[str, str]) -> str:
    """What to do about the levels before the recording. The far end may be silent: nobody speaks there yet."""
    silent_far = {"system": "silent"}
    wrong = {track: word for track, word in levels.items() if LEVEL_HINTS[word] and silent_far.get(track) != word}
    return "\n".join(f"{SOURCES[track]}: {LEVEL_HINTS[word]}" for track, word in wrong.items())


def unread(count: int) -> str:
    """How many alarms nobody has read yet, besides the one that is shown."""
    return f"ほかに{count}件" if count else ""


def saved(length_ms: int, lost_ms: int) -> str:
    """The recording is a part of its meeting."""
    gaps = f"欠落は計{lost_ms / 1000:.1f}秒です。" if lost_ms else "欠落はありません。"
    return f"録音は保存されています（{length(length_ms)}）。{gaps}"


def bar_line(state: str, position_ms: int) -> str:
    """«● 録音中 00:12:34»: above the other screens, in the strip and in the tray."""
    return f"{SIGNS.get(state, '')} {STATES[state]} {clock(position_ms)}".strip()
