"""What became of each recording or meeting of a command: said to the person, and kept for `--json`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minutes_app.cli.console import answer_json, say, say_error
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import InputError, MinutesError, ModelError
from minutes_app.logbook import log_error
from minutes_app.wording import explain, transcribe as words
from minutes_app.wording.commands import STOPPED
from minutes_app.wording.errors import explain_bug


@dataclass(slots=True)
class Outcome:
    """`meetings` and `failed` as `--json` prints them; `code` of what ended the command early, if anything did."""

    meetings: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    code: ExitCode = ExitCode.OK

    def fail(self, named: Path, error: MinutesError) -> None:
        """One input that did not work; the rest goes on."""
        log_error(error)
        say(words.failed(str(named)))
        say_error(error)
        self._keep(named, error)

    def fail_by_bug(self, named: Path, error: Exception) -> None:
        """One input that our own mistake did not let work; the rest goes on."""
        log_error(error)
        say(words.failed(str(named)))
        sentence = explain_bug().as_text()
        say(sentence)
        self.failed.append({"source": str(named.absolute()), "error": "Bug", "sentence": sentence})

    def end(self, named: list[Path], error: MinutesError) -> None:
        """Something that concerns all inputs: no model, wrong arguments."""
        log_error(error)
        say_error(error)
        for each in named:
            self._keep(each, error)
        self.code = code_of(error)

    def stop(self) -> None:
        """The person stopped the command."""
        say(STOPPED)
        self.code = ExitCode.CANCELLED

    def close(self, *, as_json: bool) -> ExitCode:
        """Print what is to be printed and return the exit code."""
        if as_json:
            answer_json({"meetings": self.meetings, "failed": self.failed})
        if self.code is not ExitCode.OK:
            return self.code
        if len(self.meetings) + len(self.failed) > 1:
            say(words.tally(len(self.meetings), len(self.failed)))
        return ExitCode.FAILED if self.failed else ExitCode.OK

    def _keep(self, named: Path, error: MinutesError) -> None:
        sentence = explain(error).as_text()
        self.failed.append({"source": str(named.absolute()), "error": type(error).__name__, "sentence": sentence})


def code_of(error: MinutesError) -> ExitCode:
    """The exit code for an error that ends a command."""
    if isinstance(error, ModelError):
        return ExitCode.NO_MODEL
    return ExitCode.USAGE if isinstance(error, InputError) else ExitCode.FAILED
