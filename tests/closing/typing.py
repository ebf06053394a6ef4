"""A command about one meeting, as a person types it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minutes_app.cli import main

Typed = Callable[..., tuple[int, str, str]]
"""(command, arguments…) → the exit code, what was answered, what was said."""


def typed_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    """For the meeting in `folder`."""

    def run(command: str, *arguments: str | Path) -> tuple[int, str, str]:
        code = main([command, str(folder), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
