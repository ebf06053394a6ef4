"""`minutes dispose MEETING`: which recording the office's rule allows to delete; with `--yes` it is, and recorded.

In: a meeting that is 確定, the rule (settings archive.audio, archive.audio_days). Out: a dry run, a record, or a hold.
"""

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened, seen
from minutes_app.cli.start import auditor
from minutes_app.closing.disposal import Doomed, Rule, dispose, doomed_by
from minutes_app.closing.ledger import Disposal, Hold, Ledger, disposals_in, hold_in, keep, ledger_of
from minutes_app.closing.rules import rule_of
from minutes_app.errors import BadArguments
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.lock import user_name
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.settings import Settings
from minutes_app.wording import closing as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dispose`."""
    add_meeting_arguments(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--yes", action="store_true", help=words.HELP["yes"])
    what.add_argument("--hold", metavar="REASON", help=words.HELP["hold"])
    what.add_argument("--release", action="store_true", help=words.HELP["release"])
    what.add_argument("--record", action="store_true", help=words.HELP["record"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Hold, show the record, say what would be deleted, or delete it.

    Raises BadArguments, DisposalRefused, MeetingFileError, DiskError.
    """
    folder, audit = folder_of(args, settings), auditor(settings)
    is_hold = args.hold is not None or args.release
    done = False
    if is_hold and not _hold(folder, args, audit):
        return ExitCode.FAILED
    if args.yes:
        done = _dispose(folder, args, rule_of(settings), audit)
    ledger = ledger_of(folder)
    doomed: tuple[Doomed, ...] = ()
    if not (is_hold or args.yes or args.record):
        meeting = seen(folder, args, audit)
        doomed = doomed_by(folder, meeting, ledger=ledger, rule=rule_of(settings), today=date.today())
        _show(doomed, quiet=args.json)
    if args.json:
        answer_json(_facts(folder, doomed, ledger) | {"done": done})
    elif args.record:
        _show_records(ledger)
    return ExitCode.OK


def _hold(folder: Path, args: argparse.Namespace, audit: Auditor) -> bool:
    """Whether it is done; without a hold none ends, but a line that cannot be read may be one."""
    reason = (args.hold or "").strip()
    if args.hold is not None and not reason:
        raise BadArguments("no_hold_reason")
    with opened(folder, args, audit) as book:
        ledger = ledger_of(folder)
        before = _reason_in(ledger)
        if args.release and before is None and not ledger.unreadable:
            say(words.NOT_HELD)
            return False
        keep(folder, user_name(), Hold(not args.release, reason))
        audit(Action.CHANGED, book.meeting.id, "")
    if args.release:
        say(words.released(before or ""))
    else:
        say(words.HELD if before is None else words.held_too(_reason_in(ledger_of(folder)) or ""))
    return True


def _reason_in(ledger: Ledger) -> str | None:
    """Why it is held, or None."""
    hold = hold_in(ledger.entries)
    return hold.hold.reason if hold is not None and hold.hold is not None else None


def _dispose(folder: Path, args: argparse.Namespace, rule: Rule, audit: Auditor) -> bool:
    gone = 0
    with opened(folder, args, audit) as book:
        for entry in dispose(book, rule, user_name(), date.today()):
            if entry.disposal is not None:
                audit(Action.DELETED, book.meeting.id, entry.disposal.file.sha256)
                say(words.disposed(entry.disposal.file.name))
                gone += 1
    say(words.recorded(gone) if gone else words.NOTHING_LEFT)
    return bool(gone)


def _show(doomed: tuple[Doomed, ...], *, quiet: bool) -> None:
    for one in () if quiet else doomed:
        answer(words.doomed(one.path.name, one.bytes, one.duration_ms))
    say(words.COPIES_STAY if doomed else words.NOTHING_LEFT)
    if doomed:
        say(words.DRY_RUN)


def _show_records(ledger: Ledger) -> None:
    shown = [(one, done) for one in ledger.entries if (done := one.restored or one.deleted) is not None]
    for one, done in shown:
        by = done.rule if isinstance(done, Disposal) else ""
        facts = words.record_facts(by, done.file.bytes, done.file.sha256)
        answer(words.record_line(japanese_moment(one.at), one.who, done.file.name, facts))
    if ledger.unreadable:
        say(words.lines_lost(ledger.unreadable))
    elif not shown:
        say(words.NO_RECORD)


def _facts(folder: Path, doomed: Iterable[Doomed], ledger: Ledger) -> dict[str, Any]:
    return {
        "meeting": str(folder.absolute()),
        "held": _reason_in(ledger),
        "unreadable_lines": list(ledger.unreadable),
        "would_delete": [{"file": one.path.name, "bytes": one.bytes, "duration_ms": one.duration_ms} for one in doomed],
        "deleted": [
            {
                "file": one.disposal.file.name,
                "bytes": one.disposal.file.bytes,
                "sha256": one.disposal.file.sha256,
                "as_received": one.disposal.as_received,
                "at": one.at,
                "who": one.who,
                "rule": one.disposal.rule,
            }
            for one in disposals_in(ledger.entries)
            if one.disposal is not None
        ],
        "restored": [
            {"file": one.restored.file.name, "sha256": one.restored.file.sha256, "at": one.at, "who": one.who}
            for one in ledger.entries
            if one.restored is not None
        ],
    }
