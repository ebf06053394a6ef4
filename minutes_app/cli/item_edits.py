"""What a person decides about items on the command line: put in, change, take out, confirm and refuse proposals.

In: an open meeting and the flags of `items`. Out: a sentence for each thing done. All or nothing: numbers and texts are
checked before the first change is made. Raises BadArguments.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from minutes_app.cli.evidence import Numbered, numbers_of
from minutes_app.errors import BadArguments
from minutes_app.meeting.edit import add_item, change_item, new_id, release, remove_item
from minutes_app.meeting.model import Item
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.answers import confirm_proposal, proposed, refuse_proposal
from minutes_app.minutes.propose import proposals
from minutes_app.minutes.secrecy import withheld
from minutes_app.wording import items as words, secrecy
from minutes_app.wording.editor import KINDS

SAID = ("kind", "text", "owner", "due", "evidence")
"""Flags that say what an item is to be."""
EDITS = ("add", "change", "confirm", "refuse", "release", "remove")


def edit_of(args: argparse.Namespace) -> Callable[[OpenMeeting, argparse.Namespace], Iterator[str]] | None:
    """The edit that the flags ask for, None where they only ask to see. Raises BadArguments."""
    edits = (_add, _change, _confirm, _refuse, _release, _remove)
    asked = {name: edit for name, edit in zip(EDITS, edits, strict=True) if getattr(args, name) is not None}
    needless = ("kind",) if "add" in asked else SAID if asked.keys() <= {"release", "remove"} else ()
    if given := [name for name in needless if getattr(args, name) is not None]:
        raise BadArguments("useless", f"--{given[0]}")
    return next(iter(asked.values()), None)


def _add(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    if not args.evidence:
        raise BadArguments("no_evidence")
    item = _said(book, args, Item(new_id("i"), "decision", ""), kind=args.add)
    book.commit(add_item(book.meeting, item))
    yield words.added(len(book.meeting.items))


def _change(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    numbers = numbers_of(args.change)
    if len(numbers) > 1:
        raise BadArguments("number", args.change)
    if all(getattr(args, name) is None for name in SAID):
        raise BadArguments("no_change")
    [number] = numbers
    item = _at(book.meeting.items, number)
    book.commit(change_item(book.meeting, _said(book, args, item)))
    yield words.changed(number)


def _remove(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    numbers = numbers_of(args.remove)
    items = [_at(book.meeting.items, number) for number in numbers]
    for number, item in zip(numbers, items, strict=True):
        book.commit(remove_item(book.meeting, item.id))
        yield words.removed(number)


def _release(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    numbers = numbers_of(args.release)
    items = [_at(book.meeting.items, number) for number in numbers]
    held = withheld(book.meeting)
    for number, item in zip(numbers, items, strict=True):
        if item not in held:
            raise BadArguments("not_withheld", str(number))
    for number, item in zip(numbers, items, strict=True):
        book.commit(release(book.meeting, item))
        yield secrecy.released(number)


def _confirm(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    found = proposals(book.meeting)
    chosen = [_at(found, number) for number in numbers_of(args.confirm)]
    if len(chosen) > 1 and any(getattr(args, name) is not None for name in SAID):
        raise BadArguments("change_of_one")
    if taken := [one for one in chosen if one.state not in ("open", "refused")]:
        raise BadArguments("answered", str(taken[0].number))
    items = [_said(book, args, proposed(one)) for one in chosen]
    for one, item in zip(chosen, items, strict=True):
        book.commit(confirm_proposal(book.meeting, one, item))
        yield words.answered(one.number, book.meeting.answers[-1].answer)


def _refuse(book: OpenMeeting, args: argparse.Namespace) -> Iterator[str]:
    if any(getattr(args, name) is not None for name in SAID):
        raise BadArguments("change_of_one")
    found = proposals(book.meeting)
    chosen = [_at(found, number) for number in numbers_of(args.refuse)]
    if taken := [one for one in chosen if one.state not in ("open", "refused")]:
        raise BadArguments("answered", str(taken[0].number))
    for one in chosen:
        book.commit(refuse_proposal(book.meeting, one))
        yield words.answered(one.number, "refused")


def _said(book: OpenMeeting, args: argparse.Namespace, item: Item, *, kind: str | None = None) -> Item:
    """The item as the flags want it."""
    kinds = {name: kind for kind, name in KINDS.items()}
    said: dict[str, Any] = {name: getattr(args, name) for name in SAID if getattr(args, name) is not None}
    chosen = kind or said.get("kind")
    ids = Numbered(book.meeting).ids(said["evidence"]) if "evidence" in said else item.utterance_ids
    texts = {name: said[name].strip() for name in ("text", "owner", "due") if name in said}
    made = replace(item, **texts, utterance_ids=ids)
    if chosen:
        made = replace(made, kind=kinds[chosen])  # type: ignore[arg-type] # argparse lets only the seven kinds through
    if not made.text:
        raise BadArguments("empty")
    return made


def _at(pieces: Any, number: int) -> Any:
    if not 1 <= number <= len(pieces):
        raise BadArguments("number", str(number))
    return pieces[number - 1]
