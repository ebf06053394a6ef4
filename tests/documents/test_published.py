"""Every published document × meetings of every size: valid for Word, pages that can be read, forms of offices."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from minutes_app.meeting.model import Meeting
from minutes_app.word.passages import paragraphs_in, text_in
from minutes_app.word.properties import properties_in
from minutes_app.word.reply_form import ANSWERS, MEETING, NOTE, PERSON, SHEET, cell, tag
from minutes_app.word.scan import W14, W
from minutes_app.word.template import JOINT, POINTS, SUMMARY, VERBATIM, find
from minutes_app.wording.publishing import EVIDENCE, RECORD
from tests.documents.pages import Printed, print_all
from tests.documents.validator import faults_of
from tests.libreoffice import opened_and_saved
from tests.publishing import (
    PEOPLE,
    WriterHere,
    big_meeting,
    body_of,
    controls_of,
    folder_with,
    published_meeting,
    sent,
    words_of,
)
from tests.unit.word.forms import p, packed, parts, row, table

MEETINGS: dict[str, Meeting] = {
    "発言なし": published_meeting(0, PEOPLE[:1]),
    "発言1件": published_meeting(1, PEOPLE[:1]),
    "発言500件": big_meeting(500, 40),
    "長い名前": big_meeting(20, 3),
}
FORMS = (VERBATIM, POINTS, SUMMARY, JOINT)
CASES = [f"{name}_{form}" for name in MEETINGS for form in FORMS]
LOOP = ("{%p for 発言 in 発言一覧 %}", "○{{ 発言.話者 }}　{{ 発言.内容 }}", "{%p endfor %}")
DECISIONS = table(
    row("{%tr for 決定 in 決定事項一覧 %}"), row("{{ 決定.内容 }}", "{{ 決定.根拠 }}"), row("{%tr endfor %}")
)
TURNED = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="567" w:footer="567" w:gutter="0"/>{}</w:sectPr>'
)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """For each case the main file and the first copy."""
    made = {}
    for number, case in enumerate(CASES):
        name, _line, form = case.partition("_")
        shared = tmp_path_factory.mktemp("共有")
        folder = folder_with(tmp_path_factory.mktemp("会議"), MEETINGS[name])
        record, _puts = sent(
            folder,
            shared,
            WriterHere(),
            template=find(form, ()),
            deadline="2026-12-02",
            with_record=(number + number // 4) % 2 == 0,
        )
        made[case] = (shared / record.files[0].name, shared / record.files[1].name)
    return made


@pytest.fixture(scope="session")
def pages(published: dict[str, tuple[Path, Path]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """The copies of small meetings and the main files of big ones."""
    folder = tmp_path_factory.mktemp("printed")
    chosen = []
    for case, (main, copy) in published.items():
        chosen.append(folder / f"{case}.docx")
        chosen[-1].write_bytes((main if case.startswith("発言500件") else copy).read_bytes())
    return print_all(chosen, folder)


@pytest.mark.parametrize("case", CASES)
def test_the_main_file_and_a_copy_are_valid_open_xml(published: dict[str, tuple[Path, Path]], case: str) -> None:
    main, copy = published[case]
    assert faults_of(main) == []
    assert faults_of(copy) == []


@pytest.mark.parametrize("case", CASES)
def test_the_pages_ask_at_the_top_and_at_the_end(pages: dict[str, Printed], case: str) -> None:
    paper = pages[case]
    texts = [re.sub(r"\s+", "", page) for page in paper.pages]
    assert "第1版" in texts[0]
    assert "令和8年12月2日" in texts[0]
    asked = [text for text in texts if "確認欄" in text[:200] and "修正意見" in text]
    assert asked, case
    assert "☐" in "".join(texts)
    assert not re.search(r"\{\{|\{%|〔不明な項目|[\ufdd0-\ufdef]", "".join(texts))
    left, right = paper.edges()
    assert left > 40
    assert right < 560


def test_forty_people_have_a_row_each_under_a_repeated_heading(
    published: dict[str, tuple[Path, Path]], pages: dict[str, Printed]
) -> None:
    case = f"発言500件_{VERBATIM}"
    assert set(controls_of(published[case][0])) == {tag(one, str(n)) for one in ANSWERS for n in range(1, 41)}
    assert sum("修正意見" in page for page in pages[case].pages) >= 3


def test_one_file_for_all_is_valid_and_has_a_row_for_everybody(tmp_path: Path) -> None:
    shared = tmp_path / "共有"
    shared.mkdir()
    folder = folder_with(tmp_path / "会議", MEETINGS["発言500件"])
    sent(folder, shared, WriterHere(), template=find(JOINT, ()), way="one", with_record=True)
    [only] = shared.iterdir()
    assert faults_of(only) == []
    assert len(controls_of(only)) == 40 * len(ANSWERS)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "様式"
    folder.mkdir()
    return folder


def published_with(form: Path, tmp_path: Path) -> Path:
    """The copy of the first attendee, with this form."""
    shared = tmp_path / "共有"
    shared.mkdir(exist_ok=True)
    folder = folder_with(tmp_path / "会議", published_meeting())
    record, _puts = sent(folder, shared, WriterHere(), template=form, with_record=True)
    assert record.document == form.stem
    return shared / record.files[1].name


def form_of(office: Path, *blocks: str, section: str = "") -> Path:
    contents = parts(*blocks, header="{{ 会議名 }}")
    if section:
        contents["word/document.xml"] = re.sub(
            r"<w:sectPr>.*</w:sectPr>", TURNED.format(section), str(contents["word/document.xml"])
        )
    path = office / "課の様式.docx"
    path.write_bytes(packed(contents))
    return path


@pytest.mark.parametrize("section", ["", '<w:textDirection w:val="tbRl"/>', '<w:cols w:num="2" w:space="400"/>'])
def test_a_form_that_an_office_made_is_published(office: Path, tmp_path: Path, section: str) -> None:
    copy = published_with(form_of(office, p("{{ 会議名 }}"), DECISIONS, *map(p, LOOP), section=section), tmp_path)
    assert faults_of(copy) == []
    assert len(controls_of(copy)) == 3
    body = body_of(copy)
    sections = list(body.iter(W + "sectPr"))
    assert len(sections) == (2 if section else 1)
    if section:
        assert sections[-1].find(W + "textDirection") is None
        assert sections[-1].find(W + "cols") is None
    names = [one.get(W + "name") for one in body.iter(W + "bookmarkStart")]
    assert {"u_u0", "u_u9", "i_i_1", SHEET} <= set(names)


def test_what_a_form_lacks_is_put_behind_it(office: Path, tmp_path: Path) -> None:
    copy = published_with(form_of(office, p("{{ 会議名 }}"), DECISIONS), tmp_path)
    texts = [text_in(one) for one in paragraphs_in(body_of(copy))]
    assert texts.index(EVIDENCE) < texts.index(RECORD)
    anchors = {one.get(W + "anchor") for one in body_of(copy).iter(W + "hyperlink")} - {SHEET}
    places = {one.get(W + "name") for one in body_of(copy).iter(W + "bookmarkStart")}
    assert anchors
    assert anchors <= places
    assert faults_of(copy) == []


def test_an_office_s_own_properties_comments_and_protection_are_kept_or_give_way(office: Path, tmp_path: Path) -> None:
    from docx import Document

    docx = Document()
    paragraph = docx.add_paragraph("{{ 会議名 }}")
    docx.add_comment(paragraph.runs, text="様式の注意", author="総務課")
    for line in LOOP:
        docx.add_paragraph(line)
    protection = docx.settings.element.makeelement(
        W + "documentProtection", {W + "edit": "forms", W + "enforcement": "1"}
    )
    docx.settings.element.insert(1, protection)
    path = office / "総務課の様式.docx"
    docx.save(str(path))
    copy = published_with(path, tmp_path)
    assert faults_of(copy) == []
    with zipfile.ZipFile(io.BytesIO(copy.read_bytes())) as archive:
        comments = archive.read("word/comments.xml").decode("utf-8")
        said = archive.read("word/settings.xml").decode("utf-8")
    assert "様式の注意" in comments
    assert "要確認 [00:00:03]" in comments
    assert "documentProtection" not in said


def test_numbers_of_controls_and_bookmarks_of_a_form_are_not_used_twice(office: Path, tmp_path: Path) -> None:
    own = (
        '<w:p><w:bookmarkStart w:id="1" w:name="u_u0"/><w:bookmarkEnd w:id="1"/><w:sdt><w:sdtPr>'
        '<w:id w:val="710000001"/>'
        "</w:sdtPr><w:sdtContent><w:r><w:t>課の欄</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    copy = published_with(form_of(office, own, *map(p, LOOP)), tmp_path)
    body = body_of(copy)
    numbers = [one.get(W + "val") for one in body.iterfind(f".//{W}sdtPr/{W}id")]
    starts = [one.get(W + "id") for one in body.iter(W + "bookmarkStart")]
    names = [one.get(W + "name") for one in body.iter(W + "bookmarkStart")]
    for each in (numbers, starts, names):
        assert len(set(each)) == len(each)
    assert faults_of(copy) == []


def test_libreoffice_keeps_what_an_answer_is_known_by(published: dict[str, tuple[Path, Path]], tmp_path: Path) -> None:
    """LibreOffice 7.4 loses tags; the bookmarks around the controls stay (`word.reply_form`)."""
    copy = published[f"長い名前_{VERBATIM}"][1]
    saved = opened_and_saved(copy, tmp_path / "out")
    body, before = body_of(saved), body_of(copy)
    names = {one.get(W + "name") for one in body.iter(W + "bookmarkStart")}
    assert {cell(answer, "1") for answer in ANSWERS} | {SHEET, NOTE} <= names
    passages = {one.get(W + "name") for one in before.iter(W + "bookmarkStart") if one.get(W + "name")[:2] == "u_"}
    assert len(passages) == 20
    assert passages <= names
    assert len(list(body.iter(W14 + "checkbox"))) == 1
    assert "".join(words_of(body).split()) == "".join(words_of(before).split())
    with zipfile.ZipFile(saved) as archive:
        said = properties_in(archive.read("docProps/custom.xml"))
        assert "要確認 [00:00:09]" in archive.read("word/comments.xml").decode("utf-8")
    assert said[PERSON] == "1"
    assert said[MEETING] == "m1"
