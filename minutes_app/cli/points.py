"""`minutes points MEETING`: the 要点 of a meeting, each with the utterances it rests on; add, move and remove them.

`--draft` has a language model write them, where the office has set one up (`minutes.language_model`).

In: a meeting. Out: lines or one JSON object on stdout. Every change is kept in the meeting's journal.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import Numbered, add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened, seen
from minutes_app.cli.start import auditor
from minutes_app.errors import BadArguments, DraftOff
from minutes_app.logbook import Action
from minutes_app.meeting.edit import add_point, change_point, move, new_id, release, remove_point, together
from minutes_app.meeting.model import Meeting, Point
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.draft import Server, points_of, question, sent
from minutes_app.minutes.draft_mark import confirmed, is_draft
from minutes_app.minutes.secrecy import withheld
from minutes_app.progress import no_report
from minutes_app.settings import Settings
from minutes_app.wording import draft as draft_words, items as words, secrecy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, and what is to be done with its points."""
    add_meeting_arguments(parser)
    parser.add_argument("--draft", action="store_true", help=draft_words.HELP["draft"])
    parser.add_argument("--of", type=int, metavar="N", help=draft_words.HELP["draft_agenda"])
    actions = parser.add_subparsers(dest="action", metavar="add|move|remove|release|check")
    adding = actions.add_parser("add", help=words.HELP["points_add"], description=words.HELP["points_add"])
    adding.add_argument("text", metavar="TEXT", help=words.HELP["point_text"])
    adding.add_argument("--agenda", type=int, metavar="N", help=words.HELP["agenda"])
    adding.add_argument("--evidence", metavar="N,N", required=True, help=words.HELP["evidence"])
    moving = actions.add_parser("move", help=words.HELP["points_move"], description=words.HELP["points_move"])
    moving.add_argument("number", type=int, metavar="N", help=words.HELP["point_number"])
    moving.add_argument("to", type=int, metavar="TO", help=words.HELP["point_to"])
    removing = actions.add_parser("remove", help=words.HELP["points_remove"], description=words.HELP["points_remove"])
    removing.add_argument("number", type=int, metavar="N", help=words.HELP["point_number"])
    releasing = actions.add_parser(
        "release", help=words.HELP["points_release"], description=words.HELP["points_release"]
    )
    releasing.add_argument("number", type=int, metavar="N", help=words.HELP["point_number"])
    checking = actions.add_parser("check", help=draft_words.HELP["check"], description=draft_words.HELP["check"])
    checking.add_argument("number", type=int, metavar="N", help=words.HELP["point_number"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """List, change or have drafted. Raises BadArguments, DraftError, MeetingFileError, DiskError."""
    folder = folder_of(args, settings)
    audit = auditor(settings)
    if args.draft and args.action is not None:
        raise BadArguments("combined", "--draft")
    if args.of is not None and not args.draft:
        raise BadArguments("useless", "--of")
    if args.draft:
        meeting = _drafted(folder, args, settings)
    elif args.action is None:
        meeting = seen(folder, args, audit)
        audit(Action.OPENED, meeting.id, "")
    else:
        with opened(folder, args, audit) as book:
            act = {"add": _add, "move": _move, "remove": _remove, "release": _release, "check": _check}[args.action]
            say(act(book, args))
            audit(Action.CHANGED, book.meeting.id, "")
            meeting = book.meeting
    if args.json:
        answer_json({"meeting": str(folder.absolute()), "points": _facts(meeting)})
    elif args.action is None:
        _show(meeting)
    return ExitCode.OK


def _drafted(folder: Path, args: argparse.Namespace, settings: Settings) -> Meeting:
    """Ask the language model, and take its points as one edit; nothing changes where its answer is of no use."""
    from minutes_app.minutes.language_model import ask

    audit, server = auditor(settings), Server.of(settings.draft, settings.network.ca_bundle)
    if not server.is_on:
        raise DraftOff
    with opened(folder, args, audit) as book:
        agenda_id = _agenda_id(book.meeting, args.of)
        utterances = sent(book.meeting, agenda_id)
        messages = question(book.meeting, utterances)
        say(draft_words.asking(server.host, len(utterances)))
        audit(Action.DRAFTED, book.meeting.id, "")
        points = points_of(ask(server, messages, no_report), utterances, agenda_id)
        steps = [lambda meeting, point=point: add_point(meeting, point) for point in points]
        book.commit(together(book.meeting, "add_point", steps))
        audit(Action.CHANGED, book.meeting.id, "")
        say(draft_words.drafted(len(points)))
        return book.meeting


def _check(book: OpenMeeting, args: argparse.Namespace) -> str:
    point = _at(book.meeting, args.number)
    if not is_draft(point.text):
        raise BadArguments("not_draft", str(args.number))
    book.commit(change_point(book.meeting, replace(point, text=confirmed(point.text))))
    return draft_words.checked(args.number)


def _agenda_id(meeting: Meeting, number: int | None) -> str:
    """Of the agenda item with this number; "" for none. Raises BadArguments."""
    agenda = meeting.occasion.agenda
    if number is None:
        return ""
    if not 1 <= number <= len(agenda):
        raise BadArguments("agenda", str(number))
    return agenda[number - 1].id


def _add(book: OpenMeeting, args: argparse.Namespace) -> str:
    text = args.text.strip()
    if not text:
        raise BadArguments("empty")
    agenda_id = _agenda_id(book.meeting, args.agenda)
    point = Point(new_id("p"), text, agenda_id, Numbered(book.meeting).ids(args.evidence))
    book.commit(add_point(book.meeting, point))
    return words.point_added(len(book.meeting.points))


def _move(book: OpenMeeting, args: argparse.Namespace) -> str:
    point = _at(book.meeting, args.number)
    _at(book.meeting, args.to)
    book.commit(move(book.meeting, "points", point.id, to=args.to - 1))
    return words.point_moved(args.number, args.to)


def _remove(book: OpenMeeting, args: argparse.Namespace) -> str:
    book.commit(remove_point(book.meeting, _at(book.meeting, args.number).id))
    return words.removed(args.number)


def _release(book: OpenMeeting, args: argparse.Namespace) -> str:
    point = _at(book.meeting, args.number)
    if point not in withheld(book.meeting):
        raise BadArguments("not_withheld", str(args.number))
    book.commit(release(book.meeting, point))
    return secrecy.released(args.number)


def _at(meeting: Meeting, number: int) -> Point:
    if not 1 <= number <= len(meeting.points):
        raise BadArguments("number", str(number))
    return meeting.points[number - 1]


def _show(meeting: Meeting) -> None:
    titles = {item.id: item.title for item in meeting.occasion.agenda}
    numbered = Numbered(meeting)
    for number, point in enumerate(meeting.points, 1):
        at = words.evidence(numbered.numbers(point.utterance_ids), numbered.start_ms(point.utterance_ids))
        answer(words.point_line(number, titles.get(point.agenda_id, ""), point.text, at))
    if not meeting.points:
        say(words.NO_POINTS)
        say(words.POINT_HINT)


def _facts(meeting: Meeting) -> list[dict[str, Any]]:
    titles = {item.id: item.title for item in meeting.occasion.agenda}
    numbered = Numbered(meeting)
    return [
        {
            "number": number,
            "text": point.text,
            "agenda": titles.get(point.agenda_id, ""),
            "utterances": numbered.numbers(point.utterance_ids),
            "start_ms": numbered.start_ms(point.utterance_ids),
        }
        for number, point in enumerate(meeting.points, 1)
    ]
