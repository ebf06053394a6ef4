"""`minutes templates adopt FORM NAME [--set 3=場所] [--drop 4] [--dry-run] [--replace]`: an office's own Word form.

In: a .docx without marks. Out: the list of its blanks with their fields, and a template in the person's folder.
The form itself is never changed.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say, say_error
from minutes_app.cli.evidence import numbers_of
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import BadArguments, TemplateError, TemplateExists, TemplateUnadoptable
from minutes_app.files import disk_errors
from minutes_app.minutes.adopting import Prepared, blanks_of, given_with, prepare, proposal, put, refuse_taken
from minutes_app.progress import no_report
from minutes_app.word.adopting.adopt import Blank, Given, choices_for
from minutes_app.word.template import list_templates, name_for, own
from minutes_app.word.writer import Writer
from minutes_app.wording import adopting as words, explain, templates as told
from minutes_app.wording.fields import OFTEN_WRITTEN


def add_adopt(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """The action and its arguments."""
    parser = actions.add_parser("adopt", help=words.ABOUT, description=words.ABOUT)
    parser.add_argument("file", type=named_path, metavar="FORM", help=words.ABOUT_FORM)
    parser.add_argument("name", metavar="NAME", help=words.ABOUT_NEW)
    parser.add_argument("--set", action="append", default=[], metavar="N=FIELD", help=words.ABOUT_SET)
    parser.add_argument("--drop", action="append", default=[], metavar="N", help=words.ABOUT_DROP)
    parser.add_argument("--dry-run", action="store_true", help=words.ABOUT_DRY_RUN)
    parser.add_argument("--replace", action="store_true", help=words.ABOUT_REPLACE)
    return parser


def run_adopt(args: argparse.Namespace, folder: Path) -> int:
    """List the blanks, try the template, put it. Raises BadArguments, DiskError, Cancelled."""
    form: Path = args.file.expanduser()
    refuse_no_name(args.name)
    try:
        with disk_errors(form):
            if not form.is_file():
                raise TemplateUnadoptable(form, "missing")
        with Writer() as writer:
            blanks = blanks_of(form, writer, no_report)
            given = wanted(blanks, args.set, args.drop)
            if not args.json:
                _tell_blanks(form, blanks, given)
            if not args.dry_run:
                refuse_taken(form, args.name, folder, replace=args.replace)
            prepared = prepare(form, args.name, given, writer, no_report)
        path = None if args.dry_run else put(form, prepared, args.name, folder, replace=args.replace)
    except TemplateError as error:
        return _failed(args, error, folder)
    _tell_made(args, blanks, given, prepared, path)
    return ExitCode.OK


def refuse_no_name(name: str) -> None:
    """A new template has to be called something. Raises BadArguments."""
    if not name.removesuffix(".docx").strip():
        raise BadArguments("no_template_name")


def wanted(blanks: Iterable[Blank], changes: Iterable[str], dropped: Iterable[str]) -> Given:
    """The proposal with what a person wants instead. Raises BadArguments."""
    by_number = {one.number: one for one in blanks}
    given = proposal(by_number.values())
    named = [_assignment(text) for text in changes]
    named += [(number, "") for text in dropped for number in numbers_of(text)]
    for number, name in sorted(named, key=lambda one: getattr(by_number.get(one[0]), "kind", "") == "column"):
        blank = by_number.get(number)
        if blank is None:
            raise BadArguments("blank", str(number))
        choices = choices_for(blank, given.get(blank.rows, ""))
        name = OFTEN_WRITTEN[name] if name not in choices and OFTEN_WRITTEN.get(name) in choices else name
        if name and name not in choices:
            raise BadArguments("field", f"{number}={name}")
        given = given_with(by_number.values(), given, number, name)
    return given


def _assignment(text: str) -> tuple[int, str]:
    number, sign, name = text.replace("＝", "=").partition("=")
    if not sign or not number.strip().isdecimal():
        raise BadArguments("assignment", text)
    return int(number), name.strip()


def _tell_blanks(form: Path, blanks: tuple[Blank, ...], given: Given) -> None:
    answer(words.found(form.name, len(blanks), sum(bool(given[one.number]) for one in blanks)))
    for one in blanks:
        where = words.place(one.part, one.paragraph, one.table, one.row)
        answer(words.blank_line(one.number, where, one.label, one.kind, given[one.number]))
    say(words.HOW_TO_CHANGE)


def _tell_made(
    args: argparse.Namespace, blanks: tuple[Blank, ...], given: Given, prepared: Prepared, path: Path | None
) -> None:
    notes = [words.TRIED, *words.notes(prepared.grown, prepared.boxed, prepared.unfilled)]
    rows = [(one.severity, one.place, told.finding(one.kind, one.subject, one.suggestion)) for one in prepared.findings]
    if args.json:
        listed = [_facts(one, given[one.number]) for one in blanks]
        answer_json(
            {
                "ok": True,
                "name": name_for(args.name),
                "path": str(path) if path else "",
                "blanks": listed,
                "notes": [*notes, *(told.finding_line(*row) for row in rows)],
            }
        )
        return
    for line in (*notes, *(told.finding_line(*row) for row in rows)):
        say(line)
    if path is None:
        say(words.DRY_RUN)
    else:
        answer(words.made(path.stem, str(path)))


def _facts(one: Blank, name: str) -> dict[str, Any]:
    where = words.place(one.part, one.paragraph, one.table, one.row)
    return {
        "number": one.number, "kind": one.kind, "label": one.label, "place": where, "rows": one.rows,
        "proposed": one.proposed, "field": name,
    }  # fmt: skip


def _failed(args: argparse.Namespace, error: TemplateError, folder: Path) -> int:
    replaceable = isinstance(error, TemplateExists) and own(args.name, list_templates((folder,))) is not None
    hint = words.REPLACE_HINT if replaceable and not args.replace else ""
    if args.json:
        sentence = "\n".join(filter(None, (explain(error).as_text(), hint)))
        answer_json({"ok": False, "name": name_for(args.name), "path": "", "blanks": [], "sentence": sentence})
        return ExitCode.FAILED
    say_error(error)
    if hint:
        say(hint)
    return ExitCode.FAILED
