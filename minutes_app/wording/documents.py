"""Words and sentences that stand in documents and text exports; the numbers come from `minutes.fields`."""

GUESSED = "（録音から推定）"
BLANK = "＿＿＿＿＿＿"
UNNAMED = "話者不明"
UNHEARD = "（聞き取れず）"
NOT_TRANSCRIBED = "（この間は文字にできませんでした）"
NEEDS_CHECK = "（要確認）"
ABSENT = "欠席"

DEMO_NOTE = "お試し用の認識モデル（合成音声で作ったもの）による文字起こしです。実際の会議録には使えません。"
NOTHING_HEARD = "録音から聞き取れた発言はありませんでした。"

HEADINGS = {
    "occasion": "開催概要",
    "notes": "ご注意",
    "agenda": "議題",
    "points": "要点",
    "decisions": "決定事項",
    "tasks": "今後の対応",
    "others": "了承・要望など",
    "marks": "録音中の印",
    "utterances": "発言",
}
OCCASION_LINES = (
    "日時",
    "場所",
    "主催",
    "議長",
    "出席者",
    "欠席者",
    "配布資料",
    "次回",
    "記録者",
    "録音",
    "認識モデル",
)
POINT = "要点"
TASK_OWNER = "担当"
TASK_DUE = "期限"
UNTITLED = "（会議名なし）"

CSV_COLUMNS = ("番号", "開始", "終了", "話者", "発言", "議題", "要確認")
CSV_CHECK = "要確認"


def skipped_note(places: int, length: str) -> str:
    """Broken sound that was left out; `length` is 1.2秒."""
    return f"録音に{places}か所・計{length}の読み飛ばしがあります（音声が壊れていたため）。"


def failed_note(length: str, places: list[str]) -> str:
    """Stretches that recognition gave up on; the first five `places` (00:10:00～00:20:00) are named."""
    named = "、".join(places[:5]) + ("ほか" if len(places) > 5 else "")
    where = f"（{named}）" if named else ""
    return f"録音のうち計{length}{where}は文字にできませんでした。その間の発言は録音を聞いて補ってください。"


def check_note(count: int) -> str:
    """How many paragraphs carry 要確認."""
    return f"聞き取りに自信のない発言が{count}件あります（「要確認」の印）。録音と照らし合わせてください。"


def duration(milliseconds: int) -> str:
    """1時間2分3秒, 1.2秒: tenths below ten seconds, so that a short gap does not read as 0秒."""
    if milliseconds < 10_000:
        return f"{max(milliseconds, 100) / 1000:.1f}秒".replace(".0秒", "秒") if milliseconds else "0秒"
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "時間"), (minutes, "分"), (seconds, "秒"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def recording_line(name: str, length: str) -> str:
    """会議録音.mp3（3分12秒）."""
    return f"{name}（{length}）" if length else name


def recordings_line(lines: list[str], whole: str) -> str:
    """All recordings in one line, with their sum where there are several."""
    text = "、".join(lines)
    return f"{text}　計{whole}" if len(lines) > 1 else text


def own_recording(whole: str, parts: int) -> str:
    """Recorded by this program: the names of its parts say nothing to a reader."""
    return f"このプログラムで録音（{whole}）" if parts == 1 else f"このプログラムで録音（{whole}、ファイル{parts}個）"


def pause(at: str, span: str) -> str:
    """00:10:00の時点（14:10～14:25）."""
    return f"{at}の時点" + (f"（{span}）" if span else "")


def paused_note(pauses: list[str]) -> str:
    """Where the recording was paused."""
    return f"録音を一時停止したところが{len(pauses)}か所あります: {_some(pauses)}。その間の発言は録音されていません。"


def missing_note(places: list[str], length: str) -> str:
    """Where sound is missing."""
    total = f"・計{length}" if length else ""
    return f"録音の音が途切れたところが{len(places)}か所{total}あります: {_some(places)}。時刻はずれていません。"


def _some(places: list[str]) -> str:
    return "、".join(places[:5]) + (" ほか" if len(places) > 5 else "")
