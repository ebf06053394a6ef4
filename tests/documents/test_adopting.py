"""Forms of eleven makes become templates: proposed, filled with nobody, one and fifty people, else unchanged."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from minutes_app.cli import main
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.store import create
from minutes_app.minutes.adopting import TRIALS, Prepared, blanks_of, numbered, prepare, proposal
from minutes_app.minutes.trial import NAME, SAID
from minutes_app.progress import no_report
from minutes_app.word.adopting.adopt import Blank, survey
from minutes_app.word.scan import DOCUMENT, STORY, W
from minutes_app.word.writer import Writer
from tests.documents.meetings import LONG, long_names
from tests.documents.office_forms import FORMS, libreoffice_form
from tests.documents.pages import Printed, print_all
from tests.documents.validator import faults_of
from tests.libreoffice import saved_as
from tests.unit.meeting.making import a_meeting

LIBREOFFICE = "LibreOffice"
ALL = (*FORMS, LIBREOFFICE)
FLAT = tuple(name for name in ALL if name != "縦書き")
"""pdftotext reads vertical lines one character at a time."""
KEPT = tuple(W + name for name in ("tblPr", "tblGrid", "trPr", "tcPr", "sectPr"))
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OWN_FAULTS = ("Word2007", LIBREOFFICE)
"""Smart tags, which Word has given up, and a number format that LibreOffice writes twice."""
EXPECTED: dict[str, dict[str, str]] = {
    "結合セル": {
        "会議の名称": "会議名", "日時": "日時", "場所": "場所",
        "記録者": "記録者", "出席者": "出席者一覧",
        "所属": "所属", "職名": "職名", "氏名": "氏名", "欠席者": "欠席者一覧", "議題": "議題一覧",
        "会議の内容": "要点一覧", "決定事項": "決定事項一覧", "備考": "",
    },
    "入れ子の表": {
        "件名": "会議名", "開催日時": "日時", "会場": "場所", "出席者": "出席者一覧", "職名": "職名", "氏名": "氏名",
        "協議事項": "議題一覧", "発言": "発言一覧", "No": "番号", "発言者": "話者", "発言内容": "内容",
    },
    "テキストボックス": {
        "文書番号": "文書番号", "起案日": "起案日", "保存期間": "保存期間", "会議名": "会議名",
        "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "会議結果": "決定事項一覧", "次回": "次回",
    },
    "ヘッダーとフッター": {
        "会議名": "会議名", "記録者": "記録者", "日時": "日時", "場所": "場所", "出席委員": "出席者一覧",
        "事務局": "事務局一覧",
        "会議の公開": "公開の別", "傍聴者数": "傍聴者数", "議題": "議題一覧", "会議の経過": "発言一覧",
    },
    "コンテンツコントロール": {
        "会議名": "会議名", "開催日": "開催日", "場所": "場所", "出席者": "出席者一覧", "議題": "議題一覧",
        "決定事項": "決定事項一覧",
    },
    "縦書き": {
        "日時": "日時", "場所": "場所", "議長": "議長", "出席者": "出席者一覧", "職名": "職名", "氏名": "氏名",
        "発言の要旨": "発言一覧",
    },
    "Word2007": {
        "会議名": "会議名", "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "協議内容": "要点一覧",
        "結論": "決定事項一覧", "記録者": "記録者",
    },
    "分かれた見出し": {
        "会議名": "会議名", "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "議題": "議題一覧",
        "決定事項": "決定事項一覧",
    },
    "決裁欄": {
        "起案年月日": "起案日", "決裁年月日": "決裁日", "用務": "用務", "日時": "日時", "場所": "場所",
        "復命者": "復命者.職氏名", "出席者": "出席者一覧", "職名": "職名", "氏名": "氏名", "発言": "発言一覧",
        "発言者": "話者", "発言の内容": "内容", "所感": "復命者.所感",
    },
    "表のない様式": {
        "日付": "作成日", "標題": "会議名", "日時": "日時", "場所": "場所", "出席者数": "出席者数",
        "出席者": "出席者一覧", "議題": "議題一覧", "会議の経過発言内容": "発言一覧",
        "結果": "決定事項一覧", "次回開催": "次回",
    },
    LIBREOFFICE: {
        "会議名": "会議名", "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "所属": "所属", "職名": "職名",
        "氏名": "氏名", "備考": "", "決定事項": "決定事項一覧", "会議内容": "要点一覧",
    },
}  # fmt: skip
"""Form → label of a blank → the field that is proposed."""


class Case:
    """One form on disk, its blanks, and what became of it."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self.path = path
        self.content = path.read_bytes()
        self.blanks: tuple[Blank, ...] = blanks_of(path, writer, no_report)
        self.given = proposal(self.blanks)
        self.prepared: Prepared = prepare(path, path.stem, self.given, writer, no_report)
        template = path.with_name(f"様式_{path.name}")
        template.write_bytes(self.prepared.content)
        self.wild = writer.filled(template, long_names()).content
        self.numbered = numbered(path, self.given, writer, no_report)

    def filled(self, people: int) -> bytes:
        return next(one.content for one in self.prepared.tried if one.people == people)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Case]]:
    folder = tmp_path_factory.mktemp("forms")
    for name, make in FORMS.items():
        (folder / f"{name}.docx").write_bytes(make())
    (folder / f"{LIBREOFFICE}.docx").write_bytes(libreoffice_form(tmp_path_factory.mktemp("libreoffice")))
    with Writer() as writer:
        yield {name: Case(folder / f"{name}.docx", writer) for name in ALL}


