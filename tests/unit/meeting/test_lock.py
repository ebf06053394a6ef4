import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from minutes_app import files
from minutes_app.errors import MeetingInUse, MeetingMissing, NoPermission
from minutes_app.files import patiently
from minutes_app.meeting import lock as lock_module
from minutes_app.meeting.lock import HEARTBEAT_S, LOCK, SILENT_S, Lock, Owner
from minutes_app.meeting.sealed import decode, encode

HOLD = """
import sys
from pathlib import Path
from minutes_app.meeting.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""

COMPETE = """
import random
import sys
import time
from pathlib import Path
from minutes_app.errors import MeetingInUse
from minutes_app.meeting.lock import Lock
folder, wins = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
while wins:
    try:
        with Lock(folder):
            number = int((folder / "count").read_text(encoding="ascii"))
            (folder / "count").write_text(str(number + 1), encoding="ascii")
        print("won", flush=True)
        wins -= 1
    except MeetingInUse:
        print("waited", flush=True)
    time.sleep(random.random() / 500)
"""


def _python(script: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _holder(folder: Path) -> subprocess.Popen[str]:
    process = _python(HOLD, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def _left_behind(folder: Path, idle_s: float = 0.0, **facts: object) -> Owner:
    owner = replace(Lock(folder).owner, token="someone else", **facts)  # type: ignore[arg-type] # the tests' own facts
    (folder / LOCK).write_bytes(encode(owner))
    os.utime(folder / LOCK, (time.time() - idle_s,) * 2)
    return owner


def _a_dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_is_there_while_it_is_held_and_gone_afterwards(tmp_path: Path) -> None:
    with Lock(tmp_path) as lock:
        assert decode((tmp_path / LOCK).read_bytes(), Owner) == lock.owner
        assert lock.owner.pid == os.getpid()
        lock.confirm()
    assert list(tmp_path.iterdir()) == []


def test_the_same_process_cannot_take_it_twice(tmp_path: Path) -> None:
    with Lock(tmp_path) as lock:
        for again in (lock, Lock(tmp_path)):
            with pytest.raises(MeetingInUse):
                again.acquire()
        lock.confirm()


def test_an_account_whose_name_cannot_be_written_can_hold_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "user_name", lambda: "\udc8d\udc82")
    with Lock(tmp_path) as lock:
        lock.confirm()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such state")
def test_a_killed_process_whose_parent_has_not_looked_counts_as_dead(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    process.kill()
    while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    with Lock(tmp_path) as lock:
        lock.confirm()
    process.communicate()


def test_another_living_process_of_this_pc_keeps_its_lock_and_a_killed_one_loses_it(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    try:
        with pytest.raises(MeetingInUse) as caught:
            Lock(tmp_path).acquire()
        assert caught.value.host == Lock(tmp_path).owner.host
        assert caught.value.idle_s < HEARTBEAT_S
    finally:
        _end(process)
    with Lock(tmp_path) as lock:
        lock.confirm()


def test_a_process_that_ends_without_saying_so_gives_its_lock_back(tmp_path: Path) -> None:
    process = _holder(tmp_path)
    process.communicate("")
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_another_pc_is_never_taken_over_unless_the_person_says_so(tmp_path: Path) -> None:
    _left_behind(tmp_path, 600, host="SOUMU-PC12", user="髙橋", pid=_a_dead_pid())
    with pytest.raises(MeetingInUse) as caught:
        Lock(tmp_path).acquire()
    assert (caught.value.user, caught.value.host) == ("髙橋", "SOUMU-PC12")
    assert 600 <= caught.value.idle_s < 610
    lock = Lock(tmp_path)
    lock.acquire(take_over=True)
    lock.confirm()
    lock.release()


def test_a_process_number_used_again_by_another_process_counts_as_dead_when_it_is_silent(tmp_path: Path) -> None:
    own_start = psutil.Process().create_time()
    _left_behind(tmp_path, SILENT_S + 1, started=own_start - 5000)
    with Lock(tmp_path) as lock:
        lock.confirm()
    _left_behind(tmp_path, 0, started=own_start - 5000)
    with pytest.raises(MeetingInUse):
        Lock(tmp_path).acquire()
    _left_behind(tmp_path, SILENT_S + 1, started=own_start)
    with pytest.raises(MeetingInUse):
        Lock(tmp_path).acquire()


@pytest.mark.parametrize("content", [b"", b"{", b"\0" * 100, b"[]", b'{"user":1}', b"\xff\xfe", b'{"pid":"x"}' * 1000])
def test_a_damaged_lock_file_is_respected_while_it_shows_signs_of_life(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK).write_bytes(content)
    with pytest.raises(MeetingInUse):
        Lock(tmp_path).acquire()
    os.utime(tmp_path / LOCK, (time.time() - SILENT_S - 1,) * 2)
    with Lock(tmp_path) as lock:
        lock.confirm()


def test_who_lost_the_lock_notices_and_does_not_take_the_new_ones_away(tmp_path: Path) -> None:
    ours = Lock(tmp_path)
    ours.acquire()
    theirs = Lock(tmp_path)
    theirs.acquire(take_over=True)
    with pytest.raises(MeetingInUse):
        ours.confirm()
    ours.release()
    theirs.confirm()
    theirs.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_somebody_deleted_is_made_again(tmp_path: Path) -> None:
    with Lock(tmp_path) as lock:
        (tmp_path / LOCK).unlink()
        lock.confirm()
        with pytest.raises(MeetingInUse):
            Lock(tmp_path).acquire()
    assert list(tmp_path.iterdir()) == []


def test_the_owner_shows_signs_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "HEARTBEAT_S", 0.02)
    with Lock(tmp_path):
        os.utime(tmp_path / LOCK, (0, 0))
        deadline = time.monotonic() + 5
        while (tmp_path / LOCK).stat().st_mtime < 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert time.time() - (tmp_path / LOCK).stat().st_mtime < 5
    assert not [thread for thread in threading.enumerate() if thread.name == "meeting-lock"]


def test_only_one_of_many_gets_a_dead_owners_lock(tmp_path: Path) -> None:
    dead = _a_dead_pid()
    for _ in range(10):
        _left_behind(tmp_path, pid=dead)
        locks = [Lock(tmp_path) for _ in range(8)]
        won: list[Lock] = []

        def take(lock: Lock, won: list[Lock] = won) -> None:
            try:
                lock.acquire()
                won.append(lock)
            except MeetingInUse:
                pass

        threads = [threading.Thread(target=take, args=(lock,)) for lock in locks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        won[0].release()


def test_two_processes_that_compete_never_hold_it_at_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0", encoding="ascii")
    racers = [_python(COMPETE, tmp_path, 150) for _ in range(2)]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = [racer.communicate()[0] for racer in racers]
    assert "waited" in "".join(said)
    assert [each.count("won") for each in said] == [150, 150]
    assert (tmp_path / "count").read_text(encoding="ascii") == "300"


def test_a_guard_left_by_a_kill_is_cleared_after_a_while(tmp_path: Path) -> None:
    _left_behind(tmp_path, pid=_a_dead_pid())
    guard = tmp_path / "meeting.lock.taking"
    guard.touch()
    with pytest.raises(MeetingInUse):
        Lock(tmp_path).acquire()
    os.utime(guard, (time.time() - 60,) * 2)
    with Lock(tmp_path) as lock:
        lock.confirm()
    assert not guard.exists()


def test_a_folder_that_is_not_there_is_no_meeting(tmp_path: Path) -> None:
    with pytest.raises(MeetingMissing):
        Lock(tmp_path / "no").acquire()
    assert not (tmp_path / "no").exists()


def test_a_file_that_another_program_has_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "OTHERS_BLOCK", True)
    answers = iter([PermissionError(13, "denied"), PermissionError(13, "denied"), None])

    def action() -> str:
        if error := next(answers):
            raise error
        return "done"

    assert patiently(action, tmp_path) == "done"


def test_a_file_that_stays_blocked_is_an_error_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "OTHERS_BLOCK", True)
    monkeypatch.setattr(files, "PATIENCE_S", 0.1)

    def action() -> None:
        raise PermissionError(13, "denied")

    with pytest.raises(NoPermission):
        patiently(action, tmp_path)
