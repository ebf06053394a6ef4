"""A ledger with a line that cannot be read: it is said, nothing is deleted, and no number of an edition comes twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from minutes_app.closing.ledger import FILE, Hold, entries_in, finals_in, hold_in, keep, ledger_of
from minutes_app.errors import DiskFull
from minutes_app.meeting.edit import set_text
from minutes_app.meeting.store import OpenMeeting, create
from tests.closing.typing import Typed, typed_at
from tests.publishing import published_meeting

SOUND = b"RIFF" + bytes(range(256)) * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    checked = tuple(replace(one, checked=True) for one in published_meeting().utterances)
    made = create(tmp_path / "会議", replace(published_meeting(), utterances=checked))
    (made / "recording-1.wav").write_bytes(SOUND)
    return made


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("MINUTES_ARCHIVE_AUDIO", "after_confirmed")
    typed = typed_at(folder, capsys)
    assert typed("confirm", "--despite", "試験のため")[0] == 0
    return typed


def damage(folder: Path, number: int = -1) -> None:
    """One byte of a line is another one."""
    path = folder / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    lines[number] = lines[number].replace(b'"who":"', b'"who":"X', 1)
    path.write_bytes(b"".join(lines))


def test_a_hold_that_cannot_be_read_any_more_still_keeps_the_recording(typed: Typed, folder: Path) -> None:
    typed("dispose", "--hold", "情報公開請求のため")
    damage(folder)
    for arguments in (("--yes",), ()):
        code, _out, err = typed("dispose", *arguments)
        assert code == 1
        assert "closing.jsonl" in err
        assert "1行目" in err
        assert "録音も文書も消していません。" in err
        assert "情報担当" in err
    assert (folder / "recording-1.wav").exists()


def test_what_can_be_read_stays_and_the_record_says_that_there_was_more(typed: Typed, folder: Path) -> None:
    (folder / "recording-2.wav").write_bytes(SOUND)
    typed("dispose", "--yes")
    damage(folder)
    code, out, err = typed("dispose", "--record")
    assert code == 0
    assert "recording-1.wav" in out
    assert "closing.jsonl" in err
    assert "4行目" in err
    for number in range(4):
        damage(folder, number)
    _code, out, err = typed("dispose", "--record")
    assert out == ""
    assert "廃棄記録はありません。" not in err
    assert "1、2、3、4行目" in err
    assert json.loads(typed("dispose", "--record", "--json")[1])["unreadable_lines"] == [1, 2, 3, 4]


def test_a_hold_can_be_released_when_its_line_is_damaged_and_the_recording_stays_all_the_same(
    typed: Typed, folder: Path
) -> None:
    typed("dispose", "--hold", "情報公開請求のため")
    damage(folder)
    assert "保留を解きました。" in typed("dispose", "--release")[2]
    assert typed("dispose", "--yes")[0] == 1
    assert (folder / "recording-1.wav").exists()


def test_a_line_that_lost_only_its_end_is_read_and_stays_when_others_follow(folder: Path) -> None:
    keep(folder, "所有者", Hold(True, "情報公開請求のため"))
    path = folder / FILE
    path.write_bytes(path.read_bytes()[:-1])
    assert hold_in(entries_in(folder)) is not None
    keep(folder, "所有者", Hold(True, "もう一つの理由"))
    assert [one.hold.reason for one in entries_in(folder) if one.hold] == ["情報公開請求のため", "もう一つの理由"]
    assert ledger_of(folder).unreadable == ()


def test_a_line_that_was_cut_off_is_never_thrown_away(folder: Path) -> None:
    keep(folder, "所有者", Hold(True, "情報公開請求のため"))
    path = folder / FILE
    path.write_bytes(path.read_bytes()[:-9])
    assert ledger_of(folder).unreadable == (1,)
    keep(folder, "所有者", Hold(False, ""))
    assert ledger_of(folder).unreadable == (1,)
    assert "情報公開請求のため" in path.read_text(encoding="utf-8")


def test_a_line_that_does_not_fit_on_the_disk_leaves_the_ledger_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(folder, "所有者", Hold(True, "情報公開請求のため"))
    before = (folder / FILE).read_bytes()

    def half(stream: IO[bytes], line: bytes) -> None:
        stream.write(line[:20])
        raise OSError(28, "full")

    monkeypatch.setattr("minutes_app.meeting.sealed._write_all", half)
    with pytest.raises(DiskFull):
        keep(folder, "所有者", Hold(False, ""))
    assert (folder / FILE).read_bytes() == before


def edition_after_correction(typed: Typed, folder: Path, text: str) -> list[dict[str, object]]:
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u1", text))
    typed("confirm", "--despite", "試験のため")
    made: list[dict[str, object]] = json.loads(typed("finalize", "--template", "会議録（全文）", "--json")[1])["files"]
    return made


def test_an_edition_whose_line_is_damaged_keeps_its_number(typed: Typed, folder: Path) -> None:
    typed("finalize", "--template", "会議録（全文）")
    damage(folder)
    made = edition_after_correction(typed, folder, "直した発言です。")
    assert {one["edition"] for one in made} == {2}
    damage(folder)
    made = edition_after_correction(typed, folder, "もう一度直した発言です。")
    assert {one["edition"] for one in made} == {3}
    assert [one.edition for one in finals_in(entries_in(folder))] == [3]
    again = edition_after_correction(typed, folder, "三度目に直した発言です。")
    assert {one["edition"] for one in again} == {4}, "what was passed over is passed over once"


def test_two_editions_in_a_line_whose_end_was_lost_keep_both_their_numbers(typed: Typed, folder: Path) -> None:
    typed("finalize", "--template", "会議録（全文）")
    edition_after_correction(typed, folder, "直した発言です。")
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"x", 1))
    assert ledger_of(folder).unreadable == (1,)
    made = edition_after_correction(typed, folder, "もう一度直した発言です。")
    assert {one["edition"] for one in made} == {3}


def test_an_edition_that_says_what_an_old_one_says_is_new_where_one_in_between_was_lost(
    typed: Typed, folder: Path
) -> None:
    typed("finalize", "--template", "会議録（全文）")
    edition_after_correction(typed, folder, "直した発言です。")
    damage(folder)
    code, out, _err = typed("finalize", "--template", "会議録（全文）", "--json")
    assert code == 0
    assert {(one["edition"], one["new"]) for one in json.loads(out)["files"]} == {(3, True)}


def test_the_clerk_is_told_why_a_number_is_passed_over(typed: Typed, folder: Path) -> None:
    typed("finalize")
    damage(folder)
    code, _out, err = typed("finalize")
    assert code == 0
    assert "closing.jsonl" in err
    assert "1行目" in err


def test_what_an_archive_lacks_is_told_before_it_is_made(typed: Typed, folder: Path, tmp_path: Path) -> None:
    typed("finalize", "--template", "会議録（全文）", "--out", tmp_path / "ほか")
    said = typed("archive", "--to", tmp_path / "保管")[2]
    assert "⚠ 会議のフォルダーにない確定版が" in said
    assert "会議録（全文）_確定版.docx" in said
    assert "closing.jsonl" not in said
    typed("finalize", "--template", "会議録（全文）", "--out", folder / "exports")
    assert "⚠" not in typed("archive", "--to", tmp_path / "保管")[2]
    typed("dispose", "--hold", "情報公開請求のため")
    damage(folder)
    assert "closing.jsonl" in typed("archive", "--to", tmp_path / "保管", "--yes")[2]
