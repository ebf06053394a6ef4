"""argparse in Japanese: headings, and what is wrong with a command line."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

from minutes_app.cli.console import answer_json
from minutes_app.cli.exit_code import ExitCode
from minutes_app.wording import commands as words


class JapaneseParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are Japanese. Sub-parsers are of this class, too."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"add_help": False, "allow_abbrev": False, "formatter_class": _Formatter, **options})  # type: ignore[arg-type] # passed through as given
        self._positionals.title = words.POSITIONALS
        self._optionals.title = words.OPTIONS
        self.add_argument("-h", "--help", action="help", help=words.HELP)

    asked = ""
    """The command that was typed; argparse finds unknown options only when it is back at the top."""

    answers_in_json = False
    """Whether `--json` was typed after a command that answers with one object whatever happens."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to see the help; exit code 2."""
        program = f"{self.prog} {self.asked}".strip()
        sentence = f"{usage_error(message)}\n{words.see_help(program)}"
        if self.answers_in_json:
            answer_json({"meetings": [], "failed": [{"source": "", "error": "BadArguments", "sentence": sentence}]})
        self.exit(ExitCode.USAGE, f"{sentence}\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.USAGE if prefix is None else prefix)  # type: ignore[arg-type] # private types


def named_path(text: str) -> Path:
    """A file or folder as it was typed. Raises ValueError, which argparse tells of.

    Nothing ("" where a batch's variable is empty) is no name for the folder one is in: pathlib takes it for that.
    """
    if not text.strip():
        raise ValueError
    return Path(text)


def usage_error(message: str) -> str:
    """argparse's English sentence as a Japanese one."""
    for pattern, sentence in words.USAGE_ERRORS:
        if found := re.search(pattern, message):
            return sentence.format(*found.groups())
    return words.USAGE_ERROR.format(message)
