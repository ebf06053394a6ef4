"""`minutes finalize MEETING`: the 確定版 of a meeting that is 確定; after later corrections its 第2版.

In: a meeting. Out: write-protected .docx files, PDFs where LibreOffice is on this PC, as lines or one JSON object.
"""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer_json, say
from minutes_app.cli.evidence import add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened
from minutes_app.cli.output_flags import order_of
from minutes_app.cli.start import auditor
from minutes_app.closing.final import FinalFile, LinesLost, NoForm, finalize
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.pipeline import tools_from
from minutes_app.progress import no_report
from minutes_app.settings import Settings
from minutes_app.word.printer import find_printer
from minutes_app.wording import closing as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `finalize`."""
    add_meeting_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help=words.HELP["out"])
    parser.add_argument("--template", action="append", metavar="NAME|FILE.docx", help=words.HELP["template"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write it, or say where it lies. Raises NotConfirmed, TemplateError, MeetingFileError, DiskError."""
    args.formats = "docx"
    order = order_of(args, settings)
    folder = folder_of(args, settings)
    audit = auditor(settings)
    files: list[dict[str, Any]] = []
    told: set[str] = set()
    with (
        closing(tools_from(audit)) as tools,
        closing(find_printer()) as printer,
        opened(folder, args, audit) as book,
    ):
        audit(Action.OPENED, book.meeting.id, "")
        for each in finalize(book, order, tools, printer, user_name(), no_report):
            if isinstance(each, FinalFile):
                say(_line_of(each))
                files.append({"file": str(each.path.absolute()), "edition": each.edition, "new": not each.known})
            elif isinstance(each, LinesLost):
                told.add(words.number_passed_over(each.numbers))
            elif isinstance(each, NoForm):
                told.add(words.NO_FORM)
            else:
                told.add(words.PDF_FAILED if each.failed else words.NO_PDF)
    for line in sorted(told):
        say(line)
    if args.json:
        answer_json({"meeting": str(folder.absolute()), "files": files})
    return ExitCode.OK if files else ExitCode.FAILED


def _line_of(file: FinalFile) -> str:
    return (words.there if file.known else words.made)(file.path.absolute(), file.edition)
