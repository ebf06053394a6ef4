"""Labels, blanks and marks of an office's own form, case by case; hostile forms; the command."""

import hashlib
import json
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.errors import TemplateDangerous, TemplateUnadoptable, TemplateUnreadable
from minutes_app.minutes.adopting import blanks_of, prepare, proposal
from minutes_app.progress import no_report
from minutes_app.word.adopting.adopt import adopt, survey
from minutes_app.word.adopting.labels import column_of, field_of, is_blank, plain
from minutes_app.word.adopting.marks import in_line, names
from minutes_app.word.template import list_templates, user_folder
from minutes_app.word.writer import Writer
from minutes_app.wording.fields import FIELDS
from minutes_app.wording.form_words import COLUMNS, LABELS
from tests.documents.office_forms import FORMS, MORE, p, package, pair, tbl
from tests.documents.validator import faults_of
from tests.unit.word.forms import form, outside, parts, relationships, save

NAME = "課の会議録"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "今の様式（庁議）.docx"
    path.write_bytes(FORMS["結合セル"]())
    return path


def own() -> list[str]:
    return [one.name for one in list_templates((user_folder(""),)) if not one.built_in]


def found(path: Path) -> dict[str, str]:
    [blanks] = survey(path, report=no_report)
    return {one.label: one.proposed for one in blanks}


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("日　　時", "日時"), ("１．開催日時：", "日時"), ("（２）場所", "場所"), ("【議題】", "議題一覧"),
        ("会 議 の 名 称", "会議名"),
        ("出席者（敬称略）", "出席者一覧"), ("公開・非公開の別", "公開の別"), ("③ 傍聴者数", "傍聴者数"),
        ("備考", ""), ("電話番号", ""),
    ],
)  # fmt: skip
def test_a_label_is_known_however_it_is_printed(printed: str, field: str) -> None:
    assert field_of(printed) == field


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "　　",
        "＿＿＿",
        "令和　　年　　月　　日（　）",
        "午後　時　分～　時　分",
        "　　人",
        "第　　　号",
        "（　　）",
        "公開・非公開",
    ],
)
def test_what_a_person_writes_over_is_a_blank(blank: str) -> None:
    assert is_blank(blank)


@pytest.mark.parametrize("text", ["日　時", "会議室", "令和8年度", "人名", "（案）", "なし", "公開"])
def test_what_says_something_is_no_blank(text: str) -> None:
    assert not is_blank(text)


def test_every_word_of_a_form_leads_to_a_field_that_there_is() -> None:
    known = names()
    assert {field for field in LABELS.values() if field not in known} == set()
    assert all(plain(word) == word for word in LABELS)
    parts_known = {part.name for field in FIELDS for part in field.parts} | {"職氏名", "所属職名", "要点", "番号"}
    assert {part for table in COLUMNS.values() for part in table.values()} <= parts_known
    assert column_of("資料番号", "配布資料一覧") == "番号"


def test_what_is_written_with_a_pen_keeps_the_blank_of_the_form() -> None:
    assert in_line("文書番号", "第　　号") == "{{ 文書番号 or '第　　号' }}"
    assert in_line("文書番号", "'}}") == "{{ 文書番号 or '' }}"
    assert in_line("場所", "　　") == "{{ 場所 }}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("要綱の様式例", {
            "会議の名称": "会議名", "開催日時": "日時", "開催場所": "場所", "委員": "出席者一覧",
            "事務局": "事務局一覧",
            "傍聴者": "傍聴者数", "議題": "議題一覧", "会議の公開非公開の別": "公開の別",
            "非公開の理由": "非公開の理由",
            "会議資料": "配布資料一覧", "会議の経過": "発言一覧", "日付": "",
        }),
        ("縦の見出し", {
            "名称": "会議名", "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "職名": "職名", "氏名": "氏名",
            "会議の内容": "要点一覧", "決定事項結論": "決定事項一覧", "次回の予定": "次回",
        }),
        ("箱", {
            "作成日": "作成日", "作成者": "記録者", "件名": "会議名", "日時": "日時", "場所": "場所",
            "出席者": "出席者一覧", "議事内容": "要点一覧", "決定事項": "決定事項一覧", "今後の対応": "今後の対応一覧",
            "宿題": "番号", "内容": "内容", "担当者": "担当", "期限": "期限",
        }),
        ("表の題", {
            "日時": "日時", "場所": "場所", "出席者": "出席者一覧", "区分": "", "所属役職": "所属職名", "氏名": "氏名",
            "議題": "議題一覧", "協議事項": "題名", "結果": "",
        }),
        ("変更履歴", {"日時": "日時", "議題": "議題一覧"}),
    ],
)  # fmt: skip
def test_forms_of_other_makes_are_read(tmp_path: Path, name: str, expected: dict[str, str]) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(MORE[name]())
    assert found(path) == expected
    with Writer() as writer:
        prepared = prepare(path, name, proposal(blanks_of(path, writer, no_report)), writer, no_report)
    for one in prepared.tried:
        (tmp_path / "記入.docx").write_bytes(one.content)
        assert faults_of(tmp_path / "記入.docx") == []


