"""Forms that the sandbox cannot stop are stopped by the limits of the child. Real processes."""

import io
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from docx import Document

from minutes_app.child import Child, Limits
from minutes_app.errors import FileInUse, TemplateDangerous, TemplateTooCostly
from minutes_app.progress import Cancelled, Progress, Report, Stage, no_report
from minutes_app.word.final_form import Seal
from minutes_app.word.passages import text_in
from minutes_app.word.scan import W
from minutes_app.word.template import VERBATIM, Filled, find
from minutes_app.word.writer import LIMITS, Writer
from tests.unit.word.conftest import texts
from tests.unit.word.forms import form, p

LOOPS = "".join(f"{{% for {name} in 発言一覧 %}}" for name in "abcde") + "{% endfor %}" * 5
DOUBLING = "{% for a in 発言一覧 %}{% for b in 発言一覧 %}{{ 会議名 }}" + "{% endfor %}" * 2
SAID = [{"内容": "はい。"}] * 2000


@pytest.fixture
def writer() -> Iterator[Writer]:
    with Writer() as made:
        yield made


def test_a_document_is_written_by_the_child(tmp_path: Path, writer: Writer) -> None:
    target = tmp_path / "会議録" / "第1回.docx"
    summary = writer.write(form(tmp_path, p("{{ 会議名 }}{{ 場所 }}")), {"会議名": "定例会", "場所": ""}, target)
    assert texts(target.read_bytes()) == ["定例会（未記入）"]
    assert summary.blanks == 1
    assert [each.name for each in target.parent.iterdir()] == ["第1回.docx"]


def test_a_document_is_filled_and_read_as_it_can_be_read_again(tmp_path: Path, writer: Writer) -> None:
    path = form(
        tmp_path, p("{{ 会議名 }}") + p("{%p for 発言 in 発言一覧 %}") + p("{{ 発言.内容 }}") + p("{%p endfor %}")
    )
    said = [{"内容": "一行目。\n二行目。\t髙﨑𠮷👍"}, {"内容": ""}]
    filled, text = writer.filled_and_read(path, {"会議名": "定例会", "発言一覧": said})
    body = Document(io.BytesIO(filled.content)).element.body
    assert text == "\n".join(text_in(paragraph) for paragraph in body.iter(W + "p"))
    assert text.splitlines()[0] == "定例会"
    assert "髙﨑𠮷👍" in text


def test_the_child_stays_for_the_next_document(tmp_path: Path, writer: Writer) -> None:
    path = form(tmp_path, p("{{ 会議名 }}"))
    first = writer.filled(path, {"会議名": "1"})
    pid = writer._child.pid
    assert texts(writer.filled(path, {"会議名": "2"}).content) == ["2"]
    assert isinstance(first, Filled)
    assert writer._child.pid == pid


def test_the_limits_are_1_gib_30_seconds_of_silence_and_a_low_priority() -> None:
    assert Limits(memory=1 << 30, silent_s=30.0, background=True) == LIMITS


def test_loops_without_end_are_stopped(tmp_path: Path) -> None:
    with Writer(Child("document", Limits(memory=1 << 30, silent_s=2.0))) as writer:
        began = time.monotonic()
        with pytest.raises(TemplateTooCostly) as caught:
            writer.write(form(tmp_path, p(LOOPS)), {"発言一覧": SAID}, tmp_path / "x.docx")
        assert caught.value.why == "time"
        assert time.monotonic() - began < 20
        assert not (tmp_path / "x.docx").exists()


def test_a_form_that_needs_gigabytes_is_stopped_and_the_next_one_works(tmp_path: Path) -> None:
    with Writer(Child("document", Limits(memory=256 << 20, silent_s=60.0))) as writer:
        greedy = {"会議名": "長" * 1000, "発言一覧": SAID}
        with pytest.raises(TemplateTooCostly) as caught:
            writer.write(form(tmp_path, p(DOUBLING)), greedy, tmp_path / "x.docx")
        assert caught.value.why == "memory"
        assert texts(writer.filled(form(tmp_path, p("{{ 会議名 }}")), {"会議名": "次"}).content) == ["次"]


