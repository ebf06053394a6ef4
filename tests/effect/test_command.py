"""`minutes effect` with meetings on disk: the lines, the JSON, the workbook, and what is missing."""

import json
from datetime import date
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.logbook import note_feeling, note_work, worked_s
from minutes_app.settings import change, effect_folder
from tests.effect.making import library_of, meeting


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return library_of(
        tmp_path / "会議",
        meeting(1, "2026-10-05", hours=1.5),
        meeting(2, "2026-11-20", title="第3回DX推進会議（髙﨑）"),
    )


def effect(library: Path, *more: str) -> int:
    return main(["effect", "--library", str(library), *more])


def test_the_table_names_each_meeting_and_what_keeps_hours_from_being_told(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert effect(library) == 0
    said = capsys.readouterr()
    assert (
        "令和8年11月20日（金）　第3回DX推進会議（髙﨑）\n    長さ1時間00分　作業―　復命書2通　減った時間―" in said.out
    )
    assert "会議2件、作業した時間―、書かずに済んだ復命書4通。" in said.out
    assert "操作感の答えは、まだありません。" in said.out
    assert "（minutes settings set effect.minutes_per_hour 分）" in said.err
    assert "作業した時間を測っていない会議があります" in said.err


def test_with_the_office_s_baseline_the_hours_are_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("effect.minutes_per_hour", "180")
    change("effect.report_minutes", "40")
    for number, seconds in ((1, 1800), (2, 3600)):
        note_work(effect_folder(), f"m-{number:04x}", seconds, date(2026, 11, 25))
    for mark in (5, 4):
        note_feeling(effect_folder(), mark, date(2026, 11, 25))
    assert effect(library, "--from", "令和8年11月1日", "--to", "2026/11/30") == 0
    said = capsys.readouterr()
    assert "すべて分かる1件で、減った時間は3時間20分です。" in said.out
    assert "操作感: 2回の答えの平均は4.5" in said.out
    assert said.err == ""


def test_the_json_has_every_figure_and_null_for_what_is_not_known(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note_work(effect_folder(), "m-0001", 1830, date(2026, 11, 25))
    note_feeling(effect_folder(), 3, date(2026, 11, 25))
    assert effect(library, "--json", "--to", "2026-11-30") == 0
    made = json.loads(capsys.readouterr().out)
    first, second = made["meetings"]
    assert (first["active_minutes"], first["reports"], first["before_minutes"], first["saved_minutes"]) == (
        30.5,
        2,
        None,
        None,
    )
    assert (second["meeting"], second["date"], second["active_minutes"]) == ("m-0002", "2026-11-20", None)
    assert (made["total"]["length_ms"], made["total"]["measured"], made["total"]["saved_minutes"]) == (
        9_000_000,
        1,
        None,
    )
    assert made["lacking"] == ["minutes_per_hour", "report_minutes", "measured"]
    assert made["feelings"] == [{"day": "2026-11-25", "mark": 3}]
    assert (made["from"], made["to"]) == ("", "2026-11-30")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--from", "11月1日"), "「--from」の日付「11月1日」には年がありません。"),
        (("--to", "いつか"), "「--to」の日付「いつか」を読み取れません。"),
        (("--from", "2026-12-01", "--to", "令和8年11月1日"), "--from の日が --to の日より後になっています"),
        (("--xlsx", "効果.txt"), "Excelのファイルの名前は「.xlsx」で終わるように書いてください（効果.txt）。"),
        (("--xlsx", "効果"), "Excelのファイルの名前は「.xlsx」で終わるように書いてください（効果）。"),
        (("--forget", "--xlsx", "効果.xlsx"), "--forget は、ほかの指定と一緒に使えません。"),
        (("--forget", "--from", "2026-12-01"), "--forget は、ほかの指定と一緒に使えません。"),
    ],
)
def test_what_cannot_be_read_or_does_not_fit_together_is_told_and_nothing_is_done(
    library: Path, typed: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    note_work(effect_folder(), "m-0001", 1800, date(2026, 11, 25))
    assert effect(library, *typed) == 2
    said = capsys.readouterr()
    assert (said.out, sentence in said.err) == ("", True), said.err
    assert worked_s(effect_folder()) == {"m-0001": 1800}


def test_the_workbook_is_never_written_over_a_file(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "効果（令和8年度）.xlsx"
    assert effect(library, "--xlsx", str(path)) == 0
    content = path.read_bytes()
    assert "に書き出しました" in capsys.readouterr().err
    assert effect(library, "--xlsx", str(path)) == 2
    assert "その名前のファイルがもうあります" in capsys.readouterr().err
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert effect(library, "--xlsx", str(tmp_path / "file" / "a.xlsx")) == 1
    assert "a.xlsx" in capsys.readouterr().err


def test_what_was_measured_can_be_forgotten_and_the_meetings_stay(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note_work(effect_folder(), "m-0001", 1800, date(2026, 11, 25))
    assert effect(library, "--forget") == 0
    assert "記録を消しました" in capsys.readouterr().err
    assert effect(library, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert [one["active_minutes"] for one in made["meetings"]] == [None, None]


def test_a_meeting_that_cannot_be_read_is_told_of_where_it_is_the_only_one_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = library_of(tmp_path / "一つ", meeting(1, "2026-10-05"))
    [folder] = library.iterdir()
    (folder / "meeting.json").write_bytes(b"{")
    assert effect(library) == 0
    assert "読めない会議が1件あり" in capsys.readouterr().err


def test_an_empty_period_says_so(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert effect(library, "--from", "2027-01-01") == 0
    assert capsys.readouterr().err == "この期間の会議は、ありません。\n"
