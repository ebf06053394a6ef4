"""Damages recordings in the ways disks, cables, crashes and attackers do; the same seed gives the same damage."""

import random
from collections.abc import Callable, Iterator

HEADER = 512
AWKWARD = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80\x00\x00\x00")

Damage = Callable[[bytearray, int, random.Random], None]


def mutations(original: bytes, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Yield `count` damaged copies with a name each; every other one is intact in its first 512 bytes."""
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        content = bytearray(original)
        damage = dice.choice(DAMAGES)
        for _ in range(dice.choice((1, 1, 2, 8))):
            low, high = (0, min(HEADER, len(content))) if number % 2 else (min(HEADER, len(content) // 2), len(content))
            if high > low:
                damage(content, dice.randrange(low, high), dice)
        yield f"{number}-{damage.__name__}", bytes(content)


def flip(content: bytearray, at: int, dice: random.Random) -> None:
    content[at] ^= 1 << dice.randrange(8)


def overwrite(content: bytearray, at: int, dice: random.Random) -> None:
    size = min(dice.choice((1, 4, 16, 512, 4096)), len(content) - at)
    content[at : at + size] = dice.randbytes(size)


def blank(content: bytearray, at: int, dice: random.Random) -> None:
    size = min(dice.choice((4, 64, 2048, 16384)), len(content) - at)
    content[at : at + size] = bytes(size)


def put_awkward_number(content: bytearray, at: int, dice: random.Random) -> None:
    content[at : at + 4] = dice.choice(AWKWARD)[: len(content) - at]


def remove(content: bytearray, at: int, dice: random.Random) -> None:
    del content[at : at + dice.choice((1, 3, 100, 5000))]


def insert(content: bytearray, at: int, dice: random.Random) -> None:
    content[at:at] = dice.randbytes(dice.choice((1, 3, 100, 5000)))


def repeat(content: bytearray, at: int, dice: random.Random) -> None:
    content[at:at] = content[at : at + dice.choice((1, 100, 5000))] * dice.choice((1, 3))


def truncate(content: bytearray, at: int, dice: random.Random) -> None:
    del content[at:]


DAMAGES: tuple[Damage, ...] = (flip, overwrite, blank, put_awkward_number, remove, insert, repeat, truncate)
