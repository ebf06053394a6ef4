"""`minutes archive MEETING`: what would be kept, where and how long; with `--yes` the meeting as one .kaigi there.

With `--list` instead of a meeting: what was archived (`archive_list`).
"""

import argparse
from pathlib import Path, PureWindowsPath
from typing import Any

from minutes_app.cli.archive_list import list_archives
from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer_json, say
from minutes_app.cli.evidence import add_place_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened, seen
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.closing.archive import ArchivePlan, archive, plan_of
from minutes_app.closing.ledger import finals_in, ledger_of
from minutes_app.errors import BadArguments
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.wareki import japanese_date
from minutes_app.pace import Pace
from minutes_app.settings import Settings
from minutes_app.wording import closing as words, handing, shelf, transcribe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `archive`."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("meeting", nargs="?", type=named_path, metavar="MEETING", help=transcribe.HELP["meeting"])
    which.add_argument("--list", action="store_true", help=shelf.HELP["list"])
    add_place_arguments(parser)
    parser.add_argument("--to", type=named_path, metavar="DIR", help=words.HELP["to"])
    parser.add_argument("--yes", action="store_true", help=words.HELP["yes"])
    parser.add_argument("--verify", action="store_true", help=shelf.HELP["verify"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Say what would be done, or do it; or list what was done.

    Raises BadArguments, NotConfirmed, HandingError, MeetingFileError, DiskError.
    """
    if args.list:
        return list_archives(args, settings)
    if args.verify:
        raise BadArguments("verify_alone")
    folder, audit = folder_of(args, settings), auditor(settings)
    place = args.to or (Path(settings.archive.folder) if settings.archive.folder else None)
    if place is None:
        raise BadArguments("no_archive")
    plan = plan_of(folder, seen(folder, args, audit), settings.archive.kept_for)
    say(words.plan_line(plan.files, plan.bytes, place.absolute()))
    held = plan.holdings
    say(handing.holdings(held.length_ms, held.hidden, held.deleted, lacking=held.lacking))
    say(words.period(plan.kept_for, japanese_date(plan.until, weekday=False), understood=plan.is_understood))
    _tell_what_lacks(folder)
    made: dict[str, Any] = {}
    if args.yes:
        with opened(folder, args, audit) as book:
            made = _archived(book, place, settings)
        audit(Action.HANDED_OVER, book.meeting.id, made["sha256"])
    else:
        say(words.DRY_RUN)
    if args.json:
        answer_json(_facts(folder, plan, place) | made)
    return ExitCode.OK


def _tell_what_lacks(folder: Path) -> None:
    """Records that cannot be read, and 確定版 that were written elsewhere: the archive would be taken for whole."""
    ledger = ledger_of(folder)
    if ledger.unreadable:
        say(words.lines_lost(ledger.unreadable))
    written = [file for final in finals_in(ledger.entries) for file in final.files]
    names = dict.fromkeys(PureWindowsPath(file.name).name for file in written)
    if elsewhere := [name for name in names if not (folder / "exports" / name).is_file()]:
        say(words.finals_elsewhere(elsewhere))


def _archived(book: OpenMeeting, place: Path, settings: Settings) -> dict[str, Any]:
    line = ProgressLine(Pace(Path(), ""))
    try:
        done = archive(book, place, settings.archive.kept_for, user_name(), line)
    finally:
        line.clear()
    assert done.archived is not None
    file = done.archived.file
    say(words.archived(file.name, file.sha256))
    return {"done": True, "file": file.name, "sha256": file.sha256, "bytes": file.bytes}


def _facts(folder: Path, plan: ArchivePlan, place: Path) -> dict[str, Any]:
    return {
        "meeting": str(folder.absolute()),
        "done": False,
        "to": str(place.absolute()),
        "files": plan.files,
        "bytes": plan.bytes,
        "kept_for": plan.kept_for,
        "until": plan.until,
    }
