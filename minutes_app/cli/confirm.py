"""`minutes confirm MEETING`: 確定, where everything is proved; else the list of what is not, and nothing changes.

In: a meeting. Out: exit 0 confirmed, 1 refused. With `--despite REASON` a person overrules; the reason stays in the
meeting, and the audit log has its sha256.
"""

import argparse
import hashlib

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened
from minutes_app.cli.start import auditor
from minutes_app.errors import BadArguments
from minutes_app.logbook import Action
from minutes_app.meeting.clock import now
from minutes_app.meeting.edit import confirm
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.model import Confirmation
from minutes_app.minutes.gate import findings_of, sentences_of, without_words
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
        found = findings_of(book.meeting)
        lines = sentences_of(book.meeting, found)
        is_confirmed = not lines or bool(reason)
        if is_confirmed:
            overruled = reason if lines else ""
            kept = tuple(sentences_of(book.meeting, without_words(found)))
            book.commit(confirm(book.meeting, Confirmation(now(), user_name(), overruled, kept)))
            digest = hashlib.sha256(overruled.encode("utf-8")).hexdigest() if overruled else ""
            audit(Action.OVERRULED if overruled else Action.CONFIRMED, book.meeting.id, digest)
        status = book.meeting.status
    if args.json:
        rows = [
            {"kind": one.kind, "place": one.place, "start_ms": one.at_ms, "sentence": line}
            for one, line in zip(found, lines, strict=True)
        ]
        answer_json({"status": status, "findings": rows})
    _tell(lines, is_confirmed=is_confirmed, quiet=args.json)
    return ExitCode.OK if is_confirmed else ExitCode.FAILED


def _tell(lines: list[str], *, is_confirmed: bool, quiet: bool) -> None:
    if is_confirmed:
        say(words.CONFIRMED_DESPITE if lines else words.CONFIRMED)
        return
    say(words.NOT_CONFIRMED)
    for line in [] if quiet else lines[: words.MOST_LINES]:
        answer(line)
    if not quiet and len(lines) > words.MOST_LINES:
        answer(words.more_findings(len(lines) - words.MOST_LINES))
    say(words.DESPITE_HINT)
