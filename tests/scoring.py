"""How good a transcript is against its reference: character error rate and time coverage."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

STEP_MS = 10


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence with its times; of a reference or of a transcript."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """`cer`: character error rate without punctuation and spaces; `covered`: share of the reference's speech time that
    lies in the transcript's times; `over_silence`: share of the non-speech time that does."""

    cer: float
    covered: float
    over_silence: float


def reference_of(path: Path) -> tuple[Spoken, ...]:
    """A reference file beside a synthetic recording."""
    lines = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return tuple(Spoken(round(each["start"] * 1000), round(each["end"] * 1000), each["text"]) for each in lines)


def score(reference: tuple[Spoken, ...], heard: tuple[Spoken, ...], length_ms: int) -> Score:
    """Compare a transcript with its reference."""
    said, written = times(reference, length_ms), times(tuple(each for each in heard if each.text), length_ms)
    silence = length_ms // STEP_MS - len(said)
    return Score(
        cer=error_rate("".join(each.text for each in reference), "".join(each.text for each in heard)),
        covered=len(said & written) / max(1, len(said)),
        over_silence=len(written - said) / max(1, silence),
    )


def error_rate(reference: str, heard: str) -> float:
    """Levenshtein distance of the bare characters, by the length of the reference."""
    wanted, got = bare(reference), bare(heard)
    return Levenshtein.distance(wanted, got) / max(1, len(wanted))


def bare(text: str) -> str:
    """Without punctuation and spaces."""
    return re.sub(r"[\s、。，．,.!！?？・「」『』]", "", text)


def times(spoken: tuple[Spoken, ...], length_ms: int) -> set[int]:
    """The 10-ms steps in which something is said."""
    steps: set[int] = set()
    for each in spoken:
        steps.update(range(each.start_ms // STEP_MS, min(each.end_ms, length_ms) // STEP_MS))
    return steps
