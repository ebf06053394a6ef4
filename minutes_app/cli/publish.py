"""`minutes publish MEETING… --to FOLDER`: the 会議録 to its attendees for confirmation.

In: meetings and a shared folder. Out: what became of each file; exit 1 while one of them waits. What waits lies whole
in the outbox and goes on its own: at every later command, by `--retry`, and while the window is open.
"""

import argparse
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import say
from minutes_app.cli.opening import add_opening_arguments, opened
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.cli.waiting import say_puts
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import BadArguments, MinutesError
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting
from minutes_app.minutes.wareki import japanese_date
from minutes_app.pace import Pace
from minutes_app.publishing import DeadlineRefused, Staged, Wish, deadline_of, publish, usual_deadline, usual_form
from minutes_app.settings import Settings
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import drop, retry, waiting
from minutes_app.tools import Notice, Tools, tools_from
from minutes_app.word.reply_form import Publication
from minutes_app.word.template import find, user_folder
from minutes_app.wording import publishing as words, transcribe as general


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `publish`."""
    parser.add_argument("meetings", nargs="*", type=named_path, metavar="MEETING", help=general.HELP["meeting"])
    parser.add_argument("--to", type=named_path, metavar="FOLDER", help=words.HELP["to"])
    parser.add_argument("--template", metavar="NAME|FILE.docx", help=words.HELP["template"])
    parser.add_argument("--one-file", action="store_true", help=words.HELP["one_file"])
    parser.add_argument("--deadline", metavar="DATE", help=words.HELP["deadline"])
    parser.add_argument("--with-record", action="store_true", help=words.HELP["with_record"])
    parser.add_argument("--retry", action="store_true", help=words.HELP["retry"])
    parser.add_argument("--give-up", action="store_true", help=words.HELP["give_up"])
    parser.add_argument("--library", metavar="DIR", help=general.HELP["library"])
    parser.add_argument("--json", action="store_true", help=general.HELP["json"])
    add_opening_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Publish each meeting; one that fails does not stop the rest. Raises BadArguments, TemplateMissing, DiskError."""
    library = Path(settings.library.folder)
    if args.retry or args.give_up:
        _refuse_useless(args)
        return _give_up(library, args) if args.give_up else _retry(library, args, auditor(settings))
    if not args.meetings:
        raise BadArguments("no_meeting")
    folder, deadline = _folder(args, settings), _deadline(args, settings)
    outcome = Outcome()
    with closing(tools_from(auditor(settings))) as tools:
        for place in args.meetings:
            try:
                wish = _wish(args, settings, folder, deadline)
                outcome.meetings.append(_published(meeting_folder(place, library), args, wish, settings, tools))
            except MinutesError as error:
                outcome.fail(place, error)
            except KeyboardInterrupt:
                outcome.stop()
                break
    return _closed(outcome, args)


def _refuse_useless(args: argparse.Namespace) -> None:
    """What waits goes where it was to go, as it is. Raises BadArguments."""
    if args.meetings:
        raise BadArguments("retry_alone")
    if args.retry and args.give_up:
        raise BadArguments("combined", "--retry --give-up")
    for name in ("to", "template", "one_file", "deadline", "with_record"):
        if getattr(args, name):
            raise BadArguments("useless", f"--{name.replace('_', '-')}")


def _published(folder: Path, args: argparse.Namespace, wish: Wish, settings: Settings, tools: Tools) -> dict[str, Any]:
    with opened(folder, args, tools.audit) as book:
        tools.audit(Action.OPENED, book.meeting.id, "")
        course = _Course(ProgressLine(Pace(Path(), "")))
        publication = course.run(book, _for_kind(wish, book.meeting, args, settings), tools)
    say_puts(course.puts)
    if not any(put.why for put in course.puts):
        say(words.published(publication.document, publication.edition, len(publication.persons)))
    if publication.deadline:
        say(words.until(japanese_date(publication.deadline)))
    files, warnings = _files(course.puts), course.warnings
    return {"meeting": str(folder.absolute()), "files": files, "warnings": warnings} | _facts(publication)