def test_boxes_for_stamps_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(FORMS["決裁欄"]())
    [blanks] = survey(path, report=no_report)
    assert {"町長", "副町長", "係長", "決裁"} & {one.label for one in blanks} == set()
    path.write_bytes(package(p("会議録"), tbl((1800, 7838), pair("日時", ""), pair("課長", ""), pair("供覧", ""))))
    assert found(path) == {"日時": "日時"}


def test_the_hours_of_a_day_to_be_filled_in_are_no_label_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(package(p("会議録"), p("日　時　　令和　　年　　月　　日　　時　　分")))
    [blanks] = survey(path, report=no_report)
    assert [one.label for one in blanks] == ["日時"]


def test_a_report_for_each_person_is_one_only_where_the_form_says_so(tmp_path: Path) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(package(p("会議録"), tbl((1800, 7838), pair("日時", ""), pair("所感", ""))))
    assert found(path) == {"日時": "日時", "所感": ""}
    path.write_bytes(package(p("復命書"), tbl((1800, 7838), pair("日時", ""), pair("所感", ""))))
    assert found(path) == {"日時": "日時", "所感": "復命者.所感"}


def test_a_form_with_marks_is_a_template_already(tmp_path: Path) -> None:
    with pytest.raises(TemplateUnadoptable) as caught:
        list(survey(form(tmp_path, p("場所"), p("{{ 場所 }}")), report=no_report))
    assert caught.value.reason == "has_marks"


def test_a_letter_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(TemplateUnadoptable) as caught:
        list(survey(form(tmp_path, p("拝啓　時下ますますご清栄のこととお慶び申し上げます。")), report=no_report))
    assert caught.value.reason == "no_blanks"


def hostile(folder: Path, kind: str) -> Path:
    contents = parts(p("日時"), p(""))
    if kind == "macro":
        contents["word/vbaProject.bin"] = b"x"
    elif kind == "outside":
        contents["word/_rels/document.xml.rels"] = relationships(
            outside("attachedTemplate", "https://example.invalid/a")
        )
    elif kind == "dtd":
        contents["word/document.xml"] = (
            "<!DOCTYPE a [<!ENTITY b 'c'>]>" + str(contents["word/document.xml"]).split("?>")[1]
        )
    elif kind == "bomb":
        contents["word/media/image1.bin"] = b"\0" * 3_000_000
    elif kind == "cut":
        contents["word/document.xml"] = str(contents["word/document.xml"])[:-20]
    path = save(folder, contents)
    if kind in ("doc", "empty", "text"):
        path.write_bytes({"doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "empty": b"", "text": "会議録".encode()}[kind])
    return path


@pytest.mark.parametrize("kind", ["macro", "outside", "dtd", "bomb", "cut", "doc", "empty", "text"])
def test_a_hostile_or_broken_form_is_a_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = hostile(tmp_path, kind)
    with pytest.raises((TemplateDangerous, TemplateUnreadable)):
        list(survey(path, report=no_report))
    assert main(["templates", "adopt", str(path), NAME]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "様式" in err
    assert "Traceback" not in err
    assert own() == []


def tried_for_nothing(*_args: object) -> None:
    pytest.fail("the trial ran")


def test_a_form_is_adopted_by_one_command_and_used_by_its_name(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashlib.sha256(office.read_bytes()).hexdigest()
    assert main(["templates", "adopt", str(office), NAME]) == 0
    out, err = capsys.readouterr()
    assert "「日時」 → 日時" in out
    assert "くり返す行 「出席者」 → 出席者一覧" in out
    assert f"様式「{NAME}」を作りました" in out
    assert "出席者0人・1人・50人、発言300件で記入を試しました" in err
    assert hashlib.sha256(office.read_bytes()).hexdigest() == before
    assert own() == [NAME]
    assert main(["templates", "check", NAME]) == 0


def test_the_mapping_is_corrected_by_numbers(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(office), NAME, "--json", "--dry-run"]) == 0
    proposed = {one["label"]: one for one in json.loads(capsys.readouterr().out)["blanks"]}
    rows, place, note = (proposed[label]["number"] for label in ("出席者", "場所", "備考"))
    changes = ["--set", f"{rows}=事務局一覧", "--set", f"{note}=次回", "--drop", str(place)]
    assert main(["templates", "adopt", str(office), NAME, "--json", *changes]) == 0
    answer = json.loads(capsys.readouterr().out)
    now = {one["label"]: one["field"] for one in answer["blanks"]}
    assert (now["出席者"], now["氏名"], now["備考"], now["場所"]) == ("事務局一覧", "氏名", "次回", "")
    assert Path(answer["path"]).is_file()


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--set", "99=場所"], "その番号の記入欄はありません（99）"),
        (["--set", "場所"], "「--set 番号=項目」の形で指定してください"),
        (["--set", "1=天気"], "その記入欄に入れられる項目ではありません（1=天気）"),
        (["--drop", "x"], "その番号のものはありません"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    office: Path, capsys: pytest.CaptureFixture[str], flags: list[str], sentence: str
) -> None:
    assert main(["templates", "adopt", str(office), NAME, *flags]) == 2
    assert sentence in capsys.readouterr().err
    assert own() == []


def test_a_field_is_found_by_what_clerks_call_it(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(office), NAME, "--json", "--set", "9=出席者"]) == 0
    assert json.loads(capsys.readouterr().out)["blanks"][8]["field"] == "出席者一覧"


def test_a_list_in_a_box_that_cannot_grow_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(FORMS["テキストボックス"]())
    assert main(["templates", "adopt", str(path), NAME, "--set", "3=出席者一覧"]) == 0
    assert "番号3はテキストボックスの中の一覧です" in capsys.readouterr().err


def test_a_column_of_names_may_be_left_out(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(office), NAME, "--drop", "8"]) == 0
    assert "└ 列 「氏名」 → （そのまま）" in capsys.readouterr().out
    assert own() == [NAME]


def test_a_trial_in_which_somebody_is_missing_is_refused(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes_app.minutes.adopting.NAME", "だれにも付かない名前{}")
    with Writer() as writer:
        given = proposal(blanks_of(office, writer, no_report))
        with pytest.raises(TemplateUnadoptable) as caught:
            prepare(office, NAME, given, writer, no_report)
    assert caught.value.reason == "lost"


def test_a_dry_run_makes_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(office), NAME, "--dry-run"]) == 0
    assert "様式は作っていません" in capsys.readouterr().err
    assert own() == []


