"""Two channels that never mix: stderr is for people, stdout for what was asked for (text or one JSON object)."""

import json
import sys
from pathlib import Path
from typing import Any

from minutes_app.errors import MinutesError
from minutes_app.files import translated
from minutes_app.wording import explain
from minutes_app.wording.commands import STDOUT


def say(text: str) -> None:
    """One sentence for the person, on stderr."""
    print(text, file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """What was asked for, on stdout. Raises `DiskError` where that is a file on a full disk, `BrokenPipeError`."""
    try:
        print(text, file=sys.stdout, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise translated(error, Path(STDOUT).absolute()) from error


def answer_json(value: dict[str, Any]) -> None:
    """The one JSON object of a `--json` run, on stdout; what of a file name is no text becomes "?"."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    answer(text.encode("utf-8", "replace").decode("utf-8"))


def say_error(error: MinutesError) -> None:
    """What happened, what is safe, what to do next."""
    say(explain(error).as_text())
