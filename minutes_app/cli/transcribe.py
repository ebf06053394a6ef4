"""`minutes transcribe INPUT…`: recordings in, a meeting folder and its documents out, each on its own."""

import argparse
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from minutes_app.batch import Job, plan
from minutes_app.cli.arguments import named_path
from minutes_app.cli.hearing import Worker, add_hearing_arguments
from minutes_app.cli.occasion_flags import add_occasion_arguments, occasion_of
from minutes_app.cli.opening import add_opening_arguments, opened
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.output_flags import add_output_arguments
from minutes_app.closing.restoring import is_disposed, restore
from minutes_app.errors import AudioError, MinutesError, ModelError
from minutes_app.library import Received, discard, receive
from minutes_app.logbook import Action
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.information import merge
from minutes_app.meeting.lock import user_name
from minutes_app.meeting.store import OpenMeeting
from minutes_app.settings import Settings
from minutes_app.wording import transcribe as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `transcribe`."""
    text = words.HELP
    parser.add_argument("inputs", nargs="+", type=named_path, metavar="INPUT", help=text["inputs"])
    parser.add_argument("--as-one", action="store_true", help=text["as_one"])
    parser.add_argument("--tracks", choices=("mix", "separate"), default="mix", help=text["tracks"])
    parser.add_argument("--rerun", action="store_true", help=text["rerun"])
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), help=text["device"])
    parser.add_argument("--restore", action="store_true", help=text["restore"])
    add_hearing_arguments(parser)
    add_opening_arguments(parser)
    add_output_arguments(parser)
    add_occasion_arguments(parser)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Work through the recordings; one that fails does not stop the rest, a missing model does."""
    outcome = Outcome()
    try:
        session = _Session(args, settings)
        with closing(session):
            for job in plan(args.inputs, as_one=args.as_one):
                session.work(job, outcome)
    except MinutesError as error:
        outcome.end(args.inputs, error)
    except KeyboardInterrupt:
        outcome.stop()
    return outcome.close(as_json=args.json)


class _Session:
    """The wishes that all recordings of one command share."""

    def __init__(self, args: argparse.Namespace, settings: Settings) -> None:
        self._args = args
        self._occasion = occasion_of(args)
        self._library = Path(settings.library.folder)
        self._worker = Worker(args, settings)

    def close(self) -> None:
        """End the processes."""
        self._worker.close()

    def work(self, job: Job, outcome: Outcome) -> None:
        """One job from recording to documents; its error, or ours, is said and remembered. Raises ModelError."""
        try:
            if job.error is not None:
                raise job.error
            outcome.meetings.append(self._worked(job))
        except (ModelError, BrokenPipeError):
            raise
        except MinutesError as error:
            self._worker.line.clear()
            outcome.fail(job.named, error)
        except Exception as error:
            self._worker.line.clear()
            outcome.fail_by_bug(job.named, error)

    def _worked(self, job: Job) -> dict[str, Any]:
        began = time.monotonic()
        tools, line = self._worker.tools, self._worker.line
        received = receive(
            job.sources,
            self._library,
            self._occasion,
            decoder=tools.decoder,
            report=line,
            is_disposed=is_disposed,
        )
        warnings: list[str] = []
        try:
            with opened(received.folder, self._args, tools.audit) as book:
                tools.audit(Action.OPENED if received.known else Action.IMPORTED, book.meeting.id, "")
                self._bring_back(book, received, warnings)
                self._say_occasion(book, received, warnings)
                return self._worker.finish(book, job.named, began, warnings)
        except AudioError:
            if not received.known and discard(received.folder):
                tools.audit(Action.DELETED, book.meeting.id, "")
            raise

    def _bring_back(self, book: OpenMeeting, received: Received, warnings: list[str]) -> None:
        """What was disposed of stays out, until the person says otherwise."""
        if not self._args.restore:
            for source, _recording in received.kept_out:
                self._worker.warn("disposed", (source.name,), warnings)
            return
        for entry in restore(book, received.kept_out, user_name(), self._worker.line):
            assert entry.restored is not None
            self._worker.tools.audit(Action.IMPORTED, book.meeting.id, entry.restored.file.sha256)
            self._worker.warn("restored", (entry.restored.file.name,), warnings)

    def _say_occasion(self, book: OpenMeeting, received: Received, warnings: list[str]) -> None:
        """A known meeting takes over what the person says about it now."""
        if received.known:
            occasion = merge(book.meeting.occasion, self._occasion)
            if occasion != book.meeting.occasion:
                book.commit(set_occasion(book.meeting, occasion))
                self._worker.tools.audit(Action.CHANGED, book.meeting.id, "")
        guessed = [words.FIELDS[name] for name in book.meeting.occasion.guessed if name in words.FIELDS]
        if guessed:
            self._worker.warn("guessed", ("・".join(guessed),), warnings)
