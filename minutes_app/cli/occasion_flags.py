"""What a person says about the meeting: `--info FILE` and one flag for each thing that can be said."""

import argparse

from minutes_app.cli.arguments import named_path
from minutes_app.meeting.information import merge, occasion_from_flags, read_information
from minutes_app.meeting.keys import KEYS
from minutes_app.meeting.model import Occasion
from minutes_app.wording import transcribe as words


def add_occasion_arguments(parser: argparse.ArgumentParser) -> None:
    """`--info`, and the flags of `meeting.keys`."""
    group = parser.add_argument_group(words.INFORMATION)
    group.add_argument("--info", type=named_path, metavar="FILE", help=words.HELP["info"])
    for key in KEYS:
        action = "append" if key.repeatable else "store"
        group.add_argument(key.flag, dest=f"said_{key.field}", action=action, metavar="…", help=words.SAID[key.field])


def occasion_of(args: argparse.Namespace) -> Occasion:
    """The information file with the flags on top. Raises BadInformation, BadRoster, DiskError."""
    said = occasion_from_flags({key.field: getattr(args, f"said_{key.field}") for key in KEYS})
    return merge(read_information(args.info), said) if args.info else said
