"""`minutes receive FILE.kaigi…`: meetings that were handed over become meetings of the library."""

import argparse
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import say
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.errors import MinutesError
from minutes_app.logbook import Action
from minutes_app.meeting.handing import receive_kaigi
from minutes_app.pace import Pace
from minutes_app.settings import Settings
from minutes_app.wording import handing as words, transcribe as general


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `receive`."""
    parser.add_argument("inputs", nargs="+", type=named_path, metavar="FILE.kaigi", help=words.HELP_FILE)
    parser.add_argument("--library", metavar="DIR", help=general.HELP["library"])
    parser.add_argument("--keep-both", action="store_true", help=words.HELP_KEEP_BOTH)
    parser.add_argument("--json", action="store_true", help=general.HELP["json"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Take each file in; one that fails does not stop the rest."""
    outcome = Outcome()
    for path in args.inputs:
        try:
            outcome.meetings.append(_received(path, args, settings))
        except MinutesError as error:
            outcome.fail(path, error)
        except KeyboardInterrupt:
            outcome.stop()
            break
    return outcome.close(as_json=args.json)


def _received(path: Path, args: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    line = ProgressLine(Pace(Path(), ""))
    try:
        done = receive_kaigi(path, Path(settings.library.folder), keep_both=args.keep_both, report=line)
    finally:
        line.clear()
    if done.known:
        say(words.known_at(done.folder))
    else:
        auditor(settings)(Action.RECEIVED, done.meeting, "")
        say(words.received_at(done.folder))
    return {"source": str(path.absolute()), "meeting": str(done.folder.absolute()), "known": done.known}
