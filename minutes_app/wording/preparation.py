"""What 会議の準備 says about words to know, the last meeting of the series, and what was understood of a 次第."""

from minutes_app.wording.message import one_line

WORDS = "出てきそうな言葉"
WORDS_HINT = "この会議に出てくる人名や事業名（1行に1つ）。文字起こしの聞き間違いが減ります"
FEEDS = "名簿と議題の言葉も使う"
OFFER = "前回と同じにする"
READING_ROSTER = "名簿を読んでいます…"
ADDED_HINT = "書いた内容はそのままです。"
_SHOWN = 8


def added(names: list[str]) -> str:
    """Recordings that came while the sheet was open."""
    shown = "、".join(one_line(name, 60) for name in names[:_SHOWN])
    return f"録音を加えました: {shown}{' ほか' if len(names) > _SHOWN else ''}"


def offer_line(title: str, date: str) -> str:
    """The button that takes over what stays from meeting to meeting."""
    when = f"（{date}）" if date else ""
    return f"前回「{one_line(title, 30)}」{when}の場所・出席者などを入れる"


def agenda_line(titles: list[str]) -> str:
    """How a pasted 次第 was understood."""
    shown = "／".join(one_line(title, 24) for title in titles[:_SHOWN])
    return f"議題{len(titles)}件: {shown}{' ほか' if len(titles) > _SHOWN else ''}"


def fed_line(words: tuple[str, ...]) -> str:
    """Which words come from 名簿 and 議題."""
    if not words:
        return ""
    shown = "、".join(one_line(word, 20) for word in words[: _SHOWN * 2])
    return f"名簿と議題から{len(words)}語: {shown}{' ほか' if len(words) > _SHOWN * 2 else ''}"
