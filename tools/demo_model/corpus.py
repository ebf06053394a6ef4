"""The clips of a training, ready to be put into windows: with tokens, and spliced into sentences nobody wrote.

In: shards of clips, a vocabulary. Out: `Utterance`s at random.
"""

import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tools.demo_model.clips import SCALE, read_clips, read_remains
from tools.demo_model.names import has_people, invented_in, respelt, respelt_words
from tools.demo_model.sound import noise_bank
from tools.demo_model.tokens import Vocabulary

SPLICED = 0.2
WORDS = 0.6
"""Share of the respelt sentences of which words are, too: what is copied must not be the kanji of names alone."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A spoken sentence. `mel`: power (frames, 80) as stored; `ids`, and the character each begins at; seconds.

    `names`: what no model can know how to spell; it is trained with them in the prompt."""

    text: str
    mel: np.ndarray
    phones: np.ndarray
    ends: np.ndarray
    on: float
    off: float
    ids: tuple[int, ...]
    starts: tuple[int, ...]
    names: tuple[str, ...]

    def begin(self, character: int) -> float:
        """When a character begins."""
        return float(self.ends[character - 1]) if character else self.on


class Corpus:
    """All clips that are there; more may come while it is used."""

    def __init__(self, vocabulary: Vocabulary, seed: int = 0) -> None:
        self.vocabulary = vocabulary
        self.noises = noise_bank(seed)
        self.folder: Path | None = None
        self._seen: set[Path] = set()
        self._utterances: list[Utterance] = []
        self._with_people: list[Utterance] = []
        self.remains: list[np.ndarray] = []

    def __len__(self) -> int:
        """How many sentences."""
        return len(self._utterances)

    def load(self, folder: Path) -> int:
        """Take in the shards that were not there before; returns how many clips they held."""
        before, self.folder = len(self), folder
        for path in sorted(folder.glob("*.npz")):
            if path not in self._seen:
                self._seen.add(path)
                for clip in read_clips(path):
                    self._add(clip.text, clip.mel, clip.phones, clip.ends, (clip.on, clip.off))
                self.remains.append(read_remains(path))
        return len(self) - before

    def load_new(self) -> int:
        """Take in what has come into the folder since it was last read."""
        return self.load(self.folder) if self.folder else 0

    def _add(self, text: str, mel: np.ndarray, phones: np.ndarray, ends: np.ndarray, at: tuple[float, float]) -> None:
        said = self._utterance(text, mel, phones, ends, at)
        self._utterances.append(said)
        if has_people(text):
            self._with_people.append(said)

    def _utterance(
        self, text: str, mel: np.ndarray, phones: np.ndarray, ends: np.ndarray, at: tuple[float, float]
    ) -> Utterance:
        ids, starts = self.vocabulary.encode(text)
        return Utterance(text, mel, phones, ends, *at, tuple(ids), tuple(starts), invented_in(text))

    def any(self, draw: random.Random) -> Utterance:
        """A sentence of the corpus, or one that is made of two."""
        first = draw.choice(self._utterances)
        if draw.random() >= SPLICED:
            return first
        return self._spliced(first, draw.choice(self._utterances), draw) or first

    def with_people(self, draw: random.Random) -> Utterance:
        """A sentence that speaks of somebody; any where there is none."""
        return draw.choice(self._with_people or self._utterances)

    def plain(self, draw: random.Random) -> Utterance:
        """A sentence as it was synthesised."""
        return draw.choice(self._utterances)

    def respelt(self, said: Utterance, draw: random.Random) -> Utterance:
        """The same sound; its people, and some of its words, are spelt as only a prompt can tell."""
        text, made = respelt(said.text, draw)
        if draw.random() < WORDS:
            text, more = respelt_words(text, draw)
            made = tuple(each for each in made if each in text) + more
        if not made:
            return said
        ids, starts = self.vocabulary.encode(text)
        there = {*invented_in(text), *made}
        return replace(said, text=text, ids=tuple(ids), starts=tuple(starts), names=tuple(sorted(there)))

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
