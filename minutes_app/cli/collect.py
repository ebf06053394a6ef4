"""`minutes collect MEETING`: what came back of a published 会議録, and what a person says to it.

In: a meeting that was published, the files that came back. Out: replies with who, where, old and new, and where each
attendee stands, as lines or one JSON object. A reply gets into the minutes only by `--take`.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say, say_error
from minutes_app.cli.evidence import Numbered, add_meeting_arguments, folder_of, numbers_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.opening import opened
from minutes_app.cli.start import auditor
from minutes_app.errors import BadArguments, DiskError, ReplyRefused
from minutes_app.logbook import Action
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting
from minutes_app.replies.collecting import collect, folders_of, published
from minutes_app.replies.kept import Entry, Kept, kept_in
from minutes_app.replies.model import Found
from minutes_app.replies.reading import Foreign, Read, Unchanged, Unread
from minutes_app.replies.showing import Shown, shown
from minutes_app.replies.standing import Standing, reminder_of, standings, tally_of
from minutes_app.replies.taking import refuse, reopen, take
from minutes_app.settings import Settings, own_servers
from minutes_app.wording import replies as words
from minutes_app.wording.transcribe import UNTITLED

DECISIONS = ("take", "refuse", "undo")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `collect`."""
    add_meeting_arguments(parser)
    parser.add_argument("--from", dest="places", nargs="+", type=named_path, metavar="PLACE", help=words.HELP["from"])
    what = parser.add_mutually_exclusive_group()
    for name in DECISIONS:
        what.add_argument(f"--{name}", metavar="N", help=words.HELP[name])
    what.add_argument("--remind", action="store_true", help=words.HELP["remind"])
    parser.add_argument("--anyway", action="store_true", help=words.HELP["anyway"])
    parser.add_argument("--all", action="store_true", help=words.HELP["all"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Read what came back and list it, or decide. Raises BadArguments, ReplyError, MeetingFileError, DiskError."""
    deed = next((name for name in DECISIONS if getattr(args, name) is not None), "")
    if args.anyway and deed != "take":
        raise BadArguments("anyway")
    folder, audit = folder_of(args, settings), auditor(settings)
    failed: list[dict[str, str]] = []
    unread: list[Path] = []
    with opened(folder, args, audit) as book:
        audit(Action.OPENED, book.meeting.id, "")
        if deed:
            _decide(book, args, deed)
            audit(Action.CHANGED, book.meeting.id, "")
        else:
            failed, unread = _collected(book, args, settings)
        meeting, kept = book.meeting, kept_in(folder)
    stand = standings(published(folder), kept, date.today())
    if args.json:
        answer_json(_facts(folder, meeting, kept, stand) | {"failed": failed, "unread": list(map(str, unread))})
    elif args.remind:
        _remind(meeting, stand)
    elif not deed:
        _show(meeting, kept, stand, everything=args.all)
    return ExitCode.FAILED if failed else ExitCode.OK


def _collected(
    book: OpenMeeting, args: argparse.Namespace, settings: Settings
) -> tuple[list[dict[str, str]], list[Path]]:
    """Read everything. What could not be read, as `--json` prints it; and what is no document of the meeting."""
    failed: list[dict[str, str]] = []
    unread: list[Path] = []
    foreign = 0
    places = tuple(args.places or folders_of(published(book.folder), own_servers(settings, book.folder)))
    for place in places:
        say(words.read_from(place))
    for read in collect(book, places, user_name()):
        foreign += isinstance(read, Foreign)
        if isinstance(read, ReplyRefused | DiskError):
            say_error(read)
            failed.append(_failure(read))
        elif isinstance(read, Unread):
            unread.append(read.path)
        elif line := _line_of(read):
            say(line)
    if foreign:
        say(words.foreign_line(foreign))
    for line in words.unread_lines(unread):
        say(line)
    return failed, unread


def _line_of(read: Read) -> str:
    if isinstance(read, Found):
        return words.file_line(read.file, len(read.replies), sum(read.confirmed.values()))
    return words.unchanged_line(read.path.name) if isinstance(read, Unchanged) and read.person else ""


def _failure(error: ReplyRefused | DiskError) -> dict[str, str]:
    from minutes_app.wording import explain

    path = getattr(error, "path", Path())
    return {"source": str(path), "error": type(error).__name__, "sentence": explain(error).as_text()}


def _decide(book: OpenMeeting, args: argparse.Namespace, deed: str) -> None:
    kept = kept_in(book.folder)
    chosen = [_entry(kept, number) for number in numbers_of(getattr(args, deed))]
    for entry in chosen:
        wanted = {"take": "taken", "refuse": "refused", "undo": "open"}[deed]
        if entry.state == wanted or (deed == "refuse" and entry.state == "taken"):
            say(words.already(entry.number, entry.state))
            continue
        before = book.meeting
        if deed == "take":
            take(book, entry, user_name(), anyway=args.anyway)
        else:
            (refuse if deed == "refuse" else reopen)(book, entry, user_name())
        say(words.done(entry.number, wanted, changed=book.meeting != before))


def _entry(kept: Kept, number: int) -> Entry:
    if not 1 <= number <= len(kept.entries):
        raise BadArguments("number", str(number))
    return kept.entries[number - 1]


def _show(meeting: Meeting, kept: Kept, stand: tuple[Standing, ...], *, everything: bool) -> None:
    rows = [one for one in shown(meeting, kept) if everything or one.entry.state == "open"]
    for one in rows:
        for line in _lines(one):
            answer(line)
    if not rows:
        say(words.NONE_OPEN if kept.entries else words.NO_REPLIES)
    else:
        say(words.HINT)
    for each in stand:
        line = words.standing_line(each.label, each.state, ticked=each.ticked, waiting=each.open, missing=each.missing)
        answer(line)
    say(tally_of(stand))


def _lines(one: Shown) -> list[str]:
    reply = one.entry.reply
    place = words.where(reply.kind, one.start_ms, one.subject)
    rows = [words.head(one.entry.number, reply.kind, reply.who, place, one.entry.state)]
    rows += words.lines(reply.old, reply.new, reply.quoted)
    if one.rival is not None:
        rows.append(words.rival(one.rival.number, one.rival.reply.who))
    if one.entry.state == "open":
        rows += [words.merges(one.would_be)] if one.standing == "merges" else []
        if one.standing in ("overlaps", "lost"):
            rows.append(words.overlaps(one.now, is_said=reply.kind == "impression"))
        if not one.changes:
            rows.append(words.NOBODYS if reply.kind == "impression" and one.standing != "done" else words.NOTED_ONLY)
    return rows


def _remind(meeting: Meeting, stand: tuple[Standing, ...]) -> None:
    if text := reminder_of(meeting.occasion.title or UNTITLED, stand):
        answer(text)
    else:
        say(words.NOBODY_TO_REMIND)


def _facts(folder: Path, meeting: Meeting, kept: Kept, stand: tuple[Standing, ...]) -> dict[str, Any]:
    numbered = Numbered(meeting)
    return {
        "meeting": str(folder.absolute()),
        "replies": [_reply_facts(one, numbered) for one in shown(meeting, kept)],
        "people": [_person_facts(one) | {"documents": list(map(_stand_facts, one.each or (one,)))} for one in stand],
    }


def _person_facts(one: Standing) -> dict[str, Any]:
    person = one.person
    return {"name": person.name, "department": person.department, "post": person.post} | _stand_facts(one)


def _stand_facts(one: Standing) -> dict[str, Any]:
    return {
        "state": one.state,
        "confirmed": one.ticked,
        "open": one.open,
        "document": one.publication.document,
        "edition": one.publication.edition,
        "deadline": one.publication.deadline,
    }


def _reply_facts(one: Shown, numbered: Numbered) -> dict[str, Any]:
    reply = one.entry.reply
    return {
        "number": one.entry.number,
        "kind": reply.kind,
        "who": reply.who,
        "state": one.entry.state,
        "old": reply.old,
        "new": reply.new,
        "quoted": reply.quoted,
        "tracked": reply.tracked,
        "file": one.entry.file,
        "utterances": numbered.numbers((reply.subject,)),
        "start_ms": one.start_ms,
        "standing": one.standing,
        "now": one.now,
        "would_be": one.would_be,
        "conflicts_with": one.rival.number if one.rival is not None else None,
    }
