"""The edits people make, each as an invertible `Change`.

In: a meeting and what the person did. Out: a change for `OpenMeeting.commit` and `History.did`; nothing happens to the
meeting yet, and an edit that changes nothing has no splices. What was heard (`Utterance.heard`) is never changed.
A name that is not in the meeting raises `KeyError`: a bug of the caller, never the person's fault.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import TypeVar

from minutes_app.meeting import joining
from minutes_app.meeting.change import Change, Many, Misfit, Piece, Splice, apply, inverse
from minutes_app.meeting.cut import cut_of
from minutes_app.meeting.model import (
    Answer,
    Confirmation,
    Export,
    Item,
    Meeting,
    Occasion,
    Point,
    Speaker,
    Status,
    Utterance,
    Word,
)
from minutes_app.meeting.owners import followed

__all__ = ["Change", "Misfit", "apply", "inverse"]

P = TypeVar("P", Utterance, Item, Point, Speaker, Answer)
L = TypeVar("L", Item, Point)


def set_text(meeting: Meeting, utterance_id: str, text: str) -> Change:
    """The person's wording of an utterance."""
    return set_texts(meeting, {utterance_id: text})


def set_texts(meeting: Meeting, texts: Mapping[str, str], label: str = "text") -> Change:
    """New texts for many utterances in one step (find and replace)."""
    return _change_utterances(meeting, label, texts.keys(), lambda old: replace(old, text=texts[old.id]))


def set_speaker(meeting: Meeting, utterance_ids: Collection[str], speaker_id: str) -> Change:
    """Who said these utterances; "" = not known."""
    if speaker_id:
        _index(meeting.speakers, speaker_id)
    return _change_utterances(meeting, "speaker", utterance_ids, lambda old: replace(old, speaker_id=speaker_id))


def assign_agenda(meeting: Meeting, utterance_ids: Collection[str], agenda_id: str) -> Change:
    """Which agenda item these utterances belong to; "" = none."""
    if agenda_id and agenda_id not in {item.id for item in meeting.occasion.agenda}:
        raise KeyError(agenda_id)
    return _change_utterances(meeting, "agenda", utterance_ids, lambda old: replace(old, agenda_id=agenda_id))


def start_agenda(meeting: Meeting, utterance_id: str, agenda_id: str) -> Change:
    """An agenda item begins with this utterance: it and those after it, up to where the next item begins, belong to it.

    The next item begins where the utterances that are not deleted stop belonging to what this one belonged to.
    """
    start = _index(meeting.utterances, utterance_id)
    before = meeting.utterances[start].agenda_id
    ids: list[str] = []
    for utterance in meeting.utterances[start:]:
        if utterance.agenda_id != before and not utterance.deleted:
            break
        ids.append(utterance.id)
    return assign_agenda(meeting, ids, agenda_id)


def mark_checked(meeting: Meeting, utterance_ids: Collection[str], checked: bool = True) -> Change:
    """The person has listened to these utterances (or takes that back)."""
    return _change_utterances(meeting, "check", utterance_ids, lambda old: replace(old, checked=checked))


def mark_hidden(meeting: Meeting, utterance_ids: Collection[str], hidden: bool = True) -> Change:
    """Leave these utterances out of documents, or not."""
    return _change_utterances(meeting, "hide", utterance_ids, lambda old: replace(old, hidden=hidden))


def mark_deleted(meeting: Meeting, utterance_ids: Collection[str], deleted: bool = True) -> Change:
    """Delete utterances, or bring them back; they stay in the file."""
    label = "delete" if deleted else "restore"
    return _change_utterances(meeting, label, utterance_ids, lambda old: replace(old, deleted=deleted))


def mark_important(meeting: Meeting, utterance_ids: Collection[str], important: bool = True) -> Change:
    """重要: worth finding again, or not any more."""
    return _change_utterances(meeting, "important", utterance_ids, lambda old: replace(old, important=important))


def set_comment(meeting: Meeting, utterance_ids: Collection[str], comment: str) -> Change:
    """A note among those who correct; "" = none."""
    return _change_utterances(meeting, "comment", utterance_ids, lambda old: replace(old, comment=comment))


def add_utterances(meeting: Meeting, new: Iterable[Utterance], label: str = "add_utterance") -> Change:
    """Utterances that a person wrote, each behind those that begin no later; the caller gives the ids."""

    def added(now: Meeting, one: Utterance) -> Change:
        before = [place for place, other in enumerate(now.utterances) if other.start_ms <= one.start_ms]
        return _insert(now, label, "utterances", one, before[-1] + 1 if before else 0)

    return together(meeting, label, [partial(added, one=one) for one in new])


