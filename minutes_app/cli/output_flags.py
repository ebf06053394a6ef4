"""What is to be written and where: `--out`, `--formats`, `--template`."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from minutes_app.errors import BadArguments
from minutes_app.pipeline import Order
from minutes_app.settings import Settings
from minutes_app.settings.pages import DocumentsPage, ExportFormat
from minutes_app.tools import of_kinds
from minutes_app.word.template import find, user_folder
from minutes_app.wording import transcribe as words

FORMATS: tuple[str, ...] = get_args(ExportFormat)


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of everything that writes documents."""
    parser.add_argument("--out", type=Path, metavar="DIR", help=words.HELP["out"])
    parser.add_argument("--formats", metavar="LIST", help=words.HELP["formats"])
    parser.add_argument("--template", action="append", metavar="NAME|FILE.docx", help=words.HELP["template"])


def order_of(args: argparse.Namespace, settings: Settings) -> Order:
    """The order, checked before any work begins. Raises BadArguments, TemplateMissing."""
    given = args.formats.replace("、", ",").split(",") if args.formats else settings.documents.formats
    formats = tuple(dict.fromkeys(each.strip().lower().removeprefix(".") for each in given if each.strip()))
    if args.template and "docx" not in formats:
        formats = ("docx", *formats)
    if not formats or (unknown := [each for each in formats if each not in FORMATS]):
        raise BadArguments("format", unknown[0] if formats else "")
    page = settings.documents
    if "docx" not in formats:
        return Order(formats, (), args.out)
    templates = _found(args.template or page.default_templates, page)
    by_kind = {} if args.template else {kind: _found(names, page) for kind, names in of_kinds(page).items()}
    return Order(formats, templates, args.out, by_kind, page.approvers, page.circulation)


def _found(names: Iterable[str], page: DocumentsPage) -> tuple[Path, ...]:
    folders = (user_folder(page.templates_folder),)
    return tuple(dict.fromkeys(find(name, folders) for name in names))
