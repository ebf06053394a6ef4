"""Marks what looks wrong in what was heard: loops, invented stock phrases, low confidence. Never deletes a word.

A person decides; the marks only say where to look.
"""

import re
import unicodedata

from minutes_app.meeting.model import Flag

LOW_LOGPROB = -1.0
"""faster-whisper's own log_prob_threshold: below it a decode is tried again, and what is left is doubtful."""

LOOP_COMPRESSION = 2.4
"""faster-whisper's compression_ratio_threshold, from openai/whisper."""

_LOOP = re.compile(r"(.{2,30}?)\1{3,}")
_ONE_CHARACTER = re.compile(r"([^\W\d_ー])\1{7,}")

STOCK_PHRASES = frozenset(
    (
        "ご視聴ありがとうございました",
        "ご清聴ありがとうございました",
        "チャンネル登録お願いします",
        "チャンネル登録よろしくお願いします",
        "字幕視聴ありがとうございました",
        "最後までご視聴いただきありがとうございます",
        "おやすみなさい",
    )
)
"""What Whisper models write over silence in Japanese (collected from reports to vibe, amical and faster-whisper)."""


def flags_of(text: str, *, avg_logprob: float, compression: float, no_speech: float) -> tuple[Flag, ...]:
    """The marks for one stretch of text. `compression` is the zlib ratio, `no_speech` a probability 0 to 1."""
    flags: list[Flag] = []
    if has_loop(text, compression):
        flags.append("loop")
    if avg_logprob < LOW_LOGPROB:
        flags.append("low_confidence")
    if is_stock_phrase(text) and (avg_logprob < LOW_LOGPROB / 2 or no_speech > 0.5):
        flags.append("stock_phrase")
    return tuple(flags)


def has_loop(text: str, compression: float = 1.0) -> bool:
    """Is something said at least four times in a row, or does the text compress as only repetition does?"""
    plain = _plain(text)
    return compression > LOOP_COMPRESSION or bool(_LOOP.search(plain)) or bool(_ONE_CHARACTER.search(plain))


def is_stock_phrase(text: str) -> bool:
    """Is the whole text one of the phrases that models invent? A real meeting may end with one as well."""
    return _plain(text) in STOCK_PHRASES


def tidy_text(text: str) -> str:
    """NFC, no control characters, no spaces at the ends or between Japanese characters."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Co"))
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text.strip())


def _plain(text: str) -> str:
    return re.sub(r"[\s、。，．,.!！?？・「」]", "", text)
