"""Opening a meeting from the terminal, also one that is damaged or held by somebody else."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minutes_app.cli.console import say
from minutes_app.errors import MeetingDamaged
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, load, recover
from minutes_app.wording import items, transcribe as words


def add_opening_arguments(parser: argparse.ArgumentParser) -> None:
    """`--recover` and `--take-over`: what a person decides after having been told."""
    parser.add_argument("--recover", action="store_true", help=words.HELP["recover"])
    parser.add_argument("--take-over", action="store_true", help=words.HELP["take_over"])


def seen(folder: Path, args: argparse.Namespace, audit: Auditor) -> Meeting:
    """The meeting for whoever only looks, while somebody else has it open too. Raises MeetingFileError, DiskError."""
    _recovered_if_told(folder, args, audit)
    return load(folder)


@contextmanager
def opened(folder: Path, args: argparse.Namespace, audit: Auditor) -> Iterator[OpenMeeting]:
    """The meeting, to be used in a `with`; with `--recover` first brought back to its last good state.

    Whoever took 確定 away in it is told at the end. Raises MeetingFileError, DiskError.
    """
    _recovered_if_told(folder, args, audit)
    with OpenMeeting(folder, take_over=args.take_over) as book:
        was_confirmed = book.meeting.status == "confirmed"
        try:
            yield book
        finally:
            if was_confirmed and book.meeting.status != "confirmed":
                say(items.OPENED_AGAIN)


def _recovered_if_told(folder: Path, args: argparse.Namespace, audit: Auditor) -> None:
    if not args.recover:
        return
    try:
        load(folder)
    except MeetingDamaged:
        saved = recover(folder)
        audit(Action.RECOVERED, saved.meeting.id, "")
        say(words.recovered(saved.lost_edits))
