"""確定版 and 第2版 of every size: valid for Word, printed whole, and without a word of what is 非公開."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from minutes_app.child import Child
from minutes_app.closing.final import FinalFile, finalize
from minutes_app.meeting.edit import change_item, confirm, set_texts
from minutes_app.meeting.model import Confirmation, Meeting, Utterance
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.progress import Progress, Report, no_report
from minutes_app.tools import Order, Tools
from minutes_app.word.final_form import Changes, Seal, seal
from minutes_app.word.printer import Printer
from minutes_app.word.template import JOINT, POINTS, SUMMARY, VERBATIM, find
from minutes_app.word.writer import Writer
from tests.documents.pages import print_all
from tests.documents.validator import faults_of
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.publishing import big_meeting, published_meeting

SECRET = "極秘の話をここでしました。"
SIZES: dict[str, Meeting] = {
    "empty": published_meeting(0, ()),
    "big": big_meeting(500, 40),
}


@pytest.fixture
def tools() -> Iterator[Tools]:
    made = Tools(ScriptedDecoder(), ScriptedEngine(), Writer())
    yield made
    made.close()


def confirmed(book: OpenMeeting) -> None:
    book.commit(confirm(book.meeting, Confirmation("2026-11-25T10:00:00+09:00", "髙橋", "試験")))


def made(book: OpenMeeting, order: Order, tools: Tools) -> list[Path]:
    confirmed(book)
    steps = list(finalize(book, order, tools, Printer(None), "髙橋", no_report))
    return [one.path for one in steps if isinstance(one, FinalFile) and not one.known]


@pytest.mark.parametrize("size", SIZES)
def test_both_editions_of_every_form_are_valid_and_printed(size: str, tools: Tools, tmp_path: Path) -> None:
    hidden = Utterance("u-hidden", 9_000_000, 9_001_000, SECRET, SECRET, hidden=True)
    meeting = replace(SIZES[size], utterances=(*SIZES[size].utterances, hidden))
    folder = create(tmp_path / "会議", meeting)
    order = Order(("docx",), tuple(find(name, ()) for name in (POINTS, VERBATIM, SUMMARY, JOINT)))
    with OpenMeeting(folder) as book:
        first = made(book, order, tools)
        texts = {one.id: f"直しました。{one.text}" for one in book.meeting.utterances if not one.hidden}
        book.commit(set_texts(book.meeting, texts))
        second = made(book, order, tools)
    assert len(first) == 4
    assert bool(second) == bool(texts)
    assert {path.name: faults_of(path) for path in (*first, *second)} == {path.name: [] for path in (*first, *second)}
    printed = print_all(second or first, tmp_path)
    assert all(paper.pages for paper in printed.values())
    assert all(SECRET not in "".join(paper.pages).replace("\n", "") for paper in printed.values())
    for path in second:
        assert "第2版での変更" in "".join("".join(printed[path.stem].pages).split())


def plain() -> bytes:
    from docx import Document

    stream = BytesIO()
    Document().save(stream)
    return stream.getvalue()


def test_the_document_goes_once_to_the_child_that_has_filled_it(
    tools: Tools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, str, int]] = []
    streamed = Child.stream

    def heard(child: Child, function: Any, *args: Any, report: Report = no_report) -> Iterator[Any]:
        calls.append((child.name, function.__name__, sum(isinstance(one, bytes) for one in args)))
        return streamed(child, function, *args, report=report)

    monkeypatch.setattr(Child, "stream", heard)
    with OpenMeeting(create(tmp_path / "会議", published_meeting())) as book:
        assert len(made(book, Order(("docx",), (find(VERBATIM, ()),)), tools)) == 1
    assert calls == [("document", "fill_and_read", 0), ("document", "seal", 1)]


def test_a_long_list_of_changes_is_no_long_silence() -> None:
    heard: list[Progress] = []
    rows = (("発言", "00:00:01", "前", "後"),) * 1200
    changes = Changes("見出し", "文", ("あ", "い", "う", "え"), rows)
    assert len(list(seal(plain(), Seal("確定", 2, changes), report=heard.append))) == 1
    assert len(heard) == 1 + 3


def test_a_list_of_wild_texts_is_valid(tmp_path: Path) -> None:
    wild = "髙﨑𠮷👍\n2行目\t<b>&amp;</b>\x0b\ud800" + "長い。" * 400
    rows = tuple((wild[:60], "00:00:01", wild, "") for _one in range(30))
    with Child("final") as child:
        content = child.call(seal, plain(), Seal("確定", 2, Changes("見出し", wild, ("あ", "い", "う", "え"), rows)))
    path = tmp_path / "wild.docx"
    path.write_bytes(content)
    assert faults_of(path) == []
    assert len(print_all([path], tmp_path)["wild"].pages) > 2


LONG = "髙﨑𠮷地域公共交通の総合的な見直しと持続可能な移動手段の確保に関する検討委員会"
LONG_FORM = "髙﨑𠮷会議録兼復命書（総務部総務課の決裁用）改訂案"


def named(form: str, folder: Path) -> Path:
    """A form of the office's own with this name."""
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(find(POINTS, ()), folder / f"{form}.docx"))


def titled(meeting: Meeting, title: str) -> Meeting:
    return replace(meeting, occasion=replace(meeting.occasion, title=title))


@pytest.mark.parametrize("form", [LONG_FORM, "様" * 54, "𠮷" * 60, "字" * 80])
def test_a_long_name_keeps_what_tells_editions_apart(form: str, tools: Tools, tmp_path: Path) -> None:
    order = Order(("docx",), (named(form, tmp_path / "様式"),))
    with OpenMeeting(create(tmp_path / "会議", titled(published_meeting(), LONG))) as book:
        [first] = made(book, order, tools)
        first.write_bytes(b"changed by somebody")
        [again] = made(book, order, tools)
        book.commit(change_item(book.meeting, replace(book.meeting.items[0], text="直した決定。")))
        [second] = made(book, order, tools)
    assert first.name.endswith("_確定版.docx")
    assert again.name.endswith("_確定版 (2).docx")
    assert second.name.endswith("_確定版_第2版.docx")
    assert all(one.name.startswith("20261123_髙") for one in (first, again, second))
    assert first.read_bytes() == b"changed by somebody"


def test_two_forms_whose_names_begin_alike_are_two_files(tools: Tools, tmp_path: Path) -> None:
    order = Order(("docx",), tuple(named("字" * 75 + end, tmp_path / "様式") for end in "甲乙"))
    with OpenMeeting(create(tmp_path / "会議", published_meeting())) as book:
        assert len(set(made(book, order, tools))) == 2
        assert made(book, order, tools) == []
