"""What documents are made of is gathered in the document child, and once for all documents of an order."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from minutes_app import gathering
from minutes_app.errors import MeetingDamaged
from minutes_app.gathering import FieldsOf, ProposalsIn, Source, TextOf
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.model import Mark, Meeting, Occasion, Speaker, Utterance
from minutes_app.meeting.place import SNAPSHOT
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.minutes.propose import drafted
from minutes_app.pipeline import Order, Tools, draft, write
from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.word.template import VERBATIM, find
from minutes_app.word.writer import Writer
from tests.fakes import ScriptedDecoder, ScriptedEngine

TODAY = date(2026, 11, 25)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    said = (Utterance("u1", 0, 1000, "髙﨑の案です", "髙﨑の案です"),)
    return create(
        tmp_path / "会議（秘）①", Meeting("m-1", "2026-11-23T10:00:00+09:00", Occasion("定例"), utterances=said)
    )


def test_no_field_is_gathered_in_the_process_of_the_window(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gathered_here(*_args: object, **_more: object) -> None:
        raise AssertionError("gathered in the window's process")

    for name in ("load", "load_run", "fields_of", "export"):
        monkeypatch.setattr(gathering, name, gathered_here)
    order = Order(("docx", "txt"), (find(VERBATIM, ()),))
    with Writer() as writer, OpenMeeting(folder) as book:
        tools = Tools(ScriptedDecoder(), ScriptedEngine(), writer)
        document, text = [each for each in write(book, order, tools, no_report, today=TODAY) if isinstance(each, Path)]
        _content, drafted = draft(folder, order, tools, no_report, today=TODAY)
    assert "髙﨑の案です" in ZipFile(document).read("word/document.xml").decode()
    assert "髙﨑の案です" in text.read_text(encoding="utf-8") == drafted


def test_documents_of_one_order_are_of_one_state(folder: Path) -> None:
    source = Source(folder, TODAY)
    before = FieldsOf(source)(no_report)
    with OpenMeeting(folder) as book:
        book.commit(set_occasion(book.meeting, Occasion("改めた名")))
    assert FieldsOf(source)(no_report) == before
    assert "改めた名" not in TextOf(source, "txt")(no_report).decode()
    assert FieldsOf(Source(folder, TODAY))(no_report)["会議名"] == "改めた名"


def test_gathering_can_be_cancelled(folder: Path) -> None:
    asked: list[Progress] = []

    def stop(progress: Progress) -> None:
        asked.append(progress)
        raise Cancelled

    for make in (FieldsOf(Source(folder, TODAY)), TextOf(Source(folder, TODAY), "csv")):
        with pytest.raises(Cancelled):
            make(stop)
    assert len(asked) == 2


def test_a_damaged_meeting_is_told_of_by_name(folder: Path) -> None:
    (folder / SNAPSHOT).write_bytes(b"{")
    with Writer() as writer, pytest.raises(MeetingDamaged) as damaged:
        draft(
            folder,
            Order(("docx",), (find(VERBATIM, ()),)),
            Tools(ScriptedDecoder(), ScriptedEngine(), writer),
            no_report,
            today=TODAY,
        )
    assert damaged.value.path.parent == folder


def test_proposals_are_found_in_the_child_as_they_would_be_here(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("それでは、原案のとおり決定します。", "総務課は来週の金曜までに見積りを出してください。", "はい。")
    said = tuple(Utterance(f"u{n}", n * 1000, n * 1000 + 900, text, text, "s1") for n, text in enumerate(texts))
    occasion, speakers, marks = Occasion(date="2026-11-23"), (Speaker("s1", "話者1", "髙橋"),), (Mark(2500, "task"),)
    meeting = Meeting("m-1", "", occasion, speakers=speakers, utterances=said, marks=marks)
    wanted = drafted(meeting)
    assert {one.kind for one in wanted} == {"decision", "task"}

    def found_here(_meeting: Meeting) -> None:
        raise AssertionError("found in the window's process")

    monkeypatch.setattr(gathering, "drafted", found_here)
    with Writer() as writer:
        assert writer.made(ProposalsIn.of(meeting)) == wanted
