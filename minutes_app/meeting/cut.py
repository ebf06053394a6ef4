"""Where an utterance is cut in two: the place in what was heard, and the time, for a place in the person's text.

In: an utterance, a character position, and the run's words where there are any. Out: a `Cut`. Changes nothing.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from minutes_app.meeting.model import Heard, Utterance, Word

_ALIGN_LIMIT = 4000
"""Characters; texts longer than this are not compared letter by letter, which takes quadratic time."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A time, and a position in `heard`."""

    at_ms: int
    heard_at: int


def cut_of(utterance: Utterance, text_at: int, words: tuple[Word, ...] = ()) -> Cut:
    """The cut that belongs to position `text_at` of the text; by the share of characters where there are no words."""
    heard_at = _in_heard(utterance, text_at)
    at_ms = _time_in(utterance, heard_at, words)
    return Cut(min(max(at_ms, utterance.start_ms), utterance.end_ms), heard_at)


def words_between(heard: tuple[Heard, ...], start_ms: int, end_ms: int) -> tuple[Word, ...]:
    """The run's words whose middle lies in a stretch of time, in order: those of an utterance."""
    near = (part for part in heard if part.start_ms < end_ms and part.end_ms > start_ms)
    return tuple(
        word for part in near for word in part.words if start_ms * 2 <= word.start_ms + word.end_ms < end_ms * 2
    )


def _in_heard(utterance: Utterance, text_at: int) -> int:
    """The person may have changed the text: compare what sounds in it with what was heard, and carry the place over."""
    text, heard = utterance.text, utterance.heard
    if text == heard:
        return text_at
    sounds = [index for index, letter in enumerate(heard) if letter.isalnum()]
    wanted = sum(letter.isalnum() for letter in text[:text_at])
    place = _carried_over(_sounding(text), _sounding(heard), wanted)
    return sounds[place] if place < len(sounds) else len(heard)


def _carried_over(text: str, heard: str, place: int) -> int:
    if not text or len(text) + len(heard) > _ALIGN_LIMIT:
        return round(len(heard) * place / len(text)) if text else 0
    for _tag, from_text, to_text, from_heard, to_heard in SequenceMatcher(None, text, heard, False).get_opcodes():
        if place <= to_text and to_text > from_text:
            return from_heard + round((to_heard - from_heard) * (place - from_text) / (to_text - from_text))
    return len(heard)


def _sounding(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _time_in(utterance: Utterance, heard_at: int, words: tuple[Word, ...]) -> int:
    total = sum(len(word.text) for word in words)
    if not total:
        length = len(utterance.heard) or 1
        return utterance.start_ms + (utterance.end_ms - utterance.start_ms) * min(heard_at, length) // length
    wanted = heard_at * total / (len(utterance.heard) or total)
    position = 0
    for word in words:
        if wanted <= position:
            return word.start_ms
        position += len(word.text)
        if wanted < position:
            share = 1 - (position - wanted) / len(word.text)
            return word.start_ms + round((word.end_ms - word.start_ms) * share)
    return words[-1].end_ms