def exchange(meeting: Meeting, became: Mapping[str, tuple[str, ...]], new: Collection[Utterance]) -> Change:
    """What was heard once more, in the place of some utterances; what stands between them stays.

    `became`: the ids of the old utterances, and which of the new ones each has become.
    """
    places = [place for place, utterance in enumerate(meeting.utterances) if utterance.id in became]
    if len(places) != len(became):
        raise KeyError(*became)
    old = meeting.utterances[places[0] : places[-1] + 1]
    kept = [utterance for utterance in old if utterance.id not in became]
    placed = tuple(sorted((*kept, *new), key=lambda utterance: utterance.start_ms))
    return _by_person(meeting, "again", [Splice("utterances", places[0], old, placed), *_references(meeting, became)])


def split(meeting: Meeting, utterance_id: str, *, at: int, words: tuple[Word, ...] = ()) -> Change:
    """Cut an utterance before character `at` of its text; the time comes from the run's `words` (`cut.words_between`).

    The first part keeps the id. Items and points that rest on the utterance rest on both parts. Nothing happens at
    the very beginning or end of the text.
    """
    index = _index(meeting.utterances, utterance_id)
    old = meeting.utterances[index]
    before, after = old.text[:at].rstrip(), old.text[at:].lstrip()
    if not 0 < at < len(old.text) or not before or not after:
        return Change("split")
    cut = cut_of(old, at, words)
    first = replace(old, end_ms=cut.at_ms, text=before, heard=old.heard[: cut.heard_at])
    second = replace(old, id=new_id("u"), start_ms=cut.at_ms, text=after, heard=old.heard[cut.heard_at :], comment="")
    grown = {utterance_id: (utterance_id, second.id)}
    return _by_person(
        meeting, "split", [Splice("utterances", index, (old,), (first, second)), *_references(meeting, grown)]
    )


def merge(meeting: Meeting, first_id: str, second_id: str) -> Change:
    """Make one utterance of two neighbours (deleted ones between them stay, after it). The first one's id is kept.

    Raises ValueError when a living utterance lies between them.
    """
    start, end = _index(meeting.utterances, first_id), _index(meeting.utterances, second_id)
    between = meeting.utterances[start + 1 : end]
    if start >= end or not all(utterance.deleted for utterance in between):
        raise ValueError(f"{first_id} and {second_id} are no neighbours")
    joined = joining.joined(meeting.utterances[start], meeting.utterances[end])
    splice = Splice("utterances", start, meeting.utterances[start : end + 1], (joined, *between))
    return _by_person(meeting, "merge", [splice, *_references(meeting, {second_id: (first_id,)})])


def add_speaker(meeting: Meeting, speaker: Speaker) -> Change:
    """A speaker more; the caller gives the id (`new_id("s")`)."""
    return _insert(meeting, "add_speaker", "speakers", speaker)


def rename_speaker(meeting: Meeting, speaker_id: str, name: str) -> Change:
    """The speaker's name; "" = not known any more."""
    return _change_one(meeting, "name", "speakers", replace(_found(meeting.speakers, speaker_id), name=name))


def merge_speakers(meeting: Meeting, speaker_id: str, *, into: str) -> Change:
    """Two voices are one person: the utterances go to `into`, and the other speaker goes."""
    gone, _kept = _index(meeting.speakers, speaker_id), _index(meeting.speakers, into)
    if speaker_id == into:
        return Change("merge_speakers")
    ids = [utterance.id for utterance in meeting.utterances if utterance.speaker_id == speaker_id]
    moved = _replacements(meeting.utterances, "utterances", ids, lambda old: replace(old, speaker_id=into))
    return _by_person(meeting, "merge_speakers", [*moved, Splice("speakers", gone, (meeting.speakers[gone],))])


def set_occasion(meeting: Meeting, occasion: Occasion) -> Change:
    """New 開催概要. What the person changed is no guess any more; what belonged to an agenda item that goes is free."""
    old = meeting.occasion
    kept = {field.name for field in fields(Occasion) if getattr(old, field.name) == getattr(occasion, field.name)}
    occasion = replace(occasion, guessed=tuple(name for name in occasion.guessed if name in kept))
    occasion = followed(old, occasion)
    if occasion == old:
        return Change("occasion")
    gone = {item.id for item in old.agenda} - {item.id for item in occasion.agenda}
    orphans = [utterance.id for utterance in meeting.utterances if utterance.agenda_id in gone]
    points = [point.id for point in meeting.points if point.agenda_id in gone]
    splices = [
        Splice("occasion", 0, (old,), (occasion,)),
        *_replacements(meeting.utterances, "utterances", orphans, lambda piece: replace(piece, agenda_id="")),
        *_replacements(meeting.points, "points", points, lambda piece: replace(piece, agenda_id="")),
    ]
    if orphans or points:
        return _by_person(meeting, "occasion", splices)
    return Change("occasion", (*splices, *_unconfirmed(meeting)))


