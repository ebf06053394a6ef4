"""The meeting folder on disks that are full, protected, or complain."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minutes_app import files
from minutes_app.errors import DiskFault, DiskFull, FileInUse
from minutes_app.meeting import edit, sealed, store
from minutes_app.meeting.store import OpenMeeting, create, load
from tests.unit.meeting.making import a_meeting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "会議（秘）①", a_meeting())


class _Full:
    """A disk with room for so many more bytes, at the seam where lines and whole files are written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room = 1 << 60
        write, fsync = sealed._write_all, os.fsync

        def write_all(stream: Any, content: bytes) -> None:
            write(stream, content[: self.room])
            if len(content) > self.room:
                raise OSError(errno.ENOSPC, "full")

        def sync(handle: int) -> None:
            if os.fstat(handle).st_size > self.room:
                raise OSError(errno.ENOSPC, "full")
            fsync(handle)

        monkeypatch.setattr(sealed, "_write_all", write_all)
        monkeypatch.setattr(os, "fsync", sync)


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = _Full(monkeypatch)
    with OpenMeeting(folder) as opened:
        opened.commit(edit.set_text(opened.meeting, "u0", "先に"))
        before = opened.meeting
        for room in (0, 1, 40, 200):
            disk.room = room
            writes: list[Callable[[], object]] = [
                lambda: opened.commit(edit.set_text(opened.meeting, "u1", "長い文" * 99)),
                lambda: opened.replace(a_meeting(99)),
                opened.fold,
            ]
            for write in writes:
                with pytest.raises(DiskFull):
                    write()
                assert load(folder) == opened.meeting == before
        disk.room = 1 << 60
        after = opened.commit(edit.set_text(opened.meeting, "u1", "空いた"))
        assert load(folder) == after
        opened.fold()
    assert load(folder) == after
    assert not list(folder.glob(".*.tmp"))


def test_a_replacement_that_is_on_the_disk_counts_although_the_disk_complained_afterwards(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write_atomic

    def complain(path: Path, content: bytes) -> None:
        write(path, content)
        if path.name in ("meeting.json", "edits.jsonl"):
            raise DiskFault(path, "sync")

    with OpenMeeting(folder) as opened:
        opened.commit(edit.set_text(opened.meeting, "u0", "先に"))
        monkeypatch.setattr(store, "write_atomic", complain)
        opened.replace(a_meeting(9))
        assert load(folder) == opened.meeting == opened.commit(edit.mark_checked(opened.meeting, [])) == a_meeting(9)
        opened.commit(edit.set_text(opened.meeting, "u8", "後で"))
        assert load(folder) == opened.meeting


def test_a_journal_that_cannot_be_emptied_does_no_harm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = files.write_atomic

    def refuse(path: Path, content: bytes) -> None:
        if path.name == "edits.jsonl":
            raise FileInUse(path)
        write(path, content)

    monkeypatch.setattr(store, "write_atomic", refuse)
    with OpenMeeting(folder) as opened:
        for number in range(3):
            opened.commit(edit.set_text(opened.meeting, "u0", f"版{number}"))
            opened.fold()
            assert load(folder) == opened.meeting
        opened.replace(a_meeting(9))
        opened.commit(edit.set_text(opened.meeting, "u8", "後で"))
        assert load(folder) == opened.meeting
    monkeypatch.undo()
    with OpenMeeting(folder) as again:
        assert again.fold()
        assert again.meeting == opened.meeting == load(folder)


def test_a_meeting_that_cannot_be_created_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Full(monkeypatch).room = 100
    with pytest.raises(DiskFull):
        create(tmp_path, a_meeting())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits and users")
def test_a_kernel_that_stops_writing_in_the_middle_of_a_line_loses_only_that_line(folder: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from minutes_app.errors import DiskError
from minutes_app.meeting import edit
from minutes_app.meeting.store import OpenMeeting, load
folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with OpenMeeting(folder) as opened:
    opened.commit(edit.set_text(opened.meeting, "u0", "先に"))
    before = opened.meeting
    size = (folder / "edits.jsonl").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, resource.RLIM_INFINITY))
    for _ in range(3):
        try:
            opened.commit(edit.set_text(opened.meeting, "u1", "長い文" * 99))
            sys.exit("written")
        except DiskError:
            assert load(folder) == opened.meeting == before
    assert (folder / "edits.jsonl").stat().st_size == size + 50
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    assert opened.commit(edit.set_text(opened.meeting, "u1", "空いた")) == load(folder)
"""
    _run(script, folder)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits and users")
def test_a_folder_without_permission_can_be_read_and_says_so_when_written() -> None:
    script = """
import os, shutil, sys, tempfile
from pathlib import Path
from minutes_app.errors import NoPermission
from minutes_app.meeting.store import OpenMeeting, create, load, recover
sys.path.insert(0, os.getcwd())
from tests.unit.meeting.making import a_meeting
library = Path(tempfile.mkdtemp())
try:
    folder = create(library, a_meeting())
    folder.chmod(0o555)
    library.chmod(0o555)
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    assert load(folder) == a_meeting()
    open_it = lambda: OpenMeeting(folder).__enter__()
    for call in (open_it, lambda: recover(folder), lambda: create(library, a_meeting(1))):
        try:
            call()
        except NoPermission:
            continue
        sys.exit("no NoPermission")
finally:
    os.seteuid(os.getuid())
    library.chmod(0o755)
    folder.chmod(0o755)
    shutil.rmtree(library)
"""
    _run(script)


def _run(script: str, *args: object) -> None:
    done = subprocess.run([sys.executable, "-c", script, *map(str, args)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
