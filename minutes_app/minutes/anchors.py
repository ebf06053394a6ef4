"""Fields whose texts know what they were made of, so that a published document can say which answer is about what.

In: the fields of a meeting and the meeting. Out: the same fields with a bookmark around each text that was made of an
utterance, an item or a 要点; what each bookmark stands for; and the places that somebody should hear again. Hidden and
deleted utterances have no bookmark: they are on no page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.minutes.characters import writable
from minutes_app.minutes.fields import Fields
from minutes_app.minutes.items import Items
from minutes_app.minutes.speech import joined, needs_check, paragraphs, text_of, visible
from minutes_app.word.links import place
from minutes_app.word.passages import Marked
from minutes_app.word.reply_form import Source, bookmark
from minutes_app.wording.publishing import doubt
from minutes_app.wording.times import clock


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that somebody should hear again: the bookmarks that show it, the best first, and what is said there."""

    bookmarks: tuple[str, ...]
    text: str


def anchored(fields: Fields, meeting: Meeting) -> Fields:
    """`fields_of(meeting, …)` with bookmarks; rows that stand in several lists are marked in all of them."""
    speech = paragraphs(meeting)
    texts = {one.id: text_of(one) for one in visible(meeting)}
    items = Items(meeting, speech)
    for row, paragraph in zip(fields["発言一覧"], speech, strict=True):
        row["内容"] = _spoken(paragraph.ids, texts)
    for row, ids in zip(fields["根拠一覧"], items.quoted(), strict=True):
        row["発言"] = _spoken(ids, texts)
    _mark_rows(fields["要点一覧"], meeting.points)
    for row, topic in zip(fields["議題一覧"], meeting.occasion.agenda, strict=True):
        _mark_rows(row["要点一覧"], [one for one in meeting.points if one.agenda_id == topic.id])
    kinds = {"決定事項一覧": ("decision",), "今後の対応一覧": ("task",)}
    for name, wanted in kinds.items():
        _mark_rows(fields[name], [one for one in meeting.items if one.kind in wanted])
    _mark_rows(fields["その他の結果一覧"], [one for one in meeting.items if one.kind not in ("decision", "task")])
    return fields


def leading_to_record(fields: Fields) -> Fields:
    """The fields for a document with the record behind it: the links of items lead there, not into 根拠一覧."""
    rows = [row | {"しおり": place(f"_konkyo{number}")} for number, row in enumerate(fields["根拠一覧"])]
    return fields | {"根拠一覧": rows}


def sources_of(meeting: Meeting) -> dict[str, tuple[Source, str]]:
    """Bookmark → what it stands for."""
    made: dict[str, tuple[Source, str]] = {}
    for utterance in visible(meeting):
        made[bookmark("utterance", utterance.id)] = ("utterance", utterance.id)
    for point in meeting.points:
        made[bookmark("point", point.id)] = ("point", point.id)
    for item in meeting.items:
        made[bookmark("item", item.id)] = ("item", item.id)
    return made


def doubts_of(meeting: Meeting) -> tuple[Doubt, ...]:
    """Every visible utterance that is flagged and unchecked: at its own words, else at what rests on it."""
    pieces: tuple[Item | Point, ...] = (*meeting.points, *meeting.items)
    found: list[Doubt] = []
    for one in visible(meeting):
        if needs_check(one):
            resting = [_name(piece) for piece in pieces if one.id in piece.utterance_ids]
            found.append(Doubt((bookmark("utterance", one.id), *resting), doubt(clock(one.start_ms))))
    return tuple(found)


def _spoken(ids: Iterable[str], texts: dict[str, str]) -> Marked:
    """Utterances one after the other, as `joined` does it; what it puts between them belongs to none."""
    parts: list[tuple[str, str]] = []
    said: list[str] = []
    for one in ids:
        before = len(joined(said))
        said.append(texts[one])
        between = joined(said)[before:].removesuffix(texts[one])
        parts += [("", between), (bookmark("utterance", one), texts[one])]
    return Marked(parts)


def _mark_rows(rows: list[Fields], pieces: Iterable[Item | Point]) -> None:
    for row, piece in zip(rows, pieces, strict=True):
        row["内容"] = Marked([(_name(piece), writable(piece.text))])


def _name(piece: Item | Point) -> str:
    return bookmark("item" if isinstance(piece, Item) else "point", piece.id)
