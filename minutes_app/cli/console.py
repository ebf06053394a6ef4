"""Two channels that never mix: stderr is for people, stdout for what was asked for (text or one JSON object)."""

import json
import sys
from typing import Any

from minutes_app.errors import MinutesError
from minutes_app.wording import explain


def say(text: str) -> None:
    """One sentence for the person, on stderr."""
    print(text, file=sys.stderr, flush=True)


def answer(text: str) -> None:
    """What was asked for, on stdout."""
    print(text, file=sys.stdout, flush=True)


def answer_json(value: dict[str, Any]) -> None:
    """The one JSON object of a `--json` run, on stdout; what of a file name is no text becomes "?"."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    answer(text.encode("utf-8", "replace").decode("utf-8"))


def say_error(error: MinutesError) -> None:
    """What happened, what is safe, what to do next."""
    say(explain(error).as_text())
