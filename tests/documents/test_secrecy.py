"""What is 非公開 or deleted, what was heard there, and notes are in no byte of any file that is handed out."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minutes_app.gui.editing import intents, rows
from minutes_app.gui.editing.again import exchanged, heard_as
from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Attendee, Heard, Item, Meeting, Point, Run
from minutes_app.meeting.runs import keep_run
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.minutes.text import KINDS
from minutes_app.pipeline import write
from minutes_app.tools import Order, Tools
from minutes_app.word.template import BUILT_IN, PERSONAL_COVER, SUMMARY, list_templates
from minutes_app.word.writer import Writer
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.unit.meeting.making import a_meeting

SECRETS = ("甲村", "乙川", "丙山", "丁野", "戊谷", "己島", "庚崎", "辛坂", "壬沢", "癸本")
SEEN = ("発言その8", "予算案を説明した")
"""Of an utterance, and of a point."""


def _secret_meeting() -> Meeting:
    """Secrets in what was said, in what was heard, in notes, in what edits made of them, and in what rests on them."""
    meeting = a_meeting(10)
    said = list(meeting.utterances)
    said[2] = replace(said[2], text="甲村さんの件", heard="乙川さんの件", comment="丙山に確認", hidden=True)
    said[4] = replace(said[4], text="丁野さんの件", heard="丁野さんの件", deleted=True)
    said[6] = replace(said[6], comment="戊谷に聞くこと")
    said[7] = replace(
        said[7], text="己島さんの件です。はい。", heard="己島さんの件です。はい。", flags=("loop",), important=True
    )
    meeting = replace(meeting, utterances=tuple(said))
    split = apply(meeting, edit.split(meeting, "u7", at=9))
    hidden = apply(split, edit.mark_hidden(split, ["u7"]))
    old = [one for one in hidden.utterances if one.id == "u2"]
    again = heard_as(
        hidden, old, Run("r", "k", "m", "", {}, "cpu", "int8", "", "", 0, 0, (Heard(2100, 2800, "庚崎さん"),))
    )
    heard = apply(hidden, exchanged(hidden, old, again))
    merged = apply(heard, edit.merge(heard, "u1", again[0].id))
    return _with_results(merged)


def _with_results(meeting: Meeting) -> Meeting:
    """Results that a clerk made of what is hidden or deleted, and of nothing else."""
    items = (
        Item("i7", "decision", "辛坂さんを選任する", utterance_ids=("u1",)),
        Item("i8", "task", "辛坂さんに連絡する", owner="壬沢", utterance_ids=("u1", "u4")),
        Item("i9", "request", "癸本さんからの要望", utterance_ids=("u4",)),
    )
    point = Point("p9", "壬沢さんの事情を聞いた。", "a1", ("u1",))
    return replace(meeting, items=(*meeting.items, *items), points=(*meeting.points, point))


def _contents(path: Path) -> Iterator[bytes]:
    """The file, and everything that is packed in it."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = create(tmp_path_factory.mktemp("会議（秘）①"), _secret_meeting())
    run = keep_run(folder, Run("", "k", "m", "ab", {}, "cpu", "int8", "", "", 0, 0, (Heard(0, 900, "甲村乙川"),)))
    templates = tuple(entry.path for entry in list_templates(()))
    writer = Writer()
    try:
        tools = Tools(ScriptedDecoder(), ScriptedEngine(), writer)
        with OpenMeeting(folder) as book:
            occasion = replace(book.meeting.occasion, attendees=(Attendee("髙橋"),))
            book.replace(replace(book.meeting, run_id=run.id, occasion=occasion))
            order = Order(("docx", *KINDS), templates)
            written = list(write(book, order, tools, lambda _progress: None, today=date(2026, 11, 25)))
    finally:
        writer.close()
    return [path for path in written if isinstance(path, Path)]


def test_every_format_and_every_template_was_written(exported: list[Path]) -> None:
    assert {path.suffix for path in exported} == {".docx", *(f".{kind}" for kind in KINDS)}
    assert sum(path.suffix == ".docx" for path in exported) == len(BUILT_IN)


def test_no_byte_of_any_exported_file_tells_a_secret(exported: list[Path]) -> None:
    told = [
        (path.name, secret)
        for path in exported
        for content in _contents(path)
        for secret in SECRETS
        for encoding in ("utf-8", "utf-16-le", "cp932")
        if secret.encode(encoding) in content
    ]
    assert told == []


def test_the_search_finds_what_may_be_seen(exported: list[Path]) -> None:
    """Else it would find nothing at all."""
    for path in exported:
        is_short = SUMMARY in path.name or PERSONAL_COVER in path.name
        wanted = ("会議（秘）①",) if is_short else SEEN
        assert any(seen.encode() in content for content in _contents(path) for seen in wanted), path.name


def test_what_is_joined_with_a_hidden_utterance_is_hidden() -> None:
    meeting = _secret_meeting()
    joined = next(one for one in meeting.utterances if "庚崎" in one.text)
    assert (joined.id, joined.hidden) == ("u1", True)


def test_the_clipboard_has_only_what_was_chosen() -> None:
    meeting = _secret_meeting()
    text = rows.as_text(meeting, ["u8", "u9"])
    assert [secret for secret in SECRETS if secret in text] == []
    assert intents.resting_on(meeting, ["u1"]) == 5
