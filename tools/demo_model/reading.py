"""How a sentence is read: Open JTalk's full-context labels, and which part of them each character is.

In: text. Out: labels for the synthesiser and, per character, the share of the sentence's morae that is spoken when it
ends. This is the only module that needs pyopenjtalk; its answers are stored, so that synthesis can run elsewhere.
"""

import difflib
import itertools
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

_PHONEME = re.compile(r"-(.+?)\+")
_MORA_ENDS = frozenset("aiueoN") | {"cl"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`spans`: begin and end of every character in morae; `total`: the morae that the dictionary counted."""

    text: str
    labels: list[str]
    spans: list[tuple[float, float]]
    total: int


def read(text: str) -> Reading:
    """Ask Open JTalk. Raises RuntimeError or ValueError for what it cannot read."""
    import pyopenjtalk

    words = pyopenjtalk.run_frontend(text, use_vanilla=True)
    labels = pyopenjtalk.make_label(words)
    if len(labels) < 3:
        raise ValueError(f"nothing to say in {text!r}")
    source, spans = "", []
    mora = 0
    for word in words:
        surface = unicodedata.normalize("NFKC", word["string"])
        size = word["mora_size"]
        for index in range(len(surface)):
            spans.append((mora + size * index / len(surface), mora + size * (index + 1) / len(surface)))
        source += surface
        mora += size
    return Reading(text, labels, _aligned(text, source, spans, mora), mora)


def _aligned(text: str, source: str, spans: list[tuple[float, float]], total: int) -> list[tuple[float, float]]:
    """The dictionary's spans for our characters; what it spells otherwise (numbers) is spread evenly."""
    ends: list[float | None] = [None] * len(text)
    for block in difflib.SequenceMatcher(None, text, source, autojunk=False).get_matching_blocks():
        for index in range(block.size):
            ends[block.a + index] = spans[block.b + index][1]
    known = [(-1, 0.0), *((at, end) for at, end in enumerate(ends) if end is not None), (len(text), float(total))]
    smooth = np.zeros(len(text))
    for (left, low), (right, high) in itertools.pairwise(known):
        for at in range(left + 1, min(right + 1, len(text))):
            smooth[at] = low + (high - low) * (at - left) / (right - left)
    ordered = [0.0, *np.maximum.accumulate(smooth).tolist()]
    return list(itertools.pairwise(ordered))


def phonemes(labels: list[str]) -> list[str]:
    """The phoneme of every label; devoiced vowels count as vowels."""
    found = [match.group(1) for label in labels if (match := _PHONEME.search(label))]
    return [each if each == "N" else each.lower() for each in found]


def character_ends(reading: Reading, ends: np.ndarray) -> np.ndarray:
    """When every character ends, in seconds, given the end of every phoneme."""
    starts, stops, begun, before = [], [], None, 0.0
    for phoneme, end in zip(phonemes(reading.labels), ends.tolist(), strict=True):
        if phoneme in ("sil", "pau"):
            before, begun = end, None
            continue
        begun = before if begun is None else begun
        if phoneme in _MORA_ENDS:
            starts.append(begun)
            stops.append(end)
            begun = None
        before = end
    if not stops:
        return np.full(len(reading.text), ends[-1], np.float32)
    scale = len(stops) / max(1, reading.total)
    places = np.array([span[1] for span in reading.spans]) * scale
    whole = np.clip(np.ceil(places - 1e-6).astype(int), 1, len(stops)) - 1
    inside = np.clip(places - whole, 0.0, 1.0)
    first, last = np.array(starts)[whole], np.array(stops)[whole]
    return np.maximum.accumulate(first + (last - first) * inside).astype(np.float32)
