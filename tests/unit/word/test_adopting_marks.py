"""What the marks of an adopted form do to its XML: rows of every look, content controls, text boxes, lines."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from minutes_app.minutes.adopting import proposal, trial_fields
from minutes_app.progress import no_report
from minutes_app.word.adopting.adopt import adopt, survey
from minutes_app.word.adopting.marks import names, parts_of, table_lists
from minutes_app.word.check import check
from minutes_app.word.fill import fill
from minutes_app.word.scan import W
from tests.documents.office_forms import BOUND, FORMS, p, package, pair, r, tbl, tc, tr

HEAD = tr(tc(1000, "№"), tc(4000, "職名"), tc(4638, "氏名"))
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def body_of(folder: Path, form: bytes, people: int, said: int = 1, given: dict[int, str] | None = None) -> Any:
    """The body of a form that was adopted as proposed (and as `given`) and filled."""
    source, template = folder / "元.docx", folder / "様式.docx"
    source.write_bytes(form)
    [blanks] = survey(source, report=no_report)
    [made] = adopt(source, proposal(blanks) | (given or {}), False, report=no_report)
    template.write_bytes(made.content)
    [filled] = fill(template, trial_fields(people, said), report=no_report)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def heights(body: Any) -> list[str]:
    return [one.get(W + "val") for one in body.iter(W + "trHeight")]


def rows_form(*heights_of_rows: int, numbers: tuple[str, ...] = ()) -> bytes:
    texts = numbers or ("",) * len(heights_of_rows)
    rows = [
        tr(tc(1000, text), tc(4000), tc(4638), height=height)
        for height, text in zip(heights_of_rows, texts, strict=True)
    ]
    return package(p("会議録"), p("出席者"), tbl((1000, 4000, 4638), HEAD, *rows))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (0, ["900", "400", "400", "700"]),
        (1, ["900", "400", "400", "700"]),
        (3, ["900", "400", "400", "700"]),
        (4, ["900", "400", "400", "700"]),
        (6, ["900", "400", "400", "400", "400", "700"]),
    ],
)
def test_the_first_and_the_last_row_keep_their_look_however_many_come(
    tmp_path: Path, people: int, expected: list[str]
) -> None:
    body = body_of(tmp_path, rows_form(900, 400, 400, 700), people)
    assert heights(body) == expected
    assert words(body).count("試験 職員") == people


@pytest.mark.parametrize("people", [0, 1, 2, 3, 5])
def test_two_rows_of_different_looks(tmp_path: Path, people: int) -> None:
    body = body_of(tmp_path, rows_form(900, 400), people)
    assert heights(body)[-1] == "400"
    assert len(heights(body)) == max(people, 2)


@pytest.mark.parametrize("printed", [("1", "2", "3"), ("１", "２", "３"), ("", "", "")])
@pytest.mark.parametrize("people", [0, 2, 5])
def test_running_numbers_go_on(tmp_path: Path, people: int, printed: tuple[str, ...]) -> None:
    body = body_of(tmp_path, rows_form(400, 400, 400, numbers=printed), people)
    numbers = [words(next(row.iter(W + "tc"))) for row in body.iter(W + "tr")][1:]
    spare = list(printed[people:])
    assert numbers == [str(number + 1) for number in range(people)] + spare


def test_people_side_by_side_fill_row_after_row(tmp_path: Path) -> None:
    head = tr(*(tc(2400, text) for text in ("職名", "氏名", "職名", "氏名")))
    form = package(p("会議録"), p("出席者"), tbl((2400,) * 4, head, *[tr(*[tc(2400)] * 4)] * 2))
    body = body_of(tmp_path, form, 3)
    cells = [[words(cell) for cell in row.iter(W + "tc")] for row in body.iter(W + "tr")][1:]
    assert cells == [
        ["課長", "試験 職員00", "課長補佐", "試験 職員01"],
        ["主任研究員", "試験 職員02", "", ""],
    ]


def test_a_merged_label_goes_on_beside_all_people_and_is_printed_once(tmp_path: Path) -> None:
    rows = [
        tr(tc(1800, "出席者" if not n else "", merge="continue" if n else "restart"), tc(3000), tc(4838))
        for n in (0, 1)
    ]
    body = body_of(tmp_path, package(p("会議録"), tbl((1800, 3000, 4838), *rows)), 5)
    merges = [one.get(W + "val", "continue") for one in body.iter(W + "vMerge")]
    assert merges == ["restart", "continue", "continue", "continue", "continue"]
    assert words(body).count("出席者") == 1


def test_a_filled_content_control_is_no_placeholder_and_fetches_nothing(tmp_path: Path) -> None:
    form = FORMS["コンテンツコントロール"]()
    assert BOUND.encode() in zipfile.ZipFile(io.BytesIO(form)).read("word/document.xml")
    body = body_of(tmp_path, form, 1)
    assert len(list(body.iter(W + "sdt"))) == 5
    assert list(body.iter(W + "showingPlcHdr", W + "dataBinding")) == []
    assert "PlaceholderText" not in etree.tostring(body, encoding="unicode")
    assert "ここをクリック" not in words(body)


def test_a_content_control_that_is_left_stays_as_it_is(tmp_path: Path) -> None:
    form = FORMS["コンテンツコントロール"]()
    body = body_of(tmp_path, form, 1, given=dict.fromkeys(range(1, 7), ""))
    assert len(list(body.iter(W + "showingPlcHdr"))) == 5
    assert len(list(body.iter(W + "dataBinding"))) == 1


@pytest.mark.parametrize(("people", "lines"), [(0, 3), (1, 3), (3, 3), (5, 5)])
def test_a_list_in_a_cell_keeps_the_room_that_the_form_has(tmp_path: Path, people: int, lines: int) -> None:
    body = body_of(tmp_path, package(p("会議録"), tbl((1800, 7838), pair("出席者", "", "", ""))), people)
    [_label, cell] = list(body.iter(W + "tc"))
    assert len(list(cell.iter(W + "p"))) == lines
    assert words(cell).count("試験 職員") == people


def test_from_and_to_are_one_blank_for_the_hours(tmp_path: Path) -> None:
    hours = pair("日時", "自　令和　　年　　月　　日　　時", "至　令和　　年　　月　　日　　時")
    body = body_of(tmp_path, package(p("会議録"), tbl((1800, 7838), hours)), 1)
    [_label, cell] = list(body.iter(W + "tc"))
    assert [words(one) for one in cell.iter(W + "p")] == ["令和8年11月23日午後2時～午後3時30分", ""]


@pytest.mark.parametrize(("exact", "rule"), [(True, "atLeast"), (False, "atLeast")])
def test_a_row_that_gets_a_list_may_grow(tmp_path: Path, exact: bool, rule: str) -> None:
    rows = pair("決定事項", "", height=900, exact=exact) + pair("場所", "", height=400, exact=True)
    body = body_of(tmp_path, package(p("会議録"), tbl((1800, 7838), rows)), 1)
    assert [one.get(W + "hRule") for one in body.iter(W + "trHeight")] == [rule, "exact"]


@pytest.mark.parametrize("people", [1, 5])
def test_all_rows_of_a_list_may_grow(tmp_path: Path, people: int) -> None:
    rows = [tr(tc(4000), tc(5638), height=400, exact=True)] * 3
    head = tr(tc(4000, "職名"), tc(5638, "氏名"), height=400, exact=True)
    body = body_of(tmp_path, package(p("会議録"), p("出席者"), tbl((4000, 5638), head, *rows)), people)
    assert [one.get(W + "hRule") for one in body.iter(W + "trHeight")] == ["exact", *["atLeast"] * max(people, 3)]


def test_both_copies_of_a_text_box_are_filled(tmp_path: Path) -> None:
    body = body_of(tmp_path, FORMS["テキストボックス"](), 1)
    [choice], [fallback] = list(body.iter(MC + "Choice")), list(body.iter(MC + "Fallback"))
    for copy in (choice, fallback):
        assert re.sub(r"\s", "", words(copy)) == "文書番号交政第123号起案日：令和8年11月24日保存期間：5年"


def test_a_line_to_write_on_is_drawn_under_what_is_written(tmp_path: Path) -> None:
    body = body_of(tmp_path, package(p("会議録"), p("場所：＿＿＿＿＿＿")), 1)
    [run] = [one for one in body.iter(W + "r") if "市役所" in words(one)]
    assert run.find(f"{W}rPr/{W}u").get(W + "val") == "single"
    assert words(body).endswith("場所：市役所3階 第2会議室")


def test_a_mark_takes_the_look_of_its_blank(tmp_path: Path) -> None:
    look = '<w:rPr><w:b/><w:sz w:val="30"/></w:rPr>'
    cell = f'<w:p><w:pPr><w:jc w:val="center"/>{look}</w:pPr></w:p>'
    body = body_of(tmp_path, package(p("会議録"), tbl((1800, 7838), pair("場所", cell))), 1)
    [run] = [one for one in body.iter(W + "r") if "市役所" in words(one)]
    assert run.find(f"{W}rPr/{W}sz").get(W + "val") == "30"
    assert run.getparent().find(f"{W}pPr/{W}jc").get(W + "val") == "center"


def test_the_blank_between_two_labels_of_a_line_is_filled_and_the_line_goes_on(tmp_path: Path) -> None:
    line = p(r("日時："), r("　　　　　　　　"), r("場所：　　　　　　　"), r("　記録者（　　　　）　以上"))
    body = body_of(tmp_path, package(p("会議録"), line), 1)
    [text] = [words(one) for one in body.iter(W + "p") if "日時" in words(one)]
    assert text.startswith("日時：　令和8年11月23日（月）午後2時～午後3時30分　　場所：　市役所3階 第2会議室")
    assert text.endswith("記録者（試験 職員00）　以上")


def test_boxes_are_ticked_for_what_the_meeting_is(tmp_path: Path) -> None:
    body = body_of(tmp_path, package(p("会議録"), p("会議の公開：□公開　□非公開　☐ 部分公開"), p("場所："), p()), 1)
    assert "会議の公開：□公開　□非公開　■ 部分公開" in words(body)
    body = body_of(tmp_path, package(p("会議録"), p("会議の公開：□公開　□非公開　☐ 部分公開"), p("場所："), p()), 0)
    assert "会議の公開：□公開　□非公開　☐ 部分公開" in words(body)


@pytest.mark.parametrize("name", names())
def test_every_field_can_stand_in_a_line_in_a_cell_and_under_a_label(tmp_path: Path, name: str) -> None:
    high = tr(tc(9638, "【議事内容】"), height=1500)
    form = package(p("会議録"), p("場所：＿＿＿＿"), tbl((1800, 7838), pair("日時", "", "")), p(), tbl((9638,), high))
    for people, said in ((0, 0), (3, 2)):
        body = body_of(tmp_path, form, people, said, given=dict.fromkeys((1, 2, 3), name))
        assert not re.search(r"\{\{|\{%|〔不明な項目", words(body))
        assert [one for one in check(tmp_path / "様式.docx") if one.severity != "warning"] == []
        assert all(cell[-1].tag == W + "p" for cell in body.iter(W + "tc"))


@pytest.mark.parametrize("name", table_lists())
@pytest.mark.parametrize("side_by_side", [1, 2])
def test_every_part_of_a_list_can_stand_in_a_column(tmp_path: Path, name: str, side_by_side: int) -> None:
    heads = ("職名", "氏名") * side_by_side
    wide = tuple(tc(2000, text) for text in heads)
    rows = [tr(*[tc(2000)] * len(heads))] * 2
    form = package(p("会議録"), p("出席者"), tbl((2000,) * len(heads), tr(*wide), *rows))
    for part in parts_of(name):
        given = {1: name} | dict.fromkeys(range(2, 2 + len(heads)), part)
        body = body_of(tmp_path, form, 5, 5, given=given)
        assert not re.search(r"\{\{|\{%|〔不明な項目", words(body)), part
        assert [one for one in check(tmp_path / "様式.docx") if one.severity != "warning"] == [], part