def add_item(meeting: Meeting, item: Item, *, index: int | None = None) -> Change:
    """A 決定事項 or 宿題 more, at the end or at `index`; the caller gives the id (`new_id("i")`)."""
    return _insert(meeting, "add_item", "items", item, index)


def change_item(meeting: Meeting, item: Item) -> Change:
    """The item with this id becomes `item`; what was released with other words is held back again."""
    return _change_one(meeting, "change_item", "items", _still_released(_found(meeting.items, item.id), item))


def remove_item(meeting: Meeting, item_id: str) -> Change:
    """The item goes."""
    index = _index(meeting.items, item_id)
    return _by_person(meeting, "remove_item", [Splice("items", index, (meeting.items[index],))])


def add_point(meeting: Meeting, point: Point, *, index: int | None = None) -> Change:
    """A 要点 more, at the end or at `index`; the caller gives the id (`new_id("p")`)."""
    return _insert(meeting, "add_point", "points", point, index)


def change_point(meeting: Meeting, point: Point) -> Change:
    """The point with this id becomes `point`; what was released with other words is held back again."""
    return _change_one(meeting, "change_point", "points", _still_released(_found(meeting.points, point.id), point))


def release(meeting: Meeting, piece: Item | Point, released: bool = True) -> Change:
    """A person says that documents may tell a piece, though all that it rests on is 非公開; or that they may not."""
    return _change_one(
        meeting, "release", "items" if isinstance(piece, Item) else "points", replace(piece, released=released)
    )


def _still_released(old: L, new: L) -> L:
    same = (old.text, old.utterance_ids) == (new.text, new.utterance_ids)
    return new if same else replace(new, released=False)


def remove_point(meeting: Meeting, point_id: str) -> Change:
    """The point goes."""
    index = _index(meeting.points, point_id)
    return _by_person(meeting, "remove_point", [Splice("points", index, (meeting.points[index],))])


def add_answer(meeting: Meeting, answer: Answer) -> Change:
    """What a person said to a proposed item; the caller gives the id (`new_id("x")`)."""
    return _insert(meeting, "answer", "answers", answer)


def set_status(meeting: Meeting, status: Status) -> Change:
    """校正中, 確認中, 確定; `confirm` is the way to 確定."""
    return _touching(meeting, "status", _status_splice(meeting, status))


def confirm(meeting: Meeting, confirmation: Confirmation) -> Change:
    """The meeting is 確定 until a person changes something; what the gate says is the caller's to have asked."""
    kept = Splice("confirmations", len(meeting.confirmations), (), (confirmation,))
    return _touching(meeting, "confirm", (kept, *_status_splice(meeting, "confirmed")))


def move(meeting: Meeting, collection: Many, piece_id: str, *, to: int) -> Change:
    """An item, point or speaker goes to another place of its list (`to` counted without it)."""
    pieces: Sequence[Piece] = getattr(meeting, collection)
    index = _index(pieces, piece_id)
    to = min(max(to, 0), len(pieces) - 1)
    if to == index:
        return Change("move")
    piece = pieces[index]
    return _by_person(meeting, "move", [Splice(collection, index, (piece,)), Splice(collection, to, (), (piece,))])


def record_export(meeting: Meeting, export: Export) -> Change:
    """A document was written. Not an edit by a person; an older record of the same file goes."""
    older = [index for index, known in enumerate(meeting.exports) if known.file == export.file]
    removals = [Splice("exports", index, (meeting.exports[index],)) for index in reversed(older)]
    end = len(meeting.exports) - len(older)
    return Change("export", (*removals, Splice("exports", end, (), (export,))))


def together(meeting: Meeting, label: str, steps: Iterable[Callable[[Meeting], Change]]) -> Change:
    """Several edits as one step of undo, each made for the meeting that the one before leaves."""
    splices: list[Splice] = []
    for step in steps:
        change = step(meeting)
        meeting = apply(meeting, change)
        splices += change.splices
    return Change(label, tuple(splices))