class _Course:
    """One publication as the terminal sees it."""

    def __init__(self, line: ProgressLine) -> None:
        self.puts: list[Put] = []
        self.warnings: list[str] = []
        self._line = line
        self._staged: Staged | None = None

    def run(self, book: OpenMeeting, wish: Wish, tools: Tools) -> Publication:
        """Publish; Ctrl-C gives up what is not in the folder yet."""
        try:
            with closing(publish(book, wish, tools, self._line, today=date.today())) as course:
                for each in course:
                    self._take(each)
        except KeyboardInterrupt:
            if self._staged is not None:
                drop(self._staged.place)
            raise
        finally:
            self._line.clear()
        assert self._staged is not None, "publish stages or raises"
        return self._staged.publication

    def _take(self, each: Staged | Put | Notice) -> None:
        self._line.clear()
        if isinstance(each, Staged):
            self._staged = each
        elif isinstance(each, Put):
            self.puts.append(each)
        else:
            self.warnings.append(words.notice(each.kind, *each.facts))
            say(self.warnings[-1])


def _wish(args: argparse.Namespace, settings: Settings, folder: Path, deadline: str) -> Wish:
    return Wish(
        library=Path(settings.library.folder),
        folder=folder,
        template=Path(),
        way="one" if args.one_file else "copies",
        deadline=deadline,
        with_record=args.with_record,
        approvers=settings.documents.approvers,
        circulation=settings.documents.circulation,
    )


def _for_kind(wish: Wish, meeting: Meeting, args: argparse.Namespace, settings: Settings) -> Wish:
    """The wish with its form: the one that was named, else the first of the office's for this kind of meeting."""
    page = settings.documents
    name = args.template or usual_form(page, meeting.occasion.paperwork.kind)
    return replace(wish, template=find(name, (user_folder(page.templates_folder),)))


def _folder(args: argparse.Namespace, settings: Settings) -> Path:
    folder = args.to or (Path(settings.documents.shared_folder) if settings.documents.shared_folder else None)
    if folder is None:
        raise BadArguments("no_folder")
    return Path(folder).expanduser().absolute()


def _deadline(args: argparse.Namespace, settings: Settings) -> str:
    """ISO date, "" for none."""
    if args.deadline is None:
        return usual_deadline(settings.documents, date.today())
    if args.deadline.strip() in words.NO_DEADLINE:
        return ""
    try:
        return deadline_of(args.deadline, date.today())
    except DeadlineRefused as refused:
        raise BadArguments("deadline_past" if refused.is_past else "deadline", args.deadline) from None


def _retry(library: Path, args: argparse.Namespace, audit: Auditor) -> int:
    outcome, line = Outcome(), ProgressLine(Pace(Path(), ""))
    if not waiting(library):
        say(words.NOTHING_WAITS)
    done: dict[str, tuple[Publication, list[Put]]] = {}
    try:
        for publication, put in retry(library, audit, line):
            done.setdefault(publication.id, (publication, []))[1].append(put)
    except KeyboardInterrupt:
        outcome.stop()
    finally:
        line.clear()
    for publication, puts in done.values():
        say_puts(puts)
        outcome.meetings.append({"meeting": publication.meeting, "files": _files(puts)} | _facts(publication))
    return _closed(outcome, args)


def _give_up(library: Path, args: argparse.Namespace) -> int:
    """Take back what waits; what is in the folder stays."""
    outcome = Outcome()
    for one in waiting(library):
        drop(one.place)
        say(words.given_up(one.count, one.publication.folder))
        outcome.meetings.append({"meeting": one.publication.meeting, "files": []} | _facts(one.publication))
    if not outcome.meetings:
        say(words.NOTHING_WAITS)
    return outcome.close(as_json=args.json)


def _files(puts: Iterable[Put]) -> list[dict[str, str]]:
    return [{"name": one.name, "path": str(one.path or ""), "why": one.why} for one in puts]


def _facts(publication: Publication) -> dict[str, Any]:
    return {
        "publication": publication.id,
        "document": publication.document,
        "edition": publication.edition,
        "folder": publication.folder,
        "deadline": publication.deadline,
        "persons": [one.name for one in publication.persons],
    }


def _closed(outcome: Outcome, args: argparse.Namespace) -> int:
    """Exit 1 while something waits, too."""
    code = outcome.close(as_json=args.json)
    is_waiting = any(one["why"] for meeting in outcome.meetings for one in meeting["files"])
    return int(code) or int(is_waiting)
