"""効果の測定: the table, the chart, what is still missing, and the one question on 操作感."""

from pathlib import Path

from minutes_app.wording.message import name_of
from minutes_app.wording.times import length

MENU = "効果の測定…(&E)"
TITLE = "効果の測定"
ABOUT = (
    "会議録づくりにかかった時間と、書かずに済んだ復命書を、会議ごとにまとめます。"
    "数えるのはこのPCで作業した分だけで、どこにも送りません。"
)
COLUMNS = (
    "開催日",
    "会議名",
    "長さ",
    "作業した時間",
    "減った復命書",
    "これまでの時間",
    "減った時間",
)
NO_NUMBER = "―"
TOTAL = "合計"
WHOLE = "すべての期間"
PERIOD = "期間"
TABLE_NAME = "会議ごとの効果"
CHART = "月ごとの時間（これまでと今）"
BEFORE = "これまで"
NOW = "今"
HOURS = "時間"
UNIT = "（単位: 時間）"
SAVE = "Excelに書き出す…"
SETTINGS = "測り方と基準の設定…"
READ_AGAIN = "集計し直す"
READING = "会議を集計しています…"
EMPTY = "この期間の会議は、まだありません。"
XLSX_FILES = "Excelブック (*.xlsx)"
XLSX_NAME = "会議録の効果.xlsx"

SHEET_MEETINGS = "会議ごと"
SHEET_MONTHS = "月ごと"
SHEET_FEELINGS = "操作感"
SHEET_NOTES = "測り方"
EXCEL_COLUMNS = (
    "開催日",
    "会議名",
    "会議の長さ（分）",
    "作業した時間（分）",
    "書かずに済んだ復命書（通）",
    "これまでかかっていた時間（分）",
    "減った時間（分）",
)
EXCEL_MONTHS = ("月", "数えた会議", "これまで（時間）", "今（時間）", "減った時間（時間）")
EXCEL_FEELINGS = ("答えた日", "評価（1～5）", "意味")

QUESTION = "会議録アプリの操作は、いかがですか？"
QUESTION_HINT = "お尋ねするのは多くても月に1回です。答えはこのPCの中だけに残り、効果の測定の表と一緒に書き出せます。送信はしません。"
ANSWERS = {5: "使いやすい", 4: "まあ使いやすい", 3: "どちらでもない", 2: "やや使いにくい", 1: "使いにくい"}
NOT_NOW = "今は答えない"
NEVER = "今後は尋ねない"
THANKS = "ありがとうございました。答えをこのPCに記録しました。"
NEVER_KEPT = "今後は尋ねません。設定の「効果の測定」で、また尋ねるようにできます。"

HELP = {
    "from": "この日からの会議だけを数えます（2026-04-01 または 令和8年4月1日）",
    "to": "この日までの会議だけを数えます",
    "json": "結果を1つのJSONとして標準出力に出します",
    "xlsx": "表とグラフと操作感の答えを、このExcelファイルに書き出します（同じ名前のファイルは上書きしません）",
    "forget": "このPCに残っている作業時間と操作感の記録を消します",
}
FORGOTTEN = "このPCに残っていた作業時間と操作感の記録を消しました。会議と会議録はそのままです。"
NO_MEETINGS = "この期間の会議は、ありません。"

_LACKING = {
    "minutes_per_hour": "「これまでの会議録づくりの時間」が設定されていません。",
    "report_minutes": "「これまでの復命書づくりの時間」が設定されていません。",
    "measured": "作業した時間を測っていない会議があります（このPCのウィンドウで作業した分だけを測ります）。",
    "length": "録音がないため、長さの分からない会議があります。",
    "off": "作業した時間を測らない設定になっています。",
}
_HOW_TO = {
    "minutes_per_hour": "minutes settings set effect.minutes_per_hour 分",
    "report_minutes": "minutes settings set effect.report_minutes 分",
}
_NOTES = (
    "作業した時間: このPCの校正と会議録、回答の取りまとめと保管の画面で、人がキーやマウスを使うか録音を聞いていた時間です。{idle}秒より長い空き、ほかのPCやコマンドでの作業は入りません。",
    "書かずに済んだ復命書: 「{covering}」で会議録を書き出すか確認に回した会議の、会議録で兼ねる人の数です。",
    "これまでかかっていた時間: 会議1時間あたり{per_hour}と、復命書1通あたり{report}から計算しています。",
    "減った時間は、長さ・作業した時間・基準のすべてが分かる会議だけで計算し、分からないところは「―」です。",
)


