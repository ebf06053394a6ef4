"""The sets in tests/data/items as values; its README tells what they hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from minutes_app.meeting.model import Attendee, Item, Meeting, Occasion, Utterance
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "items"
OCCASION = Occasion(
    title="令和8年度第3回DX推進会議",
    date="2026-11-23",
    start="14:00",
    end="15:30",
    place="市役所3階 第2会議室",
    organiser="総務部総務課",
    chair="髙橋 一郎",
    attendees=(Attendee("髙橋 一郎", "総務部総務課", "課長"),),
)
_STATE = re.compile(r"^（(要確認|削除|非公開|なし|推定した開催日)）")
_ASSIGNED = re.compile(r"（(担当|期限):([^）]+)）$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its right answer ("" for なし)."""

    kind: str
    text: str
    holds: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An item of a meeting and what the gate has to find ("" = nothing): `place` are its words."""

    error: str
    meeting: Meeting
    place: str


def sentences(name: str = "sentences.tsv") -> list[Sentence]:
    """The sentences of a set."""
    return [Sentence("" if kind == "なし" else kind, *rest) for kind, *rest in _rows(name)]


def sets() -> list[str]:
    """The sets of sentences, the one that the rules were made with first."""
    names = (path.name for path in FOLDER.glob("*.tsv") if path.name != "gate.tsv")
    return sorted(names, key=lambda name: (name != "sentences.tsv", name))


def cases() -> list[Case]:
    """The items for the gate."""
    return [_case(*row) for row in _rows("gate.tsv")]


def _rows(name: str) -> Iterator[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


def _case(error: str, said: str, written: str, place: str = "") -> Case:
    parts = said.split("／")
    utterances = tuple(_utterance(number, part) for number, part in enumerate(parts) if part != "（なし）")
    owner, due, text = "", "", written
    if found := _ASSIGNED.search(written):
        text = written[: found.start()]
        each = dict(pair.split(":") for pair in found[0].strip("（）").split("、"))
        owner, due = each.get("担当", ""), each.get("期限", "")
    guessed = ("date",) if said.startswith("（推定した開催日）") else ()
    item = Item("i1", "task" if owner else "decision", text, owner, due, tuple(one.id for one in utterances))
    meeting = Meeting("m1", "", replace(OCCASION, guessed=guessed), utterances=utterances, items=(item,))
    return Case("" if error == "なし" else error, meeting, place)


def _utterance(number: int, part: str) -> Utterance:
    found = _STATE.match(part)
    state, text = (found[1], part[found.end() :]) if found else ("", part)
    made = Utterance(f"u{number}", number * 5000, number * 5000 + 4000, text, text)
    return replace(
        made,
        flags=("low_confidence",) if state == "要確認" else (),
        deleted=state == "削除",
        hidden=state == "非公開",
    )
