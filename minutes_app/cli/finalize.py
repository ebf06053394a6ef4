"""`minutes finalize MEETING`: the 確定版 of a meeting that is 確定; after later corrections its 第2版.

In: a meeting. Out: write-protected .docx files, PDFs where LibreOffice is on this PC, as lines or one JSON object.
With `--check` nothing is written: every file is compared with its SHA-256.
"""

import argparse
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.evidence import add_meeting_arguments, folder_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened, seen
from minutes_app.cli.output_flags import order_of
from minutes_app.cli.start import auditor
from minutes_app.closing.checking import checked
from minutes_app.closing.final import Altered, FinalFile, LinesLost, NoForm, NoPdf, finalize
from minutes_app.closing.ledger import ledger_of
from minutes_app.errors import BadArguments
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.pipeline import tools_from
from minutes_app.progress import no_report
from minutes_app.settings import Settings, own_servers
from minutes_app.word.printer import find_printer
from minutes_app.wording import closing as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `finalize`."""
    add_meeting_arguments(parser)
    parser.add_argument("--out", type=named_path, metavar="DIR", help=words.HELP["out"])
    parser.add_argument("--check", action="store_true", help=words.HELP["check"])
    parser.add_argument("--template", action="append", metavar="NAME|FILE.docx", help=words.HELP["template"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Write it, or say where it lies. Raises BadArguments, NotConfirmed, TemplateError, MeetingFileError, DiskError."""
    if args.check:
        return _check(args, settings)
    args.formats = "docx"
    order = replace(order_of(args, settings), servers=own_servers(settings))
    folder = folder_of(args, settings)
    audit = auditor(settings)
    course = _Course()
    with (
        closing(tools_from(audit)) as tools,
        closing(find_printer()) as printer,
        opened(folder, args, audit) as book,
    ):
        audit(Action.OPENED, book.meeting.id, "")
        for each in finalize(book, order, tools, printer, user_name(), no_report):
            course.take(each)
    for line in sorted(course.told):
        say(line)
    if args.json:
        answer_json({"meeting": str(folder.absolute()), "files": course.files, "altered": course.altered})
    return ExitCode.OK if course.files else ExitCode.FAILED


@dataclass(slots=True)
class _Course:
    """What `--json` prints, and what is said at the end."""

    files: list[dict[str, Any]] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def take(self, each: FinalFile | Altered | LinesLost | NoForm | NoPdf) -> None:
        """Say it now, or keep it."""
        if isinstance(each, FinalFile):
            self._take_file(each)
        elif isinstance(each, Altered):
            say(words.altered(each.path.absolute(), each.edition))
            self.altered.append(str(each.path.absolute()))
        elif isinstance(each, LinesLost):
            self.told.add(words.number_passed_over(each.numbers))
        elif isinstance(each, NoForm):
            self.told.add(words.NO_FORM)
        else:
            self.told.add(words.PDF_FAILED if each.failed else words.NO_PDF)

    def _take_file(self, file: FinalFile) -> None:
        path = file.path.absolute()
        say((words.there if file.known else words.made)(path, file.edition, file.sha256))
        facts = {"file": str(path), "edition": file.edition, "new": not file.known, "sha256": file.sha256}
        self.files.append(facts)


def _check(args: argparse.Namespace, settings: Settings) -> int:
    """Every file of every 確定版 against its SHA-256; exit 1 where one is not as it was written."""
    if args.out or args.template:
        raise BadArguments("check_alone")
    folder = folder_of(args, settings)
    audit = auditor(settings)
    meeting, ledger = seen(folder, args, audit), ledger_of(folder)
    audit(Action.OPENED, meeting.id, "")
    files = checked(folder, ledger.entries, own_servers(settings, folder))
    for one in files:
        if not args.json:
            answer(words.checked(one.edition, one.form, one.path, one.state, one.file.sha256))
    if ledger.unreadable:
        say(words.lines_lost(ledger.unreadable))
    elif not files:
        say(words.NO_FINAL)
    if args.json:
        facts = [
            {"file": str(one.path), "form": one.form, "edition": one.edition, "state": one.state, "at": one.at}
            | {"sha256": one.file.sha256}
            for one in files
        ]
        answer_json({"meeting": str(folder.absolute()), "files": facts, "unreadable_lines": list(ledger.unreadable)})
    is_whole = not ledger.unreadable and all(one.state == "whole" for one in files)
    return ExitCode.OK if is_whole else ExitCode.FAILED
