"""Lines that a meeting keeps beside itself: whoever has the file for a moment costs none of them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minutes_app import files
from minutes_app.closing import ledger
from minutes_app.closing.ledger import Hold
from minutes_app.replies import kept
from minutes_app.replies.kept import Decision

Keep = Callable[[Path], Any]


def hold(folder: Path) -> None:
    ledger.keep(folder, "髙橋", Hold(True, "開示請求"))


def decide(folder: Path) -> None:
    kept.keep_decision(folder, Decision("r1", "refused"), "髙橋")


@pytest.mark.parametrize(("keep", "name"), [(hold, ledger.FILE), (decide, kept.FILE)])
def test_a_line_is_kept_although_another_program_has_the_file_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: Keep, name: str
) -> None:
    keep(tmp_path)
    blocked = [True, True]

    def opened(path: Path, *more: Any) -> int:
        if Path(path).name == name and blocked:
            blocked.pop()
            raise PermissionError(13, "held")
        return whole(path, *more)

    whole = os.open
    monkeypatch.setattr(files, "OTHERS_BLOCK", True)
    monkeypatch.setattr(os, "open", opened)
    keep(tmp_path)
    assert blocked == []
    assert (tmp_path / name).read_bytes().count(b"\n") == 2
