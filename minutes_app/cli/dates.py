"""`minutes dates MEETING`: 期限 in words (来週の金曜, 月末) with the date each may mean, to be confirmed by a person.

In: a meeting, and which proposals are accepted. Out: the list, as lines or one JSON object. Changes no 期限 by itself.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import add_opening_arguments, opened
from minutes_app.cli.start import auditor
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import BadInformation
from minutes_app.logbook import Action
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.meeting.edit import change_item, together
from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.spoken_dates import SpokenDate, proposed_due
from minutes_app.minutes.wareki import japanese_date
from minutes_app.settings import Settings
from minutes_app.wording import paperwork as words
from minutes_app.wording.transcribe import HELP


@dataclass(frozen=True, slots=True)
class _Open:
    """A 期限 in words: its number in the list, its item, and what is proposed."""

    number: int
    item: Item
    proposed: SpokenDate | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dates`."""
    parser.add_argument("meeting", type=Path, metavar="MEETING", help=HELP["meeting"])
    parser.add_argument("--library", metavar="DIR", help=HELP["library"])
    parser.add_argument("--json", action="store_true", help=words.ABOUT_JSON)
    parser.add_argument("--accept", type=int, action="append", metavar="N", help=words.ABOUT_DATES["accept"])
    parser.add_argument("--set", nargs=2, action="append", metavar=("N", "DATE"), help=words.ABOUT_DATES["set"])
    add_opening_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Keep what was confirmed, then list what is left. Raises MeetingFileError, BadInformation, DiskError."""
    folder = meeting_folder(args.meeting, Path(settings.library.folder))
    audit = auditor(settings)
    with opened(folder, args, audit) as book:
        audit(Action.OPENED, book.meeting.id, "")
        confirmed = list(_confirmed(_open(book.meeting), args))
        if confirmed:
            steps = [lambda meeting, item=item: change_item(meeting, item) for item in confirmed]
            book.commit(together(book.meeting, "change_item", steps))
            audit(Action.CHANGED, book.meeting.id, "")
        meeting = book.meeting
    for item in confirmed:
        say(words.date_kept(item.text, japanese_date(item.due)))
    _tell(meeting, as_json=args.json)
    return ExitCode.OK


def _open(meeting: Meeting) -> list[_Open]:
    """Every 期限 in words, numbered."""
    day = meeting.occasion.date
    found = [item for item in meeting.items if item.due and not _is_date(item.due)]
    return [
        _Open(number, item, proposed_due(item.due, date.fromisoformat(day)) if day else None)
        for number, item in enumerate(found, 1)
    ]


def _is_date(due: str) -> bool:
    try:
        return date.fromisoformat(due).isoformat() == due
    except ValueError:
        return False


def _confirmed(rows: list[_Open], args: argparse.Namespace) -> Iterator[Item]:
    by_number = {str(row.number): row for row in rows}
    for number in args.accept or ():
        row = by_number.get(str(number))
        if row is None or row.proposed is None:
            raise BadInformation("--accept", str(number), "no_proposal")
        yield replace(row.item, due=row.proposed.due)
    for number, text in args.set or ():
        if number not in by_number:
            raise BadInformation("--set", number, "no_proposal")
        try:
            yield replace(by_number[number].item, due=read_date(text))
        except NotUnderstood as error:
            raise BadInformation("--set", text, error.expected) from None


def _tell(meeting: Meeting, *, as_json: bool) -> None:
    rows = _open(meeting)
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


def _facts(row: _Open) -> dict[str, object]:
    found = row.proposed
    return {
        "number": row.number,
        "text": row.item.text,
        "due": row.item.due,
        "proposed": found.due if found else "",
        "sure": found is not None and found.sure,
    }
