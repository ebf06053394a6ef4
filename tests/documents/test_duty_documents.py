"""会議結果概要, 会議録兼復命書 and 復命書（個人別の鑑）, filled: valid for Word, and pages for a desk of stamps."""

import re
import zipfile
from pathlib import Path

import pytest

from minutes_app.minutes.paperwork import paperwork_fields
from minutes_app.progress import no_report
from minutes_app.word.fill import fill
from minutes_app.word.template import JOINT, MINUTES, PERSONAL_COVER, SUMMARY, VERBATIM, find
from minutes_app.wording.fields import BLANK, TRIAL
from minutes_app.wording.paperwork import LABELS
from tests.documents.meetings import Fields, filed, long_names, meeting, nothing
from tests.documents.pages import Printed, print_all
from tests.documents.validator import faults_of

MEETINGS: dict[str, Fields] = {
    "何もない": nothing(),
    "発言なし": meeting(0, 1, 要点一覧=[]),
    "発言1件": meeting(1, 1, 要点一覧=[]),
    "発言500件": meeting(500, 40, 要点一覧=[], お試し=True),
    "長い名前": long_names(),
}
NEW = (SUMMARY, JOINT, PERSONAL_COVER)
CASES = [f"{name}_{template}" for name in MEETINGS for template in NEW]
COUNCIL = [f"{kind}_{template}" for kind in ("council", "assembly") for template in MINUTES]


def fields_of(name: str) -> Fields:
    return MEETINGS[name] if name in MEETINGS else meeting(3, 6) | paperwork_fields(filed(6, name))  # type: ignore[arg-type] # a kind


@pytest.fixture(scope="session")
def duty_documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("duty")
    made = {}
    for case in (*CASES, *COUNCIL):
        name, _line, template = case.partition("_")
        made[case] = folder / f"{case}.docx"
        [filled] = fill(find(template, ()), fields_of(name), report=no_report)
        made[case].write_bytes(filled.content)
    return made


@pytest.fixture(scope="session")
def pages(duty_documents: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    return print_all(list(duty_documents.values()), tmp_path_factory.mktemp("duty_printed"))


def text_of(paper: Printed) -> str:
    return re.sub(r"\s+", "", "".join(paper.pages))


@pytest.mark.parametrize("case", [*CASES, *COUNCIL])
def test_every_document_is_valid_open_xml(duty_documents: dict[str, Path], case: str) -> None:
    assert faults_of(duty_documents[case]) == []


@pytest.mark.parametrize("case", [*CASES, *COUNCIL])
def test_no_mark_is_left_and_every_page_has_ink_and_a_number(pages: dict[str, Printed], case: str) -> None:
    paper = pages[case]
    marks = "〔不明な項目" if case.startswith("長い名前") else r"\{\{|\{%|〔不明な項目"
    assert not re.search(marks, text_of(paper))
    for number in range(1, len(paper.pages) + 1):
        assert 0.0001 < paper.darkness(number) < 0.3
        assert f"{number}/{len(paper.pages)}" in re.sub(r"\s+", "", paper.pages[number - 1])


@pytest.mark.parametrize("name", MEETINGS)
def test_the_summary_is_one_page_whatever_the_meeting_holds(pages: dict[str, Printed], name: str) -> None:
    assert len(pages[f"{name}_{SUMMARY}"].pages) == 1


@pytest.mark.parametrize("template", [SUMMARY, PERSONAL_COVER])
def test_each_decision_says_where_it_is_heard(pages: dict[str, Printed], template: str) -> None:
    text = text_of(pages[f"発言1件_{template}"])
    assert re.search(r"実証運行を令和9年4月から行う。\[00:00:12\]\(2\)運賃は据え置く。(?!\[)", text)


def test_each_task_of_the_summary_says_where_it_is_heard(pages: dict[str, Printed]) -> None:
    assert re.search(r"費用の見積りを協議する。\S{0,24}\[00:00:00\]", text_of(pages[f"発言1件_{SUMMARY}"]))


def test_what_the_summary_has_no_room_for_is_counted(pages: dict[str, Printed]) -> None:
    text = text_of(pages[f"長い名前_{SUMMARY}"])
    assert text.count("ほか3件は、会議録に記載します。") == 2
    assert "ほか3件" in text[: text.index("決定事項")]


def test_the_joint_document_says_for_whom_it_stands_and_who_still_owes(pages: dict[str, Printed]) -> None:
    text = text_of(pages[f"発言500件_{JOINT}"])
    occasion = filed(40)
    fields = paperwork_fields(occasion)
    assert "この会議録は、次の表に掲げる者の復命書を兼ねます。" in text
    assert f"所感がまだ届いていない者（{len(fields['所感待ち一覧'])}人）" in text
    assert text.count("委員のため") == len(fields["復命対象外一覧"])
    assert text.count("周知を急ぐ必要がある。") == 2 * (len(fields["復命者一覧"]) - len(fields["所感待ち一覧"]))
    assert "令和元年5月1日（水）" in text
    assert TRIAL in "".join(pages[f"発言500件_{JOINT}"].pages[0])
    assert "第499発言。" in text or "要点" in text


def test_stamps_stand_under_their_posts_six_in_a_row(pages: dict[str, Printed]) -> None:
    first = pages[f"発言1件_{JOINT}"].pages[0]
    assert re.search(r"部長\s+課長\s+課長補佐\s+係長\s+主査\s+主任", first)
    assert re.search(r"^\s*主事\s*$", first, re.MULTILINE)
    assert re.search(r"総務課長\s+財政課長", first)


def test_a_cover_is_for_one_person_with_the_minutes_as_its_attachment(pages: dict[str, Printed]) -> None:
    text = text_of(pages[f"発言1件_{PERSONAL_COVER}"])
    for said in (
        "次のとおり復命します。",
        "総務部総務課課長髙橋一郎",
        "第3回地域公共交通会議への出席",
        "周知を急ぐ必要がある。",
    ):
        assert said in text
    assert "別添20261123_会議録（要点筆記）.docx" in text


@pytest.mark.parametrize("template", NEW)
def test_a_meeting_without_words_is_a_form_to_fill_in(pages: dict[str, Printed], template: str) -> None:
    text = "".join(pages[f"何もない_{template}"].pages)
    assert text.count(BLANK) >= 6
    assert TRIAL not in text


def test_the_minutes_of_a_council_ask_for_rule_124_and_call_by_post(pages: dict[str, Printed]) -> None:
    text = text_of(pages[f"assembly_{VERBATIM}"])
    asked = text[: text.index("出席者所属")]
    for name in (
        "officers",
        "explainers",
        "notices",
        "seats",
        "matters",
        "bills",
        "elections",
        "votes",
        "others",
        "signers",
    ):
        assert LABELS[name] in asked
    assert asked.count(BLANK) >= 8
    assert "○課長補佐（山﨑太郎君）" in text
    assert "署名人署名議長髙橋一郎" in text


def test_the_minutes_of_other_meetings_call_by_name(pages: dict[str, Printed]) -> None:
    assert "○山﨑太郎" in text_of(pages[f"council_{VERBATIM}"])


@pytest.mark.parametrize("template", NEW)
def test_what_is_wild_is_in_the_document_to_the_letter(duty_documents: dict[str, Path], template: str) -> None:
    with zipfile.ZipFile(duty_documents[f"長い名前_{template}"]) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert "髙﨑𠮷です。👍🎉" in body
