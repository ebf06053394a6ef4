"""What is a blank of an office's own form and what is not: numbers of people, numbering, sub-labels, line breaks."""

import json
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.minutes.adopting import blanks_of, prepare, proposal
from minutes_app.progress import no_report
from minutes_app.word.adopting.adopt import survey
from minutes_app.word.adopting.labels import is_numbering
from minutes_app.word.writer import Writer
from tests.documents.office_forms import p, package, pair, tbl, tc, tr
from tests.unit.word.conftest import texts

BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
WIDTHS = (1800, 1800, 6038)


def three(*said: str, merge: str = "") -> str:
    """A row of three cells, the first of them merged down."""
    return tr(*(tc(wide, p(one), merge="" if at else merge) for at, (wide, one) in enumerate(zip(WIDTHS, said))))  # noqa: B905


def saved(folder: Path, *blocks: str) -> Path:
    path = folder / "様式.docx"
    path.write_bytes(package(p("会議録"), *blocks))
    return path


def found(folder: Path, *blocks: str) -> list[tuple[str, str]]:
    [blanks] = survey(saved(folder, *blocks), report=no_report)
    return [(one.label, one.proposed) for one in blanks]


def filled(folder: Path, *blocks: str) -> str:
    """The text of the form with a meeting of one person, a line a paragraph."""
    path = saved(folder, *blocks)
    with Writer() as writer:
        prepared = prepare(path, "様式", proposal(blanks_of(path, writer, no_report)), writer, no_report)
    return "\n".join(texts(prepared.tried[1].content))


@pytest.mark.parametrize("line", ["委員　　名", "出席者：　　　人", "出席委員（　　名）", "構成員＿＿＿名"])
def test_room_for_a_number_of_people_is_none_for_their_names(tmp_path: Path, line: str) -> None:
    assert [name for _label, name in found(tmp_path, p(line))] == ["出席者数"]
    assert [name for _label, name in found(tmp_path, tbl(WIDTHS[:2], pair("出席者", "　　名")))] == ["出席者数"]
    printed = filled(tmp_path, p(line))
    assert "1" + line.rstrip("）")[-1] in printed
    assert printed.count("（") == line.count("（")
    assert printed.count("）") == line.count("）")


def test_how_many_of_others_there_are_is_no_field(tmp_path: Path) -> None:
    assert found(tmp_path, p("日時　　　　"), p("事務局　　名"), p("欠席者：　　人")) == [
        ("日時", "日時"),
        ("事務局", ""),
        ("欠席者", ""),
    ]


@pytest.mark.parametrize("number", ["１", "(1)", "①", "ア", "（ア）", "一", "その１", "○", "・", "１．"])
def test_the_cell_of_a_number_is_no_blank_and_what_is_beside_it_is(tmp_path: Path, number: str) -> None:
    assert is_numbering(number)
    blocks = tbl(WIDTHS, three("会議の内容", number, ""), three("", number, ""), three("次回", "", ""))
    assert found(tmp_path, blocks) == [("会議の内容", "要点一覧"), ("次回", "次回")]
    lines = filled(tmp_path, blocks).splitlines()
    assert lines[lines.index("会議の内容") + 1] == number
    assert lines.count(number) == 2


@pytest.mark.parametrize("word", ["日時", "第1会議室", "委員", "1人", "3月", "その他", ""])
def test_what_is_no_number_is_no_numbering(word: str) -> None:
    assert not is_numbering(word)


def test_numbered_rows_beside_a_label_are_the_rows_of_its_list(tmp_path: Path) -> None:
    rows = [
        three("議題" if not at else "", f"({at + 1})", "", merge="continue" if at else "restart") for at in range(3)
    ]
    blocks = tbl(WIDTHS, *rows, three("場所", "", ""))
    assert found(tmp_path, blocks) == [
        ("議題", "議題一覧"),
        ("番号", "番号"),
        ("題名", "題名"),
        ("場所", "場所"),
    ]


@pytest.mark.parametrize("word", ["午　前", "人　名"])
def test_a_label_under_a_label_is_no_blank(tmp_path: Path, word: str) -> None:
    blocks = tbl(WIDTHS, three("日時", word, "", merge="restart"), three("", "午　後", "", merge="continue"))
    assert [label for label, name in found(tmp_path, p("場所　　　　　"), blocks) if name] == ["場所"]
    assert word in filled(tmp_path, p("場所　　　　　"), blocks)


def test_the_narrow_cell_under_a_label_is_no_room_where_the_row_has_its_own(tmp_path: Path) -> None:
    blocks = tbl(WIDTHS, three("結果", "件名", ""), three("", "結論", ""))
    assert found(tmp_path, blocks) == [("件名", "会議名"), ("結論", "決定事項一覧")]


def test_a_line_break_ends_what_belongs_to_a_label(tmp_path: Path) -> None:
    line = f"日時：{BREAK}場所：　　　　{BREAK}（注）会場の名前を書く。"
    assert found(tmp_path, p(line)) == [("日時", "日時"), ("場所", "場所")]
    assert filled(tmp_path, p(line)).splitlines()[1:] == [
        "日時：令和8年11月23日（月）午後2時～午後3時30分",
        "場所：　市役所3階 第2会議室",
        "（注）会場の名前を書く。",
    ]
    assert found(tmp_path, p(f"議題{BREAK}　　　　")) == [("議題", "議題一覧")]


def test_known_labels_without_a_blank_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, p("日時：　　　　"), p("場所：第1会議室"), p("議題"), p("議題の資料を読む。"), p("記"))
    assert main(["templates", "adopt", str(path), "課の様式", "--dry-run"]) == 0
    told = "見出し「場所」「議題」には、記入欄が見つからなかったため、何も入れていません。"
    assert told in capsys.readouterr().err
    assert main(["templates", "adopt", str(path), "課の様式", "--json"]) == 0
    assert any(told in one for one in json.loads(capsys.readouterr().out)["notes"])


def test_nothing_is_told_where_every_label_has_its_blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tbl(WIDTHS, three("所属", "職名", "氏名"), three("", "", ""), three("", "", ""))
    path = saved(tmp_path, p("議事録"), p("日時：　　　　"), p("出席者"), table)
    assert main(["templates", "adopt", str(path), "課の様式", "--dry-run"]) == 0
    assert "記入欄が見つからなかった" not in capsys.readouterr().err
