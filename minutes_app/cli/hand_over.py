"""`minutes hand-over MEETING… [--out DIR]`: each meeting as one `.kaigi` file, for the program on another PC."""

import argparse
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import say
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import MinutesError
from minutes_app.logbook import Action
from minutes_app.meeting.handing import hand_over
from minutes_app.pace import Pace
from minutes_app.settings import Settings
from minutes_app.wording import handing as words, transcribe as general


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `hand-over`."""
    parser.add_argument("meetings", nargs="+", type=named_path, metavar="MEETING", help=words.HELP_MEETING)
    parser.add_argument("--out", type=named_path, metavar="DIR", default=Path(), help=words.HELP_OUT)
    parser.add_argument("--library", metavar="DIR", help=general.HELP["library"])
    parser.add_argument("--json", action="store_true", help=general.HELP["json"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Pack each meeting; one that fails does not stop the rest."""
    outcome = Outcome()
    for place in args.meetings:
        try:
            folder = meeting_folder(place, Path(settings.library.folder))
            outcome.meetings.append(_packed(folder, args.out, settings))
        except MinutesError as error:
            outcome.fail(place, error)
        except KeyboardInterrupt:
            outcome.stop()
            break
    return outcome.close(as_json=args.json)


def _packed(folder: Path, out: Path, settings: Settings) -> dict[str, Any]:
    line = ProgressLine(Pace(Path(), ""))
    try:
        done = hand_over(folder, out, line)
    finally:
        line.clear()
    auditor(settings)(Action.HANDED_OVER, done.meeting, done.sha256)
    say(words.handed_over(done.path.absolute()))
    held = done.holdings
    say(words.holdings(held.length_ms, held.hidden, held.deleted, lacking=held.lacking))
    return {
        "meeting": str(folder.absolute()),
        "file": str(done.path.absolute()),
        "sha256": done.sha256,
        "hidden": held.hidden,
        "deleted": held.deleted,
    }