def new_id(prefix: str) -> str:
    """An id that no other piece of any meeting has."""
    return f"{prefix}-{secrets.token_hex(6)}"


def _by_person(meeting: Meeting, label: str, splices: Iterable[Splice]) -> Change:
    made = tuple(splices)
    return _touching(meeting, label, made + _unconfirmed(meeting) if made else ())


def _touching(meeting: Meeting, label: str, made: tuple[Splice, ...]) -> Change:
    if made and not meeting.touched:
        made += (Splice("touched", 0, (False,), (True,)),)
    return Change(label, made)


def _unconfirmed(meeting: Meeting) -> tuple[Splice, ...]:
    """Whoever changes a meeting that is 確定 opens it again; undoing the change brings 確定 back."""
    return _status_splice(meeting, "proofreading") if meeting.status == "confirmed" else ()


def _status_splice(meeting: Meeting, status: Status) -> tuple[Splice, ...]:
    return () if status == meeting.status else (Splice("status", 0, (meeting.status,), (status,)),)


def _change_utterances(
    meeting: Meeting, label: str, ids: Collection[str], new: Callable[[Utterance], Utterance]
) -> Change:
    return _by_person(meeting, label, _replacements(meeting.utterances, "utterances", ids, new))


def _change_one(meeting: Meeting, label: str, collection: Many, piece: Item | Point | Speaker) -> Change:
    pieces: Sequence[Piece] = getattr(meeting, collection)
    index = _index(pieces, piece.id)
    splices = [] if pieces[index] == piece else [Splice(collection, index, (pieces[index],), (piece,))]
    return _by_person(meeting, label, splices)


def _insert(
    meeting: Meeting,
    label: str,
    collection: Many,
    piece: Utterance | Item | Point | Speaker | Answer,
    index: int | None = None,
) -> Change:
    pieces: Sequence[Piece] = getattr(meeting, collection)
    if any(getattr(other, "id", None) == piece.id for other in pieces):
        raise ValueError(f"{piece.id} is there already")
    at = len(pieces) if index is None else min(max(index, 0), len(pieces))
    return _by_person(meeting, label, [Splice(collection, at, (), (piece,))])


def _replacements(pieces: Sequence[P], collection: Many, ids: Collection[str], new: Callable[[P], P]) -> list[Splice]:
    """Splices for every piece named that `new` really changes; neighbours are one splice."""
    wanted = set(ids)
    chosen = [(index, piece) for index, piece in enumerate(pieces) if piece.id in wanted]
    if len(chosen) != len(wanted):
        raise KeyError(*(wanted - {piece.id for _index, piece in chosen}))
    changed = [(index, old, piece) for index, old in chosen if (piece := new(old)) != old]
    return [_splice(collection, run) for run in _runs(changed)]


def _runs(changed: Iterable[tuple[int, P, P]]) -> Iterator[list[tuple[int, P, P]]]:
    """What stands side by side, together."""
    run: list[tuple[int, P, P]] = []
    for each in changed:
        if run and each[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _splice(collection: Many, run: list[tuple[int, P, P]]) -> Splice:
    return Splice(collection, run[0][0], tuple(old for _index, old, _new in run), tuple(new for *_rest, new in run))


def _references(meeting: Meeting, renamed: Mapping[str, tuple[str, ...]]) -> list[Splice]:
    """Items, points and answers that rest on an utterance rest on what became of it."""

    def now_resting(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new for old in ids for new in renamed.get(old, (old,))))

    items = [item.id for item in meeting.items if renamed.keys() & set(item.utterance_ids)]
    points = [point.id for point in meeting.points if renamed.keys() & set(point.utterance_ids)]
    answers = [one.id for one in meeting.answers if renamed.keys() & set(one.utterance_ids)]
    return [
        *_replacements(
            meeting.items, "items", items, lambda old: replace(old, utterance_ids=now_resting(old.utterance_ids))
        ),
        *_replacements(
            meeting.points, "points", points, lambda old: replace(old, utterance_ids=now_resting(old.utterance_ids))
        ),
        *_replacements(
            meeting.answers, "answers", answers, lambda old: replace(old, utterance_ids=now_resting(old.utterance_ids))
        ),
    ]


def _found(pieces: Sequence[P], piece_id: str) -> P:
    return pieces[_index(pieces, piece_id)]


def _index(pieces: Sequence[Piece], piece_id: str) -> int:
    for index, piece in enumerate(pieces):
        if getattr(piece, "id", None) == piece_id:
            return index
    raise KeyError(piece_id)
