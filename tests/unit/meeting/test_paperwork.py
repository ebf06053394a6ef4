"""文書事項 in files: TOML and Excel say the same, older meetings stay readable, slips are named."""

from dataclasses import fields
from datetime import datetime
from pathlib import Path

import msgspec
import openpyxl
import pytest

from minutes_app.errors import BadInformation
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.history import History
from minutes_app.meeting.information import merge, read_information
from minutes_app.meeting.keys import KEYS, PAPER_KEYS
from minutes_app.meeting.model import Attendee, Meeting, Occasion
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.sealed import seal
from minutes_app.meeting.snapshot import Snapshot, read_snapshot, write_snapshot
from minutes_app.wording import explain
from minutes_app.wording.information import EXPECTED

TOML = """\
会議名 = "第3回DX推進会議"
開催日 = "令和8年11月23日"
会議の種別 = "附属機関"
文書番号 = "交政第123号"
起案日 = R8.11.24
決裁日 = 2026-11-26
保存期間 = "5年"
公開の別 = "部分公開"
非公開の理由 = "個人情報を含むため"
傍聴者数 = 3
事務局 = ["総務課 課長 髙橋 一郎", "髙﨑𠮷"]
署名人 = ["議長　髙橋 一郎"]
決裁欄 = ["部長", "課長"]
供覧 = ["総務課長"]
命令日 = "令和元年5月1日"
用務 = "会議への出席"
期間 = "日帰り"
諸般の報告 = ["監査の結果"]
会議に付した事件 = ["議案第45号", "議案第46号"]
記名投票 = ["賛成　髙橋"]

[[復命]]
氏名 = "髙橋 一郎"
所感 = "よい会議"

[[復命]]
氏名 = "山田 太郎"
扱い = "対象外"
理由 = "委員のため"
"""
ROWS: list[list[object]] = [
    ["会議情報（様式1）"],
    ["項目", "内容"],
    ["会議名", "第3回DX推進会議"],
    ["開催日", datetime(2026, 11, 23)],
    ["会議の種別", "附属機関"],
    ["文書番号", "交政第123号"],
    ["起案日", "R8.11.24"],
    ["決裁日", datetime(2026, 11, 26)],
    ["保存期間", "5年"],
    ["公開の別", "部分公開"],
    ["非公開の理由", "個人情報を含むため"],
    ["傍聴者数", 3],
    ["事務局", "総務課", "課長", "髙橋 一郎"],
    [None, "", "", "髙﨑𠮷"],
    ["署名人", "議長　髙橋 一郎"],
    ["決裁欄", "部長", "課長"],
    ["供覧", "総務課長"],
    ["命令日", "令和元年5月1日"],
    ["用務", "会議への出席"],
    ["期間", "日帰り"],
    ["場所", None],
    ["諸般の報告", "監査の結果"],
    ["会議に付した事件", "議案第45号"],
    [None, "議案第46号"],
    ["記名投票", "賛成　髙橋"],
    ["復命", "髙橋 一郎", "", "", "よい会議"],
    [None, "山田 太郎", "対象外", "委員のため"],
]


def toml(folder: Path, text: str) -> Path:
    path = folder / "会議情報.toml"
    path.write_text(text, encoding="utf-8")
    return path


def sheet(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    path = folder / "会議情報.xlsx"
    book.save(path)
    return path


def test_every_thing_of_paperwork_can_be_said_in_a_file() -> None:
    sayable = {key.field for key in (*KEYS, *PAPER_KEYS)}
    assert {field.name for field in fields(Paperwork)} <= sayable


def test_a_toml_file_says_it_in_japanese(tmp_path: Path) -> None:
    paper = read_information(toml(tmp_path, TOML)).paperwork
    assert (paper.kind, paper.openness, paper.observers) == ("council", "partly", "3")
    assert (paper.drafted_on, paper.decided_on, paper.ordered_on) == ("2026-11-24", "2026-11-26", "2019-05-01")
    assert paper.secretariat == (Attendee("髙橋 一郎", "総務課", "課長"), Attendee("髙﨑𠮷"))
    assert paper.duties == (
        DutyReport("髙橋 一郎", impression="よい会議"),
        DutyReport("山田 太郎", "excused", "委員のため"),
    )


def test_an_excel_sheet_says_the_same(tmp_path: Path) -> None:
    assert read_information(sheet(tmp_path, ROWS)) == read_information(toml(tmp_path, TOML))


def test_an_empty_sheet_and_one_that_is_none_are_told_apart(tmp_path: Path) -> None:
    assert read_information(sheet(tmp_path, [["会議情報"], ["会議名", None]])) == Occasion()
    broken = tmp_path / "壊れ.xlsx"
    broken.write_bytes(b"PK\x03\x04x")
    with pytest.raises(BadInformation) as caught:
        read_information(broken)
    assert "Excelのファイルとして読めません" in explain(caught.value).headline


def test_an_unknown_name_in_a_sheet_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInformation) as caught:
        read_information(sheet(tmp_path, [["決済欄", "部長"]]))
    assert (caught.value.expected, "決裁欄" in explain(caught.value).next_step) == ("key", True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('会議の種別 = "会議"', "kind"),
        ('公開の別 = "たぶん"', "openness"),
        ('起案日 = "11/24"', "date_without_year"),
        ('決裁日 = "令和8年11月26日（金）"', "weekday"),
        ('[[復命]]\n氏名 = "髙橋"\n扱い = "未定"', "standing"),
        ('[[復命]]\n所感 = "よい"', "duty"),
        ('[[復命]]\n氏名 = "髙橋"\n役 = "長"', "duty"),
        (f'[[復命]]\n氏名 = "髙橋"\n所感 = "{"長" * 2001}"', "impression"),
        ("復命 = [3]", "duty"),
    ],
)
def test_a_slip_is_named_with_what_is_expected(tmp_path: Path, line: str, expected: str) -> None:
    with pytest.raises(BadInformation) as caught:
        read_information(toml(tmp_path, line))
    assert caught.value.expected == expected
    assert expected in EXPECTED
    assert "手を加えていません" in explain(caught.value).safe


def test_a_meeting_written_before_there_was_paperwork_is_read(tmp_path: Path) -> None:
    old = msgspec.to_builtins(Meeting("m-1", "2026-11-23T10:00:00+09:00", Occasion(title="前の会議")))
    del old["occasion"]["paperwork"]
    meeting = read_snapshot(seal(old | {"seq": 0, "chain": ""}), tmp_path).meeting
    assert meeting.occasion == Occasion(title="前の会議")


def test_paperwork_is_kept_and_an_edit_of_it_can_be_undone(tmp_path: Path) -> None:
    occasion = read_information(toml(tmp_path, TOML))
    meeting = Meeting("m-1", "2026-11-23T10:00:00+09:00", occasion)
    assert read_snapshot(write_snapshot(Snapshot(meeting)), tmp_path).meeting == meeting
    change = set_occasion(Meeting("m-1", ""), occasion)
    history = History()
    history.did(change)
    assert change.splices
    assert history.undo_label


def test_what_is_said_now_is_put_on_top_of_what_was_said(tmp_path: Path) -> None:
    base = read_information(toml(tmp_path, TOML))
    both = merge(base, Occasion(paperwork=Paperwork(kept_for="10年")))
    assert (both.paperwork.kept_for, both.paperwork.document_number) == ("10年", "交政第123号")
    assert both.paperwork.duties == base.paperwork.duties
