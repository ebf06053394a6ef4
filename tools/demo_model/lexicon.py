"""The words, read once from the data files beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "words"


@dataclass(frozen=True, slots=True)
class Verb:
    """Dictionary form, kind of conjugation, and (class of noun, particle) for every complement."""

    plain: str
    kind: str
    frame: tuple[tuple[str, str], ...]


@cache
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """Class → words of `words/NAME.toml`."""
    tables = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        key: tuple(dict.fromkeys(text.split()) if name == "nouns" else text.split()) for key, text in tables.items()
    }


@cache
def patterns() -> dict[str, tuple[str, ...]]:
    """Group → sentence patterns with slots in braces."""
    tables = tomllib.loads((FOLDER / "patterns.toml").read_text(encoding="utf-8"))
    return {key: tuple(text.strip().splitlines()) for key, text in tables.items()}


@cache
def verbs() -> tuple[Verb, ...]:
    """Every verb with its case frame."""
    return tuple(
        _verb(line)
        for line in (FOLDER / "verbs.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("", "#")
    )


def _verb(line: str) -> Verb:
    plain, kind, *rest = line.split(maxsplit=2)
    pairs = [tuple(part.split()) for part in " ".join(rest).split(",")]
    return Verb(plain, kind, tuple((each[0], each[1]) for each in pairs))


def content_words() -> set[str]:
    """Every word of the lists, for the card's count."""
    tables = (lists("nouns"), lists("others"), lists("slots"))
    return {word for table in tables for words in table.values() for word in words} | {verb.plain for verb in verbs()}
