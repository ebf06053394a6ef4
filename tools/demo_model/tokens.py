"""The vocabulary: byte-level BPE in which every character of the domain is one token, and Whisper's special tokens.

In: a corpus (for building), text. Out: tokenizer.json as faster-whisper reads it; token ids with the character each
begins at. Order: bytes, characters, common pairs, the empty token (CTranslate2 takes a model for multilingual only when
its vocabulary holds ""), specials, time stamps last.
"""

import collections
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

_LANGUAGES = """
en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr
bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn
yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su
"""
LANGUAGES = tuple(_LANGUAGES.split())
LAST_STAMP = 1500
_CLAUSE = re.compile("[^、。]+[、。]*|[、。]+")
SPECIALS = (
    *("<|endoftext|>", "<|startoftranscript|>"),
    *(f"<|{language}|>" for language in LANGUAGES),
    *("<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"),
)
STAMPS = tuple(f"<|{index * 0.02:.2f}|>" for index in range(LAST_STAMP + 1))
_ALONE = "♩♪♫♬♭♮♯「」『』 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ・？！（）%-'、。"
_WITH_SPACE = (" -", " '", " ♩", " ♪", " ♫", " ♬", " ♭", " ♮", " ♯")
"""What faster-whisper suppresses must be single tokens, or it would suppress their first byte."""

_KANA = "".join(chr(code) for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC))


def _printable_bytes() -> dict[int, str]:
    """GPT-2's printable stand-in for every byte."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {byte: chr(byte) for byte in shown} | {byte: chr(256 + at) for at, byte in enumerate(hidden)}


_BYTES = _printable_bytes()


def _units(text: str) -> str:
    return "".join(_BYTES[byte] for byte in text.encode())


def _is_letter(character: str) -> bool:
    return ("\u3041" <= character <= "\u30ff" and character != "・") or "\u4e00" <= character <= "\u9fff"


@dataclass(frozen=True)
class Vocabulary:
    """`pieces`: token → id of the BPE part and the empty token; `merges` in their order."""

    pieces: dict[str, int]
    merges: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        """All tokens, time stamps included."""
        return len(self.pieces) + len(SPECIALS) + len(STAMPS)

    @cached_property
    def _pairs(self) -> dict[str, int]:
        """Joined pair of single-token characters → rank."""
        return {left + right: rank for rank, (left, right) in enumerate(self.merges)}

    @cached_property
    def _special(self) -> dict[str, int]:
        return {token: len(self.pieces) + index for index, token in enumerate((*SPECIALS, *STAMPS))}

    def special(self, name: str) -> int:
        """The id of <|name|>."""
        return self._special[f"<|{name}|>"]

    @property
    def end(self) -> int:
        """<|endoftext|>: everything below it is text."""
        return len(self.pieces)

    @property
    def stamps(self) -> int:
        """The id of <|0.00|>."""
        return len(self.pieces) + len(SPECIALS)

    def encode(self, text: str) -> tuple[list[int], list[int]]:
        """Ids, and the position in `text` of the first character of each."""
        ids: list[int] = []
        starts: list[int] = []
        for clause in _CLAUSE.finditer(text):  # no token reaches over a comma: much faster than the whole text at once
            found, places = self._encode(clause[0])
            ids += found
            starts += (clause.start() + place for place in places)
        return ids, starts

    def _encode(self, text: str) -> tuple[list[int], list[int]]:
        parts: list[tuple[str, int]] = []
        for place, character in enumerate(text):
            parts.extend((piece, place) for piece in self._of_character(character))
        while True:
            ranks = [self._pairs.get(left[0] + right[0]) for left, right in itertools.pairwise(parts)]
            found = [rank for rank in ranks if rank is not None]
            if not found:
                break
            parts = self._join(parts, min(found))
        return [self.pieces[piece] for piece, _place in parts], [place for _piece, place in parts]

    def _join(self, parts: list[tuple[str, int]], rank: int) -> list[tuple[str, int]]:
        left, right = self.merges[rank]
        joined: list[tuple[str, int]] = []
        for piece, place in parts:
            if joined and piece == right and joined[-1][0] == left:
                joined[-1] = (left + right, joined[-1][1])
            else:
                joined.append((piece, place))
        return joined

    def _of_character(self, character: str) -> list[str]:
        units = _units(character)
        size = max(size for size in range(1, len(units) + 1) if units[:size] in self.pieces)
        return [units[:size], *units[size:]]

    def decode(self, ids: Iterable[int]) -> str:
        """Text of the text tokens; specials and time stamps are left out."""
        tokens, back = list(self.pieces), {shown: byte for byte, shown in _BYTES.items()}
        raw = bytes(back[unit] for each in ids if each < len(tokens) for unit in tokens[each])
        return raw.decode(errors="replace")

    def names(self) -> list[str]:
        """Every token in the order of ids, as CTranslate2's vocabulary file lists them."""
        return [*self.pieces, *SPECIALS, *STAMPS]

    def save(self, path: Path) -> None:
        """tokenizer.json. Time stamps are plain added tokens in Whisper, so that decoding keeps them."""
        added = [_added(self._special[name], name, special=True) for name in SPECIALS]
        added += [_added(self._special[name], name, special=False) for name in STAMPS]
        level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
        model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None}
        model |= {"end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False}
        model |= {"vocab": self.pieces, "merges": [list(pair) for pair in self.merges]}
        whole = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None}
        whole |= {"pre_tokenizer": level, "post_processor": None, "decoder": level, "model": model}
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def _added(number: int, name: str, *, special: bool) -> dict[str, Any]:
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": number, "content": name, **flags, "special": special}


def load(path: Path) -> Vocabulary:
    """The vocabulary of a tokenizer.json written by `save`."""
    model = json.loads(path.read_text(encoding="utf-8"))["model"]
    return Vocabulary(model["vocab"], [(left, right) for left, right in model["merges"]])


def build(corpus: Iterable[str], size: int) -> Vocabulary:
    """Every character of the corpus, then its commonest pairs of kana or kanji until `size` pieces are there."""
    pieces = {shown: number for number, shown in enumerate(sorted(_BYTES.values()))}
    merges: list[tuple[str, str]] = []

    def join(left: str, right: str) -> None:
        if left + right not in pieces:
            pieces[left + right] = len(pieces)
            merges.append((left, right))

    characters, pairs = _counted(corpus)
    for character in characters:
        units = _units(character)
        for length in range(1, len(units)):
            join(units[:length], units[length])
    for symbol in _WITH_SPACE:
        join(_units(symbol[0]), _units(symbol[1]))
    for left, right in pairs[:size]:
        if len(pieces) < size:
            join(_units(left), _units(right))
    pieces[""] = len(pieces)
    return Vocabulary(pieces, merges)


def _counted(corpus: Iterable[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Characters, and pairs of letters, the commonest first."""
    characters: collections.Counter[str] = collections.Counter(_ALONE + _KANA)
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    for line in corpus:
        characters.update(line)
        pairs.update(pair for pair in itertools.pairwise(line) if all(map(_is_letter, pair)))
    return (
        sorted(characters, key=lambda each: (-characters[each], each)),
        sorted(pairs, key=lambda each: (-pairs[each], each)),
    )
