"""`minutes transcribe INPUT…`: recordings in, a meeting folder and its documents out, each on its own."""

import argparse
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.batch import Job, plan
from minutes_app.cli.console import say
from minutes_app.cli.occasion_flags import add_occasion_arguments, occasion_of
from minutes_app.cli.opening import add_opening_arguments, opened
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.output_flags import add_output_arguments, order_of
from minutes_app.cli.pace import Pace
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.errors import AudioError, MinutesError, ModelError
from minutes_app.library import Received, discard, receive
from minutes_app.logbook import Action
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.information import merge
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting
from minutes_app.pipeline import Hearing, Notice, hear, prepare, tools_from, write
from minutes_app.settings import Settings
from minutes_app.transcribe.engine import EngineOptions
from minutes_app.transcribe.weights import DEMO_ONLY, choose, folders_for
from minutes_app.wording import transcribe as words
from minutes_app.wording.models import NOTICES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `transcribe`."""
    text = words.HELP
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help=text["inputs"])
    parser.add_argument("--as-one", action="store_true", help=text["as_one"])
    parser.add_argument("--tracks", choices=("mix", "separate"), default="mix", help=text["tracks"])
    parser.add_argument("--rerun", action="store_true", help=text["rerun"])
    parser.add_argument("--model", metavar="NAME", help=text["model"])
    parser.add_argument("--language", metavar="LANG", help=text["language"])
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), help=text["device"])
    parser.add_argument("--compute-type", metavar="TYPE", help=text["compute_type"])
    parser.add_argument("--library", metavar="DIR", help=text["library"])
    parser.add_argument("--json", action="store_true", help=text["json"])
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


def _hearing(args: argparse.Namespace, settings: Settings) -> Hearing:
    weights = choose(args.model or "", folders_for(settings.models.folder), default=settings.models.default)
    notice = weights.notice or (DEMO_ONLY if weights.demo else "")
    if notice:
        say(NOTICES[notice].format(weights.name))
    chosen = settings.transcribe
    options = EngineOptions(
        language=chosen.language,
        beam_size=chosen.beam_size,
        words=chosen.words,
        hotwords=chosen.hotwords,
        device=chosen.device,
        compute_type=chosen.compute_type,
        threads=chosen.threads,
    )
    return Hearing(weights, options, args.tracks, args.rerun)


class _Session:
    """The resident processes and the wishes that all recordings of one command share."""

    def __init__(self, args: argparse.Namespace, settings: Settings) -> None:
        self._args = args
        self._order = order_of(args, settings)
        self._occasion = occasion_of(args)
        self._hearing = _hearing(args, settings)
        self._library = Path(settings.library.folder)
        self._tools = tools_from(auditor(settings))
        self._pace = Pace.of(self._hearing.weights.name, self._hearing.options.device)
        self.line = ProgressLine(self._pace)
        prepare(self._hearing, self._tools)

    def close(self) -> None:
        """Take the line away and end the processes."""
        self.line.clear()
        self._tools.close()

    def work(self, job: Job, outcome: Outcome) -> None:
        """One job from recording to documents; its error, or ours, is said and remembered. Raises ModelError."""
        try:
            if job.error is not None:
                raise job.error
            outcome.meetings.append(self._worked(job))
        except (ModelError, BrokenPipeError):
            raise
        except MinutesError as error:
            self.line.clear()
            outcome.fail(job.named, error)
        except Exception as error:
            self.line.clear()
            outcome.fail_by_bug(job.named, error)

    def _worked(self, job: Job) -> dict[str, Any]:
        began = time.monotonic()
        received = receive(job.sources, self._library, self._occasion, decoder=self._tools.decoder, report=self.line)
        warnings: list[str] = []
        try:
            with opened(received.folder, self._args, self._tools.audit) as book:
                self._tools.audit(Action.OPENED if received.known else Action.IMPORTED, book.meeting.id, "")
                self._say_occasion(book, received, warnings)
                whole = self._hear(book, warnings)
                exports = list(self._written(book, warnings))
                meeting = book.meeting
        except AudioError:
            if not received.known and discard(received.folder):
                self._tools.audit(Action.DELETED, book.meeting.id, "")
            raise
        wall_ms = round((time.monotonic() - began) * 1000)
        self._say_done(meeting, received.folder, exports, wall_ms if whole else 0)
        return {
            "source": str(job.named.absolute()),
            "meeting": str(received.folder.absolute()),
            "exports": [str(path.absolute()) for path in exports],
            "audio_ms": sum(recording.duration_ms for recording in meeting.recordings),
            "wall_ms": wall_ms,
            "utterances": len(meeting.utterances),
            "warnings": warnings,
        }

    def _say_occasion(self, book: OpenMeeting, received: Received, warnings: list[str]) -> None:
        """A known meeting takes over what the person says about it now."""
        if received.known:
            occasion = merge(book.meeting.occasion, self._occasion)
            if occasion != book.meeting.occasion:
                book.commit(set_occasion(book.meeting, occasion))
                self._tools.audit(Action.CHANGED, book.meeting.id, "")
        guessed = [words.FIELDS[name] for name in book.meeting.occasion.guessed if name in words.FIELDS]
        if guessed:
            self._warn("guessed", ("・".join(guessed),), warnings)

    def _hear(self, book: OpenMeeting, warnings: list[str]) -> bool:
        """Whether the whole recording was heard just now, so that the time taken says something."""
        began = time.monotonic()
        resumed = False
        for each in hear(book, self._hearing, self._tools, self.line):
            if isinstance(each, Notice):
                resumed = resumed or each.kind in ("resumed", "already_done")
                self._warn(each.kind, each.facts, warnings)
        audio_ms = sum(recording.duration_ms for recording in book.meeting.recordings)
        if not resumed:
            self._pace.learn(audio_ms, round((time.monotonic() - began) * 1000))
        return not resumed

    def _written(self, book: OpenMeeting, warnings: list[str]) -> Iterator[Path]:
        for each in write(book, self._order, self._tools, self.line, today=date.today()):
            if isinstance(each, Notice):
                self._warn(each.kind, each.facts, warnings)
            else:
                yield each

    def _warn(self, kind: str, facts: tuple[str, ...], warnings: list[str]) -> None:
        sentence = words.notice(kind, *facts)
        warnings.append(sentence)
        self.line.clear()
        say(sentence)

    def _say_done(self, meeting: Meeting, folder: Path, exports: list[Path], wall_ms: int) -> None:
        self.line.clear()
        audio_ms = sum(recording.duration_ms for recording in meeting.recordings)
        say(words.finished(meeting.occasion.title, audio_ms, wall_ms, len(meeting.utterances)))
        say(words.folder(str(folder.absolute())))
        for path in exports:
            say(words.exported(str(path.absolute())))
