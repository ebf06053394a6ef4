"""The gate before 確定: what of a meeting is not proved by its utterances, and what is still open.

In: a meeting. Out: findings, each with its place; none = they may be 確定. Decides nothing.
Proved is a number, an amount, a day or a name that is in the utterances an item or 要点 rests on, or in 開催概要.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from minutes_app.meeting.model import Item, Meeting, Occasion, Point, Utterance
from minutes_app.minutes.amounts import Amount, amounts_in, bare_in, values_in
from minutes_app.minutes.draft_mark import is_draft
from minutes_app.minutes.due_dates import is_date
from minutes_app.minutes.gaps import ASKED
from minutes_app.minutes.handouts import line_of, numbered
from minutes_app.minutes.named import strangers
from minutes_app.minutes.speech import needs_check, text_of, visible
from minutes_app.minutes.spoken_dates import Moment, moments_in
from minutes_app.minutes.wareki import japanese_date, japanese_moment, japanese_time
from minutes_app.wording import items as words

_WORD_BEFORE = re.compile("[一-鿿]{2,}$")
_LONGEST_WORD = 12

Kind = Literal["no_evidence", "number", "amount", "date", "name", "unchecked", "guessed", "draft"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject`: the item or point; `place`: the words in it, or a field of `Occasion`; `at_ms`: where it was said."""

    kind: Kind
    subject: Item | Point | None = None
    place: str = ""
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a text says."""

    amounts: tuple[Amount, ...]
    moments: tuple[Moment, ...]
    bare: tuple[Amount, ...]

    @classmethod
    def of(cls, text: str, today: date | None) -> "_Facts":
        """Days and times first: 12月4日 is no number of anything."""
        moments = moments_in(text, today)
        text = _without(text, moments)
        amounts = amounts_in(text)
        return cls(tuple(amounts), tuple(moments), tuple(bare_in(_without(text, amounts))))


def _without(text: str, pieces: Sequence[Amount | Moment]) -> str:
    for one in pieces:
        text = text[: one.start] + "　" * (one.end - one.start) + text[one.end :]
    return text


def findings_of(meeting: Meeting) -> list[Finding]:
    """Everything that speaks against 確定: items and points first, then open places, then guesses."""
    shown = visible(meeting)
    known = {one.id: one for one in shown}
    occasion = _occasion_text(meeting.occasion)
    found: list[Finding] = []
    pieces: tuple[Item | Point, ...] = (*meeting.items, *meeting.points)
    for piece in pieces:
        resting = [known[one] for one in piece.utterance_ids if one in known]
        found += _of_piece(piece, resting, occasion, _day(meeting.occasion))
    found += [Finding("unchecked", None, text_of(one), one.start_ms) for one in shown if needs_check(one)]
    found += [Finding("guessed", None, name) for name in meeting.occasion.guessed if name in ASKED]
    return found


def _of_piece(piece: Item | Point, resting: list[Utterance], occasion: str, today: date | None) -> Iterator[Finding]:
    if not resting:
        yield Finding("no_evidence", piece)
        return
    if is_draft(piece.text):
        yield Finding("draft", piece, "", resting[0].start_ms)
    owner, due = (piece.owner, piece.due) if isinstance(piece, Item) else ("", "")
    is_day = is_date(due)
    text = f"{piece.text}\n{due}" if due and not is_day else piece.text
    source = "\n".join([*(text_of(one) for one in resting), occasion])
    at_ms = resting[0].start_ms
    for kind, place in _unproved(text, source, today):
        yield Finding(kind, piece, place, at_ms)
    if is_day and not _is_proposed(due, source, today):
        yield Finding("date", piece, japanese_moment(due), at_ms)
    for name in strangers(text, owner, source):
        yield Finding("name", piece, name, at_ms)


def _unproved(text: str, source: str, today: date | None) -> Iterator[tuple[Kind, str]]:
    written, said = _Facts.of(text, today), _Facts.of(source, today)
    for moment in written.moments:
        if not any(one.says(moment, today) for one in said.moments):
            yield "date", text[moment.start : moment.end]
    spoken = {(one.value, one.unit) for one in said.amounts}
    for amount in written.amounts:
        if (amount.value, amount.unit) not in spoken:
            yield "amount" if amount.unit == "円" else "number", text[amount.start : amount.end]
    values = values_in(source) if written.bare else set()
    for bare in written.bare:
        if bare.value not in (_said_with(_word_before(text, bare), source, said.bare) or values):
            yield "number", text[bare.start : bare.end]


def _is_proposed(due: str, source: str, today: date | None) -> bool:
    """Whether a 期限 that is a date was said, or is what is proposed for words that were said (来週中 → its Friday)."""
    (written,) = moments_in(due, today)
    return any(one.says(written, today) or one.ends_on(due) for one in moments_in(source, today))


def _word_before(text: str, bare: Amount) -> str:
    """反対 of 反対2: what a number without a unit counts."""
    word = _WORD_BEFORE.search(text[: bare.start][-_LONGEST_WORD:])
    return word[0] if word else ""


def _said_with(word: str, source: str, said: Sequence[Amount]) -> set[float]:
    """The numbers said right after the word, none where it stands before none."""
    return {one.value for one in said if word and source[: one.start].endswith(word)}


def _day(occasion: Occasion) -> date | None:
    return date.fromisoformat(occasion.date) if occasion.date else None


def _occasion_text(occasion: Occasion) -> str:
    """開催概要 as one text."""
    people = [f"{one.department}{one.post}{one.name}" for one in occasion.attendees]
    times = [japanese_date(occasion.date), japanese_time(occasion.start), japanese_time(occasion.end)]
    agenda = [f"議題{number} {item.title}" for number, item in enumerate(occasion.agenda, 1)]
    handouts = [line_of(number, name) for number, name in numbered(occasion.handouts)]
    said = (occasion.title, occasion.place, occasion.organiser, occasion.chair, occasion.note_taker)
    return "\n".join((*said, *people, *times, *agenda, *handouts, japanese_moment(occasion.next_meeting)))


def without_words(found: list[Finding]) -> list[Finding]:
    """The same to be kept: not the words of an utterance, which may become 非公開 later."""
    return [replace(one, place="") if one.kind == "unchecked" else one for one in found]


def sentences_of(meeting: Meeting, found: list[Finding]) -> list[str]:
    """A sentence for each finding, with its item's number and its place."""
    pieces = {item.id: words.subject(at, item.kind, item.text) for at, item in enumerate(meeting.items, 1)}
    pieces |= {point.id: words.subject(at, "point", point.text) for at, point in enumerate(meeting.points, 1)}
    return [
        words.finding(one.kind, pieces[one.subject.id] if one.subject else "", one.place, one.at_ms) for one in found
    ]
