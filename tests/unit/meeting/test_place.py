import os
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.meeting import store
from minutes_app.meeting.model import Meeting, Occasion, Recording
from minutes_app.meeting.place import PATH_LIMIT, find_by_recording, utf16_length
from tests.unit.meeting.making import OTHER_SHA, SHA, a_meeting


def _titled(title: str, date: str = "2026-01-15") -> Meeting:
    return replace(a_meeting(1), occasion=Occasion(title=title, date=date))


def test_a_folder_is_named_by_date_title_and_recording(tmp_path: Path) -> None:
    assert store.create(tmp_path, a_meeting()).name == "2026-01-15_会議（秘）①_3f2a"
    assert store.create(tmp_path, replace(_titled("", ""), recordings=(Recording("a", "a", "ab" * 32, 1),))).name == (
        "日付なし_会議_abab"
    )


@pytest.mark.parametrize(
    "title", ['a/b\\c:d*e?f"g<h>i|j', "...", "   ", "CON", "\ud800", "x\n\ty", "🎉" * 99, "髙" * 99]
)
def test_any_title_makes_a_folder_that_is_found_and_read_again(tmp_path: Path, title: str) -> None:
    meeting = _titled(title)
    folder = store.create(tmp_path, meeting)
    assert folder.parent == tmp_path
    assert len(folder.name.encode()) <= 255
    assert store.load(folder).recordings == meeting.recordings
    assert find_by_recording(tmp_path, (SHA,)) == folder


@pytest.mark.parametrize("title", ["長い会議名" * 20, "🎉" * 60])
def test_a_path_leaves_room_for_what_lies_in_the_folder_on_windows(tmp_path: Path, title: str) -> None:
    library = tmp_path / ("深い" * 20)
    folder = store.create(library, _titled(title))
    assert utf16_length(str(folder)) + 80 <= PATH_LIMIT
    assert folder.name.startswith("2026-01-15_" + title[:3])


def test_meetings_with_the_same_beginning_of_the_recording_get_longer_names(tmp_path: Path) -> None:
    first = store.create(tmp_path, a_meeting())
    second = store.create(tmp_path, a_meeting(sha256=OTHER_SHA))
    third = store.create(tmp_path, a_meeting())
    assert [folder.name.split("_")[2] for folder in (first, second, third)] == ["3f2a", "3f2ab7", "3f2a91"]
    assert find_by_recording(tmp_path, (SHA,)) in (first, third)
    assert find_by_recording(tmp_path, (OTHER_SHA,)) == second


def test_a_meeting_is_found_by_all_its_recordings_in_their_order(tmp_path: Path) -> None:
    both = tuple(Recording(f"{sha256[:6]}.wav", "a", sha256, 1) for sha256 in (SHA, OTHER_SHA))
    folder = store.create(tmp_path, replace(a_meeting(), recordings=both))
    assert find_by_recording(tmp_path, (SHA, OTHER_SHA)) == folder
    for other in ((OTHER_SHA, SHA), (SHA,), (OTHER_SHA,), (), (SHA, OTHER_SHA, SHA)):
        assert find_by_recording(tmp_path, other) is None
    assert find_by_recording(tmp_path / "no library", (SHA,)) is None


@pytest.mark.parametrize("name", ["予算の会議", "2026-01-15_定例会議_3f2a - コピー", "[x]*?", "会議_2024"])
def test_a_folder_that_a_person_renamed_is_found(tmp_path: Path, name: str) -> None:
    name = name if os.name != "nt" else name.replace("*?", "")
    store.create(tmp_path, a_meeting(sha256=OTHER_SHA))
    folder = store.create(tmp_path, a_meeting()).rename(tmp_path / name)
    assert find_by_recording(tmp_path, (SHA,)) == folder


@pytest.mark.parametrize("content", [b"", b"{", b"garbage"])
def test_a_damaged_meeting_is_found_so_that_it_is_mended_and_not_made_twice(tmp_path: Path, content: bytes) -> None:
    folder = store.create(tmp_path, a_meeting())
    (folder / "meeting.json").write_bytes(content)
    assert find_by_recording(tmp_path, (SHA,)) == folder
    (folder / "meeting.json").unlink()
    assert find_by_recording(tmp_path, (SHA,)) == folder


def test_other_things_in_the_library_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "2026-01-15_空_3f2a").mkdir()
    (tmp_path / "Thumbs.db").write_bytes(b"\0")
    (tmp_path / "メモ_3f2a").write_text(SHA, encoding="utf-8")
    (tmp_path / ".隠し").mkdir()
    assert find_by_recording(tmp_path, (SHA,)) is None


def test_a_name_that_is_taken_by_a_file_or_by_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "2026-01-15_会議（秘）①_3f2a").write_text("file", encoding="utf-8")
    other = tmp_path / "2026-01-15_会議（秘）①_3f2a91"
    other.mkdir()
    (other / "大事.txt").write_text("x", encoding="utf-8")
    assert store.create(tmp_path, a_meeting()).name.endswith("_3f2a910c")
    assert [entry.name for entry in other.iterdir()] == ["大事.txt"]


def test_an_empty_folder_left_by_a_kill_is_used_again(tmp_path: Path) -> None:
    left = tmp_path / "2026-01-15_会議（秘）①_3f2a"
    left.mkdir()
    (left / ".abc.tmp").write_bytes(b"{")
    assert store.create(tmp_path, a_meeting()) == left
