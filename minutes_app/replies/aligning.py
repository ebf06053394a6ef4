"""Which paragraph of a returned document is which of those that were published.

In: the published texts with their bookmarks, and the paragraphs that came back (their text without tracked changes).
Out: pairs; None on one side for what is new or has gone. A bookmark tells it; where somebody or some program has lost
it, the text does, then what is most like it. A paragraph cut in two by an untracked Enter is put together again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from minutes_app.minutes.characters import squeezed
from minutes_app.replies.wordings import is_same, likeness
from minutes_app.word.reply_form import Publication
from minutes_app.word.tracked import Paragraph, Piece

LIKE = 0.55
"""From here on two paragraphs are the same one, reworded."""
MOST_COMPARED = 40
"""With so many paragraphs of a gap one is compared."""

Pair = tuple[int | None, Paragraph | None]


def aligned(publication: Publication, came: Sequence[Paragraph]) -> list[Pair]:
    """Every published paragraph (by its number) and every one that came back, in their order; empty ones left out."""
    owners: dict[str, int] = {one.bookmark: one.paragraph for one in publication.passages}
    came = [one for one in came if squeezed(one.before + one.after) or one.places]
    found = [_owner(one, owners) for one in came]
    marked = {number for number in found if number is not None}
    numbers = [at for at, text in enumerate(publication.paragraphs) if squeezed(text)]
    ours = [f"\0{at}" if at in marked else squeezed(publication.paragraphs[at]) for at in numbers]
    theirs = [
        f"\0{number}" if number is not None else squeezed(one.before) for number, one in zip(found, came, strict=True)
    ]
    pairs: list[Pair] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(numbers[i1:i2], came[j1:j2], strict=True)
        else:
            pairs += _in_gap(publication.paragraphs, numbers[i1:i2], came[j1:j2])
    return list(_mended(publication.paragraphs, _moved(pairs, owners)))


def _owner(paragraph: Paragraph, owners: dict[str, int]) -> int | None:
    return next((owners[name] for name in paragraph.places if name in owners), None)


def _in_gap(texts: Sequence[str], numbers: Sequence[int], came: Sequence[Paragraph]) -> Iterator[Pair]:
    """What is most like it, in order; each once."""
    free = list(came)
    for number in numbers:
        scores = [likeness(texts[number], one.before) for one in free[:MOST_COMPARED]]
        best = max(range(len(scores)), key=scores.__getitem__, default=-1)
        if best < 0 or scores[best] < LIKE:
            yield number, None
            continue
        yield from ((None, one) for one in free[:best])
        yield number, free[best]
        del free[: best + 1]
    yield from ((None, one) for one in free)


def _moved(pairs: list[Pair], owners: dict[str, int]) -> list[Pair]:
    """A paragraph that somebody has put elsewhere, bookmark and all, is still the same."""
    alone = {number for number, one in pairs if number is not None and one is None}
    result: list[Pair] = []
    for number, one in pairs:
        owner = None if one is None or number is not None else _owner(one, owners)
        if owner in alone:
            alone.discard(owner)
            result.append((owner, one))
        else:
            result.append((number, one))
    there = {number for number, one in result if one is not None}
    return [(number, one) for number, one in result if one is not None or number not in there]


def _mended(texts: Sequence[str], pairs: list[Pair]) -> Iterator[Pair]:
    """Halves of a paragraph that was cut in two without a record of it."""
    waiting: Pair | None = None
    for number, one in pairs:
        if waiting is not None and number is None and one is not None:
            joined = _joined(waiting, one, texts)
            if joined is not None:
                waiting = joined
                continue
        if waiting is not None:
            yield waiting
        waiting = (number, one)
    if waiting is not None:
        yield waiting


def _joined(first: Pair, second: Paragraph, texts: Sequence[str]) -> Pair | None:
    number, one = first
    if number is None or one is None or not second.before.strip() or is_same(one.before, texts[number]):
        return None
    both = replace(one, pieces=(*one.pieces, Piece("\n"), *second.pieces), places=(*one.places, *second.places))
    is_nearer = likeness(texts[number], both.before) > likeness(texts[number], one.before)
    return (number, both) if is_nearer else None