def test_a_dangerous_form_is_refused_with_its_findings_from_the_child(tmp_path: Path, writer: Writer) -> None:
    with pytest.raises(TemplateDangerous) as caught:
        writer.filled(form(tmp_path, p("{{ ''.__class__ }}")), {})
    assert caught.value.findings == (("本文「__class__」", "code"),)


def test_cancelling_stops_within_a_second_and_writes_nothing(tmp_path: Path, writer: Writer) -> None:
    began = 0.0

    def stop(progress: Progress) -> None:
        nonlocal began
        if progress.done:
            began = began or time.monotonic()
            if time.monotonic() - began > 0.5:
                raise Cancelled

    with pytest.raises(Cancelled):
        writer.write(form(tmp_path, p(LOOPS)), {"発言一覧": SAID}, tmp_path / "x.docx", report=stop)
    assert time.monotonic() - began < 2.5
    assert not (tmp_path / "x.docx").exists()


class _DyingOnce(Child):
    """A child that is killed in the middle of its first document."""

    def call(self, function: Any, *args: Any, report: Report = no_report) -> Any:
        if self.pid is None and not hasattr(self, "died"):
            self.died = True
            return super().call(crash, report=report)
        return super().call(function, *args, report=report)


def test_a_child_that_is_killed_once_writes_the_document_all_the_same(tmp_path: Path) -> None:
    with Writer(_DyingOnce("document", LIMITS)) as writer:
        filled = writer.filled(form(tmp_path, p("{{ 会議名 }}")), {"会議名": "定例会"})
    assert texts(filled.content) == ["定例会"]


def test_a_child_that_crashes_is_a_sentence_and_leaves_the_old_document(tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    target.write_bytes(b"old")
    with Writer(_Crashing("document")) as writer, pytest.raises(TemplateTooCostly) as caught:
        writer.write(form(tmp_path, p("x")), {}, target)
    assert caught.value.why == "crash"
    assert target.read_bytes() == b"old"


def test_a_document_that_cannot_be_replaced_is_left_whole(
    tmp_path: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "x.docx"
    target.write_bytes(b"open in Word")

    def locked(source: Path, _destination: Path) -> None:
        error = PermissionError(13, "locked")
        error.winerror = 32  # type: ignore[attr-defined] # what Windows says of a file that Word has open
        raise error

    path = form(tmp_path, p("x"))
    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(FileInUse):
        writer.write(path, {}, target)
    assert target.read_bytes() == b"open in Word"
    assert list(tmp_path.glob(".*")) == []


def test_5000_utterances_fill_a_form_in_one_call(writer: Writer) -> None:
    said = [{"話者": "髙橋課長", "内容": "説明します。", "時刻": "00:14:32", "要確認": False}] * 5000
    filled = writer.filled(find(VERBATIM, ()), {"会議名": "定例会", "発言一覧": said, "お試し": False})
    page = zipfile.ZipFile(io.BytesIO(filled.content)).read("word/document.xml").decode("utf-8")
    assert page.count("説明します。") == 5000


class _Crashing(Child):
    def call(self, function: object, *args: object, report: Report = no_report) -> object:  # type: ignore[override]
        return super().call(crash, report=report)


def crash(*, report: Report) -> Iterator[None]:
    report(Progress(Stage.WRITE))
    psutil.Process().kill()
    yield None


def test_a_child_that_dies_over_the_final_edition_is_the_forms_cost(tmp_path: Path) -> None:
    path = form(tmp_path, p("{{ 会議名 }}"))
    with Writer(_DyingOnce("document", LIMITS)) as writer, pytest.raises(TemplateTooCostly) as caught:
        writer.sealed(path, b"PK", Seal("確定", 1))
    assert (caught.value.path, caught.value.why) == (path, "crash")
