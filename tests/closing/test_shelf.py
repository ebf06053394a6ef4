"""`minutes archive --list` with meetings that were archived: what has ended, what is there, what cannot be read."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minutes_app.cli import main
from minutes_app.closing import checking
from minutes_app.closing.ledger import FILE, Archived, ClosedFile, Final, Hold, keep, ledger_of
from minutes_app.closing.shelf import shelf_of, verified
from minutes_app.errors import BadArguments
from minutes_app.meeting.store import create
from minutes_app.progress import Progress, no_report
from minutes_app.servers import Servers
from minutes_app.wording import explain, shelf as words
from tests.closing.archived import archived_meeting
from tests.publishing import published_meeting

Said = tuple[int, str, str]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A meeting that nobody has archived is in it, too."""
    create(tmp_path / "会議", published_meeting())
    return tmp_path / "会議"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "保管"


def listed(library: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Said:
    code = main(["archive", "--list", "--library", str(library), *more])
    said = capsys.readouterr()
    return code, said.out, said.err


def facts(library: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    code, out, _err = listed(library, capsys, "--json", *more)
    return code, json.loads(out)


def states(library: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    code, made = facts(library, capsys, *more)
    return code, [one["file_state"] for one in made["archived"]]


def test_what_has_ended_comes_first_and_is_marked_with_what_to_do(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for title, kept_for in (("A永年", "永年"), ("B未定", ""), ("C常用", "常用"), ("D長い", "30年")):
        archived_meeting(library, place, title, kept_for, "2026-11-24")
    _folder, file = archived_meeting(library, place, "E満了", "5年", "2019-11-24")
    archived_meeting(library, place, "F満了", "3年", "2019-11-24")
    code, out, err = listed(library, capsys)
    assert code == 0
    assert [line[0] for line in out.splitlines() if not line.startswith(" ")] == list("FEDCBA")
    assert "E満了　令和8年11月23日（月）\n    満了の日: 【満了】令和7年3月31日　保存期間: 5年\n    保管: 令和" in out
    assert f"\n    {file.name}　あり\n" in out
    for end in ("令和39年3月31日　保存期間: 30年", "計算できない　保存期間: 常用", "期限なし　保存期間: 永年"):
        assert f"満了の日: {end}" in out
    assert "満了の日: 決められていない　保存期間: ―" in out
    assert err == f"保管した会議6件のうち、2件は保存期間が終わっています。\n{words.ADVICE}\n"


def test_a_period_ends_after_its_last_day(library: Path, place: Path) -> None:
    archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    for today, ended in ((date(2025, 3, 31), 0), (date(2025, 4, 1), 1)):
        assert shelf_of(library, today, no_report, Servers()).ended == ended


def test_the_last_archive_counts(library: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _first = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    main(["archive", str(folder), "--to", str(place / "もう一度"), "--yes"])
    capsys.readouterr()
    _code, made = facts(library, capsys)
    [row] = made["archived"]
    assert Path(row["file"]).parent == place / "もう一度"
    assert (row["meeting"], row["title"], row["date"]) == (str(folder), "庁議", "2026-11-23")
    assert (row["kept_for"], row["until"], row["end"], row["ended"]) == ("5年", "2025-03-31", "day", True)
    assert (made["library"], made["verified"], made["unreadable"]) == (str(library), False, [])


def test_one_that_is_held_is_marked_and_must_not_be_discarded(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _file = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    keep(folder, "髙橋", Hold(True, "情報公開請求"))
    _code, out, err = listed(library, capsys)
    assert "満了の日: 【満了】【保留中】令和7年3月31日" in out
    assert words.HELD_ADVICE in err
    keep(folder, "髙橋", Hold(False, ""))
    _code, out, err = listed(library, capsys)
    assert words.HELD not in out + err


def test_what_became_of_the_file_is_told(library: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _folder, file = archived_meeting(library, place, "庁議", "5年", "2026-11-24")
    path, content = Path(file.name), Path(file.name).read_bytes()
    assert states(library, capsys) == (0, ["there"])
    assert states(library, capsys, "--verify") == (0, ["fits"])
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert states(library, capsys) == (0, ["there"]), "the contents are looked at by --verify only"
    assert states(library, capsys, "--verify") == (1, ["changed"])
    path.write_bytes(content[:-1])
    assert states(library, capsys) == (0, ["changed"])
    path.unlink()
    assert states(library, capsys) == (0, ["missing"])
    assert states(library, capsys, "--verify") == (1, ["missing"])
    place.rename(place.with_name("外した"))
    assert states(library, capsys) == (0, ["no_place"])
    assert words.FILES["no_place"] in listed(library, capsys)[1]


def test_a_server_that_is_gone_is_asked_for_once(library: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("庁議", "係内打合せ", "防災会議"):
        archived_meeting(library, place, title, "5年", "2026-11-24")
    place.rename(place.with_name("外した"))
    asked: list[Path] = []
    is_dir = Path.is_dir

    def noted(path: Path) -> bool:
        asked.append(path)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", noted)
    assert [row.file for row in shelf_of(library, date(2026, 11, 25), no_report, Servers()).rows] == ["no_place"] * 3
    assert asked.count(place) == 1


def test_a_server_that_a_received_record_names_is_not_asked(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = archived_meeting(library, place, "庁議", "5年", "2026-11-24")
    evil = replace(file, name=r"\\evil\保管\庁議.kaigi")
    keep(folder, "髙橋", Archived(evil, "5年", "2032-03-31"))
    assert states(library, capsys) == (0, ["strange"])
    assert words.FILES["strange"] in listed(library, capsys)[1]
    assert states(library, capsys, "--verify") == (1, ["strange"])
    with monkeypatch.context() as office:
        office.setenv("MINUTES_ARCHIVE_FOLDER", "//EVIL/保管")
        assert states(library, capsys) == (0, ["missing"]), "the office has named it"
    keep(folder, "髙橋", Final(1, "会議録", "", (), (evil,)))
    read: list[Path] = []

    def noted(path: Path) -> str:
        read.append(path)
        return ""

    monkeypatch.setattr(checking, "_digest", noted)
    assert [one.state for one in checking.checked(folder, ledger_of(folder).entries, Servers())] == ["missing"]
    assert read == [folder / "exports" / "庁議.kaigi"]
    checking.checked(folder, ledger_of(folder).entries, Servers.of(r"\\EVIL\x"))
    assert read[1:] == [Path(evil.name), folder / "exports" / "庁議.kaigi"]


def test_verifying_tells_how_far_it_is_by_the_bytes(library: Path, place: Path) -> None:
    files = [archived_meeting(library, place, title, "5年", "2026-11-24")[1] for title in ("庁議", "防災会議")]
    Path(files[0].name).unlink()
    seen: list[Progress] = []
    verified(shelf_of(library, date(2026, 11, 25), no_report, Servers()), seen.append)
    assert (seen[-1].done, seen[-1].total) == (files[1].bytes, files[1].bytes)


def test_nothing_archived_is_a_sentence(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(library, capsys) == (0, "", f"{words.EMPTY}\n")
    assert listed(library / "ない", capsys) == (0, "", f"{words.EMPTY}\n")
    assert facts(library, capsys)[1]["archived"] == []


def test_a_meeting_whose_record_cannot_be_read_is_named_and_the_others_are_listed(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, _file = archived_meeting(library, place, "壊れた会議", "5年", "2019-11-24")
    archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    record = damaged / FILE
    record.write_bytes(record.read_bytes().replace("髙橋".encode(), "高橋".encode()))
    code, out, err = listed(library, capsys)
    assert code == 1
    assert "庁議" in out
    assert f"会議「{damaged.name}」: この会議の記録（closing.jsonl）の1行目が読めません。" in err
    code, made = facts(library, capsys)
    assert (code, made["unreadable"]) == (1, [{"meeting": str(damaged), "lines": [1]}])
    keep(damaged, "髙橋", Hold(False, ""))
    assert [one["title"] for one in facts(library, capsys)[1]["archived"]] == ["庁議"]


def test_an_older_archive_is_listed_and_the_line_after_it_that_cannot_be_read_is_told(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _file = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    with (folder / FILE).open("ab") as stream:
        stream.write(b"{}\n")
    code, made = facts(library, capsys)
    assert (code, len(made["archived"]), made["unreadable"][0]["lines"]) == (1, 1, [2])


def test_a_record_that_cannot_be_opened_at_all_is_named(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _file = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == FILE:
            raise PermissionError(13, "no", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    code, out, err = listed(library, capsys)
    assert (code, out, err) == (1, "", words.lost(folder, ()) + "\n")


def test_a_damaged_meeting_is_listed_by_the_name_of_its_folder(
    library: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _file = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    for name in ("meeting.json", "meeting.json.bak"):
        (folder / name).write_bytes(b"{")
    code, out, _err = listed(library, capsys)
    assert code == 0
    assert out.startswith(f"{folder.name}　{words.NO_DAY}\n")


def test_a_path_or_a_day_that_is_none_stops_nothing(library: Path, place: Path) -> None:
    folder, file = archived_meeting(library, place, "庁議", "5年", "2019-11-24")
    row = shelf_of(library, date(2026, 11, 25), no_report, Servers()).rows[0]
    keep(folder, "髙橋", replace(row.archive, file=ClosedFile(f"{file.name}\0", 1, ""), until="いつか"))
    [found] = shelf_of(library, date(2026, 11, 25), no_report, Servers()).rows
    assert (found.file, found.archive.until, found.ended) == ("missing", "いつか", False)


@pytest.mark.parametrize("wrong", [("--yes",), ("--to", "x"), ("--take-over",), ("会議",)])
def test_a_list_is_of_all_meetings_and_archives_none(
    library: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]
) -> None:
    if wrong == ("会議",):
        with pytest.raises(SystemExit):
            listed(library, capsys, *wrong)
        assert "--list" in capsys.readouterr().err
    else:
        code, _out, err = listed(library, capsys, *wrong)
        assert (code, explain(BadArguments("list_alone")).headline in err) == (2, True)


def test_verifying_is_for_the_list(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "x", "--library", str(library), "--verify"]) == 2
    assert explain(BadArguments("verify_alone")).headline in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["archive", "--library", str(library)])
    assert "次のどれかを指定してください: MEETING --list" in capsys.readouterr().err
