"""`minutes templates list | fields | check FILE | copy NAME NEW | adopt FORM NAME`: the Word forms of this PC.

In: names and paths as typed. Out: lines or one JSON object on stdout, hints on stderr. Changes no form.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from minutes_app.cli.adopting import add_adopt, refuse_no_name, run_adopt
from minutes_app.cli.console import answer, answer_json, say, say_error
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import TemplateError
from minutes_app.settings import Settings
from minutes_app.word.template import copy, find, list_templates, user_folder
from minutes_app.wording import explain, templates as words
from minutes_app.wording.fields import FIELDS, Field


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The five actions and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="list|fields|check|copy|adopt", required=True)
    listing = actions.add_parser("list", help=words.ABOUT_LIST, description=words.ABOUT_LIST)
    fields = actions.add_parser("fields", help=words.ABOUT_FIELDS, description=words.ABOUT_FIELDS)
    check = actions.add_parser("check", help=words.ABOUT_CHECK, description=words.ABOUT_CHECK)
    check.add_argument("file", metavar="FILE", help=words.ABOUT_FILE)
    copying = actions.add_parser("copy", help=words.ABOUT_COPY, description=words.ABOUT_COPY)
    copying.add_argument("name", metavar="NAME", help=words.ABOUT_NAME)
    copying.add_argument("new", metavar="NEW", help=words.ABOUT_NEW)
    for action in (listing, fields, check, copying, add_adopt(actions)):
        action.add_argument("--json", action="store_true", help=words.ABOUT_JSON)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked: 0 done, 1 the form is faulty. Raises BadArguments, TemplateError, DiskError, Cancelled."""
    folder = user_folder(settings.documents.templates_folder)
    actions: dict[str, Callable[[argparse.Namespace, Path], int]] = {
        "list": _list,
        "fields": _fields,
        "check": _check,
        "copy": _copy,
        "adopt": run_adopt,
    }
    return actions[args.action](args, folder)


def _list(args: argparse.Namespace, folder: Path) -> int:
    entries = list_templates((folder,))
    if args.json:
        rows = [{"name": one.name, "path": str(one.path), "built_in": one.built_in} for one in entries]
        answer_json({"folder": str(folder), "templates": rows})
        return ExitCode.OK
    for entry in entries:
        answer(words.entry_line(entry.name, str(entry.path), built_in=entry.built_in))
    say(words.folder_line(str(folder)))
    return ExitCode.OK


def _fields(args: argparse.Namespace, _folder: Path) -> int:
    if args.json:
        answer_json({"fields": [_facts(field) for field in FIELDS]})
        return ExitCode.OK
    answer(words.HOW_TO)
    for field in FIELDS:
        answer("\n".join(words.field_lines(field)))
    return ExitCode.OK


def _facts(field: Field) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": field.name, "meaning": field.meaning, "example": field.example}
    if field.parts:
        facts["parts"] = [_facts(part) for part in field.parts]
    return facts


def _check(args: argparse.Namespace, folder: Path) -> int:
    from minutes_app.word.writer import Writer

    path = find(args.file, (folder,))
    try:
        with Writer() as writer:
            findings = writer.check(path)
    except TemplateError as error:
        if args.json:
            answer_json({"file": str(path), "ok": False, "findings": [], "sentence": explain(error).as_text()})
        else:
            say_error(error)
        return ExitCode.FAILED
    rows = [
        {"severity": one.severity, "kind": one.kind, "place": one.place, "subject": one.subject,
         "suggestion": one.suggestion, "sentence": words.finding(one.kind, one.subject, one.suggestion)}
        for one in findings
    ]  # fmt: skip
    bad = sum(one.severity != "warning" for one in findings)
    if args.json:
        answer_json({"file": str(path), "ok": not bad, "findings": rows})
    else:
        for row in rows:
            answer(words.finding_line(row["severity"], row["place"], row["sentence"]))
        answer(words.check_summary(path.stem, bad, len(findings) - bad))
    return ExitCode.FAILED if bad else ExitCode.OK


def _copy(args: argparse.Namespace, folder: Path) -> int:
    refuse_no_name(args.new)
    source = find(args.name, (folder,))
    target = copy(source, args.new, folder, taken=list_templates((folder,)))
    if args.json:
        answer_json({"name": target.stem, "path": str(target)})
    else:
        answer(words.copied(str(target)))
        say(words.EDIT_HINT)
    return ExitCode.OK
