"""The two templates, filled: valid for Word, and pages that can be handed over."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from minutes_app.progress import no_report
from minutes_app.word.fill import fill
from minutes_app.word.template import MINUTES, POINTS, VERBATIM, find
from minutes_app.wording.fields import BLANK, TRIAL
from tests.documents.meetings import LONG, MEETINGS, meeting
from tests.documents.pages import Printed, print_all
from tests.documents.validator import faults_of
from tools.make_templates import NO_POINTS, NOTHING_RECORDED

CASES = [f"{name}_{template}" for name in MEETINGS for template in MINUTES]
MARGIN = 25 / 25.4 * 72
A4_WIDTH = 595.3


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    made = {}
    for case in CASES:
        name, _line, template = case.partition("_")
        made[case] = folder / f"{case}.docx"
        [filled] = fill(find(template, ()), MEETINGS[name], report=no_report)
        made[case].write_bytes(filled.content)
    return made


@pytest.fixture(scope="session")
def printed(documents: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    return print_all(list(documents.values()), tmp_path_factory.mktemp("printed"))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("case", CASES)
def test_every_document_is_valid_open_xml(documents: dict[str, Path], case: str) -> None:
    assert faults_of(documents[case]) == []


def test_the_validator_finds_a_fault_that_libreoffice_forgives(documents: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "壊れ.docx"
    with zipfile.ZipFile(documents[CASES[0]]) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(
                name, source.read(name).replace(b"<w:keepNext/><w:keepLines/>", b"<w:keepLines/><w:keepNext/>")
            )
    assert faults_of(broken) != []


@pytest.mark.parametrize("case", CASES)
def test_every_document_is_a4_with_numbered_pages_within_its_margins(printed: dict[str, Printed], case: str) -> None:
    paper = printed[case]
    assert "A4" in paper.facts["Page size"]
    for number, page in enumerate(paper.pages, start=1):
        assert f"{number}/{len(paper.pages)}" in plain(page).replace("／", "/"), page
        assert 0.0001 < paper.darkness(number) < 0.3
    left, right = paper.edges()
    assert left >= MARGIN - 3
    assert right <= A4_WIDTH - MARGIN + 6


@pytest.mark.parametrize("case", CASES)
def test_no_field_mark_is_left_on_a_page(printed: dict[str, Printed], case: str) -> None:
    marks = "〔不明な項目" if case.startswith("長い名前") else r"\{\{|\{%|〔不明な項目"
    assert not re.search(marks, "".join(printed[case].pages))


@pytest.mark.parametrize("template", MINUTES)
def test_a_meeting_without_words_is_a_form_to_fill_in(printed: dict[str, Printed], template: str) -> None:
    text = "".join(printed[f"何もない_{template}"].pages)
    assert text.count(BLANK) >= 12
    assert text.count(NOTHING_RECORDED) >= 3
    assert TRIAL not in text
    assert "なし\n" not in text.replace(NOTHING_RECORDED, "")


@pytest.mark.parametrize("template", MINUTES)
def test_the_first_page_says_what_when_where_and_who(printed: dict[str, Printed], template: str) -> None:
    first = plain(printed[f"発言1件_{template}"].pages[0])
    for said in (
        "令和8年度第3回地域公共交通会議",
        template,
        "（録音から推定）",
        "市役所3階第2会議室",
        "髙橋一郎",
        "総務部総務課",
    ):
        assert said in first
    assert "1人（ほかに欠席1人）" in first
    assert f"記録者{BLANK}" in first


@pytest.mark.parametrize("template", MINUTES)
def test_a_trial_is_the_first_thing_a_reader_sees(printed: dict[str, Printed], template: str) -> None:
    pages = printed[f"お試し_{template}"].pages
    assert plain(pages[0]).startswith(plain(TRIAL))


@pytest.mark.parametrize("template", MINUTES)
def test_a_table_over_two_pages_repeats_its_header(printed: dict[str, Printed], template: str) -> None:
    pages = printed[f"お試し_{template}"].pages
    assert all(re.search(r"所属\s+職名\s+氏名", page) for page in pages[:2])


def test_nobody_absent_is_said_only_when_it_is_known(printed: dict[str, Printed]) -> None:
    assert "欠席者なし" in plain("".join(printed[f"発言なし_{VERBATIM}"].pages))
    assert f"欠席者{BLANK}" in plain("".join(printed[f"何もない_{VERBATIM}"].pages))


def test_points_stand_under_their_topics(printed: dict[str, Printed]) -> None:
    text = plain("".join(printed[f"お試し_{POINTS}"].pages))
    course = text[text.index("議事の経過") :]
    assert re.search(r"議題1バス路線の見直しについて・来年度は.*議題2その他（記載なし）", course)
    assert "第2発言" not in text


def test_minutes_without_points_say_so_and_print_no_raw_speech(printed: dict[str, Printed]) -> None:
    text = plain("".join(printed[f"発言1件_{POINTS}"].pages))
    assert NO_POINTS in text
    assert "第0発言" not in text


def links_and_places(document: Path) -> tuple[list[str], list[str]]:
    with zipfile.ZipFile(document) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert not re.search("[\ufdd0-\ufdef]", body)
    return re.findall(r'w:anchor="([^"]+)"', body), re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body)


def test_every_item_leads_to_its_place_in_the_record(documents: dict[str, Path]) -> None:
    links, places = links_and_places(documents[f"お試し_{VERBATIM}"])
    assert places == [f"_kaigi{number}" for number in range(40)]
    assert len(links) == 6
    assert set(links) == {"_kaigi0", "_kaigi1"}


def test_where_the_record_is_not_printed_items_lead_to_the_list_of_evidence(documents: dict[str, Path]) -> None:
    links, places = links_and_places(documents[f"お試し_{POINTS}"])
    assert sorted(places) == ["_kaigi0", "_kaigi1"]
    assert set(links) == {"_kaigi0", "_kaigi1"}
    assert links_and_places(documents[f"発言1件_{POINTS}"]) == ([], [])


@pytest.mark.parametrize("template", MINUTES)
def test_evidence_is_quoted_with_its_time_and_its_speaker(printed: dict[str, Printed], template: str) -> None:
    text = plain("".join(printed[f"お試し_{template}"].pages))
    quotes = text[text.rindex("根拠一覧") :]
    for said in ("決定事項1", "[00:00:12]", "第1発言。資料1に基づき", "要望1", "第0発言。それでは、定刻"):
        assert said in quotes


def test_what_is_wild_is_printed_to_the_letter(documents: dict[str, Path], printed: dict[str, Printed]) -> None:
    text = plain("".join(printed[f"長い名前_{VERBATIM}"].pages))
    assert "髙﨑𠮷です。" in text
    assert "2行目A&B<b>太字</b>{{会議名}}�長い発言。" in text
    with zipfile.ZipFile(documents[f"長い名前_{VERBATIM}"]) as archive:
        assert archive.read("word/document.xml").decode("utf-8").count("長い発言。") == 300 * (1 + 8 + 8)


@pytest.mark.parametrize("count", [0, 1, 40, 5000])
def test_every_utterance_is_in_the_verbatim_minutes_in_its_order(count: int, tmp_path: Path) -> None:
    [filled] = fill(find(VERBATIM, ()), meeting(count, 根拠一覧=[]), report=no_report)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert [int(number) for number in re.findall(r"第(\d+)発言。", body)] == list(range(count))
    assert body.count("〔要確認〕") == sum(number % 7 == 3 for number in range(count))
    path = tmp_path / "全文.docx"
    path.write_bytes(filled.content)
    assert faults_of(path) == []


def test_5000_utterances_are_printed_to_the_last(tmp_path: Path) -> None:
    path = tmp_path / "全文.docx"
    [filled] = fill(find(VERBATIM, ()), meeting(5000), report=no_report)
    path.write_bytes(filled.content)
    pages = print_all([path], tmp_path)["全文"].pages
    assert "第4999発言。" in plain("".join(pages[-2:]))
    assert f"{len(pages)}/{len(pages)}" in plain(pages[-1])
    assert len(pages) > 300


@pytest.mark.parametrize("template", MINUTES)
def test_a_long_name_is_cut_late_in_the_header_though_it_has_spaces(template: str) -> None:
    [filled] = fill(find(template, ()), meeting(1, 会議名=f"令和8年度 {LONG}"), report=no_report)
    with zipfile.ZipFile(io.BytesIO(filled.content)) as archive:
        headers = [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]
    assert f"令和8年度 {LONG}"[:39] + "…　" in re.sub("<[^>]+>", "", "".join(headers))
