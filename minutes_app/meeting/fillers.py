"""言いよどみ: the えー and あのー that nobody wants to read in minutes.

In: text. Out: where they stand in it, and the text without them. A word that also means something (あの, その, まあ) is
one only when it is drawn out or cut off by a comma. Changes nothing by itself.
"""

import re

FILLER = re.compile(
    r"(?<![ぁ-んァ-ヴー])"
    r"(?:え[ーっ～〜え]+と[ー～〜]*|[えあうん][ー～〜]+|[あそ]の[ー～〜]+|まあ?[ー～〜]+|[あそ]のう(?![ぁ-ん])|(?:[あそ]の|まあ)(?=、))"
    r"(?![ーんっッァ-ヴ])[、…・\s]*"
)
"""A filler with the comma after it. Letters of kana before or after it would make it a part of another word."""


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where fillers stand, as (start, end), the comma after one included."""
    return tuple(match.span() for match in FILLER.finditer(text))


def without(text: str) -> str:
    """The text without them; "" when nothing that sounds is left."""
    kept = FILLER.sub("", text)
    return kept if any(letter.isalnum() for letter in kept) else ""
