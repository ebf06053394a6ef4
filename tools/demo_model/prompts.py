"""What stands before a window: previous text, an initial prompt, hotwords; as faster-whisper writes them.

In: what is said in the window, the corpus. Out: tokens to follow <|startofprev|>. Hotwords come first, then previous
tokens; free text begins with a space. Some lists hold words of the window and some do not, so that the model learns
both to copy and to leave alone.
"""

import random

from tools.demo_model import names
from tools.demo_model.corpus import Corpus, Utterance, word_starts
from tools.demo_model.lexicon import lists
from tools.demo_model.tokens import LAST_STAMP

LONGEST = 223
"""faster-whisper keeps this many tokens of the previous text (half of 448, less one), and as many of hotwords."""

MANY = (1, 2, 5, *[16] * 7)
"""Sentences before a window. After a minute of a meeting the prompt is full, and the transcript stands at positions
that a training with short prompts hardly reaches."""


def prompt(corpus: Corpus, said: list[Utterance], draw: random.Random, room: int) -> list[int]:
    """A prompt of at most `room` tokens. The names of the window that nobody can know are in it, nearly always."""
    rare = [name for each in said for name in each.names]
    tokens: list[int] = []
    style = draw.random()
    if rare or style < 0.35:
        tokens = corpus.vocabulary.encode(f" {_told(corpus, said, rare, draw)}")[0][: room // 2]
    if style > 0.25:
        tokens += _before(corpus, draw)[-min(LONGEST, room - len(tokens)) :]
    return tokens[:room]


def _told(corpus: Corpus, said: list[Utterance], rare: list[str], draw: random.Random) -> str:
    """Words to be known: hotwords, or the people of a meeting in a sentence of an initial prompt."""
    people = [name for name in dict.fromkeys(rare) if draw.random() < 0.97]
    people += [names.invented(draw) for _other in range(draw.choice([0, 1, 1, 2, 3, 5]))]
    draw.shuffle(people)
    if people and draw.random() < 0.15:
        titles = lists("others")["title"]
        return f"出席者は{'、'.join(name + draw.choice(titles) for name in people)}です。"
    words = people
    sources = [corpus.plain(draw) for _source in range(draw.randint(0, 5))]
    if draw.random() < 0.6:
        sources += said
    for source in sources:
        begins = word_starts(source.text) or [0]
        begin = draw.choice(begins)
        words.append(source.text[begin : begin + draw.randint(2, 7)].strip("、。"))
    draw.shuffle(words)
    return draw.choice([" ", " ", "、", ",", "，"]).join(words)


def _before(corpus: Corpus, draw: random.Random) -> list[int]:
    """Sentences that came before: with the time stamps of their windows, or plain as an initial prompt is."""
    sentences = [corpus.plain(draw) for _sentence in range(draw.choice(MANY))]
    if draw.random() < 0.3:
        return corpus.vocabulary.encode(" " + "".join(each.text for each in sentences))[0]
    stamps, at, tokens = corpus.vocabulary.stamps, draw.randint(0, 200), []
    for each in sentences:
        length = round((each.off - each.on) * 50)
        if at + length > LAST_STAMP:
            at = draw.randint(0, 30)
        tokens += [stamps + at, *each.ids, stamps + min(LAST_STAMP, at + length)]
        at += length + draw.choice([0, 0, draw.randint(5, 60)])
    return tokens
