"""A meeting whose points are drafted, and a language model on this PC that does what a test says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from minutes_app.meeting.model import AgendaItem, Meeting, Occasion, Speaker, Utterance
from minutes_app.settings import change
from tests.conftest import ROOT
from tests.running import wait_until

SAID = (
    "会場は市民センターに決まりました。",
    "見積りは佐藤係長が12月15日までに出してください。",
    "職員の処分の話です。秘密の言葉。",
    "消した発言。消えた言葉。",
)


def meeting() -> Meeting:
    utterances = tuple(
        Utterance(f"u{at}", at * 5000, at * 5000 + 4000, text, text, "s1", ("a1", "a2", "a1", "a1")[at])
        for at, text in enumerate(SAID)
    )
    shown = (*utterances[:2], replace(utterances[2], hidden=True), replace(utterances[3], deleted=True))
    occasion = Occasion(title="庁議", date="2026-11-23", agenda=(AgendaItem("a1", "会場"), AgendaItem("a2", "予算")))
    return Meeting("m-1", "2026-11-23", occasion, speakers=(Speaker("s1", "話者1", "髙橋課長"),), utterances=shown)


@contextmanager
def serving(mode: str, place: Path) -> Iterator[str]:
    """The address of a server in this mode."""
    place.mkdir(exist_ok=True)
    process = subprocess.Popen([sys.executable, "-m", "tests.draft.server", mode, str(place)], cwd=ROOT)
    try:
        assert wait_until((place / "port").exists)
        scheme = "https" if mode.startswith("tls-") else "http"
        yield f"{scheme}://127.0.0.1:{(place / 'port').read_text('ascii')}/v1"
    finally:
        process.kill()
        process.wait()


def asked(place: Path) -> list[dict[str, Any]]:
    path = place / "asked.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def set_up(address: str, model: str = "qwen3:8b") -> None:
    change("draft.address", address)
    change("draft.model", model)
