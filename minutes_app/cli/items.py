"""`minutes items MEETING`: the results of a meeting with their evidence, and the proposals that rules find for them.

In: a meeting. Out: lines or one JSON object on stdout. A proposal becomes an item only by `--confirm`; what was refused
is not proposed again. Every change is kept in the meeting's journal and can be undone in the window.
"""

import argparse
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import Numbered, add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.item_edits import SAID, edit_of
from minutes_app.cli.opening import opened, seen
from minutes_app.cli.start import auditor
from minutes_app.logbook import Action
from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.propose import Proposal, proposals
from minutes_app.minutes.secrecy import Piece, withheld
from minutes_app.minutes.wareki import japanese_date
from minutes_app.settings import Settings
from minutes_app.wording import items as words
from minutes_app.wording.editor import KINDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `items`."""
    add_meeting_arguments(parser)
    what = parser.add_mutually_exclusive_group()
    kinds = tuple(KINDS.values())
    what.add_argument("--propose", action="store_true", help=words.HELP["propose"])
    what.add_argument("--add", choices=kinds, metavar="|".join(kinds), help=words.HELP["add"])
    for name in ("change", "confirm", "refuse", "release", "remove"):
        what.add_argument(f"--{name}", metavar="N", help=words.HELP[name])
    parser.add_argument("--kind", choices=kinds, metavar="|".join(kinds), help=words.HELP["kind"])
    for name in SAID[1:]:
        parser.add_argument(f"--{name}", metavar="…", help=words.HELP[name])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """List, propose or answer. Raises BadArguments, MeetingFileError, DiskError."""
    folder = folder_of(args, settings)
    audit = auditor(settings)
    edit = edit_of(args)
    if edit is None:
        meeting = seen(folder, args, audit)
        audit(Action.OPENED, meeting.id, "")
        _show(meeting, folder, args)
        return ExitCode.OK
    with opened(folder, args, audit) as book:
        told = list(edit(book, args))
        audit(Action.CHANGED, book.meeting.id, "")
        for line in told:
            say(line)
        if args.json:
            _show(book.meeting, folder, args)
    return ExitCode.OK


def _show(meeting: Meeting, folder: Path, args: argparse.Namespace) -> None:
    numbered = Numbered(meeting)
    found = proposals(meeting) if args.propose or args.json else []
    if args.json:
        held = withheld(meeting)
        items = [_item_facts(number, item, numbered, held) for number, item in enumerate(meeting.items, 1)]
        made = [_proposal_facts(one, numbered) for one in found]
        answer_json({"meeting": str(folder.absolute()), "items": items, "proposals": made})
    elif args.propose:
        _show_proposals([one for one in found if one.state == "open"], numbered)
    else:
        _show_items(meeting, numbered)


def _show_items(meeting: Meeting, numbered: Numbered) -> None:
    for number, item in enumerate(meeting.items, 1):
        ids = item.utterance_ids
        rest = [words.assigned(item.owner, item.due), words.evidence(numbered.numbers(ids), numbered.start_ms(ids))]
        answer(words.item_line(number, item.kind, item.text, rest))
    if not meeting.items:
        say(words.NO_ITEMS)
    say(words.PROPOSE_HINT)


def _show_proposals(found: list[Proposal], numbered: Numbered) -> None:
    for one in found:
        at = words.evidence(numbered.numbers(one.utterance_ids), one.start_ms)
        due = words.dated(one.due, japanese_date(one.due_on), sure=one.due_is_sure)
        rest = [words.assigned(one.owner, due), at, words.cue_of(one.cue)]
        answer(words.proposal_line(one.number, one.kind, one.text, rest))
    say(words.ANSWER_HINT if found else words.NO_PROPOSALS)


def _item_facts(number: int, item: Item, numbered: Numbered, held: tuple[Piece, ...]) -> dict[str, Any]:
    return {
        "number": number,
        "kind": item.kind,
        "text": item.text,
        "owner": item.owner,
        "due": item.due,
        "cue": item.cue,
        "utterances": numbered.numbers(item.utterance_ids),
        "start_ms": numbered.start_ms(item.utterance_ids),
        "withheld": item in held,
    }


def _proposal_facts(one: Proposal, numbered: Numbered) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "text": one.text,
        "owner": one.owner,
        "due": one.due,
        "due_on": one.due_on,
        "due_is_sure": one.due_is_sure,
        "cue": one.cue,
        "utterances": numbered.numbers(one.utterance_ids),
        "start_ms": one.start_ms,
        "state": one.state,
    }
