"""The text of the training, and what must never be in it.

In: seeds. Out: sentences and readings, in shards on disk. Sentences of the evaluation sets and of the recordings in the
repository are drawn by their own seeds and left out of the training, whole.
"""

import json
import lzma
import random
import tomllib
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

from tools.demo_model import grammar, lexicon, names, patterns, quantities
from tools.demo_model.reading import Reading, read

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = {"known": 901, "unseen": 902}
EVALUATED = 80
SHARD = 200
"""Sentences in a shard."""

_MIX = (("grammar", 0.48), ("patterns", 0.25), ("names", 0.11), ("numbers", 0.05), ("ranges", 0.07), ("words", 0.04))


def evaluation(name: str) -> list[str]:
    """The sentences of an evaluation set: `known` patterns with new fillings, or patterns that are `unseen`."""
    draw = random.Random(EVALUATION[name])
    group = "held_out" if name == "unseen" else ""
    fixed = {text for texts in lexicon.patterns().values() for text in texts if "{" not in text}
    texts: dict[str, None] = {}
    while len(texts) < EVALUATED:
        text = patterns.sentence(draw, group)
        if text not in fixed and (group or not text.startswith(lexicon.lists("slots")["ans"])):
            texts[text] = None
    return list(texts)


@cache
def forbidden() -> frozenset[str]:
    """Sentences that may not be trained: both evaluation sets, and every recording of the repository."""
    spoken = [*(ROOT / "tests" / "data").glob("*.json"), *(ROOT / "resources" / "demo").glob("*.json")]
    said = {each["text"] for path in spoken for each in json.loads(path.read_text(encoding="utf-8"))}
    said |= {text for _speaker, text in sample_script()[1]}
    return frozenset(said.union(*(evaluation(name) for name in EVALUATION)))


def sample_script() -> tuple[int, list[tuple[int, str]]]:
    """Seed and turns (speaker, sentence) of the sample meeting."""
    table = tomllib.loads((lexicon.FOLDER / "sample.toml").read_text(encoding="utf-8"))
    lines = (line.split(" ", 1) for line in table["turns"].strip().splitlines())
    return table["seed"], [(int(speaker) - 1, text) for speaker, text in lines]


def training_sentence(draw: random.Random) -> str:
    """One sentence of the training's mix."""
    makers = {
        "grammar": grammar.sentence,
        "patterns": patterns.sentence,
        "names": _names,
        "numbers": _numbers,
        "ranges": ranges,
        "words": patterns.word_list,
    }
    while True:
        kind = draw.choices([kind for kind, _share in _MIX], [share for _kind, share in _MIX])[0]
        text = names.renamed(makers[kind](draw), draw)
        if text not in forbidden() and not any(name in text for name in names.held()):
            return text


def training_text(seeds: Iterable[int], *, count: int = SHARD) -> list[str]:
    """What shards are drawn from, without asking Open JTalk; a little more than what was spoken."""
    texts: list[str] = []
    for seed in seeds:
        draw = random.Random(f"demo-ja text {seed}")
        texts += [training_sentence(draw) for _sentence in range(count + count // 10)]
    return texts


def _names(draw: random.Random) -> str:
    """Names one after the other, or people nobody knows: two kanji that make no known name."""
    style = draw.random()
    if style < 0.2:
        return "、".join(grammar.name(draw) for _name in range(draw.randint(2, 4))) + "。"
    if style < 0.4:
        return "、".join(names.invented(draw) for _name in range(draw.randint(2, 4))) + "です。"
    lists = lexicon.lists("grammar")
    if style < 0.7:
        return grammar.noun(draw, "o") + "の" + names.invented(draw) + draw.choice(lists["name_end"])
    return names.invented(draw) + draw.choice(lists["name_title"]) + draw.choice(lists["name_end"])


def _numbers(draw: random.Random) -> str:
    head = draw.choice(["", "", f"{grammar.noun(draw, 'a')}は", f"{grammar.noun(draw, 'e')}は", "合計"])
    return (
        head
        + draw.choice(["、", "と", "から"]).join(
            draw.choice(quantities.ANY)(draw) for _number in range(draw.randint(1, 3))
        )
        + draw.choice(["です。", "でした。", "。", "になります。"])
    )


def ranges(draw: random.Random) -> str:
    """From so much to so much, in one unit: two equal words within a second, at which a decoder loses its place."""
    unit = draw.choice(["分", "時間", "日", "人", "件", "万円", "円", "パーセント", "か月", "ページ", "枚", "回"])
    about = draw.choice(["", "", "約", "およそ"])
    least, most = sorted(draw.sample(range(1, 100), 2), reverse=draw.random() < 0.5)
    told = f"{about}{least}{unit}から{about}{most}{unit}"
    end = draw.choice(
        ["になりました。", "に短縮しました。", "まで増えました。", "へ変わります。", "の間です。", "に見直します。"]
    )
    return f"{grammar.noun(draw, 'a')}{draw.choice('はが')}{told}{end}"


def shard(seed: int, count: int = SHARD) -> list[Reading]:
    """The readings of one shard; what Open JTalk cannot read is drawn again."""
    draw = random.Random(f"demo-ja text {seed}")
    readings: list[Reading] = []
    while len(readings) < count:
        try:
            readings.append(read(training_sentence(draw)))
        except (RuntimeError, ValueError):
            continue
    return readings


def write_readings(path: Path, readings: list[Reading]) -> None:
    """Complete or not there."""
    partial = path.with_suffix(".tmp")
    with lzma.open(partial, "wt", encoding="utf-8", preset=4) as file:
        json.dump([asdict(reading) for reading in readings], file, ensure_ascii=False)
    partial.replace(path)


def read_readings(path: Path) -> list[Reading]:
    """What `write_readings` wrote."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [
            Reading(each["text"], each["labels"], [(span[0], span[1]) for span in each["spans"]], each["total"])
            for each in json.load(file)
        ]


def vocabulary_corpus(count: int = 20_000) -> list[str]:
    """Text from which the vocabulary is counted: the training's mix, and every word and held-out pattern once."""
    draw = random.Random("demo-ja vocabulary")
    words = [word for name in ("nouns", "others", "slots") for words in lexicon.lists(name).values() for word in words]
    return [training_sentence(draw) for _sentence in range(count)] + words + list(lexicon.patterns()["held_out"])
