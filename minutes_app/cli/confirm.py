"""`minutes confirm MEETING`: 確定, where everything is proved; else the list of what is not, and nothing changes.

In: a meeting. Out: exit 0 confirmed (also where it was before), 1 refused. With `--despite REASON` a person overrules;
the reason stays in the meeting, and the audit log has its sha256.
"""

import argparse
from collections.abc import Sequence

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened
from minutes_app.cli.start import auditor
from minutes_app.errors import BadArguments
from minutes_app.minutes.confirming import verdict_of
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.settings import Settings
from minutes_app.wording import items as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The meeting and `--despite`."""
    add_meeting_arguments(parser)
    parser.add_argument("--despite", metavar="REASON", help=words.HELP["despite"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Confirm or say why not. Raises BadArguments, MeetingFileError, DiskError."""
    reason = (args.despite or "").strip()
    if args.despite is not None and not reason:
        raise BadArguments("no_reason")
    audit = auditor(settings)
    with opened(folder_of(args, settings), args, audit) as book:
        verdict, standing = verdict_of(book.meeting, reason), book.meeting.in_force
        if standing is None and verdict.change is not None:
            book.commit(verdict.change)
            audit(verdict.action, book.meeting.id, verdict.digest)
        status = book.meeting.status
    is_confirmed = standing is not None or verdict.change is not None
    if args.json:
        rows = [
            {"kind": one.kind, "place": one.place, "start_ms": one.at_ms, "sentence": line}
            for one, line in zip(verdict.findings, verdict.sentences, strict=True)
        ]
        answer_json({"status": status, "findings": rows})
    if standing is not None:
        say(words.confirmed_since(japanese_moment(standing.at), standing.who))
    else:
        _tell(verdict.sentences, is_confirmed=is_confirmed, quiet=args.json)
    return ExitCode.OK if is_confirmed else ExitCode.FAILED


def _tell(lines: Sequence[str], *, is_confirmed: bool, quiet: bool) -> None:
    if is_confirmed:
        say(words.CONFIRMED_DESPITE if lines else words.CONFIRMED)
        return
    say(words.NOT_CONFIRMED)
    for line in [] if quiet else lines[: words.MOST_LINES]:
        answer(line)
    if not quiet and len(lines) > words.MOST_LINES:
        answer(words.more_findings(len(lines) - words.MOST_LINES))
    say(words.DESPITE_HINT)
