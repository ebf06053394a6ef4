"""Two wordings of the same text: which passages of a paragraph became what, and whether two changes go together.

In: texts. Out: texts, places. Knows no document and no meeting.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise

from minutes_app.minutes.characters import squeezed
from minutes_app.word.reply_form import Passage

LOOKED_AT = 2_000
"""Characters: longer texts are compared more coarsely, whoever has written them."""

Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but spaces and line ends, which programs change on their own."""
    return squeezed(one) == squeezed(other)


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two texts is the same, as far as their first `LOOKED_AT` characters tell."""
    matcher = SequenceMatcher(None, one[:LOOKED_AT], other[:LOOKED_AT], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 and matcher.quick_ratio() > 0.5 else 0.0


def parts_in(text: str, parts: Iterable[Passage]) -> list[tuple[Passage, int, int]]:
    """Where the parts stand in the text of their paragraph; one that is not there is left out."""
    found: list[tuple[Passage, int, int]] = []
    at = 0
    for part in parts:
        start = text.find(part.text, at) if part.text else -1
        if start >= 0:
            at = start + len(part.text)
            found.append((part, start, at))
    return found


def became(text: str, parts: Iterable[Passage], new: str) -> tuple[list[tuple[Passage, str]], tuple[str, str]]:
    """What each part is in the new text of the paragraph; and what stands around the parts, before and now.

    What was put in between two parts belongs to the first of them.
    """
    spans = parts_in(text, parts)
    edits = edits_between(text, new)
    result: list[tuple[Passage, str]] = []
    around_old, around_new, old_at, new_at = "", "", 0, 0
    for number, (part, start, end) in enumerate(spans):
        new_start = max(_moved(edits, start, after=number > 0), new_at)
        new_end = max(_moved(edits, end, after=True), new_start)
        around_old += text[old_at:start]
        around_new += new[new_at:new_start]
        old_at, new_at = end, new_end
        result.append((part, new[new_start:new_end].strip()))
    return result, (around_old + text[old_at:], around_new + new[new_at:])


def merged(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both; None where they touch each other."""
    edits = sorted({*edits_between(base, ours), *edits_between(base, theirs)})
    if any(second[0] < first[1] or second[0] == first[0] for first, second in pairwise(edits)):
        return None
    text = base
    for start, end, put in reversed(edits):
        text = text[:start] + put + text[end:]
    return text


def edits_between(old: str, new: str) -> list[Edit]:
    """What has to be done to `old` to get `new`; what is the same at both ends is not looked at again."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > LOOKED_AT)
    return [(head + i1, head + i2, after[j1:j2]) for kind, i1, i2, j1, j2 in matcher.get_opcodes() if kind != "equal"]


def _moved(edits: list[Edit], at: int, *, after: bool) -> int:
    """Where a place of the old text is in the new one; `after`: behind what was put in just there."""
    shift = 0
    for start, end, put in edits:
        if start > at or (start == at and not (after and start == end)):
            break
        if end > at:
            return start + shift + len(put)
        shift += len(put) - (end - start)
    return at + shift