def spoken(minutes: float | None) -> str:
    """45分, 1時間05分, −10分; ― where nobody knows."""
    if minutes is None:
        return NO_NUMBER
    whole = round(abs(minutes))
    text = f"{whole}分" if whole < 60 else f"{whole // 60}時間{whole % 60:02d}分"
    return f"−{text}" if minutes < 0 and whole else text


def long(length_ms: int) -> str:
    """How long a meeting was."""
    return length(length_ms) if length_ms else NO_NUMBER


def reports(count: int) -> str:
    """3通."""
    return f"{count}通"


def meetings(count: int) -> str:
    """12件."""
    return f"{count}件"


def lacking(kind: str) -> str:
    """Why hours cannot be told."""
    return _LACKING[kind]


def lacking_here(kinds: tuple[str, ...]) -> str:
    """All of it for the window; "" for nothing."""
    if not kinds:
        return ""
    return "「―」のところは、まだ計算できません。" + "".join(_LACKING[kind] for kind in kinds)


def lacking_line(kind: str) -> str:
    """The same for the terminal, with the command that mends it."""
    how = _HOW_TO.get(kind)
    return _LACKING[kind] + (f"（{how}）" if how else "")


def notes(idle: int, covering: tuple[str, ...], minutes_per_hour: int, report_minutes: int) -> tuple[str, ...]:
    """How everything was counted."""
    unsaid = "（設定されていません）"
    facts = {
        "idle": idle,
        "covering": "、".join(covering) or "（なし）",
        "per_hour": f"{minutes_per_hour}分" if minutes_per_hour else unsaid,
        "report": f"{report_minutes}分" if report_minutes else unsaid,
    }
    return tuple(note.format(**facts) for note in _NOTES)


def summary(meetings: int, active: str, reports: int, saved: str, counted: int) -> str:
    """What the table comes to, in a sentence or two."""
    text = f"会議{meetings}件、作業した時間{active}、書かずに済んだ復命書{reports}通。"
    if counted:
        text += f"すべて分かる{counted}件で、減った時間は{saved}です。"
    return text


def month_name(name: str) -> str:
    """2026年11月 for "2026-11"."""
    year, month = name.split("-")
    return f"{year}年{int(month)}月"


def bar_text(name: str, before: float, now: float) -> str:
    """One month of the chart in words."""
    return f"{month_name(name)}: {BEFORE}{spoken(before)}、{NOW}{spoken(now)}"


def hours(minutes: float) -> str:
    """1.5, for a bar."""
    return f"{minutes / 60:.1f}"


def line(day: str, title: str, rest: tuple[str, ...]) -> str:
    """A meeting in the terminal."""
    named = (f"{name}{value}" for name, value in zip(("長さ", "作業", "復命書", "減った時間"), rest, strict=True))
    return f"{day or '（日付なし）'}　{title}\n    {'　'.join(named)}"


def unreadable(count: int) -> str:
    """Meetings that are not in the table."""
    return f"読めない会議が{count}件あり、表に入っていません。会議の一覧で確かめてください。"


def written(path: Path) -> str:
    """The workbook is there."""
    return f"{name_of(path)}に書き出しました: {path}"


def feelings(count: int, mean: float) -> str:
    """The answers in a line."""
    if not count:
        return "操作感の答えは、まだありません。"
    return f"操作感: {count}回の答えの平均は{mean:.1f}（5が「{ANSWERS[5]}」、1が「{ANSWERS[1]}」）です。"


def short_month(name: str) -> str:
    """26/11 for "2026-11", below a bar."""
    year, month = name.split("-")
    return f"{year[2:]}/{int(month)}"
