"""`minutes …` with a stopwatch: the whole command line runs as it is, and notes when the model was loaded and when the
first text came out of `pipeline.hear` (the terminal itself shows no text while it works).

In: a marks file, "whole" or "until-first", then what a person would type after `minutes`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.marks import Marks


def main(argv: list[str]) -> int:
    marks = Marks(Path(argv[0]))
    marks.note("started")
    until_first = argv[1] == "until-first"
    from minutes_app import cli
    from minutes_app.cli import hearing as command
    from minutes_app.meeting.model import Heard
    from minutes_app.meeting.store import OpenMeeting
    from minutes_app.pipeline import Hearing, Notice, Tools, hear
    from minutes_app.progress import Cancelled, Report, no_report
    from minutes_app.transcribe.engine import EngineOptions, Loaded
    from minutes_app.transcribe.whisper import WhisperEngine

    marks.note("imported")
    load = WhisperEngine.load

    def timed_load(
        self: WhisperEngine, model_folder: Path, options: EngineOptions, report: Report = no_report
    ) -> Loaded:
        loaded = load(self, model_folder, options, report)
        marks.note("loaded")
        return loaded

    def timed_hear(book: OpenMeeting, hearing: Hearing, tools: Tools, report: Report) -> Iterator[Heard | Notice]:
        for each in hear(book, hearing, tools, report):
            if isinstance(each, Heard) and each.text:
                marks.note("first")
                if until_first:
                    raise Cancelled
            yield each

    WhisperEngine.load = timed_load  # type: ignore[method-assign] # unittest.mock would cost 0.1 s of our time
    command.hear = timed_hear  # type: ignore[attr-defined] # as above
    return cli.main(argv[2:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
