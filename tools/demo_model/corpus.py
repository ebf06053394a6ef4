"""The clips of a training, ready to be put into windows: with tokens, and spliced into sentences nobody wrote.

In: shards of clips, a vocabulary. Out: `Utterance`s at random.
"""

import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.demo_model.clips import SCALE, read_clips
from tools.demo_model.lexicon import lists
from tools.demo_model.sound import noise_bank
from tools.demo_model.tokens import Vocabulary

SPLICED = 0.2
_TITLED = re.compile(r"^([\u4e00-\u9fff]{2})(?:さん|課長|係長|委員|主任|議員|先生)(?:です|から|に|が|は|と)")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence. `mel`: power (frames, 80) as stored; `ids`, and the character each begins at; seconds."""

    text: str
    mel: np.ndarray
    phones: np.ndarray
    ends: np.ndarray
    on: float
    off: float
    ids: tuple[int, ...]
    starts: tuple[int, ...]

    def begin(self, character: int) -> float:
        """When a character begins."""
        return float(self.ends[character - 1]) if character else self.on

    @property
    def rare_name(self) -> str:
        """An invented name in the text; it is trained with the name in the prompt."""
        found = _TITLED.match(self.text)
        return found[1] if found and found[1] not in lists("others")["surname"] else ""


class Corpus:
    """All clips that are there; more may come while it is used."""

    def __init__(self, vocabulary: Vocabulary, seed: int = 0) -> None:
        self.vocabulary = vocabulary
        self.noises = noise_bank(seed)
        self._seen: set[Path] = set()
        self._utterances: list[Utterance] = []

    def __len__(self) -> int:
        """How many sentences."""
        return len(self._utterances)

    def load(self, folder: Path) -> int:
        """Take in the shards that were not there before; returns how many clips they held."""
        before = len(self)
        for path in sorted(folder.glob("*.npz")):
            if path not in self._seen:
                self._seen.add(path)
                for clip in read_clips(path):
                    self._add(clip.text, clip.mel, clip.phones, clip.ends, (clip.on, clip.off))
        return len(self) - before

    def _add(self, text: str, mel: np.ndarray, phones: np.ndarray, ends: np.ndarray, at: tuple[float, float]) -> None:
        self._utterances.append(self._utterance(text, mel, phones, ends, at))

    def _utterance(
        self, text: str, mel: np.ndarray, phones: np.ndarray, ends: np.ndarray, at: tuple[float, float]
    ) -> Utterance:
        ids, starts = self.vocabulary.encode(text)
        return Utterance(text, mel, phones, ends, *at, tuple(ids), tuple(starts))

    def any(self, draw: random.Random) -> Utterance:
        """A sentence of the corpus, or one that is made of two."""
        first = draw.choice(self._utterances)
        if draw.random() >= SPLICED:
            return first
        return self._spliced(first, draw.choice(self._utterances), draw) or first

    def plain(self, draw: random.Random) -> Utterance:
        """A sentence as it was synthesised."""
        return draw.choice(self._utterances)

    def _spliced(self, first: Utterance, second: Utterance, draw: random.Random) -> Utterance | None:
        """The first words of one sentence and the last of another: nobody can recite it."""
        cuts, others = word_starts(first.text), word_starts(second.text)
        if not cuts or not others:
            return None
        cut, other = draw.choice(cuts), draw.choice(others)
        left, right = int(first.ends[cut - 1] * 50) * 2, int(second.ends[other - 1] * 50) * 2
        if left < 30 or len(second.mel) - right < 40:
            return None
        shift = (left - right) / 100
        return self._utterance(
            first.text[:cut] + second.text[other:],
            np.concatenate([first.mel[:left], second.mel[right:]]),
            np.concatenate([first.phones[: left // 2], second.phones[right // 2 :]]),
            np.concatenate([first.ends[:cut], second.ends[other:] + np.float32(shift)]),
            (first.on, second.off + shift),
        )


def word_starts(text: str) -> list[int]:
    """Where a new word surely begins: kanji or katakana after hiragana or a comma."""

    def is_before(character: str) -> bool:
        return "\u3041" <= character <= "\u309f" or character == "、"

    def is_after(character: str) -> bool:
        return "\u4e00" <= character <= "\u9fff" or "\u30a1" <= character <= "\u30fa"

    return [at for at in range(3, len(text) - 2) if is_before(text[at - 1]) and is_after(text[at])]


def power_of(utterance: Utterance) -> np.ndarray:
    """The mel power in its true scale, float32."""
    return utterance.mel.astype(np.float32) / np.float32(SCALE)
