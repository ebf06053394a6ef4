"""`minutes dates MEETING`: 期限 in words (来週の金曜, 月末) with the date each may mean, to be confirmed by a person.

In: a meeting, and which proposals are accepted. Out: the list, as lines or one JSON object. Changes no 期限 by itself.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import add_opening_arguments, opened, seen
from minutes_app.cli.start import auditor
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import BadInformation
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.dates import NotUnderstood, plain, read_date
from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.due_dates import OpenDue, open_dues, with_dates
from minutes_app.minutes.wareki import japanese_date
from minutes_app.settings import Settings
from minutes_app.wording import paperwork as words
from minutes_app.wording.transcribe import HELP


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dates`."""
    parser.add_argument("meeting", type=named_path, metavar="MEETING", help=HELP["meeting"])
    parser.add_argument("--library", metavar="DIR", help=HELP["library"])
    parser.add_argument("--json", action="store_true", help=words.ABOUT_JSON)
    parser.add_argument("--accept", type=int, action="append", metavar="N", help=words.ABOUT_DATES["accept"])
    parser.add_argument("--set", nargs=2, action="append", metavar=("N", "DATE"), help=words.ABOUT_DATES["set"])
    add_opening_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Keep what was confirmed, then list what is left. Raises MeetingFileError, BadInformation, DiskError."""
    folder = meeting_folder(args.meeting, Path(settings.library.folder))
    audit = auditor(settings)
    if not (args.accept or args.set):
        meeting = seen(folder, args, audit)
        audit(Action.OPENED, meeting.id, "")
    else:
        meeting = _kept(folder, args, audit)
    _tell(meeting, as_json=args.json)
    return ExitCode.OK


def _kept(folder: Path, args: argparse.Namespace, audit: Auditor) -> Meeting:
    with opened(folder, args, audit) as book:
        audit(Action.OPENED, book.meeting.id, "")
        confirmed = list(_confirmed(open_dues(book.meeting), args))
        if confirmed:
            book.commit(with_dates(book.meeting, confirmed))
            audit(Action.CHANGED, book.meeting.id, "")
        for item in confirmed:
            say(words.date_kept(item.text, japanese_date(item.due)))
        return book.meeting


def _confirmed(rows: list[OpenDue], args: argparse.Namespace) -> Iterator[Item]:
    by_number = {str(row.number): row for row in rows}
    for number in args.accept or ():
        row = by_number.get(str(number))
        if row is None or row.proposed is None:
            raise BadInformation("--accept", str(number), "no_proposal")
        yield row.dated
    for number, text in args.set or ():
        row = by_number.get(plain(number))
        if row is None:
            raise BadInformation("--set", number, "no_proposal")
        try:
            yield replace(row.item, due=read_date(text))
        except NotUnderstood as error:
            raise BadInformation("--set", text, error.expected) from None


def _tell(meeting: Meeting, *, as_json: bool) -> None:
    rows = open_dues(meeting)
    if as_json:
        answer_json({"dates": [_facts(row) for row in rows]})
        return
    if rows and not meeting.occasion.date:
        say(words.no_meeting_day())
    for row in rows:
        found = row.proposed
        shown = japanese_date(found.due) if found else ""
        answer(words.date_line(row.number, row.item.text, row.item.due, shown, sure=found is not None and found.sure))
    if not rows:
        say(words.no_dates())


def _facts(row: OpenDue) -> dict[str, object]:
    found = row.proposed
    return {
        "number": row.number,
        "text": row.item.text,
        "due": row.item.due,
        "proposed": found.due if found else "",
        "sure": found is not None and found.sure,
    }
