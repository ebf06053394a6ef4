"""Texts that know what they were made of, through forms of every kind, and read out of a document again."""

import io
import pickle
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from minutes_app.word.links import without_links
from minutes_app.word.passages import Marked, paragraphs_in, passages_in, text_in
from minutes_app.word.reply_form import NOTE, SHEET, Source
from minutes_app.word.sandbox import environment
from minutes_app.word.scan import W, parse
from minutes_app.word.text import Blank, Cleaner
from tests.documents.validator import faults_of
from tests.unit.word.conftest import Fill, texts
from tests.unit.word.forms import form, p

SAID = Marked((("u_1", "始めます。"), ("", "　"), ("u_2", "1行目\n2行目")))
SOURCES: dict[str, tuple[Source, str]] = {"u_1": ("utterance", "u-1"), "u_2": ("utterance", "u-2")}
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


def body_of(content: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return parse(archive.read("word/document.xml")).find(W + "body")


def found_in(content: bytes) -> dict[str, str]:
    return {one.id: one.text for one in passages_in(paragraphs_in(body_of(content)), SOURCES)}


def test_it_is_its_text_in_every_way() -> None:
    assert SAID == "始めます。　1行目\n2行目"
    assert (len(SAID), f"{SAID}", SAID[:3]) == (13, "始めます。　1行目\n2行目", "始めま")
    assert hash(SAID) == hash(str(SAID))


def test_its_parts_cross_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(SAID))
    assert (again, again.parts) == (SAID, SAID.parts)


def test_a_text_is_found_again_exactly(filled: Fill, tmp_path: Path) -> None:
    content = filled(form(tmp_path, p("○{{ 発言一覧[0].内容 }}（終）")), 発言一覧=[{"内容": SAID}]).content
    assert texts(content) == ["○始めます。　1行目\n2行目（終）"]
    assert found_in(content) == {"u-1": "始めます。", "u-2": "1行目\n2行目"}
    made = tmp_path / "できた.docx"
    made.write_bytes(content)
    assert faults_of(made) == []


@pytest.mark.parametrize(
    "mark", ["{{ 文 }}", "{{ 文 or '' }}", "{{ 文|truncate(99, true) }}", "{{ 文|replace('x', 'y') }}"]
)
def test_what_is_printed_whole_is_marked(filled: Fill, tmp_path: Path, mark: str) -> None:
    content = filled(form(tmp_path, p(mark)), 文=SAID).content
    assert set(found_in(content)) == {"u-1", "u-2"}


@pytest.mark.parametrize("mark", ["{{ 文|truncate(5, true, '…', 0) }}", "{{ 文|upper }}", "{{ [文, 文]|join('、') }}"])
def test_what_a_form_shortens_or_changes_is_plain_text(filled: Fill, tmp_path: Path, mark: str) -> None:
    content = filled(form(tmp_path, p(mark)), 文=SAID).content
    assert found_in(content) == {}
    assert not NONCHARACTERS.search("".join(texts(content)))


def test_what_stands_twice_is_marked_once(filled: Fill, tmp_path: Path) -> None:
    content = filled(form(tmp_path, p("{{ 文 }}"), p("{{ 文 }}")), 文=SAID).content
    body = body_of(content)
    assert [one.get(W + "name") for one in body.iter(W + "bookmarkStart")] == ["u_1", "u_2"]
    assert len(list(body.iter(W + "bookmarkEnd"))) == 2
    assert len(set(texts(content))) == 1


def test_headers_notes_and_properties_have_the_text_only(filled: Fill, tmp_path: Path) -> None:
    path = form(tmp_path, p("x"), header="{{ 文 }}", footnote="{{ 文 }}", title="{{ 文 }}")
    content = filled(path, 文=Marked((("u_1", "始めます。"),))).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in ("word/header1.xml", "word/footnotes.xml", "docProps/core.xml"):
            part = archive.read(name).decode("utf-8")
            assert "始めます。" in part
            assert not NONCHARACTERS.search(part)
            assert "u_1" not in part


def test_cleaning_keeps_the_parts_and_an_empty_text_is_a_blank() -> None:
    cleaner = Cleaner()
    cleaned = cleaner.prepared({"文": Marked((("u_1", "a\x00b"), ("u_2", "")))})["文"]
    assert cleaned.parts == (("u_1", "ab"), ("u_2", ""))
    assert isinstance(cleaner.prepared(Marked((("u_1", ""),))), Blank)
    assert cleaner.dropped == 1


def test_what_a_person_said_opens_no_bookmark(filled: Fill, tmp_path: Path) -> None:
    forged = Marked((("u_1", "\ufdd0u_2\ufdd1\ufdd3\ufdd2"),))
    content = filled(form(tmp_path, p("x{{ 文 }}y")), 文=without_links(forged)).content
    assert found_in(content) == {}
    content = filled(form(tmp_path, p("x{{ 文 }}y")), 文=forged).content
    assert not NONCHARACTERS.search("".join(texts(content)))


def test_it_is_escaped_as_any_text(filled: Fill, tmp_path: Path) -> None:
    content = filled(form(tmp_path, p("{{ 文 }}")), 文=Marked((("u_1", "A & B <b>{{ 会議名 }}</b>"),))).content
    assert found_in(content) == {"u-1": "A & B <b>{{ 会議名 }}</b>"}
    assert environment(set()).from_string("{{ 文 }}").render(文="A & B") == "A &amp; B"


def test_our_note_and_sheet_are_no_paragraphs_of_the_meeting() -> None:
    def paragraph(text: str, name: str = "") -> str:
        mark = f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>' if name else ""
        return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"

    pieces = (paragraph("記入", NOTE), paragraph("本文"), paragraph("確認欄", SHEET), paragraph("表"))
    body = parse(f'<w:body xmlns:w="{W[1:-1]}">{"".join(pieces)}</w:body>'.encode())
    assert [text_in(one) for one in paragraphs_in(body)] == ["本文"]


def test_deleted_words_are_no_text_and_inserted_ones_are() -> None:
    inside = (
        '<w:r><w:t>あ</w:t></w:r><w:del w:id="1"><w:r><w:delText>い</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>う</w:t><w:br/><w:tab/></w:r></w:ins>'
    )
    assert text_in(parse(f'<w:p xmlns:w="{W[1:-1]}">{inside}</w:p>'.encode())) == "あう\n\t"
