"""What is to be written and where: `--out`, `--formats`, `--template`."""

import argparse
from typing import get_args

from minutes_app.cli.arguments import named_path
from minutes_app.errors import BadArguments
from minutes_app.settings import Settings
from minutes_app.settings.pages import ExportFormat
from minutes_app.tools import Order, office_order
from minutes_app.wording import transcribe as words

FORMATS: tuple[str, ...] = get_args(ExportFormat)


def add_output_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of everything that writes documents."""
    parser.add_argument("--out", type=named_path, metavar="DIR", help=words.HELP["out"])
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
    if "docx" not in formats:
        return Order(formats, (), args.out)
    return office_order(settings.documents, formats, args.out, args.template or ())