def test_a_template_is_replaced_only_when_that_is_said(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(office), NAME]) == 0
    path = user_folder("") / f"{NAME}.docx"
    path.write_bytes(b"mine")
    assert main(["templates", "adopt", str(office), NAME]) == 1
    assert "--replace" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"
    assert main(["templates", "adopt", str(office), NAME, "--replace"]) == 0
    assert path.read_bytes() != b"mine"
    assert main(["templates", "adopt", str(office), "会議録（全文）", "--replace"]) == 1
    assert own() == [NAME]


@pytest.mark.parametrize("name", ["会議録(全文)", "会議録（全文）.docx"])
def test_a_name_that_is_taken_is_refused_before_the_trial(
    office: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.cli.adopting.prepare", tried_for_nothing)
    assert main(["templates", "adopt", str(office), name, "--replace"]) == 1
    assert "もうあります" in capsys.readouterr().err


def test_the_form_is_never_replaced_though_it_lies_where_templates_lie(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = user_folder("")
    folder.mkdir(parents=True)
    there = folder / "庁議.docx"
    there.write_bytes(office.read_bytes())
    assert main(["templates", "adopt", str(there), "庁議", "--replace"]) == 1
    assert "もうあります" in capsys.readouterr().err
    assert there.read_bytes() == office.read_bytes()


def test_a_form_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "adopt", str(tmp_path / "ない.docx"), NAME]) == 1
    said = capsys.readouterr().err
    assert "「ない.docx」を様式として取り込めません。ファイルが見つかりません。" in said
    assert said.endswith("ファイルの名前と場所を確かめてください。\n")


@pytest.mark.parametrize("name", ["", "　", ".docx"])
def test_a_template_without_a_name_is_refused(office: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    for command in (["adopt", str(office)], ["copy", "会議録（全文）"]):
        assert main(["templates", *command, name]) == 2
        assert "新しい様式の名前が書かれていません。" in capsys.readouterr().err
    assert own() == []


def test_the_same_choices_make_the_same_template(office: Path) -> None:
    [blanks] = survey(office, report=no_report)
    given = {one.number: one.proposed for one in blanks}
    made = [content for _time in range(2) for [content] in [list(adopt(office, given, False, report=no_report))]]
    assert made[0] == made[1]
