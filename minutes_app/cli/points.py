"""`minutes points MEETING`: the 要点 of a meeting, each with the utterances it rests on; add, move and remove them.

In: a meeting. Out: lines or one JSON object on stdout. Every change is kept in the meeting's journal.
"""

import argparse
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import Numbered, add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened
from minutes_app.cli.start import auditor
from minutes_app.errors import BadArguments
from minutes_app.logbook import Action
from minutes_app.meeting.edit import add_point, move, new_id, release, remove_point
from minutes_app.meeting.model import Meeting, Point
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.minutes.secrecy import withheld
from minutes_app.settings import Settings
from minutes_app.wording import items as words, secrecy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting, and what is to be done with its points."""
    add_meeting_arguments(parser)
    actions = parser.add_subparsers(dest="action", metavar="add|move|remove|release")
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


def run(args: argparse.Namespace, settings: Settings) -> int:
    """List or change. Raises BadArguments, MeetingFileError, DiskError."""
    folder = folder_of(args, settings)
    audit = auditor(settings)
    if args.action is None:
        meeting = load(folder)
        audit(Action.OPENED, meeting.id, "")
    else:
        with opened(folder, args, audit) as book:
            say({"add": _add, "move": _move, "remove": _remove, "release": _release}[args.action](book, args))
            audit(Action.CHANGED, book.meeting.id, "")
            meeting = book.meeting
    if args.json:
        answer_json({"meeting": str(folder.absolute()), "points": _facts(meeting)})
    elif args.action is None:
        _show(meeting)
    return ExitCode.OK


def _add(book: OpenMeeting, args: argparse.Namespace) -> str:
    agenda = book.meeting.occasion.agenda
    text = args.text.strip()
    if not text:
        raise BadArguments("empty")
    if args.agenda is not None and not 1 <= args.agenda <= len(agenda):
        raise BadArguments("agenda", str(args.agenda))
    agenda_id = agenda[args.agenda - 1].id if args.agenda else ""
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
