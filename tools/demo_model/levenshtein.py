"""How far two texts are apart: the number of characters to change, insert or leave out."""

import re

import numpy as np

_BARE = re.compile(r"[\s、。，．,.!！?？・「」『』]")


def bare(text: str) -> str:
    """Without punctuation and spaces."""
    return _BARE.sub("", text)


def distance(wanted: str, got: str, *, anywhere: bool = False) -> int:
    """Edits from `got` to `wanted`; `anywhere`: to the place within `got` that is nearest."""
    codes = np.array([ord(character) for character in got], np.int32)
    place = np.arange(len(codes) + 1)
    row = np.zeros_like(place) if anywhere else place.copy()
    for count, character in enumerate(wanted, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(character)))
        row = np.minimum.accumulate(np.concatenate([[count], best]) - place) + place
    return int(row.min() if anywhere else row[-1])


def error_rate(wanted: list[str], got: list[str]) -> float:
    """All edits by all characters of what was wanted, punctuation and spaces aside."""
    pairs = [(bare(left), bare(right)) for left, right in zip(wanted, got, strict=True)]
    return sum(distance(left, right) for left, right in pairs) / max(1, sum(len(left) for left, _right in pairs))
