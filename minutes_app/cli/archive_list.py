"""`minutes archive --list`: the archived meetings, those whose 保存期間 has ended first; with `--verify` their sha256.

In: the library. Out: lines or one JSON object on stdout. Exit code 1 where a record cannot be read, or with `--verify`
where a file is not what was archived. Deletes nothing.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.closing.shelf import Row, Shelf, end_of, notes_of, shelf_of, verified, warnings_of
from minutes_app.errors import BadArguments
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.pace import Pace
from minutes_app.progress import no_report
from minutes_app.settings import Settings, own_servers
from minutes_app.wording import shelf as words


def list_archives(args: argparse.Namespace, settings: Settings) -> int:
    """List them. Raises BadArguments, DiskError."""
    if args.to or args.yes or args.recover or args.take_over:
        raise BadArguments("list_alone")
    library, today = Path(settings.library.folder), date.today()
    shelf = shelf_of(library, today, no_report, own_servers(settings))
    if args.verify:
        shelf = _verified(shelf)
    if args.json:
        answer_json(_facts(shelf, library, today, is_verified=args.verify))
    else:
        _tell(shelf)
    for warning in warnings_of(shelf):
        say(warning)
    is_wrong = args.verify and any(row.file != "fits" for row in shelf.rows)
    return ExitCode.FAILED if shelf.lost or is_wrong else ExitCode.OK


def _verified(shelf: Shelf) -> Shelf:
    line = ProgressLine(Pace(Path(), ""))
    try:
        return verified(shelf, line)
    finally:
        line.clear()


def _tell(shelf: Shelf) -> None:
    for row in shelf.rows:
        facts = (
            words.kept_for(row.archive.kept_for),
            words.archived(japanese_moment(row.archived_at), row.who),
            row.archive.file.name,
            words.FILES[row.file],
        )
        answer(words.lines(row.title, japanese_moment(row.day), end_of(row), facts))
    for note in notes_of(shelf):
        say(note)


def _facts(shelf: Shelf, library: Path, today: date, *, is_verified: bool) -> dict[str, Any]:
    return {
        "library": str(library.absolute()),
        "today": today.isoformat(),
        "verified": is_verified,
        "archived": [_row_facts(row) for row in shelf.rows],
        "unreadable": [{"meeting": str(one.folder.absolute()), "lines": list(one.lines)} for one in shelf.lost],
    }


def _row_facts(row: Row) -> dict[str, Any]:
    return {
        "meeting": str(row.folder.absolute()),
        "title": row.title,
        "date": row.day,
        "kept_for": row.archive.kept_for,
        "until": row.archive.until,
        "end": row.end,
        "ended": row.ended,
        "held": row.held,
        "archived_at": row.archived_at,
        "who": row.who,
        "file": row.archive.file.name,
        "bytes": row.archive.file.bytes,
        "sha256": row.archive.file.sha256,
        "file_state": row.file,
    }
