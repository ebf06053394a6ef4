"""`minutes write MEETING…`: the documents once more from meeting folders, with what people have corrected since."""

import argparse
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import say
from minutes_app.cli.occasion_flags import add_occasion_arguments, occasion_of
from minutes_app.cli.opening import add_opening_arguments, opened
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.output_flags import add_output_arguments, order_of
from minutes_app.cli.start import auditor
from minutes_app.errors import MeetingMissing, MinutesError
from minutes_app.logbook import Action
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.information import merge
from minutes_app.meeting.model import Occasion
from minutes_app.pipeline import Notice, Order, Tools, tools_from, write
from minutes_app.progress import no_report
from minutes_app.settings import Settings
from minutes_app.wording import transcribe as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `write`."""
    parser.add_argument("meetings", nargs="+", type=named_path, metavar="MEETING", help=words.HELP["meeting"])
    parser.add_argument("--library", metavar="DIR", help=words.HELP["library"])
    parser.add_argument("--json", action="store_true", help=words.HELP["json"])
    add_opening_arguments(parser)
    add_output_arguments(parser)
    add_occasion_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write each meeting's documents; one that fails does not stop the rest."""
    outcome = Outcome()
    try:
        order, said = order_of(args, settings), occasion_of(args)
        with closing(tools_from(auditor(settings))) as tools:
            for place in args.meetings:
                try:
                    folder = meeting_folder(place, Path(settings.library.folder))
                    outcome.meetings.append(_written(folder, args, order, said=said, tools=tools))
                except MinutesError as error:
                    outcome.fail(place, error)
    except MinutesError as error:
        outcome.end(args.meetings, error)
    except KeyboardInterrupt:
        outcome.stop()
    return outcome.close(as_json=args.json)


def meeting_folder(place: Path, library: Path) -> Path:
    """A meeting by path, or by its folder's name in the library. Raises MeetingMissing."""
    for folder in (place, library / place):
        if (folder / "meeting.json").is_file() or (folder / "meeting.json.bak").is_file():
            return folder
    raise MeetingMissing(place)


def _written(folder: Path, args: argparse.Namespace, order: Order, *, said: Occasion, tools: Tools) -> dict[str, Any]:
    exports: list[str] = []
    warnings: list[str] = []
    with opened(folder, args, tools.audit) as book:
        tools.audit(Action.OPENED, book.meeting.id, "")
        occasion = merge(book.meeting.occasion, said)
        if occasion != book.meeting.occasion:
            book.commit(set_occasion(book.meeting, occasion))
            tools.audit(Action.CHANGED, book.meeting.id, "")
        for each in write(book, order, tools, no_report, today=date.today()):
            if isinstance(each, Notice):
                warnings.append(words.notice(each.kind, *each.facts))
                say(warnings[-1])
            else:
                exports.append(str(each.absolute()))
                say(words.exported(exports[-1]))
    return {"meeting": str(folder.absolute()), "exports": exports, "warnings": warnings}
