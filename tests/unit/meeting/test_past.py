"""Who changed what, and when, is known beyond a fold, a killed fold and a damaged line."""

from pathlib import Path

import pytest

from minutes_app.meeting import edit, store
from minutes_app.meeting.past import past_edits
from minutes_app.meeting.place import HISTORY, JOURNAL
from minutes_app.meeting.store import OpenMeeting, create
from tests.unit.meeting.making import a_meeting


def _texts(folder: Path) -> list[str]:
    found = []
    for each in past_edits(folder):
        [piece] = each.change.splices[0].inserted
        found.append(getattr(piece, "text", ""))
    return found


def _write(book: OpenMeeting, *texts: str) -> None:
    for text in texts:
        book.commit(edit.set_text(book.meeting, "u1", text))


def test_edits_are_known_with_who_and_when_also_after_they_were_folded(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting())
    with OpenMeeting(folder, who="髙橋") as book:
        _write(book, "一", "二")
        book.fold()
        _write(book, "三")
        assert _texts(folder) == ["一", "二", "三"]
    with OpenMeeting(folder, who="佐藤") as book:
        book.fold()
        _write(book, "四")
        book.replace(book.meeting)
    edits = past_edits(folder)
    assert [each.who for each in edits] == ["髙橋"] * 3 + ["佐藤"]
    assert all(each.at[4] == "-" for each in edits)
    assert store.load(folder).utterances[1].text == "四"


def test_a_fold_that_was_killed_after_the_history_was_written_lists_no_edit_twice(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting())
    with OpenMeeting(folder) as book:
        _write(book, "一", "二")
    (folder / HISTORY).write_bytes((folder / JOURNAL).read_bytes())
    assert _texts(folder) == ["一", "二"]
    with OpenMeeting(folder) as book:
        _write(book, "三")
        book.fold()
    assert _texts(folder) == ["一", "二", "三"]


def test_a_damaged_line_is_left_out_and_a_torn_end_costs_no_later_one(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting())
    with OpenMeeting(folder) as book:
        _write(book, "一", "二")
        book.fold()
    with (folder / HISTORY).open("ab") as stream:
        stream.write(b'{"seq":3,"torn')
    with OpenMeeting(folder) as book:
        _write(book, "三")
        book.fold()
    assert _texts(folder) == ["一", "二", "三"]
    raw = (folder / HISTORY).read_bytes()
    (folder / HISTORY).write_bytes(raw.replace("一".encode(), "壱".encode(), 1))
    assert _texts(folder) == ["二", "三"]


def test_a_meeting_without_edits_has_no_past(tmp_path: Path) -> None:
    assert past_edits(create(tmp_path, a_meeting())) == ()


def test_a_history_that_cannot_be_written_keeps_the_edits_in_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = create(tmp_path, a_meeting())
    (folder / HISTORY).mkdir()
    with OpenMeeting(folder) as book:
        _write(book, "一")
        book.fold()
        assert book.meeting.utterances[1].text == "一"
    assert (folder / JOURNAL).read_bytes().count(b"\n") == 1
    assert store.load(folder).utterances[1].text == "一"
