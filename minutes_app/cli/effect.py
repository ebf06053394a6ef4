"""`minutes effect`: for each meeting its length, the work on it, the 復命書 nobody had to write, and the hours saved.

In: the library, what was measured on this PC, the office's own baseline (settings). Out: lines or one JSON object on
stdout, and an Excel workbook where one is wanted. Sends nothing.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import BadArguments, BadInformation
from minutes_app.files import disk_errors, write_atomic
from minutes_app.logbook import Feeling, feelings, forget, worked_s
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.minutes.effect import Baseline, Period, Row, Table, answers_of, mean_of, notes_of, table_of, told
from minutes_app.minutes.effect_book import EffectBook, book_of
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import no_report
from minutes_app.settings import Settings, effect_folder
from minutes_app.wording import effect as words
from minutes_app.wording.transcribe import HELP


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `effect`."""
    parser.add_argument("--from", dest="first", metavar="DATE", default="", help=words.HELP["from"])
    parser.add_argument("--to", dest="last", metavar="DATE", default="", help=words.HELP["to"])
    parser.add_argument("--library", metavar="DIR", help=HELP["library"])
    parser.add_argument("--json", action="store_true", help=words.HELP["json"])
    parser.add_argument("--xlsx", type=named_path, metavar="FILE", help=words.HELP["xlsx"])
    parser.add_argument("--forget", action="store_true", help=words.HELP["forget"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Sum up and tell; or forget what was measured. Raises BadArguments, BadInformation, DiskError."""
    place = effect_folder()
    if args.forget:
        if args.first or args.last or args.xlsx or args.json:
            raise BadArguments("forget_alone")
        forget(place)
        say(words.FORGOTTEN)
        return ExitCode.OK
    if args.xlsx is not None:
        _refuse_name(args.xlsx)
    period = Period(_day(args.first, "--from"), _day(args.last, "--to"))
    if period.first and period.last and period.first > period.last:
        raise BadArguments("swapped", f"{args.first}～{args.last}")
    baseline = Baseline.of(settings.effect)
    (table,) = table_of(Path(settings.library.folder), period, worked_s(place), baseline, no_report)
    answers = answers_of(feelings(place), period)
    if args.xlsx is not None:
        _write(args.xlsx, EffectBook(table, answers, notes_of(settings.effect)))
    if args.json:
        answer_json(_facts(table, period, answers))
    else:
        _tell(table, answers)
    return ExitCode.OK


def _day(text: str, flag: str) -> str:
    if not text:
        return ""
    try:
        return read_date(text)
    except NotUnderstood as error:
        raise BadInformation(flag, text, error.expected) from None


def _refuse_name(path: Path) -> None:
    """A name by which Excel would not open it; and nothing that is there is written over."""
    if path.suffix.lower() != ".xlsx":
        raise BadArguments("not_xlsx", path.name)
    with disk_errors(path):
        if path.exists():
            raise BadArguments("taken", path.name)


def _write(path: Path, contents: EffectBook) -> None:
    path = path.absolute()
    write_atomic(path, book_of(contents))
    say(words.written(path))


def _tell(table: Table, answers: tuple[Feeling, ...]) -> None:
    for row in table.rows:
        rest = (
            words.long(row.length_ms),
            words.spoken(row.active),
            words.reports(row.reports),
            words.spoken(row.saved),
        )
        answer(words.line(japanese_date(row.day), row.title, rest))
    if table.rows:
        answer(told(table.total))
        answer(words.feelings(len(answers), mean_of(answers)))
        for kind in table.lacking:
            say(words.lacking_line(kind))
    else:
        say(words.NO_MEETINGS)
    if table.unreadable:
        say(words.unreadable(len(table.unreadable)))


def _facts(table: Table, period: Period, answers: tuple[Feeling, ...]) -> dict[str, Any]:
    total = table.total
    return {
        "from": period.first,
        "to": period.last,
        "meetings": [_row_facts(row) for row in table.rows],
        "total": {
            "meetings": total.meetings,
            "length_ms": total.length_ms,
            "measured": total.measured,
            "active_minutes": _rounded(total.active if total.measured else None),
            "reports": total.reports,
            "counted": total.counted,
            "before_minutes": _rounded(total.before_known),
            "saved_minutes": _rounded(total.saved),
        },
        "lacking": list(table.lacking),
        "unreadable": [str(folder.absolute()) for folder in table.unreadable],
        "feelings": [{"day": one.day, "mark": one.mark} for one in answers],
        "made_on": date.today().isoformat(),
    }


def _row_facts(row: Row) -> dict[str, Any]:
    return {
        "meeting": row.meeting,
        "folder": str(row.folder.absolute()),
        "title": row.title,
        "date": row.day,
        "length_ms": row.length_ms,
        "active_minutes": _rounded(row.active),
        "reports": row.reports,
        "before_minutes": _rounded(row.before),
        "saved_minutes": _rounded(row.saved),
    }


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
