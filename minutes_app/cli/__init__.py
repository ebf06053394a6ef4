"""The terminal: a table of commands, each imported when it is used. Exit codes are in `exit_code.py`."""

import argparse
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType, ModuleType

from minutes_app import __version__
from minutes_app.cli.arguments import JapaneseParser
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import InputError, MinutesError, SettingInvalid, SettingLocked, SettingUnknown
from minutes_app.wording import commands as words

COMMANDS = {
    "gui": "minutes_app.gui.command",
    "transcribe": "minutes_app.cli.transcribe",
    "write": "minutes_app.cli.write",
    "items": "minutes_app.cli.items",
    "points": "minutes_app.cli.points",
    "confirm": "minutes_app.cli.confirm",
    "publish": "minutes_app.cli.publish",
    "collect": "minutes_app.cli.collect",
    "finalize": "minutes_app.cli.finalize",
    "archive": "minutes_app.cli.archive",
    "dispose": "minutes_app.cli.dispose",
    "hand-over": "minutes_app.cli.hand_over",
    "receive": "minutes_app.cli.receive",
    "record": "minutes_app.cli.record",
    "recover": "minutes_app.cli.recover",
    "duties": "minutes_app.cli.duties",
    "dates": "minutes_app.cli.dates",
    "effect": "minutes_app.cli.effect",
    "devices": "minutes_app.cli.devices",
    "templates": "minutes_app.cli.templates",
    "models": "minutes_app.cli.models",
    "settings": "minutes_app.cli.settings",
    "doctor": "minutes_app.cli.doctor",
}

HEARING = ("transcribe", "record", "recover")
"""Commands that cannot do their work without a model."""


ANSWER_IN_JSON = ("transcribe", "record", "write", "publish", "hand-over", "receive")
"""Commands that print exactly one object with `--json`, also when nothing could be begun."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises for the world's faults."""
    _reopen_closed()
    _speak_utf8()
    given = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in given if not word.startswith("-")), "")
    module = importlib.import_module(COMMANDS[name]) if name in COMMANDS else None
    args = parser_with(module, name, as_json="--json" in given and name in ANSWER_IN_JSON).parse_args(given)
    if module is None:
        parser_with(None, "").print_help(sys.stderr)
        return ExitCode.USAGE
    signal.signal(signal.SIGINT, _stop_once)
    return _run(module, args)


def parser_with(module: ModuleType | None, name: str, *, as_json: bool = False) -> argparse.ArgumentParser:
    """The parser of all command names, with the arguments of `module` only (the others are not imported)."""
    parser = JapaneseParser(prog="minutes", description=words.DESCRIPTION)
    parser.asked = name if module is not None else ""
    parser.answers_in_json = as_json
    parser.add_argument("--version", action="version", version=f"minutes {__version__}", help=words.VERSION)
    commands = parser.add_subparsers(dest="command", metavar=words.COMMAND, title=words.COMMANDS)
    for each in COMMANDS:
        sub = commands.add_parser(each, help=words.SUMMARY[each], description=words.SUMMARY[each])
        if module is not None and each == name:
            module.add_arguments(sub)
            sub.answers_in_json = as_json
    return parser


def _run(module: ModuleType, args: argparse.Namespace) -> int:
    from minutes_app.cli.console import say
    from minutes_app.cli.start import audit_command, begin_log, settings_for
    from minutes_app.errors import MinutesError, ModelError
    from minutes_app.logbook import Event, log
    from minutes_app.progress import Cancelled
    from minutes_app.settings import Settings

    place = ""
    settings: Settings | None = None
    try:
        settings = settings_for(args)
        place = begin_log(settings, args.command)
        code = int(module.run(args, settings))
        if code == ExitCode.OK:
            audit_command(args, settings)
    except (KeyboardInterrupt, Cancelled):
        say(words.STOPPED)
        code = ExitCode.CANCELLED
    except (InputError, SettingInvalid, SettingLocked, SettingUnknown) as error:
        typed = getattr(error, "source", "flag") == "flag"
        code = _failed(args if settings is None else None, error, ExitCode.USAGE if typed else ExitCode.FAILED)
    except ModelError as error:
        code = _failed(
            args if settings is None else None,
            error,
            ExitCode.NO_MODEL if args.command in HEARING else ExitCode.FAILED,
        )
    except MinutesError as error:
        code = _failed(args if settings is None else None, error, ExitCode.FAILED)
    except BrokenPipeError:
        code = _reader_gone()
    except Exception as error:
        code = _bug(error, place)
    log(Event.COMMAND_ENDED, command=args.command, exit_code=code)
    return code


def _failed(unheard: argparse.Namespace | None, error: MinutesError, code: ExitCode) -> ExitCode:
    """Say it. `unheard`: the arguments of a command that has not begun; what it answers in JSON is answered here."""
    from minutes_app.cli.outcome import Outcome

    named = getattr(unheard, "inputs", getattr(unheard, "meetings", []))
    outcome = Outcome()
    outcome.end(named, error)
    outcome.close(as_json=bool(named) and getattr(unheard, "json", False))
    return code


def _bug(error: Exception, place: str) -> ExitCode:
    """Our fault: an apology, what is safe, where the log is. The traceback only where a developer asks for it."""
    from minutes_app.cli.console import say
    from minutes_app.logbook import log_error
    from minutes_app.wording.errors import explain_bug

    log_error(error)
    say(explain_bug(place).as_text())
    if os.environ.get("MINUTES_TRACEBACK"):
        traceback.print_exception(error)
    return ExitCode.FAILED


def _reader_gone() -> ExitCode:
    """`minutes … | head`: nobody reads any more, and Python's own last flush must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.FAILED


def _stop_once(_number: int, _frame: FrameType | None) -> None:
    """The first Ctrl-C stops the work; more of them must not interrupt the tidying up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _reopen_closed() -> None:
    """A program started without stdin, stdout or stderr (`2>&-`, some schedulers) works; what it says goes nowhere.

    Else a pipe to a child process would get the free number, and the child points that number elsewhere.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            os.set_inheritable(number, True)
            setattr(sys, name, open(number, "w" if number else "r"))  # noqa: SIM115 - open until the program ends


def _speak_utf8() -> None:
    """A redirected stream on Windows would be in the legacy code page and lose 髙 and 𠮷."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