@pytest.fixture(scope="module")
def printed(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Every form before and after, on paper."""
    folder = tmp_path_factory.mktemp("paper")
    files = []
    for name, case in cases.items():
        for kind, content in (
            ("元", case.content), ("1", case.filled(1)), ("50", case.filled(50)), ("番号", case.numbered),
        ):  # fmt: skip
            files.append(folder / f"{name}_{kind}.docx")
            files[-1].write_bytes(content)
    return print_all(files, folder)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree_of(content: bytes, part: str = DOCUMENT) -> Any:
    return etree.fromstring(parts_of(content)[part])


def words_in(content: bytes) -> str:
    stories = [etree.fromstring(part) for name, part in parts_of(content).items() if STORY.fullmatch(name)]
    return "".join(text.text or "" for story in stories for text in story.iter(W + "t"))


def canonical(element: Any) -> bytes:
    """A paragraph without the text boxes in it, as bytes that say the same for the same content."""
    copied = deepcopy(element)
    for box in list(copied.iter(W + "txbxContent")):
        box.getparent().remove(box)
    for one in list(copied.iter("{*}paraId")):
        one.getparent().remove(one)
    for text in copied.iter(W + "t"):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)  # docxtpl adds it, and it changes nothing
    return etree.tostring(copied, method="c14n", exclusive=True, with_tail=False)


def own_paragraphs(root: Any) -> list[Any]:
    """Those of the page, without the copies for old versions of Word."""
    return [one for one in root.iter(W + "p") if next(one.iterancestors(MC + "Fallback"), None) is None]


@pytest.mark.parametrize("name", ALL)
def test_the_fields_that_the_labels_ask_for_are_proposed(cases: dict[str, Case], name: str) -> None:
    blanks = cases[name].blanks
    assert {one.label: one.proposed for one in blanks} == EXPECTED[name]
    assert [one.number for one in blanks] == list(range(1, len(blanks) + 1))


@pytest.fixture(scope="module")
def saved_again(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the forms as somebody has saved them with LibreOffice."""
    folder = tmp_path_factory.mktemp("again")
    saved_as("docx", folder, *(cases[name].path for name in FORMS))
    return folder


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_libreoffice_has_saved_again_is_read_as_before(saved_again: Path, name: str) -> None:
    path = saved_again / f"{name}.docx"
    assert b"LibreOffice" in parts_of(path.read_bytes())["docProps/app.xml"]
    [blanks] = survey(path, report=no_report)
    assert {one.label: one.proposed for one in blanks} == EXPECTED[name]


@pytest.mark.parametrize("name", ALL)
def test_form_template_and_every_filled_document_are_valid_open_xml(
    cases: dict[str, Case], name: str, tmp_path: Path
) -> None:
    case = cases[name]
    contents = {"元": case.content, "様式": case.prepared.content, "番号": case.numbered}
    contents["長い名前"] = case.wild
    contents |= {f"{one.people}人": one.content for one in case.prepared.tried}
    assert len(contents) == 4 + len(TRIALS)
    found = {}
    for kind, content in contents.items():
        path = tmp_path / f"{kind}.docx"
        path.write_bytes(content)
        found[kind] = {json.loads(fault)["description"] for fault in faults_of(path)}
    assert len(found["元"]) == (name in OWN_FAULTS)
    assert [kind for kind, faults in found.items() if faults - found["元"]] == []


@pytest.mark.parametrize("name", ALL)
def test_the_form_itself_is_not_changed_and_what_holds_no_mark_stays_to_the_byte(
    cases: dict[str, Case], name: str
) -> None:
    case = cases[name]
    assert case.path.read_bytes() == case.content
    before, after = parts_of(case.content), parts_of(case.prepared.content)
    assert list(before) == list(after)
    changed = {part for part in before if before[part] != after[part]}
    assert changed == {one.part for one in case.blanks if case.given[one.number]}


@pytest.mark.parametrize("name", ALL)
def test_a_form_in_which_nothing_is_wanted_stays_the_same_in_every_part(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    with Writer() as writer:
        made = prepare(case.path, name, dict.fromkeys(case.given, ""), writer, no_report)
    assert parts_of(made.content) == parts_of(case.content)


@pytest.mark.parametrize("name", ALL)
def test_with_nothing_to_fill_in_every_other_paragraph_is_what_it_was(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    before, after = own_paragraphs(tree_of(case.content)), own_paragraphs(tree_of(case.filled(0)))
    assert len(before) == len(after)
    everywhere = list(tree_of(case.content).iter(W + "p"))
    numbers = {one.paragraph for one in case.blanks if one.part == DOCUMENT}
    places = [canonical(everywhere[number - 1]) for number in numbers]
    differing = [canonical(old) for old, new in zip(before, after, strict=True) if canonical(old) != canonical(new)]
    assert [one for one in differing if one not in places] == []
    assert len(differing) <= len(numbers)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("people", [0, 1])
def test_tables_cells_and_pages_keep_their_look(cases: dict[str, Case], name: str, people: int) -> None:
    case = cases[name]
    before, after = (
        [etree.tostring(one, method="c14n", exclusive=True, with_tail=False) for one in tree_of(content).iter(*KEPT)]
        for content in (case.content, case.filled(people))
    )
    if case.prepared.grown:
        before = [one.replace(b'"exact"', b'"atLeast"') for one in before]
    assert before == after


@pytest.mark.parametrize("name", ALL)
def test_nobody_of_fifty_and_nothing_of_three_hundred_is_lost(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    words, fields = words_in(case.filled(50)), set(case.given.values())
    people, said = re.findall(r"試験 職員\d\d", words), re.findall(r"発言\d{3}。", words)
    if "出席者一覧" in fields:
        assert {NAME.format(number) for number in range(50)} <= set(people)
    if "発言一覧" in fields:
        assert list(dict.fromkeys(said)) == [SAID.format(number) for number in range(300)]
    assert "〔不明な項目" not in words
    assert not re.search(r"\{\{|\{%", words)


@pytest.mark.parametrize("name", ALL)
def test_long_names_and_wild_characters_stand_as_they_were_written(cases: dict[str, Case], name: str) -> None:
    words, fields = words_in(cases[name].wild), set(cases[name].given.values())
    assert LONG in words
    if "発言一覧" in fields:
        assert "髙﨑𠮷です。👍🎉" in words
        assert "A & B <b>太字</b> {{ 会議名 }}" in words
    assert "〔不明な項目" not in words


@pytest.mark.parametrize("name", ALL)
def test_a_filled_form_has_as_many_pages_as_the_form(printed: dict[str, Printed], name: str) -> None:
    assert len(printed[f"{name}_1"].pages) == len(printed[f"{name}_元"].pages)


@pytest.mark.parametrize("name", FLAT)
def test_every_printed_word_of_the_form_stands_on_the_pages(
    cases: dict[str, Case], printed: dict[str, Printed], name: str
) -> None:
    case = cases[name]
    page = squeezed("".join(printed[f"{name}_1"].pages))
    numbers = {one.paragraph for one in case.blanks if one.part == DOCUMENT}
    paragraphs = [
        ""
        if next(one.iter(W + "txbxContent"), None) is not None
        or next(one.iterancestors(W + "txbxContent"), None) is not None
        else squeezed("".join(one.itertext(W + "t")))
        for one in tree_of(case.content).iter(W + "p")
    ]
    words = [text for number, text in enumerate(paragraphs, 1) if number not in numbers and len(text) > 1]
    assert len(words) > 3
    assert [text for text in words if text not in page] == []


@pytest.mark.parametrize("name", FLAT)
def test_the_numbers_of_the_blanks_stand_on_the_pages(
    cases: dict[str, Case], printed: dict[str, Printed], name: str
) -> None:
    text = squeezed("".join(printed[f"{name}_番号"].pages))
    wanted = [one.number for one in cases[name].blanks]
    assert [number for number in wanted if f"【{number}" not in text] == []


def test_the_new_template_writes_the_minutes_of_a_meeting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = tmp_path / "庁議.docx"
    form.write_bytes(FORMS["結合セル"]())
    folder = create(tmp_path / "会議録", a_meeting(3))
    assert main(["templates", "adopt", str(form), "庁議の様式"]) == 0
    capsys.readouterr()
    out = tmp_path / "出力"
    assert main(["write", str(folder), "--template", "庁議の様式", "--out", str(out)]) == 0
    [document] = out.glob("*.docx")
    words = words_in(document.read_bytes())
    assert "会議（秘）①" in words
    assert "1　予算2　その他" in words
    assert "・原案のとおり決定 [00:00:01]" in words
    assert faults_of(document) == []


def test_an_adopted_form_goes_to_the_attendees_with_the_places_of_what_was_said(tmp_path: Path) -> None:
    form, shared = tmp_path / "打合せ.docx", tmp_path / "共有"
    form.write_bytes(FORMS["入れ子の表"]())
    shared.mkdir()
    meeting = a_meeting(3)
    occasion = replace(meeting.occasion, attendees=(Attendee("髙橋 一郎", "総務課", "課長"),))
    folder = create(tmp_path / "会議録", replace(meeting, occasion=occasion))
    assert main(["templates", "adopt", str(form), "打合せの様式"]) == 0
    assert main(["publish", str(folder), "--to", str(shared), "--template", "打合せの様式", "--one-file"]) == 0
    [document] = shared.glob("*.docx")
    names = [one.get(W + "name") for one in tree_of(document.read_bytes()).iter(W + "bookmarkStart")]
    assert [name for name in names if name.startswith("u_")] == ["u_u0", "u_u1", "u_u2"]
    assert faults_of(document) == []


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
