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

_LOOP = re.compile(r"(.{1,3}?)\1{7,}|(.{4,15}?)\2{3,}|(.{16,60}?)\3{2,}")
"""People do say はい four times and そうです three times in a row; a model in a loop does not stop there.

Eight times a word of up to 3 characters, four times one of up to 15, three times a sentence.
"""

HALF_A_CHARACTER = "\N{REPLACEMENT CHARACTER}"
"""What is left of a character whose second token the model did not say."""

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
    """Is the same said more often in a row than people do, or does the text compress as only repetition does?

    Digits and long vowels repeat by themselves (1億 is 100000000).
    """
    found = (match[0] for match in _LOOP.finditer(bare(text)))
    return compression > LOOP_COMPRESSION or any(re.search(r"[^\W\d_ー]", repeated) for repeated in found)


def is_stock_phrase(text: str) -> bool:
    """Is the whole text one of the phrases that models invent? A real meeting may end with one as well."""
    return bare(text) in STOCK_PHRASES


def tidy_text(text: str) -> str:
    """NFC, no control characters, no halves of characters, no spaces at the ends or between Japanese characters."""
    text = " ".join(unicodedata.normalize("NFC", text).replace(HALF_A_CHARACTER, "").split())
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Co"))
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text.strip())


def bare(text: str) -> str:
    """`text` without spaces and punctuation."""
    return re.sub(r"[\s、。，．,.!！?？・「」]", "", text)
