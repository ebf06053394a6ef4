"""Hearing a meeting and writing its documents, for every command that ends with it.

In: an open meeting and the flags of `transcribe`. Out: its text, its documents, and what `--json` says of it. Each
notice is said to the person as it comes.
"""

import argparse
import itertools
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.cli.console import say
from minutes_app.cli.output_flags import order_of
from minutes_app.cli.progress_line import ProgressLine
from minutes_app.cli.start import auditor
from minutes_app.meeting.model import Meeting, length_ms
from minutes_app.meeting.store import OpenMeeting
from minutes_app.pace import Pace
from minutes_app.pipeline import Hearing, Notice, hear, hearing_from, prepare, tools_from, write
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import DEMO_ONLY
from minutes_app.wording import transcribe as words
from minutes_app.wording.models import NOTICES


def add_hearing_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of everything that recognises speech."""
    text = words.HELP
    parser.add_argument("--model", metavar="NAME", help=text["model"])
    parser.add_argument("--language", metavar="LANG", help=text["language"])
    parser.add_argument("--compute-type", metavar="TYPE", help=text["compute_type"])
    parser.add_argument("--library", metavar="DIR", help=text["library"])
    parser.add_argument("--json", action="store_true", help=text["json"])


class Worker:
    """The resident processes and the wishes that all meetings of one command share. Raises ModelError when made."""

    def __init__(self, args: argparse.Namespace, settings: Settings) -> None:
        self._order = order_of(args, settings)
        self.hearing = _hearing(args, settings)
        self._hearings = [self.hearing]
        self.tools = tools_from(auditor(settings), live=getattr(args, "live", False))
        self._pace = Pace.of(self.hearing.weights.name, self.hearing.options.device)
        self.line = ProgressLine(self._pace)
        prepare(self.hearing, self.tools)

    def close(self) -> None:
        """Take the line away and end the processes."""
        self.line.clear()
        self.tools.close()

    def hear_first(self, hearing: Hearing) -> None:
        """Before the proper work: what a smaller model has heard while it was recorded."""
        self._hearings.insert(0, hearing)

    def finish(self, book: OpenMeeting, source: Path, began: float, warnings: list[str]) -> dict[str, Any]:
        """Hear and write; `began` = `time.monotonic()` when the work on it began. Raises as `hear` and `write` do."""
        whole = self._hear(book, warnings)
        exports = list(self._written(book, warnings))
        wall_ms = round((time.monotonic() - began) * 1000)
        self._say_done(book.meeting, book.folder, exports, wall_ms if whole else 0)
        return {
            "source": str(source.absolute()),
            "meeting": str(book.folder.absolute()),
            "exports": [str(path.absolute()) for path in exports],
            "audio_ms": length_ms(book.meeting.recordings),
            "wall_ms": wall_ms,
            "utterances": len(book.meeting.utterances),
            "warnings": warnings,
        }

    def warn(self, kind: str, facts: tuple[str, ...], warnings: list[str]) -> None:
        """Say a notice and keep it for `--json`."""
        sentence = words.notice(kind, *facts)
        warnings.append(sentence)
        self.line.clear()
        say(sentence)

    def _hear(self, book: OpenMeeting, warnings: list[str]) -> bool:
        """Whether the whole recording was heard just now, so that the time taken says something."""
        began = time.monotonic()
        resumed = False
        for each in itertools.chain.from_iterable(hear(book, one, self.tools, self.line) for one in self._hearings):
            if isinstance(each, Notice):
                resumed = resumed or each.kind in ("resumed", "live_resumed", "already_done")
                self.warn(each.kind, each.facts, warnings)
        if not resumed:
            self._pace.learn(length_ms(book.meeting.recordings), round((time.monotonic() - began) * 1000))
        return not resumed

    def _written(self, book: OpenMeeting, warnings: list[str]) -> Iterator[Path]:
        for each in write(book, self._order, self.tools, self.line, today=date.today()):
            if isinstance(each, Notice):
                self.warn(each.kind, each.facts, warnings)
            else:
                yield each

    def _say_done(self, meeting: Meeting, folder: Path, exports: list[Path], wall_ms: int) -> None:
        self.line.clear()
        say(words.finished(meeting.occasion.title, length_ms(meeting.recordings), wall_ms, len(meeting.utterances)))
        say(words.folder(str(folder.absolute())))
        for path in exports:
            say(words.exported(str(path.absolute())))


def _hearing(args: argparse.Namespace, settings: Settings) -> Hearing:
    hearing = hearing_from(settings, model=args.model or "", tracks=args.tracks, again=args.rerun)
    weights = hearing.weights
    notice = weights.notice or (DEMO_ONLY if weights.demo else "")
    if notice:
        say(NOTICES[notice].format(weights.name))
    return hearing
