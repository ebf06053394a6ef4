"""`minutes duties MEETING`: for whom the 会議録 stands, who is excused, who still owes a 所感.

In: a meeting, and what is to be noted. Out: the list, as lines or one JSON object. Writes no document.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import add_opening_arguments, opened, seen
from minutes_app.cli.start import auditor
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import BadInformation
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.entries import read_duty
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.paperwork import DutyReport
from minutes_app.minutes.duties import Duty, duties_of, noted, strangers, unclear
from minutes_app.settings import Settings
from minutes_app.wording import paperwork as words
from minutes_app.wording.transcribe import HELP

NOTED = {"--standing": "扱い", "--reason": "理由", "--impression": "所感"}
"""Flag → what it notes of a person, as `meeting.entries.read_duty` calls it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `duties`."""
    parser.add_argument("meeting", type=named_path, metavar="MEETING", help=HELP["meeting"])
    parser.add_argument("--library", metavar="DIR", help=HELP["library"])
    parser.add_argument("--json", action="store_true", help=words.ABOUT_JSON)
    for flag in NOTED:
        parser.add_argument(flag, nargs=2, action="append", metavar=("NAME", "TEXT"), help=words.ABOUT_NOTE[flag])
    add_opening_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Note what was said, then list. Raises MeetingFileError, BadInformation, DiskError."""
    folder = meeting_folder(args.meeting, Path(settings.library.folder))
    audit = auditor(settings)
    if any(_said(args, flag) for flag in NOTED):
        occasion = _kept(folder, args, audit)
    else:
        meeting = seen(folder, args, audit)
        audit(Action.OPENED, meeting.id, "")
        occasion = meeting.occasion
    _tell(occasion, as_json=args.json)
    return ExitCode.OK


def _kept(folder: Path, args: argparse.Namespace, audit: Auditor) -> Occasion:
    with opened(folder, args, audit) as book:
        audit(Action.OPENED, book.meeting.id, "")
        occasion = _noted(book.meeting.occasion, args)
        if occasion != book.meeting.occasion:
            book.commit(set_occasion(book.meeting, occasion))
            audit(Action.CHANGED, book.meeting.id, "")
    return occasion


def _said(args: argparse.Namespace, flag: str) -> list[list[str]]:
    said: list[list[str]] | None = getattr(args, flag.removeprefix("--"))
    return said or []


def _noted(occasion: Occasion, args: argparse.Namespace) -> Occasion:
    """The occasion with what the flags say of single persons."""
    for flag, key in NOTED.items():
        for name, text in _said(args, flag):
            place = _attendee(occasion, name, flag)
            said = read_duty({"氏名": name, key: text}, flag)
            field = {"扱い": "standing", "理由": "reason", "所感": "impression"}[key]
            occasion = noted(occasion, place, **{field: getattr(said, field)})
    return occasion


def _attendee(occasion: Occasion, name: str, flag: str) -> int:
    """The place in the list of attendees."""
    roll = Roll(occasion.attendees)
    places = roll.meant(name)
    if len(places) > 1:
        choices = tuple(words.numbered(place + 1, roll.labels[place]) for place in places)
        raise BadInformation(flag, name, "namesakes", choices)
    if not places:
        raise BadInformation(flag, name, "no_attendee")
    return places[0]


def _tell(occasion: Occasion, *, as_json: bool) -> None:
    duties = duties_of(occasion)
    if as_json:
        rows = [_facts(duty) for duty in duties]
        unclear_rows = [_unclear_facts(said) for said in unclear(occasion)]
        answer_json({"duties": rows, "strangers": list(strangers(occasion)), "unclear": unclear_rows})
        return
    for standing, title in words.STANDINGS.items():
        _tell_group(title, [duty for duty in duties if duty.standing == standing])
    say(words.waiting([duty.label for duty in duties if duty.owes], len(duties)))
    if strangers(occasion):
        say(words.strangers(strangers(occasion)))
    for said in unclear(occasion):
        say(words.unclear(said.name, words.STANDINGS[said.standing], said.reason, said.impression))


def _tell_group(title: str, duties: Sequence[Duty]) -> None:
    if duties:
        answer(words.group_line(title, len(duties)))
    for duty in duties:
        person = duty.attendee
        name = " ".join(filter(None, (person.department, person.post, person.name)))
        answer(words.duty_line(name, duty.standing, reason=duty.reason, impression=duty.impression))


def _unclear_facts(said: DutyReport) -> dict[str, str]:
    return {"name": said.name, "standing": said.standing, "reason": said.reason, "impression": said.impression}


def _facts(duty: Duty) -> dict[str, Any]:
    person = duty.attendee
    return {
        "department": person.department,
        "post": person.post,
        "name": person.name,
        "standing": duty.standing,
        "reason": duty.reason,
        "impression": duty.impression,
        "owes": duty.owes,
    }
