"""Which 版 comes next where some of the records of earlier ones cannot be read."""

from collections.abc import Iterable


def next_edition(known: Iterable[int], lost: int) -> int:
    """One that no edition before can have had. `known`: those that can be read; `lost`: how many records cannot be.

    Editions count from 1 without a gap, so each lost record takes one number, and once it was passed over, no more.
    """
    numbers = set(known)
    return max(max(numbers, default=0), len(numbers) + lost) + 1
