"""Which files belong to which meeting."""

import errno
import os
import sys
from pathlib import Path

import pytest

from minutes_app.batch import natural_key, plan, recordings_in
from minutes_app.errors import DiskFault, InputMissing, NoPermission
from minutes_app.wording import explain


def touch(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return [folder / name for name in names]


def test_each_recording_is_a_job_in_the_order_it_was_typed(tmp_path: Path) -> None:
    paths = touch(tmp_path, "b.wav", "a.mp3", "メモ.txt")
    jobs = plan(paths, as_one=False)
    assert [(job.sources, job.named, job.error) for job in jobs] == [((path,), path, None) for path in paths]


def test_a_folder_gives_its_recordings_as_a_person_counts_them(tmp_path: Path) -> None:
    touch(tmp_path, "会議10.wav", "会議2.wav", "会議１.wav", "資料.pdf", ".会議0.wav", "~$会議.mp4", "二日目/会議1.MP3")
    touch(tmp_path, ".隠し/会議.wav", "Thumbs.db", "会議3.WMA")
    found = [str(path.relative_to(tmp_path)) for path in recordings_in(tmp_path)]
    assert found == ["二日目/会議1.MP3".replace("/", os.sep), "会議１.wav", "会議2.wav", "会議3.WMA", "会議10.wav"]


def test_a_folder_without_recordings_is_not_said_to_be_missing(tmp_path: Path) -> None:
    folder = tmp_path / "R8.11.23"
    folder.mkdir()
    there, gone = plan([folder, tmp_path / "R8.11.24"], as_one=False)
    assert there.error is not None
    assert gone.error is not None
    assert explain(there.error).headline == f"フォルダー「{folder}」に録音が見つかりません。"
    assert explain(gone.error).headline == f"「{tmp_path / 'R8.11.24'}」が見つかりません。"


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_is_no_file_is_named_as_that() -> None:
    (job,) = plan([Path("/dev/null")], as_one=False)
    assert job.error is not None
    assert "ふつうのファイルではありません" in explain(job.error).headline


def test_a_library_inside_the_folder_is_not_received_again(tmp_path: Path) -> None:
    touch(tmp_path, "会議.wav", "会議録/a_3f2a/recording-1_会議.wav", "会議録/a_3f2a/meeting.json")
    touch(tmp_path, "会議録/b_9c1d/recording-1_会議.wav", "会議録/b_9c1d/meeting.json.bak")
    assert recordings_in(tmp_path) == (tmp_path / "会議.wav",)
    assert [path.name for path in recordings_in(tmp_path / "会議録" / "a_3f2a")] == ["recording-1_会議.wav"]


def test_the_order_is_the_same_when_two_names_differ_only_in_width(tmp_path: Path) -> None:
    touch(tmp_path, "会議1.wav", "会議１.wav", "会議①.wav")
    names = [path.name for path in recordings_in(tmp_path)]
    assert names == sorted(names)
    assert len(names) == 3


def test_a_file_named_directly_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "録音")
    assert recordings_in(path) == (path,)


def test_a_recording_named_twice_is_worked_on_once(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "a.wav")
    jobs = plan([path, tmp_path, tmp_path / "x" / ".." / "a.wav"], as_one=False)
    assert [job.sources for job in jobs if not job.error] == [(path,)]


def test_what_is_not_there_fails_alone(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "a.wav")
    (tmp_path / "空").mkdir()
    missing = tmp_path / "ない.wav"
    jobs = plan([missing, path, tmp_path / "空"], as_one=False)
    assert [type(job.error) for job in jobs] == [InputMissing, type(None), InputMissing]
    assert [job.named for job in jobs] == [missing, path, tmp_path / "空"]


def test_as_one_joins_everything_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "分割"
    parts = touch(folder, "会議_1.wav", "会議_2.wav", "会議_10.wav")
    (last,) = touch(tmp_path, "おわり.wav")
    (job,) = plan([folder, last, parts[0]], as_one=True)
    assert job.sources == (*parts, last)
    assert job.named == folder


def test_as_one_does_not_join_a_part_of_what_was_named(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "a.wav")
    jobs = plan([path, tmp_path / "ない.wav"], as_one=True)
    assert [type(job.error) for job in jobs] == [InputMissing]


def test_a_name_longer_than_the_system_takes_is_an_error_of_that_name_only(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "a.wav")
    jobs = plan([tmp_path / ("長" * 300), path], as_one=False)
    assert isinstance(jobs[0].error, DiskFault | InputMissing)
    assert jobs[1].sources == (path,)


def test_a_place_that_may_not_be_read_is_an_error_of_that_place_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, path = touch(tmp_path, "閉/a.wav", "b.wav")
    real = Path.is_file

    def is_file(self: Path) -> bool:
        """What `stat` says to a person without rights; the tests may run as root, whom nothing is forbidden."""
        if self == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "is_file", is_file)
    jobs = plan([closed, path], as_one=False)
    assert isinstance(jobs[0].error, NoPermission)
    assert jobs[1].sources == (path,)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_that_contains_itself_ends(tmp_path: Path) -> None:
    (path,) = touch(tmp_path, "a.wav")
    (tmp_path / "輪").symlink_to(tmp_path, target_is_directory=True)
    assert recordings_in(tmp_path) == (path,)


def test_numbers_are_compared_as_numbers_in_every_width() -> None:
    names = ["会議10", "会議９", "会議", "会議１", "10会議", "9会議", "会議1-2", "会議1-10"]
    expected = ["9会議", "10会議", "会議", "会議１", "会議1-2", "会議1-10", "会議９", "会議10"]
    assert sorted(names, key=natural_key) == expected
